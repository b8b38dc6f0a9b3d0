import { parseInstant } from '@heli/calendar';
import { type ProblemActivity, type ProblemDonation, type Violation } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { nth, type Season, type SeasonActivity, type SeasonStart } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'budget-covered';

/** The purpose that the price of a booking counts under. */
export const VENUE_PURPOSE = 'venue';

/** Whether the earmark speaks of this activity, whatever the purpose and the time. */
export function earmarkSpeaksOf({ earmark }: ProblemDonation, activity: ProblemActivity): boolean {
  const { kinds, communityIds, hostGroupIds } = earmark;
  return (
    (kinds.length === 0 || kinds.includes(activity.kind)) &&
    (communityIds.length === 0 || communityIds.includes(activity.communityId)) &&
    (hostGroupIds.length === 0 ||
      (activity.hostGroupId !== undefined && hostGroupIds.includes(activity.hostGroupId)))
  );
}

/** Whether the earmark lets the gift pay for this purpose of this activity, whatever the time. */
export function earmarkAllows(
  donation: ProblemDonation,
  activity: ProblemActivity,
  purpose: string,
): boolean {
  const { purposes } = donation.earmark;
  return earmarkSpeaksOf(donation, activity) && (purposes.length === 0 || purposes.includes(purpose));
}

/** Half-open: the gift pays for starts in `[availableFrom, expiresAt)`, epoch minutes. */
export function payableAt(donation: ProblemDonation, start: number): boolean {
  return (
    (donation.availableFrom === undefined || parseInstant(donation.availableFrom) <= start) &&
    (donation.expiresAt === undefined || start < parseInstant(donation.expiresAt))
  );
}

/** Whether all gifts that allow it could together pay the amount, fen, at that start. */
export function canPay(
  season: Season,
  activity: SeasonActivity,
  start: SeasonStart,
  purpose: string,
  amount: number,
): boolean {
  if (amount === 0) return true;
  let sum = 0;
  for (const { raw } of season.donations)
    if (earmarkAllows(raw, activity.raw, purpose) && payableAt(raw, start.start)) sum += raw.amountFen;
  return sum >= amount;
}

/**
 * Budget minima and prices of bookings are covered by gifts whose earmark and time allow it; no fen is spent twice.
 *
 * Σ_d f[d,b] = min_b·Σ_s z[a,s]; Σ_d f[d,venue] = Σ_o cost_o·y[a,o]; f[d,b] ≤ need·Σ_{s the gift may pay for} z[a,s];
 * Σ_b f[d,b] ≤ amount_d, which ties blocks together. For fixed starts this is a transportation problem with whole-number
 * data, so f is whole at every vertex; the relaxation may fund part of an activity only when money is short.
 */
export const budgetCovered: Rule = {
  name,
  sentence: {
    'zh-CN': '最低经费和场地费须由用途相符、在有效期内的捐款承担，同一分钱不得重复使用',
    en: 'Budget minima are covered by gifts whose earmark and dates allow it, and no fen is spent twice',
  },
  addTo(model) {
    const { season } = model;
    for (const activity of season.activities) {
      const starts = model.startsOf(activity.index);
      if (starts.length === 0) continue;
      for (const [line, columns] of model.fundsOfActivity(activity.index)) {
        const minimum = line < 0 ? 0 : nth(activity.raw.budget, line).minFen;
        const needs = starts.flatMap(({ start, column }) =>
          line < 0
            ? model.optionsAt(activity.index, start).map((option) => ({
                start,
                column: option.column,
                need: option.venue < 0 ? 0 : nth(season.venues, option.venue).raw.costFen,
              }))
            : [{ start, column, need: minimum }],
        );
        const paid = needs.filter((entry) => entry.need > 0);
        model.row(
          0,
          0,
          [...columns.map((entry) => entry.column), ...paid.map((entry) => entry.column)],
          [...columns.map(() => 1), ...paid.map((entry) => -entry.need)],
        );
        for (const entry of columns) {
          const { raw } = nth(season.donations, entry.donation);
          const allowed = paid.filter(({ start }) => payableAt(raw, nth(activity.starts, start).start));
          if (allowed.length < paid.length)
            model.row(
              -Infinity,
              0,
              [entry.column, ...allowed.map(({ column }) => column)],
              [1, ...allowed.map(({ need }) => -need)],
            );
        }
      }
    }
    for (const donation of season.donations) {
      const columns = model.funds[donation.index] ?? [];
      const most = columns.reduce((sum, entry) => sum + entry.most, 0);
      if (most > donation.raw.amountFen)
        model.row(
          -Infinity,
          donation.raw.amountFen,
          columns.map((entry) => entry.column),
          columns.map(() => 1),
        );
    }
  },
  check(facts) {
    const found: Violation[] = [];
    for (const held of facts.held.values()) {
      const { activity, venue } = held;
      const funds = facts.funds.filter((fund) => fund.held === held);
      const price = funds.reduce((sum, fund) => (fund.line === null ? sum + fund.amountFen : sum), 0);
      if (price !== (venue?.costFen ?? 0))
        found.push(
          violationAt(
            name,
            held,
            `The booking for ${activity.title} costs ${venue?.costFen ?? 0} fen, and ${price} are allocated`,
          ),
        );
      for (const line of activity.budget) {
        const amount = funds.reduce((sum, fund) => (fund.line === line ? sum + fund.amountFen : sum), 0);
        const most = Math.max(line.minFen, line.targetFen ?? line.minFen);
        if (amount < line.minFen)
          found.push(
            violationAt(
              name,
              held,
              `${activity.title} has ${amount} fen for ${line.purpose}; at least ${line.minFen} are needed`,
            ),
          );
        if (amount > most)
          found.push(
            violationAt(
              name,
              held,
              `${activity.title} has ${amount} fen for ${line.purpose}; it asked for ${most}`,
            ),
          );
      }
    }
    const spent = new Map<string, number>();
    for (const { held, line, donation, amountFen } of facts.funds) {
      spent.set(donation.id, (spent.get(donation.id) ?? 0) + amountFen);
      const purpose = line?.purpose ?? VENUE_PURPOSE;
      if (!earmarkAllows(donation, held.activity, purpose))
        found.push(
          violationAt(
            name,
            held,
            `The earmark of donation ${donation.id} does not allow ${purpose} of ${held.activity.title}`,
            { resourceIds: [donation.id] },
          ),
        );
      if (!payableAt(donation, held.start))
        found.push(
          violationAt(
            name,
            held,
            `Donation ${donation.id} cannot pay for ${held.activity.title} at that time`,
            { resourceIds: [donation.id] },
          ),
        );
    }
    for (const donation of facts.problem.donations) {
      const total = spent.get(donation.id) ?? 0;
      if (total > donation.amountFen)
        found.push({
          rule: name,
          message: `${total} fen of donation ${donation.id} are spent; it has ${donation.amountFen}`,
          activityIds: [
            ...new Set(
              facts.funds.filter((fund) => fund.donation === donation).map((fund) => fund.held.activity.id),
            ),
          ],
          volunteerIds: [],
          resourceIds: [donation.id],
        });
    }
    return found;
  },
};
