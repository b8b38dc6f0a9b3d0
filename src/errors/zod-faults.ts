import { z } from 'zod';
import { type FieldFault } from './app-error.js';
import { jsonPointer } from './pointer.js';

type Language = 'zh-CN' | 'en';

const sentences = { 'zh-CN': z.locales.zhCN().localeError, en: z.locales.en().localeError };
/** Enough to repair a file, little enough to read. */
const MOST_FAULTS = 200;

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Parses what came from outside; on failure all faults at once with their places. */
export function parseWith<T extends z.ZodType>(
  schema: T,
  value: unknown,
  language: Language = 'en',
): Parsed<z.infer<T>> {
  const parsed = schema.safeParse(value, { error: sentences[language] });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, faults: faultsOf(parsed.error.issues) };
}

export function faultsOf(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  return issues.flatMap(flatten).slice(0, MOST_FAULTS);
}

/** A field that should not be there is named itself, not the object around it. */
function flatten(issue: z.core.$ZodIssue): FieldFault[] {
  const at = (path: readonly PropertyKey[]): FieldFault => ({
    pointer: jsonPointer(path),
    code: issue.code,
    message: issue.message,
  });
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => at([...issue.path, key]))
    : [at(issue.path)];
}
