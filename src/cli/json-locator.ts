/** Where a text stops being JSON (RFC 8259), for people who write files by hand. */
export interface JsonFault {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  readonly expected:
    | 'value'
    | 'key'
    | 'key-or-end'
    | 'value-or-end'
    | 'colon'
    | 'comma-or-brace'
    | 'comma-or-bracket'
    | 'end-of-text'
    | 'end-of-string'
    | 'escape'
    | 'number';
  /** The character found there; undefined at the end of the text. */
  readonly found: string | undefined;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const UNTIL_QUOTE = /[^"\\]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS = ['true', 'false', 'null'];

/** Place of the first control character below U+0020, which JSON wants escaped; -1 when there is none. */
function firstControl(text: string): number {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) < 0x20) return index;
  return -1;
}

/**
 * The first place at which the text is not JSON; undefined when all of it is. Called only after `JSON.parse` refused,
 * because V8 names no position for many faults. Keeps its own stack, so depth is no danger.
 */
export function locateJsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expect: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after-value' = 'value';

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const fault = (expected: JsonFault['expected'], where = at): JsonFault => {
    const before = text.slice(0, where);
    const lineStart = before.lastIndexOf('\n') + 1;
    const codePoint = text.codePointAt(where);
    return {
      line: before.split('\n').length,
      column: Array.from(before.slice(lineStart)).length + 1,
      expected,
      found: codePoint === undefined ? undefined : String.fromCodePoint(codePoint),
    };
  };
  /** Reads a string at `at`; answers a fault or undefined. */
  const string = (): JsonFault | undefined => {
    at += 1;
    for (;;) {
      const from = at;
      const control = firstControl(take(UNTIL_QUOTE));
      if (control >= 0) return fault('end-of-string', from + control);
      const next = text[at];
      if (next === '"') {
        at += 1;
        return undefined;
      }
      if (next !== '\\') return fault('end-of-string');
      if (take(ESCAPE) === '') return fault('escape');
    }
  };

  for (;;) {
    take(SPACE);
    const next = text[at];
    if (expect === 'after-value') {
      const container = open.at(-1);
      if (container === undefined) return next === undefined ? undefined : fault('end-of-text');
      if (next === ',') {
        at += 1;
        expect = container === '{' ? 'key' : 'value';
      } else if (next === (container === '{' ? '}' : ']')) {
        at += 1;
        open.pop();
      } else {
        return fault(container === '{' ? 'comma-or-brace' : 'comma-or-bracket');
      }
      continue;
    }
    if (expect === 'key' || expect === 'key-or-end') {
      if (next === '}' && expect === 'key-or-end') {
        at += 1;
        open.pop();
        expect = 'after-value';
        continue;
      }
      if (next !== '"') return fault(expect);
      const broken = string();
      if (broken) return broken;
      take(SPACE);
      if (text[at] !== ':') return fault('colon');
      at += 1;
      expect = 'value';
      continue;
    }
    if (next === ']' && expect === 'value-or-end') {
      at += 1;
      open.pop();
      expect = 'after-value';
    } else if (next === '{' || next === '[') {
      at += 1;
      open.push(next);
      expect = next === '{' ? 'key-or-end' : 'value-or-end';
    } else if (next === '"') {
      const broken = string();
      if (broken) return broken;
      expect = 'after-value';
    } else {
      const word = WORDS.find((each) => text.startsWith(each, at));
      if (word !== undefined) at += word.length;
      else if (next === '-' && !/\d/.test(text[at + 1] ?? '')) return fault('number');
      else if (take(NUMBER) === '') return fault(expect);
      expect = 'after-value';
    }
  }
}
