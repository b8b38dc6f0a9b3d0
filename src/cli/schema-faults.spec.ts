import { describe, expect, it } from '@jest/globals';
import { problem } from '@heli/contracts';
import { schemaFaults } from './schema-faults.js';
import { textsOf } from './texts/texts.js';

function faultsIn(document: unknown, language: 'en' | 'zh-CN' = 'en') {
  const parsed = problem.safeParse(document);
  if (parsed.success) throw new Error('the document is sound');
  return schemaFaults(parsed.error, document, textsOf(language).schema);
}

const horizon = { start: '2013-03-04T00:00:00+08:00', end: '2013-03-11T00:00:00+08:00' };

describe('faults of a file', () => {
  it('are told all at once, each with its place, its value and what would be right', () => {
    const faults = faultsIn({
      format: 'heli-problem/1',
      name: 'x',
      horizon: { start: '2013-03-04', end: horizon.end },
      communities: [{ id: 'c/1', name: '安华', zone: 'Asia/Shanghai' }],
      volunteers: [
        { id: 'v1', communityId: 'c/1', availability: [{ type: 'weekly', from: '9', to: '12:00' }] },
        { id: 'v2', communityId: 'c/1', availability: [{ type: 'monthly' }] },
        { id: 'v3', availability: [], ageClass: 'old', offeredMinutes: -5 },
      ],
      pins: [{ type: 'keep', activityId: 'a1' }],
    });
    const told = Object.fromEntries(faults.map((fault) => [fault.pointer, fault.message]));
    expect(told).toEqual({
      '/horizon/start':
        'is "2013-03-04"; expected an instant with an offset, such as 2013-03-09T14:00:00+08:00',
      '/communities/0/zone': 'the field "zone" is not known here; remove it or correct its name',
      '/volunteers/0/availability/0/from': 'is "9"; expected a clock time HH:mm between 00:00 and 24:00',
      '/volunteers/1/availability/0/type': 'is "monthly"; expected one of "weekly", "dated"',
      '/volunteers/2/communityId': 'is missing; expected a text in quotes',
      '/volunteers/2/ageClass': 'is "old"; expected one of "child", "minor", "adult", "senior"',
      '/volunteers/2/offeredMinutes': 'is -5; expected at least 0',
      '/pins/0/type': expect.stringMatching(/^is "keep"; expected one of "hold-activity", "drop-activity"/),
    });
  });

  it('are told in Chinese too', () => {
    expect(faultsIn({ format: 'heli-problem/1', name: '', horizon, communities: [] }, 'zh-CN')).toEqual([
      { pointer: '/name', code: 'too-small', message: '当前为 ""，应为不小于 1 个字符', value: '' },
      { pointer: '/communities', code: 'too-small', message: '当前为 [… 0]，应为不小于 1 项', value: [] },
    ]);
  });

  it('escape what a pointer needs escaped', () => {
    expect(
      faultsIn({
        format: 'heli-problem/1',
        name: 'x',
        horizon,
        communities: [{ id: 'c', name: 'x' }],
        'a/b~c': 1,
      }),
    ).toMatchObject([{ pointer: '/a~1b~0c', code: 'unknown-field', value: 1 }]);
  });

  it.each([null, 3, 'text', []])('of something that is no object at all: %j', (document) => {
    expect(faultsIn(document)).toMatchObject([
      { pointer: '', message: expect.stringContaining('an object') },
    ]);
  });
});
