import { type z } from 'zod';

/**
 * Checks between fields. They run beside the checks of the single fields, so each looks only at values that have the
 * right type; what has not is told by the field itself.
 */
type Path = (string | number)[];
type Ctx = z.core.$RefinementCtx;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const fail = (ctx: Ctx, path: Path, message: string, input: unknown): void =>
  ctx.addIssue({ code: 'custom', path, message, input });

export const field = (value: unknown, key: string): unknown => (isObject(value) ? value[key] : undefined);

const instantOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** Both instants given: the later must come after the earlier. */
export function checkInstantOrder(
  value: unknown,
  early: string,
  late: string,
  ctx: Ctx,
  at: Path = [],
): void {
  const from = field(value, early);
  const to = field(value, late);
  if (instantOf(to) <= instantOf(from)) {
    fail(ctx, [...at, late], `must be later than ${early} (${String(from)})`, to);
  }
}

const MINUTE = 60_000;

export function checkWholeMinute(value: unknown, ctx: Ctx, path: Path): void {
  const time = instantOf(value);
  if (!Number.isNaN(time) && time % MINUTE !== 0) fail(ctx, path, 'must be a whole minute', value);
}

/** Calendar dates and clock times compare as text. */
function checkTextOrder(
  value: unknown,
  early: string,
  late: string,
  sameAllowed: boolean,
  ctx: Ctx,
  at: Path,
): void {
  const from = field(value, early);
  const to = field(value, late);
  if (typeof from !== 'string' || typeof to !== 'string') return;
  if (to < from || (to === from && !sameAllowed)) {
    fail(ctx, [...at, late], `must be ${sameAllowed ? 'at or after' : 'after'} ${early} (${from})`, to);
  }
}

/** Windows end after they start; a window across midnight is written as two. */
export function checkWindows(value: unknown, key: string, ctx: Ctx): void {
  listOf(field(value, key)).forEach((window, index) => {
    const at = [key, index];
    if (field(window, 'type') === 'dated') {
      checkInstantOrder(window, 'start', 'end', ctx, at);
      checkWholeMinute(field(window, 'start'), ctx, [...at, 'start']);
      checkWholeMinute(field(window, 'end'), ctx, [...at, 'end']);
      return;
    }
    if (field(window, 'type') === 'weekly' && !field(window, 'weekdays') && !field(window, 'days')) {
      fail(
        ctx,
        [...at, 'weekdays'],
        'is needed (1 Monday to 7 Sunday), or days: workdays or rest-days',
        window,
      );
    }
    checkTextOrder(window, 'from', 'to', false, ctx, at);
    checkTextOrder(window, 'validFrom', 'validUntil', true, ctx, at);
    checkNoDuplicates(field(window, 'weekdays'), ctx, [...at, 'weekdays']);
  });
}

export function checkQualifications(value: unknown, ctx: Ctx): void {
  listOf(field(value, 'qualifications')).forEach((one, index) => {
    checkTextOrder(one, 'validFrom', 'validUntil', true, ctx, ['qualifications', index]);
  });
}

/** `small ≤ large` where both are numbers. */
export function checkAtMost(value: unknown, small: string, large: string, ctx: Ctx, at: Path = []): void {
  const low = field(value, small);
  const high = field(value, large);
  if (typeof low === 'number' && typeof high === 'number' && low > high) {
    fail(ctx, [...at, small], `must be at most ${large} (${high})`, low);
  }
}

export function checkNoDuplicates(value: unknown, ctx: Ctx, path: Path): void {
  const seen = new Map<unknown, number>();
  listOf(value).forEach((one, index) => {
    const first = seen.get(one);
    if (first === undefined) seen.set(one, index);
    else fail(ctx, [...path, index], `is already listed at position ${first}`, one);
  });
}

/** Members of a list of objects are told apart by `key`. */
export function checkUniqueKeys(value: unknown, list: string, key: string, ctx: Ctx): void {
  const seen = new Map<unknown, number>();
  listOf(field(value, list)).forEach((one, index) => {
    const name = field(one, key);
    if (typeof name !== 'string') return;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, index);
    else fail(ctx, [list, index, key], `is already used at position ${first}`, name);
  });
}

export function checkRoles(value: unknown, ctx: Ctx): void {
  checkUniqueKeys(value, 'roles', 'id', ctx);
  listOf(field(value, 'roles')).forEach((role, index) => {
    const at = ['roles', index];
    checkAtMost(role, 'min', 'target', ctx, at);
    checkAtMost(role, 'target', 'max', ctx, at);
    if (field(role, 'leader') === true && field(role, 'target') === 0) {
      fail(ctx, [...at, 'leader'], 'needs a target of at least 1', true);
    }
  });
}

/** The budget line that stands for the price of the booking in a plan. */
const VENUE_LINE = 'venue';

export function checkBudget(value: unknown, ctx: Ctx): void {
  checkUniqueKeys(value, 'budget', 'id', ctx);
  listOf(field(value, 'budget')).forEach((line, index) => {
    checkAtMost(line, 'minFen', 'targetFen', ctx, ['budget', index]);
    if (field(line, 'id') === VENUE_LINE) {
      fail(ctx, ['budget', index, 'id'], '"venue" is kept for the price of the booking', VENUE_LINE);
    }
  });
}

export function checkDemands(value: unknown, ctx: Ctx): void {
  checkRoles(value, ctx);
  checkBudget(value, ctx);
  checkUniqueKeys(value, 'equipment', 'type', ctx);
  checkUniqueKeys(value, 'groups', 'id', ctx);
}

/** Instants compare as moments, whatever their offset. */
export function checkStarts(value: unknown, ctx: Ctx): void {
  const seen = new Map<number, number>();
  listOf(field(value, 'candidateStarts')).forEach((start, index) => {
    const path = ['candidateStarts', index];
    checkWholeMinute(start, ctx, path);
    const moment = instantOf(start);
    if (Number.isNaN(moment)) return;
    const first = seen.get(moment);
    if (first === undefined) seen.set(moment, index);
    else fail(ctx, path, `is the same moment as position ${first}`, start);
  });
}

export function checkNotSelf(value: unknown, list: string, ctx: Ctx): void {
  const own = field(value, 'id');
  if (own === undefined) return;
  listOf(field(value, list)).forEach((one, index) => {
    if (one === own) fail(ctx, [list, index], 'must not name itself', one);
  });
}

/** The fairest plan of all gives nobody anything to do: fairness comes after what it is fair about. */
export function checkTiers(value: unknown, ctx: Ctx): void {
  const tiers = listOf(field(field(value, 'objective'), 'tiers'));
  const fairness = tiers.indexOf('fairness');
  if (fairness < 0 || tiers.slice(0, fairness).some((tier) => tier === 'held' || tier === 'coverage')) return;
  fail(ctx, ['objective', 'tiers', fairness], 'needs held or coverage before it', 'fairness');
}

/** A day is either free or worked. */
export function checkCalendar(value: unknown, ctx: Ctx): void {
  const calendar = field(value, 'calendar');
  const holidays = new Set(listOf(field(calendar, 'holidays')));
  listOf(field(calendar, 'makeUpWorkdays')).forEach((day, index) => {
    if (holidays.has(day))
      fail(ctx, ['calendar', 'makeUpWorkdays', index], 'is also listed as a holiday', day);
  });
}
