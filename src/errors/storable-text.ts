import { type FieldFault } from './app-error.js';
import { jsonPointer } from './pointer.js';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const MOST_FAULTS = 50;
/** Deeper nesting than any contract of ours has; it would only exhaust the stack. */
const DEEPEST = 64;

export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !LONE_SURROGATE.test(text);
}

/** Places whose text PostgreSQL cannot hold: NUL characters and halves of surrogate pairs. */
export function unstorableText(value: unknown, path: readonly PropertyKey[] = []): FieldFault[] {
  if (typeof value === 'string') return isStorableText(value) ? [] : [fault(path)];
  if (typeof value !== 'object' || value === null) return [];
  if (path.length > DEEPEST) {
    return [{ pointer: jsonPointer(path), code: 'too_deep', message: 'is nested too deep' }];
  }
  const faults: FieldFault[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (!isStorableText(key)) faults.push(fault(path));
    faults.push(...unstorableText(inner, here));
    if (faults.length >= MOST_FAULTS) break;
  }
  return faults;
}

function fault(path: readonly PropertyKey[]): FieldFault {
  return {
    pointer: jsonPointer(path),
    code: 'text_not_storable',
    message: 'contains a NUL character or half of a surrogate pair',
  };
}
