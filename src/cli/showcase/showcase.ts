import { randomBytes } from 'node:crypto';
import {
  type ActivityRead,
  type BookingView,
  type DutyView,
  type PlanView,
  type SeasonRead,
} from '@heli/contracts';
import { formatDate, weekdayOfDay } from '@heli/calendar';
import { engage, selvesOf } from './cast.js';
import { chanceOf, receiveGifts, spend, writeDown } from './past.js';
import { type ServiceClient } from './service-client.js';

const DAY_MS = 86_400_000;
const WEEKS_BEFORE = 8;
const BEIJING_OFFSET_MS = 8 * 3_600_000;
/** What is so fresh that coordinators still have to write it down. */
const FRESH_MS = 4 * DAY_MS;
const AHEAD_MS = 16 * DAY_MS;

/** The Monday on which the demo's season began: people who open the console find themselves in the middle of it. */
export function seasonStartFor(now: Date): string {
  const today = Math.floor((now.getTime() + BEIJING_OFFSET_MS) / DAY_MS);
  return formatDate(today - (weekdayOfDay(today) - 1) - WEEKS_BEFORE * 7);
}

/** One for all people of a demo, new at every start. */
export const newPassword = (): string => `heli-${randomBytes(6).toString('hex')}`;

/**
 * Fills a freshly planned season with the life that the console shows: everything through the public API, by the people
 * whose task it is. What was done at an earlier start stays as it is.
 * @throws Refused when the service refuses what a demo needs
 */
export async function fillShowcase(
  operator: ServiceClient,
  seasonId: string,
  password: string,
  now: Date,
): Promise<void> {
  const staff = { partnerUnitId: null, volunteerId: null };
  await engage(operator, password, staff);
  const signedIn = async (login: string): Promise<ServiceClient> => {
    const { accessToken } = await operator.post<{ accessToken: string }>('auth/sign-in', { login, password });
    return operator.as(accessToken);
  };
  const council = await signedIn('council');
  const published = await council.all<PlanView>(`seasons/${seasonId}/plans?state=published`);
  if (published.length === 0) {
    const [draft] = await council.all<PlanView>(`seasons/${seasonId}/plans?state=draft`);
    if (draft === undefined) throw new Error('the season has no plan to publish');
    await receiveGifts(council);
    await publish(council, seasonId, draft.id);
  }
  const coordinator = await signedIn('coordinator');
  if (published.length === 0) {
    await tellThePast(coordinator, council, seasonId, now);
    await answerAhead(await signedIn('coordinator'), seasonId, now);
  }
  await engage(operator, password, await selvesOf(operator, now));
}

async function publish(council: ServiceClient, seasonId: string, planId: string): Promise<void> {
  const { start } = await council.get<SeasonRead>(`seasons/${seasonId}`);
  const decidedOn = start.slice(0, 10);
  await council.post(`plans/${planId}/review`, { note: '各社区已核对本季安排' });
  await council.post(`plans/${planId}/publish`, {
    resolution: { number: `演示〔${decidedOn.slice(0, 4)}〕1 号`, decidedOn, title: '通过本季活动安排' },
  });
}

async function tellThePast(
  coordinator: ServiceClient,
  council: ServiceClient,
  seasonId: string,
  now: Date,
): Promise<void> {
  const activities = await coordinator.all<ActivityRead>(`activities?seasonId=${seasonId}`);
  const duties = await coordinator.all<DutyView>(`duties?seasonId=${seasonId}&until=${now.toISOString()}`);
  const over = new Map<string, DutyView[]>();
  for (const duty of duties.filter(({ end }) => Date.parse(end) < now.getTime()))
    over.set(duty.activityId, [...(over.get(duty.activityId) ?? []), duty]);
  const known = new Map(activities.map((activity) => [activity.id, activity]));
  for (const [activityId, people] of over) {
    const activity = known.get(activityId);
    const ended = Date.parse(people[0]?.end ?? '');
    // The last days are left for whoever opens the desk.
    if (activity === undefined || ended > now.getTime() - DAY_MS) continue;
    await writeDown(coordinator, activity, people, ended < now.getTime() - FRESH_MS);
  }
  await spend(coordinator, council, (activityId) => over.has(activityId));
}

/** Most people have answered what comes soon, some have declined, some have not looked yet. */
async function answerAhead(coordinator: ServiceClient, seasonId: string, now: Date): Promise<void> {
  const until = new Date(now.getTime() + AHEAD_MS).toISOString();
  const duties = await coordinator.all<DutyView>(
    `duties?seasonId=${seasonId}&from=${now.toISOString()}&until=${until}&state=offered`,
  );
  for (const { id, activityId, volunteerId } of duties) {
    const lot = chanceOf(`answer:${activityId}:${volunteerId}`);
    if (lot < 0.72) await coordinator.attempt(`duties/${id}/accept`);
    else if (lot < 0.78) await coordinator.attempt(`duties/${id}/decline`, { reason: '当天另有安排' });
  }
  for (const { id, activityId } of await coordinator.all<BookingView>(
    `bookings?seasonId=${seasonId}&state=asked`,
  ))
    if (chanceOf(`booking:${activityId}`) < 0.6) await coordinator.attempt(`bookings/${id}/confirm`);
}
