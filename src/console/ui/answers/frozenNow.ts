import { type PlanView, type ReplanWindows, type SeasonRead } from '@heli/contracts';

const MINUTE_MS = 60_000;

/** What has begun of a published plan stays as it is: nobody could publish another past. A season that is over has no other part. */
export function frozenNow(
  { end }: Pick<SeasonRead, 'end'>,
  { state }: Pick<PlanView, 'state'>,
  now = Date.now(),
): Pick<ReplanWindows, 'frozenUntil'> {
  if (state !== 'published' || Date.parse(end) <= now) return {};
  return { frozenUntil: new Date(Math.ceil(now / MINUTE_MS) * MINUTE_MS).toISOString() };
}
