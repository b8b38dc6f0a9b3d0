import {
  type ActivityRead,
  type AttendanceOfActivity,
  type DonationRead,
  type DonationStatement,
  type DutyView,
  type ExpenseView,
} from '@heli/contracts';
import { type ServiceClient } from './service-client.js';

/** A share of 1 that belongs to a name: the same demo every time. */
export function chanceOf(name: string): number {
  let hash = 2_166_136_261;
  for (const sign of name) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) / 2 ** 32;
}

const ABSENT = 0.05;
const EXCUSED = 0.04;
const MIGRANT_SHARE = 0.27;

/** The day's gifts came in before the season began. */
export async function receiveGifts(council: ServiceClient): Promise<void> {
  const gifts = await council.all<DonationRead>('donations');
  for (const [at, { id, amountFen }] of gifts.entries()) {
    // Some is only promised so far.
    const part = chanceOf(id) < 0.75 ? amountFen : Math.round(amountFen / 200) * 100;
    await council.attempt(`donations/${id}/receipts`, {
      amountFen: part,
      reference: `演示收据 ${String(at + 1).padStart(3, '0')}`,
    });
  }
}

/** What coordinators write down after an activity: who came, how many took part, which hours count. */
export async function writeDown(
  coordinator: ServiceClient,
  activity: ActivityRead,
  duties: readonly DutyView[],
  confirms: boolean,
): Promise<void> {
  const { id, expectedAttendance } = activity;
  const entries = duties.map(({ volunteerId, state }) => {
    const lot = chanceOf(`${id}:${volunteerId}`);
    const came = state === 'declined' || lot >= ABSENT + EXCUSED;
    return { volunteerId, state: came ? 'checked-in' : lot < ABSENT ? 'no-show' : 'excused' };
  });
  if (entries.length > 0) await coordinator.attempt(`activities/${id}/attendance`, { entries });
  const { count } = await coordinator.get<AttendanceOfActivity>(`activities/${id}/attendance`);
  if (count === null) {
    const total = Math.max(3, Math.round(expectedAttendance * (0.7 + 0.5 * chanceOf(id))));
    const migrants = Math.round(total * MIGRANT_SHARE);
    await coordinator.attempt(`activities/${id}/attendance-counts`, { total, migrants });
  }
  if (confirms && entries.length > 0) await coordinator.attempt(`activities/${id}/hours/confirm`);
}

/** What was bought for activities that are over; the last one waits for its second pair of eyes. */
export async function spend(
  coordinator: ServiceClient,
  council: ServiceClient,
  isOver: (activityId: string) => boolean,
): Promise<void> {
  const gifts = await council.all<DonationRead>('donations');
  let number = 0;
  for (const { id: donationId } of gifts) {
    const { activities } = await council.get<DonationStatement>(`donations/${donationId}/statement`);
    for (const { activityId, lines } of activities.filter((one) => isOver(one.activityId))) {
      for (const { budgetLineId, reservedFen } of lines) {
        if (reservedFen <= 0) continue;
        number += 1;
        const amountFen = Math.max(
          100,
          Math.round((reservedFen * (0.8 + 0.2 * chanceOf(activityId))) / 100) * 100,
        );
        await coordinator.attempt(`activities/${activityId}/expenses`, {
          donationId,
          budgetLineId,
          amountFen: Math.min(amountFen, reservedFen),
          voucherNumber: `演示票据 ${String(number).padStart(3, '0')}`,
          description: '活动物料与茶点',
        });
      }
    }
  }
  const waiting = await council.all<ExpenseView>('expenses?state=requested');
  for (const { id } of waiting.slice(1)) await council.attempt(`expenses/${id}/approval`);
}
