import { type PartnerStatement } from '@heli/contracts';
import { type Language, translate } from '../../i18n/index.js';
import { yuanOf } from './money.js';

type Told = Omit<PartnerStatement, 'donorUnitId' | 'text' | 'gifts'>;

/** Sums that are only worth a sentence where they are not zero. */
const FURTHER = [
  ['awaited', 'awaitedFen'],
  ['inReview', 'inReviewFen'],
  ['expired', 'expiredFen'],
  ['returned', 'returnedFen'],
  ['lapsed', 'lapsedFen'],
] as const satisfies readonly (readonly [string, keyof Told])[];

/**
 * What a gift did, in a few sentences.
 * @param activities for which something of it was spent
 */
export function statementText(language: Language, told: Told, activities: number): string {
  const say = (key: string, params: Readonly<Record<string, string | number>>): string =>
    translate(language, `ledger.statement.${key}`, params);
  const sentences = [
    say('given', { pledged: yuanOf(told.pledgedFen), received: yuanOf(told.receivedFen) }),
    activities === 0 ? say('unused', {}) : say('used', { count: activities, spent: yuanOf(told.spentFen) }),
    say(told.reservedFen > 0 ? 'leftReserved' : 'left', {
      left: yuanOf(told.leftFen),
      reserved: yuanOf(told.reservedFen),
    }),
    ...FURTHER.flatMap(([key, member]) =>
      told[member] > 0 ? [say(key, { fen: yuanOf(told[member]) })] : [],
    ),
  ];
  return sentences.join(translate(language, 'ledger.statement.between'));
}
