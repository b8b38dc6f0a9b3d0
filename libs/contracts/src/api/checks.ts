import { type z } from 'zod';

/**
 * Checks between fields. They run beside the checks of the single fields, so each looks only at values that have the
 * right type; what has not is told by the field itself.
 */
type Path = (string | number)[];
type Ctx = z.core.$RefinementCtx;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Sentences of the checks. Services may say them in other languages by the key, which travels in `params.fault`. */
const SENTENCES = {
  after: 'must be later than {{other}}',
  not_before: 'must not be before {{other}}',
  whole_minute: 'must be a whole minute',
  at_most: 'must be at most {{other}}',
  duplicate: 'is already listed at position {{other}}',
  bulk_twice: 'is also named at {{other}}',
  bulk_empty: 'must hold something to create, patch or delete',
  same_moment: 'is the same moment as position {{other}}',
  leader_target: 'needs a target of at least 1',
  venue_reserved: '"venue" is kept for the price of the booking',
  not_self: 'must not name itself',
  also_holiday: 'is also listed as a holiday',
  also_wished: 'is also wished for',
  fairness_first: 'needs held or coverage before it',
  window_days: 'is needed (1 Monday to 7 Sunday), or days: workdays or rest-days',
  season_length: 'must be within {{other}} days of start',
  id_length: 'must have at most {{other}} characters, since its activities add date and time',
  login:
    'must have 2 to 100 letters, digits, dots, hyphens, underscores, plus or at signs, and begin with a letter or digit',
  contact: 'must be an e-mail address or a telephone number',
  oidc_subject: 'must be issuer|subject, e.g. https://login.example.org|4711',
  phone: 'must be a telephone number of 5 to 19 digits, with + and country code if it is foreign',
  time_zone: 'must be a time zone of the IANA database, e.g. Asia/Shanghai',
  web_address: 'must be an address that starts with https:// (http:// only where the service allows it)',
  mail_address: 'must be an e-mail address',
  channel_once: 'must name each channel once',
  quiet_hours: 'must begin and end at different times',
  above_total: 'must not be above the total of {{other}}',
  above_volunteers: 'names more people than the {{other}} volunteers that were counted',
  named_twice: 'names somebody twice',
  reason_missing: 'is needed: what is corrected is corrected with a reason',
} as const;
export type FaultKey = keyof typeof SENTENCES;

/** Message and key of a check, for zod. */
export const sentence = (fault: FaultKey, other: string | number = '') => ({
  message: SENTENCES[fault].replace('{{other}}', String(other)),
  params: { fault, other },
});

export const fail = (
  ctx: Ctx,
  path: Path,
  fault: FaultKey,
  input: unknown,
  other: string | number = '',
): void => ctx.addIssue({ code: 'custom', path, input, ...sentence(fault, other) });

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
    fail(ctx, [...at, late], 'after', to, String(from));
  }
}

const MINUTE = 60_000;

export function checkWholeMinute(value: unknown, ctx: Ctx, path: Path): void {
  const time = instantOf(value);
  if (!Number.isNaN(time) && time % MINUTE !== 0) fail(ctx, path, 'whole_minute', value);
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
    fail(ctx, [...at, late], sameAllowed ? 'not_before' : 'after', to, from);
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
      fail(ctx, [...at, 'weekdays'], 'window_days', window);
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
    fail(ctx, [...at, small], 'at_most', low, high);
  }
}

export function checkNoDuplicates(value: unknown, ctx: Ctx, path: Path): void {
  const seen = new Map<unknown, number>();
  listOf(value).forEach((one, index) => {
    const first = seen.get(one);
    if (first === undefined) seen.set(one, index);
    else fail(ctx, [...path, index], 'duplicate', one, first);
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
    else fail(ctx, [list, index, key], 'duplicate', name, first);
  });
}

export function checkRoles(value: unknown, ctx: Ctx): void {
  checkUniqueKeys(value, 'roles', 'id', ctx);
  listOf(field(value, 'roles')).forEach((role, index) => {
    const at = ['roles', index];
    checkAtMost(role, 'min', 'target', ctx, at);
    checkAtMost(role, 'target', 'max', ctx, at);
    if (field(role, 'leader') === true && field(role, 'target') === 0) {
      fail(ctx, [...at, 'leader'], 'leader_target', true);
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
      fail(ctx, ['budget', index, 'id'], 'venue_reserved', VENUE_LINE);
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
    else fail(ctx, path, 'same_moment', start, first);
  });
}

export function checkNotSelf(value: unknown, list: string, ctx: Ctx): void {
  const own = field(value, 'id');
  if (own === undefined) return;
  listOf(field(value, list)).forEach((one, index) => {
    if (one === own) fail(ctx, [list, index], 'not_self', one);
  });
}

/** The fairest plan of all gives nobody anything to do: fairness comes after what it is fair about. */
export function checkTiers(value: unknown, ctx: Ctx): void {
  const tiers = listOf(field(field(value, 'objective'), 'tiers'));
  const fairness = tiers.indexOf('fairness');
  if (fairness < 0 || tiers.slice(0, fairness).some((tier) => tier === 'held' || tier === 'coverage')) return;
  fail(ctx, ['objective', 'tiers', fairness], 'fairness_first', 'fairness');
}

/** A day is either free or worked. */
export function checkCalendar(value: unknown, ctx: Ctx): void {
  const calendar = field(value, 'calendar');
  const holidays = new Set(listOf(field(calendar, 'holidays')));
  listOf(field(calendar, 'makeUpWorkdays')).forEach((day, index) => {
    if (holidays.has(day)) fail(ctx, ['calendar', 'makeUpWorkdays', index], 'also_holiday', day);
  });
}
