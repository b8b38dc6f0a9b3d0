import fc from 'fast-check';
import { changesKey, schedules } from '../../support/schedules.js';
import { noticesOfChange, type Schedule } from '../../../src/features/notices/changes.js';
import { remindersOf } from '../../../src/features/notices/reminders.js';
import { runsOr, SEED } from '../../support/property.js';

const reading = {
  activityId: 'reading',
  start: '2013-03-09T14:00:00+08:00',
  end: '2013-03-09T16:00:00+08:00',
};
const plan = (more: Partial<Schedule> = {}): Schedule => ({
  scheduled: [{ ...reading, venueId: 'hall' }],
  assignments: [{ activityId: 'reading', roleId: 'host', volunteerId: 'ana' }],
  groupEngagements: [{ activityId: 'reading', demandId: 'd', groupId: 'choir' }],
  ...more,
});
const told = (before: Schedule | null, after: Schedule): string[] =>
  noticesOfChange(before, after).map(({ kind, party, partyId, held }) =>
    [kind, party, partyId, ...(held ? [] : ['dropped'])].join(' '),
  );

describe('who is told when one plan takes the place of another', () => {
  it('everybody, where there was none before', () => {
    expect(told(null, plan())).toEqual(['offer group choir', 'offer venue hall', 'offer volunteer ana']);
  });

  it('nobody, where nothing is different but the way in which times are written', () => {
    const utc = { activityId: 'reading', start: '2013-03-09T06:00:00Z', end: '2013-03-09T08:00:00Z' };
    expect(told(plan(), plan({ scheduled: [{ ...utc, venueId: 'hall' }] }))).toEqual([]);
  });

  it('all who take part, where the time is another one', () => {
    const later = {
      activityId: 'reading',
      start: '2013-03-10T14:00:00+08:00',
      end: '2013-03-10T16:00:00+08:00',
    };
    expect(told(plan(), plan({ scheduled: [{ ...later, venueId: 'hall' }] }))).toEqual([
      'change group choir',
      'change venue hall',
      'change volunteer ana',
    ]);
  });

  it('the venue that is left, the one that is asked, and all who have to go there', () => {
    expect(told(plan(), plan({ scheduled: [{ ...reading, venueId: 'yard' }] }))).toEqual([
      'change group choir',
      'cancellation venue hall',
      'offer venue yard',
      'change volunteer ana',
    ]);
  });

  it('only the two who change places', () => {
    const stead = [{ activityId: 'reading', roleId: 'host', volunteerId: 'ben' }];
    expect(told(plan(), plan({ assignments: stead }))).toEqual([
      'cancellation volunteer ana',
      'offer volunteer ben',
    ]);
  });

  it('that there is nothing to come to, where it is dropped', () => {
    expect(told(plan(), plan({ scheduled: [], assignments: [], groupEngagements: [] }))).toEqual([
      'cancellation group choir dropped',
      'cancellation venue hall dropped',
      'cancellation volunteer ana dropped',
    ]);
  });

  it('each at most once an activity, all whom it concerns, and the reverse of what the reverse would tell', () => {
    fc.assert(
      fc.property(schedules, schedules, (before, after) => {
        const changes = noticesOfChange(before, after);
        const keys = changes.map(changesKey);
        expect(new Set(keys).size).toBe(keys.length);
        expect(noticesOfChange(after, after)).toEqual([]);
        const opposite = { offer: 'cancellation', cancellation: 'offer', change: 'change' };
        expect(noticesOfChange(after, before).map((one) => [changesKey(one), opposite[one.kind]])).toEqual(
          changes.map((one) => [changesKey(one), one.kind]),
        );
        // Told so far and told now are together what the newer plan says.
        const known = new Map(noticesOfChange(null, before).map((one) => [changesKey(one), one.after]));
        for (const change of changes) known.set(changesKey(change), change.after);
        const knows = [...known].filter(([, part]) => part !== null).sort(([a], [b]) => (a < b ? -1 : 1));
        const truth = noticesOfChange(null, after).map((one) => [changesKey(one), one.after] as const);
        expect(knows).toEqual([...truth].sort(([a], [b]) => (a < b ? -1 : 1)));
      }),
      { seed: SEED, numRuns: runsOr(200) },
    );
  });
});

describe('reminders', () => {
  const LEADS = [24 * 60, 2 * 60];
  const at = (now: string): string[] =>
    remindersOf(plan({ groupEngagements: [] }), Date.parse(now), LEADS).map(
      ({ party, leadMinutes }) => `${party} ${leadMinutes}`,
    );

  it.each([
    ['a day and a minute before', '2013-03-08T13:59:00+08:00', []],
    ['a day before', '2013-03-08T14:00:00+08:00', ['venue 1440', 'volunteer 1440']],
    [
      'ten hours before, when the plan is young',
      '2013-03-09T04:00:00+08:00',
      ['venue 1440', 'volunteer 1440'],
    ],
    ['two hours before', '2013-03-09T12:00:00+08:00', ['venue 120', 'volunteer 120']],
    ['a minute before', '2013-03-09T13:59:00+08:00', ['venue 120', 'volunteer 120']],
    ['when it has begun', '2013-03-09T14:00:00+08:00', []],
  ])('%s', (_when, now, due) => {
    expect(at(now)).toEqual(due);
  });

  it('come once for each lead time and person, however often it is looked', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 3 * 24 * 60 }), (schedule, minute) => {
        const first = Date.parse('2013-03-08T00:00:00+08:00') + minute * 60_000;
        const keys = remindersOf(schedule, first, LEADS).map(({ party, partyId, part }) =>
          [party, partyId, part.activityId].join(' '),
        );
        expect(new Set(keys).size).toBe(keys.length);
        for (const { part, leadMinutes } of remindersOf(schedule, first, LEADS)) {
          const left = (Date.parse(part.start) - first) / 60_000;
          expect(left).toBeGreaterThan(0);
          expect(left).toBeLessThanOrEqual(leadMinutes);
        }
      }),
      { seed: SEED, numRuns: runsOr(200) },
    );
  });
});
