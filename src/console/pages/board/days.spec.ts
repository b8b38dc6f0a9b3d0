import { describe, expect, it } from '@jest/globals';
import { clockOf, instantOf, localDateOf, offsetAt, weekdayOf } from '../../ui/zone';
import { steppedStart } from './dragging';
import { boundsOf, firstDate, marksOf, stepped, windowOf } from './days';

const BEIJING = 'Asia/Shanghai';
const season = { start: '2013-03-03T16:00:00Z', end: '2013-09-01T16:00:00Z' };

describe('the days of the board', () => {
  it('cut the season in weeks from Monday and in months', () => {
    expect(windowOf('week', '2013-03-10', season, BEIJING)).toEqual({ from: '2013-03-04', to: '2013-03-10' });
    expect(windowOf('month', '2013-02-10', season, BEIJING)).toEqual({
      from: '2013-02-01',
      to: '2013-02-28',
    });
    expect(windowOf('season', '2013-05-01', season, BEIJING)).toEqual({
      from: '2013-03-04',
      to: '2013-09-01',
    });
    expect(stepped('month', '2013-01-31', 1)).toBe('2013-02-01');
    expect(stepped('month', '2013-03-31', -1)).toBe('2013-02-01');
    expect(stepped('week', '2013-03-01', -1)).toBe('2013-02-22');
  });

  it('begin and end at midnight of the community, also where clocks change', () => {
    expect(boundsOf({ from: '2013-03-04', to: '2013-03-10' }, BEIJING)).toEqual({
      start: Date.parse('2013-03-03T16:00:00Z'),
      end: Date.parse('2013-03-10T16:00:00Z'),
    });
    const berlin = boundsOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin');
    expect((berlin.end - berlin.start) / 3_600_000).toBe(23);
  });

  it('start with today while the season runs, else with its first day', () => {
    expect(firstDate(season, Date.parse('2013-05-01T17:00:00Z'), BEIJING)).toBe('2013-05-02');
    expect(firstDate(season, Date.parse('2026-05-01T17:00:00Z'), BEIJING)).toBe('2013-03-04');
  });

  it('are marked as days of rest, worked weekend days and festivals', () => {
    const marks = marksOf(
      {
        holidays: ['2013-05-01', '2013-06-12'],
        makeUpWorkdays: ['2013-06-08'],
        festivals: [{ date: '2013-06-12', name: 'dragon-boat' }],
      },
      { holidays: ['2013-07-01'], makeUpWorkdays: [] },
    );
    expect(marks.get('2013-06-12')).toEqual({ rest: true, worked: false, festival: 'dragon-boat' });
    expect(marks.get('2013-05-01')).toMatchObject({ rest: true, festival: 'labour-day' });
    expect(marks.get('2013-06-08')).toMatchObject({ worked: true, rest: false });
    expect(marks.get('2013-07-01')).toMatchObject({ rest: true, festival: null });
  });
});

describe('local time', () => {
  it('goes to an instant and back', () => {
    const at = instantOf('2013-03-09', '14:30', BEIJING);
    expect(new Date(at).toISOString()).toBe('2013-03-09T06:30:00.000Z');
    expect([localDateOf(at, BEIJING), clockOf(at, BEIJING), offsetAt(at, BEIJING)]).toEqual([
      '2013-03-09',
      '14:30',
      480,
    ]);
    expect(weekdayOf('2013-03-10')).toBe(7);
  });
});

describe('a card that is dragged', () => {
  const nine = instantOf('2013-03-09', '09:00', BEIJING);
  const later = (minutes: number) => nine + minutes * 60_000;

  it('stands at half hours in a week', () => {
    expect(steppedStart(later(40), nine, 'week', BEIJING)).toBe(later(30));
  });

  it('keeps its clock time where days are narrow, also over a change of clocks', () => {
    expect(steppedStart(later(26 * 60), nine, 'month', BEIJING)).toBe(later(24 * 60));
    const before = instantOf('2026-03-28', '09:00', 'Europe/Berlin');
    const moved = steppedStart(before + 24 * 3_600_000, before, 'season', 'Europe/Berlin');
    expect((moved - before) / 3_600_000).toBe(23);
  });
});
