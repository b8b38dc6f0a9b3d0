import { describe, expect, it } from '@jest/globals';
import { type Progress } from '@heli/contracts';
import { allocate } from './allocate.js';
import { activity, helpers, on, person, season, solver } from './testing/season-builder.js';

const market = season({
  volunteers: [person('wang'), person('zhao')],
  activities: [3, 4, 5, 6, 7].map((day) =>
    activity(`stall-${day}`, on(day, '09:00'), { roles: [helpers(1)] }),
  ),
});

describe('how a run gets on, as it is told', () => {
  it('tells of the first plan of all activities even where no time has passed since the last word', async () => {
    const heard: Progress[] = [];
    await allocate(market, {
      solver: await solver(),
      clock: { now: () => 0, cpu: () => 0 },
      onProgress: (progress) => heard.push(progress),
    });
    const blocks = heard.filter(({ phase }) => phase === 'blocks');
    expect(blocks.at(-1)).toMatchObject({ blocksDone: 5, blocksTotal: 5, objective: expect.any(Number) });
    // Not every activity is worth a word.
    expect(blocks.length).toBeLessThan(5);
  });
});
