import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Dataset } from '@heli/contracts';
import { type DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, type FieldFault, jsonPointer } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { translate } from '../../i18n/index.js';
import { knownIds, type Reference } from '../pools/index.js';
import { Season } from '../seasons/index.js';
import { shelvesOf, type Shelf } from './shelves.js';

export interface DatasetLoad {
  /** False: this very data set was there already, and nothing was touched. */
  readonly loaded: boolean;
  readonly seasonId: string;
}

/** Loads of one data set at the same moment wait for each other: "data" in ASCII. */
const LOAD_LOCK = 0x64_61_74_61;
const MOST_FAULTS = 200;

/**
 * Puts a whole data set into the pools, all or nothing. Loading the same one again is recognised by its SHA-256 and
 * changes nothing, also when people worked with it meanwhile. What lies in the pools already just as the file says, e.g.
 * from the season before, is used again; ids that are taken by something else are refused.
 */
export function loadDataset(dataSource: DataSource, dataset: Dataset): Promise<DatasetLoad> {
  const transactions = new Transactions(dataSource);
  return loadDatasetIn(transactions, new AuditService(transactions), dataset);
}

/**
 * The same within the running transaction of `transactions`, if there is one.
 * @param assert asked before anything is written, when no other load can come in between; throws to refuse
 */
export async function loadDatasetIn(
  transactions: Transactions,
  audit: AuditService,
  dataset: Dataset,
  assert: (manager: EntityManager) => Promise<void> = () => Promise.resolve(),
): Promise<DatasetLoad> {
  const sha256 = datasetSha256(dataset);
  const seasonId = dataset.season.id;
  return transactions.run(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK]);
    await assert(manager);
    const held = await manager.findOneBy(Season, { id: seasonId });
    if (held?.datasetSha256 === sha256) return { loaded: false, seasonId };
    const shelves = shelvesOf(dataset);
    const reused = await refuseFaults(manager, shelves);
    for (const shelf of shelves) await shelf.insert(manager, reused.get(shelf) ?? new Set());
    await refuseBrokenRules(manager, shelves);
    await manager.update(Season, { id: seasonId }, { datasetSha256: sha256 });
    await audit.recordAll([
      {
        action: 'dataset.loaded',
        entityType: 'Season',
        entityId: seasonId,
        after: { sha256, counts: Object.fromEntries(shelves.map(({ list, ids }) => [list, ids.length])) },
      },
      ...dataset.donations.map(({ id, amountFen, earmark }) => ({
        action: 'donation.created',
        entityType: 'Donation',
        entityId: id,
        after: { amountFen, earmark },
      })),
    ]);
    // Fresh statistics: without them the first plans of a large season are made for empty tables.
    await manager.query('ANALYZE');
    return { loaded: true, seasonId };
  });
}

/** SHA-256 of the canonical JSON (RFC 8785). */
export function datasetSha256(dataset: Dataset): string {
  const text = canonicalize(dataset);
  if (text === undefined) throw new Error('A data set is always an object');
  return createHash('sha256').update(text).digest('hex');
}

/** Refuses ids that are used twice, taken already, or unknown; returns those that are used again. */
async function refuseFaults(
  manager: EntityManager,
  shelves: readonly Shelf[],
): Promise<ReadonlyMap<Shelf, ReadonlySet<string>>> {
  const { language } = currentContext();
  const own = new Map<Reference['entity'], Set<string>>();
  const taken: FieldFault[] = [];
  const reused = new Map<Shelf, Set<string>>();
  for (const shelf of shelves) {
    const { place, entity, ids } = shelf;
    const seen = new Set<string>();
    const held = await shelf.held(manager);
    reused.set(shelf, new Set([...held].filter(([, same]) => same).map(([id]) => id)));
    ids.forEach((id, index) => {
      if (seen.has(id) || held.get(id) === false) {
        const message = translate(language, 'pools.faults.already_exists', { id });
        taken.push({ pointer: jsonPointer([...place(index), 'id']), code: 'already_exists', message });
      }
      seen.add(id);
    });
    own.set(entity, seen);
  }
  if (taken.length > 0) {
    throw new AppError('ALREADY_EXISTS', 'Ids of the data set are taken', {
      faults: taken.slice(0, MOST_FAULTS),
    });
  }
  const unknown = await unknownIds(manager, shelves, own);
  if (unknown.length > 0) {
    throw new AppError('REFERENCE_UNKNOWN', 'The data set names what it does not hold', {
      faults: unknown.slice(0, MOST_FAULTS),
    });
  }
  return reused;
}

async function unknownIds(
  manager: EntityManager,
  shelves: readonly Shelf[],
  own: ReadonlyMap<Reference['entity'], ReadonlySet<string>>,
): Promise<FieldFault[]> {
  const { language } = currentContext();
  const open: (Reference & { pointer: string })[] = [];
  for (const { place, references } of shelves) {
    for (const { index, reference } of references()) {
      if (own.get(reference.entity)?.has(reference.id)) continue;
      open.push({ ...reference, pointer: jsonPointer([...place(index), ...reference.path]) });
    }
  }
  const faults: FieldFault[] = [];
  for (const entity of new Set(open.map((reference) => reference.entity))) {
    const named = open.filter((reference) => reference.entity === entity);
    const known = await knownIds(manager, entity, new Set(named.map(({ id }) => id)));
    const thing = translate(language, `pools.tables.${manager.dataSource.getMetadata(entity).tableName}`);
    for (const { id, pointer } of named) {
      if (known.has(id)) continue;
      const message = translate(language, 'pools.faults.reference_unknown', { thing, id });
      faults.push({ pointer, code: 'reference_unknown', message });
    }
  }
  return faults;
}

async function refuseBrokenRules(manager: EntityManager, shelves: readonly Shelf[]): Promise<void> {
  const { language } = currentContext();
  const faults: FieldFault[] = [];
  for (const { place, check } of shelves) {
    for (const { index, path, code, message } of await check(manager, language)) {
      faults.push({ pointer: jsonPointer([...place(index), ...path]), code, message });
    }
  }
  if (faults.length > 0) {
    throw new AppError('RULE_BROKEN', 'The data set breaks rules', { faults: faults.slice(0, MOST_FAULTS) });
  }
}
