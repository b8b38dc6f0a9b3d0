import { join } from 'node:path';
import { slowness } from '../support/regex/growth.js';
import { regularExpressionsIn } from '../support/regex/sources.js';

const ROOT = join(import.meta.dirname, '..', '..');

describe('regular expressions', () => {
  it.each([
    ['(a+)+$', 'nested repetition'],
    ['^(a|a)*$', 'two ways to read one letter'],
    ['^\\d+\\d+x', 'neighbours that take the same'],
    ['\\s+$', 'a search that begins anew at each blank'],
    ['^(?:[\\w-]+\\.)+[\\w.-]+$', 'names with dots that may be read in two ways'],
  ])('that take more than linear time are found: %s (%s)', (source) => {
    expect(slowness(source, '')).not.toBeNull();
  });

  it.each(['^\\d{4}-\\d{2}$', '^[a-z]+(?:-[a-z]+)*$', '^\\s*(\\S+)', '"(?:[^"\\\\]|\\\\.)*"x'])(
    'that take linear time are let be: %s',
    (source) => {
      expect(slowness(source, '')).toBeNull();
    },
  );

  it('of the service take linear time', () => {
    const found = regularExpressionsIn(ROOT, ['src', 'libs']);
    expect(found.length).toBeGreaterThan(200);
    expect(found.filter(({ source }) => source === undefined)).toEqual([]);
    const slow = found.flatMap(({ place, source, flags }) => {
      const why = source === undefined ? null : slowness(source, flags);
      return why === null ? [] : [`${place} /${source ?? ''}/${flags}: ${why}`];
    });
    expect(slow).toEqual([]);
  });
});
