import { formatInstant } from '@heli/calendar';
import {
  type DonationStatement,
  type LedgerAccountName,
  type PartnerStatement,
  type StatementActivity,
  type StatementLine,
} from '@heli/contracts';
import { type Line } from './book.js';

/** A gift with its balances, and what is known of the activities that it paid for. */
export interface GiftFacts {
  readonly donationId: string;
  readonly name: string | null;
  readonly donorUnitId: string | null;
  readonly expiresAt: Date | null;
  readonly balances: readonly Line[];
  readonly payments: readonly Payment[];
}

export interface Payment {
  readonly activityId: string;
  readonly budgetLineId: string;
  readonly at: Date;
  readonly voucherNumber: string;
  readonly description: string;
  readonly amountFen: number;
}

/** Null where it was deleted from the pool since. */
export type ActivityFacts = Pick<StatementActivity, 'title' | 'kind' | 'communityId' | 'attended'> & {
  readonly start: Date | null;
  /** Of its community. */
  readonly zone: string;
  readonly purposes: ReadonlyMap<string, string>;
};

type Totals = Omit<PartnerStatement, 'donorUnitId' | 'text' | 'gifts'>;

/** What a gift did: every fen of it, where it is now. */
export function statementOf(
  { donationId, name, donorUnitId, expiresAt, balances, payments }: GiftFacts,
  activities: ReadonlyMap<string, ActivityFacts>,
): Omit<DonationStatement, 'text'> {
  const ids = [...new Set(balances.map(({ activityId }) => activityId))].filter((id) => id !== '');
  const parts = ids
    .map((activityId): StatementActivity => {
      const facts = activities.get(activityId);
      const own = balances.filter((line) => line.activityId === activityId && line.amountFen !== 0);
      const lines = [...new Set(own.map(({ budgetLineId }) => budgetLineId))]
        .sort()
        .map((budgetLineId): StatementLine => ({
          budgetLineId,
          purpose: budgetLineId === 'venue' ? 'venue' : (facts?.purposes.get(budgetLineId) ?? null),
          ...lineTotals(own.filter((line) => line.budgetLineId === budgetLineId)),
          payments: payments
            .filter((one) => one.activityId === activityId && one.budgetLineId === budgetLineId)
            .map(({ at, voucherNumber, description, amountFen }) => ({
              at: at.toISOString(),
              voucherNumber,
              description,
              amountFen,
            })),
        }));
      return {
        activityId,
        title: facts?.title ?? null,
        kind: facts?.kind ?? null,
        communityId: facts?.communityId ?? null,
        start: facts?.start == null ? null : formatInstant(minuteOf(facts.start), facts.zone),
        attended: facts?.attended ?? 0,
        ...lineTotals(own),
        lines,
      };
    })
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => compare(startOf(a), startOf(b)) || compare(a.activityId, b.activityId));
  return {
    donationId,
    name,
    donorUnitId,
    expiresAt: expiresAt?.toISOString() ?? null,
    ...totalsOf(balances),
    activities: parts,
  };
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);
const startOf = ({ start }: StatementActivity): number => (start === null ? Infinity : Date.parse(start));

const sumOf = (balances: readonly Line[], ...accounts: LedgerAccountName[]): number =>
  balances.reduce((sum, { account, amountFen }) => (accounts.includes(account) ? sum + amountFen : sum), 0);

const lineTotals = (balances: readonly Line[]) => ({
  plannedFen: sumOf(balances, 'claimed'),
  reservedFen: sumOf(balances, 'reserved'),
  inReviewFen: sumOf(balances, 'held'),
  spentFen: sumOf(balances, 'spent', 'reported'),
  reportedFen: sumOf(balances, 'reported'),
});

/** Of one gift or of several together. */
export function totalsOf(balances: readonly Line[]): Totals {
  const at = (...accounts: LedgerAccountName[]): number => sumOf(balances, ...accounts);
  const [spentFen, expiredFen, returnedFen] = [at('spent', 'reported'), at('expired'), at('returned')];
  const leftFen = at('available', 'reserved', 'held') + expiredFen;
  return {
    pledgedFen: 0 - at('pledged'),
    awaitedFen: at('receivable', 'claimed'),
    receivedFen: leftFen + spentFen + returnedFen,
    availableFen: at('available'),
    ...lineTotals(balances),
    spentFen,
    expiredFen,
    returnedFen,
    lapsedFen: at('lapsed'),
    leftFen,
  };
}
