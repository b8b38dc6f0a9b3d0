import { type ImportKind, type ImportReport } from '@heli/contracts';
import { type DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { meaning } from '../pools/index.js';
import { type Thing as NamedThing } from './columns/column.js';
import { TABLES } from './columns/tables.js';
import { type FaultList } from './fault-list.js';
import { readTable, type Table } from './file/read-table.js';
import { type Kind, KINDS, type Thing } from './kinds.js';
import { faultsOfLayout, type Layout, layoutOf } from './layout.js';
import { NameBook } from './names.js';
import { draftRows } from './rows.js';
import { type CompleteRow, completed } from './complete.js';

export interface ImportOptions {
  /** Check everything, as if it were stored, and store nothing. */
  readonly dryRun?: boolean;
  readonly lang?: Language;
  /** Season of activities (and gifts) that name none. */
  readonly seasonId?: string | undefined;
}

/**
 * Reads a table (CSV or XLSX) into the pools: all rows or none. Rows are matched by id, without one by name and
 * community; columns that the file has not stay as they are, empty cells go back to the default. Faults of rows are in
 * the report; a file that is no table at all throws FILE_UNREADABLE.
 */
export function importFile(
  dataSource: DataSource,
  kind: ImportKind,
  bytes: Buffer,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const transactions = new Transactions(dataSource);
  return importTable(transactions, new AuditService(transactions), kind, bytes, options);
}

/** As `importFile`, within the transaction of a request. */
export async function importTable(
  transactions: Transactions,
  audit: AuditService,
  kind: ImportKind,
  bytes: Buffer,
  { dryRun = false, lang = 'zh-CN', seasonId }: ImportOptions,
): Promise<ImportReport> {
  const table = await readTable(bytes, lang);
  const layout = layoutOf(table, TABLES[kind], lang);
  const faults = faultsOfLayout(table, layout, lang);
  return transactions.run(async (manager) => {
    await manager.query('SAVEPOINT before_import');
    const outcome = await bring(manager, { kind, table, layout, lang, seasonId, faults });
    if (dryRun || faults.count > 0) await manager.query('ROLLBACK TO SAVEPOINT before_import');
    else await audit.recordAll(changesOf(KINDS[kind], outcome));
    await manager.query('RELEASE SAVEPOINT before_import');
    const refused = faults.count > 0;
    return {
      kind,
      dryRun,
      rows: table.rows.length,
      created: refused ? 0 : outcome.created.length,
      updated: refused ? 0 : outcome.updated.length,
      unchanged: refused ? 0 : outcome.unchanged,
      ignoredColumns: [...layout.ignored],
      faultCount: faults.count,
      faults: faults.shown,
    };
  });
}

interface Work {
  readonly kind: ImportKind;
  readonly table: Table;
  readonly layout: Layout;
  readonly lang: Language;
  readonly seasonId: string | undefined;
  readonly faults: FaultList;
}

interface Outcome {
  readonly created: readonly Thing[];
  readonly updated: readonly { readonly before: Thing; readonly after: Thing }[];
  readonly unchanged: number;
}

const NOTHING: Outcome = { created: [], updated: [], unchanged: 0 };

async function bring(manager: EntityManager, work: Work): Promise<Outcome> {
  const kind = KINDS[work.kind];
  const things = new Set(
    work.layout.placed.flatMap(({ column }): readonly NamedThing[] => column.names ?? []),
  );
  const names = await NameBook.open(manager, things, work.lang);
  const drafts = draftRows(work.table, work.layout, names, work.faults);
  const whole = await completed(manager, kind, drafts, work);
  const created = whole.filter(({ before }) => before === undefined);
  const updated = whole.flatMap(({ before, value }) =>
    before !== undefined && meaning(before) !== meaning(value) ? [{ before, after: value }] : [],
  );
  if (work.faults.count > 0) return NOTHING;
  await refuseBeyondReach(manager, kind, whole, work.lang);
  if (work.faults.count > 0) return NOTHING;
  const changed = [...created.map(({ value }) => value), ...updated.map(({ after }) => after)];
  await kind.insert(
    manager,
    created.map(({ value }) => value),
  );
  await kind.update(
    manager,
    updated.map(({ after }) => after),
  );
  const rowOf = new Map(whole.map(({ value, row }) => [value.id, row]));
  for (const { index, path, code, message } of await kind.check(manager, changed, work.lang)) {
    const row = rowOf.get(changed[index]?.id ?? '');
    if (row) row.tell(path, code, message);
  }
  return {
    created: created.map(({ value }) => value),
    updated,
    unchanged: whole.length - changed.length,
  };
}

/** Rows about things that lie, or would lie, where the caller's role does not reach. */
async function refuseBeyondReach(
  manager: EntityManager,
  kind: Kind,
  rows: readonly CompleteRow[],
  lang: Language,
): Promise<void> {
  const after = await kind.rights(
    manager,
    rows.map(({ value }) => value),
  );
  const held = rows.filter(({ before }) => before !== undefined);
  const before = await kind.rights(
    manager,
    held.flatMap((row) => row.before ?? []),
  );
  const beyond = new Set([
    ...rows.filter((_row, index) => after[index]?.change !== true),
    ...held.filter((_row, index) => before[index]?.change !== true),
  ]);
  for (const { row } of beyond) row.tell([], 'beyond_reach', translate(lang, 'pools.faults.beyond_reach'));
}

function changesOf(kind: Kind, { created, updated }: Outcome) {
  const entityType = kind.type;
  const verb = (word: string) => `${entityType.toLowerCase()}.${word}`;
  const { personal } = kind;
  return [
    ...created.map((after) => ({ action: verb('created'), entityType, entityId: after.id, after, personal })),
    ...updated.map(({ before, after }) => {
      const members = Object.keys({ ...before, ...after }).filter(
        (key) => meaning(before[key]) !== meaning(after[key]),
      );
      const pick = (thing: Thing) => Object.fromEntries(members.map((key) => [key, thing[key] ?? null]));
      return {
        action: verb('changed'),
        entityType,
        entityId: after.id,
        before: pick(before),
        after: pick(after),
        personal,
      };
    }),
  ];
}
