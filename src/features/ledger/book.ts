import { type LedgerAccountName } from '@heli/contracts';

/** An account of a gift; those of activities are one for each budget line, the others have empty ids. */
export interface Place {
  readonly account: LedgerAccountName;
  readonly activityId: string;
  readonly budgetLineId: string;
}

export interface Line extends Place {
  /** Fen; negative: is taken from the account. */
  readonly amountFen: number;
}

/** A budget line of an activity. */
export type Purpose = Pick<Place, 'activityId' | 'budgetLineId'>;

const WHOLE_GIFT: Purpose = { activityId: '', budgetLineId: '' };
const SEPARATOR = '\u0000';
const keyOf = ({ account, activityId, budgetLineId }: Place): string =>
  [account, activityId, budgetLineId].join(SEPARATOR);

export const purposeKey = ({ activityId, budgetLineId }: Purpose): string =>
  [activityId, budgetLineId].join(SEPARATOR);

/** Balances of one gift, fen, to try a movement on before it is written. */
export class Book {
  private readonly places = new Map<string, Place>();
  private readonly before = new Map<string, number>();
  private readonly now = new Map<string, number>();

  constructor(balances: readonly Line[]) {
    for (const { amountFen, ...place } of balances) {
      const key = keyOf(place);
      this.places.set(key, place);
      this.before.set(key, amountFen);
      this.now.set(key, amountFen);
    }
  }

  balance(account: LedgerAccountName, purpose: Purpose = WHOLE_GIFT): number {
    return this.now.get(keyOf({ account, ...purpose })) ?? 0;
  }

  /** Of all activities together. */
  total(account: LedgerAccountName): number {
    return this.purposes(account).reduce((sum, purpose) => sum + this.balance(account, purpose), 0);
  }

  /** Budget lines for which something is in the account. */
  purposes(account: LedgerAccountName): Purpose[] {
    return [...this.places.values()]
      .filter((place) => place.account === account && (this.now.get(keyOf(place)) ?? 0) !== 0)
      .map(({ activityId, budgetLineId }) => ({ activityId, budgetLineId }));
  }

  /**
   * Moves as much as is there, `most` at most.
   * @returns what was moved
   */
  take(from: LedgerAccountName, to: LedgerAccountName, most: number, purpose: Purpose = WHOLE_GIFT): number {
    const source = placeOf(from, purpose);
    const moved = Math.max(0, Math.min(most, this.balance(from, source)));
    if (moved > 0) {
      this.add(source, -moved);
      this.add(placeOf(to, purpose), moved);
    }
    return moved;
  }

  /** What has to be written for what was moved. */
  lines(): Line[] {
    return [...this.places.entries()]
      .map(([key, place]) => ({
        ...place,
        amountFen: (this.now.get(key) ?? 0) - (this.before.get(key) ?? 0),
      }))
      .filter(({ amountFen }) => amountFen !== 0);
  }

  private add(place: Place, fen: number): void {
    const key = keyOf(place);
    this.places.set(key, place);
    this.now.set(key, (this.now.get(key) ?? 0) + fen);
  }
}

const OF_ACTIVITIES: readonly LedgerAccountName[] = ['claimed', 'reserved', 'held', 'spent', 'reported'];

const placeOf = (account: LedgerAccountName, purpose: Purpose): Place => ({
  account,
  ...(OF_ACTIVITIES.includes(account) ? purpose : WHOLE_GIFT),
});
