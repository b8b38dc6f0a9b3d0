import { type Fault } from '@heli/contracts';
import { type z } from 'zod';
import { jsonPointer } from '../errors/pointer.js';
import { shortValue, valueAt } from './values.js';
import { type SchemaTexts } from './texts/texts.js';

type Issue = z.core.$ZodIssue;

/** All faults that a schema found in a document, each with pointer, value and what would be right. */
export function schemaFaults(error: z.ZodError, document: unknown, texts: SchemaTexts): Fault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, document, texts));
}

function faultsOf(issue: Issue, document: unknown, texts: SchemaTexts): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const value = valueAt(document, path);
      return { pointer: jsonPointer(path), code: 'unknown-field', message: texts.unknownField(key), value };
    });
  }
  const value = valueAt(document, issue.path);
  const right = expectation(issue, texts);
  const missing = value === undefined && issue.path.length > 0;
  return [
    {
      pointer: jsonPointer(issue.path),
      code: missing ? 'missing-field' : issue.code.replaceAll('_', '-'),
      message: missing ? texts.missing(right) : texts.wrong(shortValue(value), right),
      ...(value === undefined ? {} : { value }),
    },
  ];
}

/** What would be right, in words. */
function expectation(issue: Issue, texts: SchemaTexts): string {
  switch (issue.code) {
    case 'invalid_type':
      return texts.type(issue.expected);
    case 'invalid_value':
      return texts.oneOf(issue.values.map(String));
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) && issue.options.length > 0
        ? texts.oneOf(issue.options.map(String))
        : issue.message;
    case 'too_small':
      return texts.atLeast(String(issue.minimum), measureOf(issue.origin));
    case 'too_big':
      return texts.atMost(String(issue.maximum), measureOf(issue.origin));
    case 'invalid_format':
      return texts.format(issue.format) ?? expectedPattern(issue.pattern, texts) ?? issue.message;
    case 'not_multiple_of':
      return texts.multipleOf(String(issue.divisor));
    default:
      return issue.message;
  }
}

const measureOf = (origin: string): 'number' | 'characters' | 'entries' =>
  origin === 'string' ? 'characters' : origin === 'array' ? 'entries' : 'number';

/** The two patterns of the contracts in words; any other as it is. */
function expectedPattern(pattern: string | undefined, texts: SchemaTexts): string | undefined {
  if (pattern === undefined) return undefined;
  if (pattern.includes('24:00')) return texts.clockTime;
  if (pattern.includes('[0-9a-f]{64}')) return texts.sha256;
  return texts.regex(pattern);
}
