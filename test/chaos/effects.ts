import { type DataSource } from 'typeorm';
import { type Entry, type WriteKind } from './journal.js';
import { IMPORTED_ROWS } from './traffic.js';

/** What a write of a kind leaves behind, told by two that know nothing of each other: its rows and the book of changes. */
interface Effect {
  /** Counts the effects of writes by their ids ($1), of which an answer named something ($2): columns `id` and `effects`. */
  readonly rows: string;
  /** Entries of the book of changes that it makes. */
  readonly actions: readonly string[];
  /** How many of both one write makes. */
  readonly times: number;
  /** Somebody else may have done the same a moment before: then this one makes no entry of its own. */
  readonly shared?: boolean;
}

/** Rows of a table that the book of changes names: the write happened, and what it made is there. */
const named = (table: string, action: string): string =>
  `SELECT request_id AS id, count(*)::int AS effects FROM audit_entries JOIN ${table} made ON made.id = entity_id
    WHERE action = '${action}' AND request_id = ANY($1) GROUP BY 1`;

const byColumn = (table: string, column: string, more = 'true'): string =>
  `SELECT ${column} AS id, count(*)::int AS effects FROM ${table} WHERE ${column} = ANY($1) AND ${more} GROUP BY 1`;

/** Transactions of the ledger have no number of the caller's own unless they are receipts. */
const inLedger = (kind: string): string =>
  `SELECT request_id AS id, count(*)::int AS effects
     FROM audit_entries JOIN ledger_transactions made ON made.id = after->>'transactionId' AND made.kind = '${kind}'
    WHERE request_id = ANY($1) GROUP BY 1`;

/** What an answer named is there, and somebody said so. */
const said = (...actions: readonly string[]): string =>
  `SELECT sent.id, 1 AS effects FROM unnest($1::text[], $2::text[]) sent(id, made)
    WHERE EXISTS (SELECT 1 FROM audit_entries WHERE entity_id = made AND action IN ('${actions.join("', '")}'))
      AND (EXISTS (SELECT 1 FROM duties WHERE duties.id = made) OR EXISTS (SELECT 1 FROM wait_list WHERE wait_list.id = made))`;

const EFFECTS: Readonly<Record<WriteKind, Effect>> = {
  volunteer: { rows: byColumn('volunteers', 'id'), actions: ['volunteer.created'], times: 1 },
  import: {
    rows: byColumn('volunteers', `split_part(id, '.', 1)`, `id LIKE '%.%'`),
    actions: ['volunteer.created'],
    times: IMPORTED_ROWS,
  },
  gift: { rows: named('donations', 'donation.created'), actions: ['donation.created'], times: 1 },
  receipt: {
    rows: byColumn('ledger_transactions', 'reference', `kind = 'receipt'`),
    actions: ['ledger.receipt'],
    times: 1,
  },
  reservation: { rows: inLedger('reservation'), actions: ['ledger.reservation'], times: 1 },
  expense: { rows: byColumn('expenses', 'voucher_number'), actions: ['ledger.spending'], times: 1 },
  reversal: { rows: inLedger('reversal'), actions: ['ledger.reversal'], times: 1 },
  run: { rows: named('allocation_runs', 'run.started'), actions: ['run.started'], times: 1 },
  review: { rows: named('plans', 'plan.reviewed'), actions: ['plan.reviewed'], times: 1 },
  publish: { rows: byColumn('resolutions', 'number'), actions: ['plan.published'], times: 1 },
  accept: { rows: said('duty.accepted'), actions: ['duty.accepted'], times: 1, shared: true },
  decline: {
    // Whoever gave a place back is asked by no later plan.
    rows: `SELECT request_id AS id, count(*)::int AS effects FROM audit_entries JOIN duties duty ON duty.id = entity_id
            WHERE action = 'duty.declined' AND request_id = ANY($1) AND EXISTS (
              SELECT 1 FROM season_pins pin WHERE pin.activity_id = duty.activity_id AND pin.volunteer_id = duty.volunteer_id)
            GROUP BY 1`,
    actions: ['duty.declined'],
    times: 1,
  },
  'sign-up': {
    rows: said('duty.accepted', 'waiting.waiting'),
    actions: ['duty.accepted', 'waiting.waiting'],
    times: 1,
    shared: true,
  },
};

const BOOK = 'entries in the book of changes';

export interface Balance {
  /** Acknowledged, and not there. */
  readonly lost: readonly string[];
  /** There twice, in part, or although it was refused; or told of differently the second time. */
  readonly doubled: readonly string[];
}

/** Holds what was sent and heard against what is there. */
export async function weigh(database: DataSource, entries: readonly Entry[]): Promise<Balance> {
  const [lost, doubled]: [string[], string[]] = [[], []];
  const ids = entries.map(({ id }) => id);
  const changes = await database.query<{ id: string; action: string; effects: number }[]>(
    `SELECT request_id AS id, action, count(*)::int AS effects FROM audit_entries WHERE request_id = ANY($1) GROUP BY 1, 2`,
    [ids],
  );
  for (const [kind, { rows, actions, times, shared = false }] of Object.entries(EFFECTS)) {
    const ofKind = entries.filter(({ write }) => write.kind === kind);
    if (ofKind.length === 0) continue;
    const there = await database.query<{ id: string; effects: number }[]>(rows, [
      ofKind.map(({ id }) => id),
      ...(rows.includes('$2') ? [ofKind.map(nameOf)] : []),
    ]);
    const rowsOf = new Map(there.map(({ id, effects }) => [id, effects]));
    for (const entry of ofKind) {
      const inBook = changes
        .filter(({ id, action }) => id === entry.id && actions.includes(action))
        .reduce((sum, { effects }) => sum + effects, 0);
      for (const [where, found] of [
        ['rows', rowsOf.get(entry.id) ?? 0],
        [BOOK, inBook],
      ] as const) {
        const expected = entry.acknowledged === undefined ? 0 : times;
        const sentence = `${kind} ${entry.id} (${outcomesOf(entry)}): ${found} ${where} instead of ${expected}`;
        if (found < expected && !(shared && where === BOOK)) lost.push(sentence);
        if (found > expected) doubled.push(sentence);
      }
      if (!saysTheSame(entry)) doubled.push(`${kind} ${entry.id} was answered in two ways`);
    }
  }
  return { lost, doubled };
}

/** Id of what an acknowledged write made or changed. */
function nameOf({ acknowledged }: Entry): string {
  const { id, duty, waiting } = (acknowledged?.body ?? {}) as {
    id?: string;
    duty?: { id: string } | null;
    waiting?: { id: string } | null;
  };
  return id ?? duty?.id ?? waiting?.id ?? '';
}

const outcomesOf = ({ answers }: Entry): string =>
  answers
    .map((answer) => (answer.outcome === 'refused' ? `refused ${answer.code}` : answer.outcome))
    .join(', ');

/** Sent again with the same key, a write is told of in the same words. */
function saysTheSame({ answers }: Entry): boolean {
  const bodies = answers.flatMap((answer) =>
    answer.outcome === 'acknowledged' ? [JSON.stringify(answer.body)] : [],
  );
  return new Set(bodies).size <= 1;
}
