import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { locateJsonFault } from './json-locator.js';

describe('the place at which a text stops being JSON', () => {
  it('is nowhere in any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        expect(locateJsonFault(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined();
      }),
    );
  });

  it('is found in whatever JSON.parse refuses, and only there', () => {
    const parses = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const mangled = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', ':', '\\', '0', '-', '\n', 'x'),
        fc.nat(2),
      )
      .map(([text, at, insert, drop]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + insert + text.slice(place + drop);
      });
    fc.assert(
      fc.property(mangled, (text) => {
        expect(locateJsonFault(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{"a": 1,}', { line: 1, column: 9, expected: 'key', found: '}' }],
    ['{\n  "社区": "安华",\n  "名称" "西里"\n}', { line: 3, column: 8, expected: 'colon', found: '"' }],
    ['[1 2]', { line: 1, column: 4, expected: 'comma-or-bracket', found: '2' }],
    ['{"a": {"b": 1}', { line: 1, column: 15, expected: 'comma-or-brace', found: undefined }],
    ['', { line: 1, column: 1, expected: 'value', found: undefined }],
    ['{"a": "x\ny"}', { line: 1, column: 9, expected: 'end-of-string', found: '\n' }],
    ['{"😀": .5}', { line: 1, column: 7, expected: 'value', found: '.' }],
    ['[true] x', { line: 1, column: 8, expected: 'end-of-text', found: 'x' }],
    ["{'a': 1}", { line: 1, column: 2, expected: 'key-or-end', found: "'" }],
  ])('is told with line, column and what would be right: %s', (text, fault) => {
    expect(locateJsonFault(text)).toEqual(fault);
  });

  it('does not fall over a hundred thousand brackets', () => {
    expect(locateJsonFault('['.repeat(100_000))).toMatchObject({ column: 100_001, expected: 'value-or-end' });
  });
});
