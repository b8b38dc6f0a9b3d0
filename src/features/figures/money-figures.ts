import { type SeasonFigures } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { ACTIVITIES, type Scope } from './scope.js';

/**
 * Gifts of the season, or with money for its activities. With an earmark for other communities alone they are not those
 * of the scope.
 */
const GIFTS = `gifts AS (
    SELECT gift.* FROM donations gift
     WHERE (gift.season_id = $1 OR EXISTS (SELECT 1 FROM ledger_accounts account JOIN scope ON scope.id = account.activity_id
              WHERE account.donation_id = gift.id))
       AND (NOT EXISTS (SELECT 1 FROM donation_communities link WHERE link.donation_id = gift.id)
            OR EXISTS (SELECT 1 FROM donation_communities link
                        WHERE link.donation_id = gift.id AND link.community_id = ANY($2))))`;

/** Sum of some accounts; numbers beyond 2^53 fen do not occur (`fen`). */
const inAccounts = (...accounts: string[]): string =>
  `coalesce(sum(account.balance_fen) FILTER (WHERE account.account IN (${accounts.map((name) => `'${name}'`).join(',')})), 0)::float8`;

const RECEIVED = ['available', 'reserved', 'held', 'spent', 'reported', 'returned', 'expired'];

/** What was promised, received, set aside, spent and told of each gift. */
export const giftsOf = (manager: EntityManager, { parameters }: Scope): Promise<SeasonFigures['gifts']> =>
  manager
    .query<(Omit<SeasonFigures['gifts'][number], 'expiresAt'> & { expiresAt: Date | null })[]>(
      `WITH ${ACTIVITIES}, ${GIFTS}
       SELECT gifts.id AS "donationId", gifts.name, gifts.kinds, gifts.purposes, gifts.expires_at AS "expiresAt",
              ARRAY(SELECT community.name FROM donation_communities link JOIN communities community ON community.id = link.community_id
                     WHERE link.donation_id = gifts.id ORDER BY 1) AS communities,
              -${inAccounts('pledged')} AS "pledgedFen", ${inAccounts('receivable', 'claimed')} AS "awaitedFen",
              ${inAccounts(...RECEIVED)} AS "receivedFen", ${inAccounts('reserved', 'held')} AS "setAsideFen",
              ${inAccounts('spent', 'reported')} AS "spentFen", ${inAccounts('reported')} AS "reportedFen",
              ${inAccounts('returned')} AS "returnedFen", ${inAccounts('available')} AS "leftFen",
              ${inAccounts('expired', 'lapsed')} AS "overFen"
         FROM gifts LEFT JOIN ledger_accounts account ON account.donation_id = gifts.id
        GROUP BY gifts.id, gifts.name, gifts.kinds, gifts.purposes, gifts.expires_at ORDER BY gifts.name, gifts.id`,
      [...parameters],
    )
    .then((rows) =>
      rows.map(({ expiresAt, pledgedFen, ...row }) => ({
        ...row,
        // No minus zero.
        pledgedFen: pledgedFen === 0 ? 0 : pledgedFen,
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
    );

/** What activities of each kind got. */
export const moneyOf = (manager: EntityManager, { parameters }: Scope): Promise<SeasonFigures['money']> =>
  manager.query(
    `WITH ${ACTIVITIES}
     SELECT scope.kind, ${inAccounts('claimed')} AS "claimedFen", ${inAccounts('reserved', 'held')} AS "setAsideFen",
            ${inAccounts('spent', 'reported')} AS "spentFen"
       FROM ledger_accounts account JOIN scope ON scope.id = account.activity_id
      GROUP BY scope.kind ORDER BY scope.kind`,
    [...parameters],
  );

/** The database holds the books to this; here it is counted anew from the lines, for whoever doubts it. */
export async function booksOf(
  manager: EntityManager,
  { parameters }: Scope,
): Promise<SeasonFigures['books']> {
  const [books] = await manager.query<[SeasonFigures['books']]>(
    `WITH ${ACTIVITIES}, ${GIFTS}, journal AS (
       SELECT entry.donation_id, line.transaction_id, line.account, line.activity_id, line.budget_line_id, line.amount_fen
         FROM ledger_lines line JOIN ledger_transactions entry ON entry.id = line.transaction_id
        WHERE entry.donation_id IN (SELECT id FROM gifts)
     ), sums AS (
       SELECT donation_id, account, activity_id, budget_line_id, sum(amount_fen) AS total FROM journal GROUP BY 1, 2, 3, 4
     ), kept AS (
       SELECT * FROM ledger_accounts WHERE donation_id IN (SELECT id FROM gifts)
     )
     SELECT (SELECT count(*)::int FROM gifts) AS gifts,
            (SELECT count(DISTINCT transaction_id)::int FROM journal) AS transactions,
            (SELECT count(*)::int FROM (SELECT 1 FROM journal GROUP BY transaction_id HAVING sum(amount_fen) <> 0) odd) AS unbalanced,
            (SELECT count(*)::int FROM sums FULL JOIN kept USING (donation_id, account, activity_id, budget_line_id)
              WHERE coalesce(sums.total, 0) <> coalesce(kept.balance_fen, 0)) AS differing`,
    [...parameters],
  );
  return books;
}
