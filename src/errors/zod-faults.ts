import { z } from 'zod';
import { hasTranslation, translate } from '../i18n/index.js';
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
    : { ok: false, faults: faultsOf(parsed.error.issues, language) };
}

export function faultsOf(issues: readonly z.core.$ZodIssue[], language: Language = 'en'): FieldFault[] {
  return issues.flatMap((issue) => flatten(issue, language)).slice(0, MOST_FAULTS);
}

/** The contracts say their own sentences in English, and name each by a key of the catalogues. */
function messageOf(issue: z.core.$ZodIssue, language: Language): { code: string; message: string } {
  const said = { code: issue.code, message: issue.message };
  const kinds = kindsOf(issue);
  if (kinds !== null)
    return { code: issue.code, message: translate(language, 'faults.one_of', { other: kinds.join(', ') }) };
  if (issue.code !== 'custom') return said;
  const { fault, other } = ownSentence.parse(issue.params ?? {});
  const key = `faults.${fault ?? ''}`;
  if (fault === undefined || !hasTranslation(language, key)) return said;
  return { code: fault, message: translate(language, key, { other: other ?? '' }) };
}

/** What a member may say that tells of which kind the rest is; zod only says that it is none of them. */
function kindsOf(issue: z.core.$ZodIssue): readonly string[] | null {
  if (issue.code !== 'invalid_union' || !('options' in issue) || !Array.isArray(issue.options)) return null;
  return issue.options.map(String);
}

const ownSentence = z.object({
  fault: z.string().optional(),
  other: z.union([z.string(), z.number()]).optional(),
});

/** A field that should not be there is named itself, not the object around it. */
function flatten(issue: z.core.$ZodIssue, language: Language): FieldFault[] {
  const at = (path: readonly PropertyKey[]): FieldFault => ({
    pointer: jsonPointer(path),
    ...messageOf(issue, language),
  });
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => at([...issue.path, key]))
    : [at(issue.path)];
}
