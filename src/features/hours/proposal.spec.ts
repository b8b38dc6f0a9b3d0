import { maskedName } from './masked-name.js';
import { proposalFor } from './proposal.js';

const clock = (time: string): Date => new Date(`2013-03-09T${time}:00Z`);
const TOLERANCE = 15;

describe('proposed hours', () => {
  const of = (
    came: string | null,
    left: string | null,
    ledger: 'service-hours' | 'attendance' = 'service-hours',
  ) =>
    proposalFor(
      {
        startAt: clock('09:00'),
        endAt: clock('11:00'),
        checkedInAt: came === null ? null : clock(came),
        checkedOutAt: left === null ? null : clock(left),
      },
      ledger,
      TOLERANCE,
    );

  it('are the part of the activity in which somebody was there', () => {
    expect(of('09:20', '10:50')).toEqual({ proposed: 90, basis: 'presence', most: 105 });
    expect(of('08:30', '11:30')).toEqual({ proposed: 120, basis: 'presence', most: 195 });
    expect(of('08:10', '08:50')).toEqual({ proposed: 0, basis: 'presence', most: 55 });
  });

  it('are as planned where nobody wrote down when they left', () => {
    expect(of('09:20', null)).toEqual({ proposed: 120, basis: 'plan', most: 135 });
  });

  it('are none where only attendance counts', () => {
    expect(of('09:00', '11:00', 'attendance')).toEqual({ proposed: null, basis: 'presence', most: 0 });
  });
});

describe('a name for strangers', () => {
  it.each([
    ['王芳', '王*'],
    ['欧阳娜娜', '欧***'],
    ['Li Na', 'L* N*'],
    ['李', '李*'],
    ['𬭎儿', '𬭎*'],
  ])('of %s is %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });
});
