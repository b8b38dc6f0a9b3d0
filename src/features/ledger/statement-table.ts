import { type DonationStatement, type StatementLine } from '@heli/contracts';
import { type Language, translate } from '../../i18n/index.js';
import { yuanOf } from './money.js';

const COLUMNS = [
  'gift',
  'name',
  'where',
  'activity',
  'title',
  'kind',
  'start',
  'attended',
  'purpose',
  'amount',
] as const;

/** Where money of a whole gift is. What is planned is part of what is awaited, and stands with its activity. */
const OF_GIFT = [
  ['awaited', ({ awaitedFen, plannedFen }: DonationStatement) => awaitedFen - plannedFen],
  ['available', ({ availableFen }: DonationStatement) => availableFen],
  ['expired', ({ expiredFen }: DonationStatement) => expiredFen],
  ['returned', ({ returnedFen }: DonationStatement) => returnedFen],
  ['lapsed', ({ lapsedFen }: DonationStatement) => lapsedFen],
] as const;

const OF_LINE = [
  ['planned', ({ plannedFen }: StatementLine) => plannedFen],
  ['reserved', ({ reservedFen }: StatementLine) => reservedFen],
  ['inReview', ({ inReviewFen }: StatementLine) => inReviewFen],
  ['spent', ({ spentFen, reportedFen }: StatementLine) => spentFen - reportedFen],
  ['reported', ({ reportedFen }: StatementLine) => reportedFen],
] as const;

/** One row for each place where money of the gifts is now, yuan; together they are what was pledged, the last row. */
export function statementTable(language: Language, gifts: readonly DonationStatement[]): string[][] {
  const say = (key: string): string => translate(language, `ledger.table.${key}`);
  const rows = [COLUMNS.map((column) => say(`columns.${column}`))];
  for (const gift of gifts) {
    const head = [gift.donationId, gift.name ?? ''];
    for (const { activityId, title, kind, start, attended, lines } of gift.activities) {
      const activity = [
        activityId,
        title ?? '',
        kind === null ? '' : say(`kinds.${kind}`),
        (start ?? '').slice(0, 16).replace('T', ' '),
        attended === 0 ? '' : String(attended),
      ];
      for (const line of lines)
        for (const [where, fenOf] of OF_LINE)
          if (fenOf(line) > 0)
            rows.push([
              ...head,
              say(where),
              ...activity,
              line.purpose === 'venue' ? say('venue') : (line.purpose ?? line.budgetLineId),
              yuanOf(fenOf(line)),
            ]);
    }
    for (const [where, fenOf] of OF_GIFT)
      if (fenOf(gift) > 0) rows.push([...head, say(where), '', '', '', '', '', '', yuanOf(fenOf(gift))]);
  }
  const pledged = gifts.reduce((sum, { pledgedFen }) => sum + pledgedFen, 0);
  rows.push(['', '', say('pledged'), '', '', '', '', '', '', yuanOf(pledged)]);
  return rows;
}
