import { describe, expect, it } from '@jest/globals';
import { type DutyCard, type PlaceView } from '@heli/contracts';
import { alertsOf, foldDesk, standing } from './fold';

const facts = {
  activityId: 'tea',
  roleId: 'host',
  title: '茶话会',
  kind: 'festival',
  community: '望京',
  venue: '活动室',
  role: '主持',
  start: '2026-11-29T02:00:00Z',
  end: '2026-11-29T04:00:00Z',
  timeZone: 'Asia/Shanghai',
} as const;
const card = (state: DutyCard['state'], more: Partial<DutyCard> = {}): DutyCard => ({
  ...facts,
  ...{ id: `duty-${state}`, version: 1, seasonId: 'winter', planId: 'plan', volunteerId: 'v', state },
  ...{
    origin: 'plan',
    respondBy: null,
    answeredAt: null,
    reason: null,
    checkedInAt: null,
    checkedOutAt: null,
  },
  ...{ minutes: null, communityId: 'wangjing', host: null, name: null },
  ...more,
});
const place = (more: Partial<PlaceView> = {}): PlaceView => ({
  ...facts,
  ...{ target: 3, open: 1, waiting: 0, canSignUp: false, canWait: false, reasons: [] },
  own: { dutyId: null, waitingId: null, position: null },
  ...more,
});
const [NOW, LATER] = ['2026-11-28T00:00:00Z', '2026-12-05T00:00:00Z'];

describe('the coordinator’s desk', () => {
  it('counts who stands in a role, and names the wished number', () => {
    const [activity] = foldDesk([card('accepted'), card('offered'), card('declined')], [place()]);
    expect(activity?.roles.map((role) => [role.target, standing(role), role.counts.declined])).toEqual([
      [3, 2, 1],
    ]);
  });

  it('keeps what has begun, whose places are no longer to be had', () => {
    const [activity] = foldDesk([card('checked-in')], []);
    expect(activity?.roles[0]).toMatchObject({ target: null, counts: { 'checked-in': 1 } });
  });

  it('leaves out what everybody has lost', () => {
    expect(foldDesk([card('withdrawn')], [])).toEqual([]);
  });

  it('warns of open and of unanswered places, the nearest first, and not of what is over or far', () => {
    const far = { activityId: 'far', start: '2026-12-20T02:00:00Z', end: '2026-12-20T03:00:00Z' };
    const near = {
      activityId: 'near',
      title: '近',
      start: '2026-11-28T08:00:00Z',
      end: '2026-11-28T09:00:00Z',
    };
    const activities = foldDesk(
      [card('offered'), card('accepted', near)],
      [place({ open: 0 }), place(far), place(near)],
    );
    expect(
      alertsOf(activities, NOW, LATER).map(({ activity, open, unanswered }) => [
        activity.activityId,
        open,
        unanswered,
      ]),
    ).toEqual([
      ['near', 1, 0],
      ['tea', 0, 1],
    ]);
    expect(alertsOf(activities, '2026-11-30T00:00:00Z', LATER)).toEqual([]);
  });
});
