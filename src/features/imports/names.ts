import { type EntityManager } from 'typeorm';
import { type Language, translate } from '../../i18n/index.js';
import { type Thing } from './columns/column.js';
import { type Read, said, unclear } from './text/read.js';

const TABLES: Readonly<Record<Thing, { readonly table: string; readonly label: string }>> = {
  community: { table: 'communities', label: 'name' },
  skill: { table: 'skills', label: 'name' },
  organization: { table: 'organizations', label: 'name' },
  partnerUnit: { table: 'partner_units', label: 'name' },
  group: { table: 'grassroots_groups', label: 'name' },
  venue: { table: 'venues', label: 'name' },
  season: { table: 'seasons', label: 'name' },
  series: { table: 'activity_series', label: 'title' },
  activity: { table: 'activities', label: 'title' },
};

interface Directory {
  readonly nameOf: ReadonlyMap<string, string>;
  readonly idsOf: ReadonlyMap<string, readonly string[]>;
}

const IDS_SHOWN = 5;

/** Ids and names of what tables name; an id wins over a name that looks like it. */
export class NameBook {
  private constructor(
    private readonly directories: ReadonlyMap<Thing, Directory>,
    private readonly zones: ReadonlyMap<string, string>,
    private readonly language: Language,
  ) {}

  static async open(
    manager: EntityManager,
    things: ReadonlySet<Thing>,
    language: Language,
  ): Promise<NameBook> {
    const directories = new Map<Thing, Directory>();
    for (const thing of things) {
      const { table, label } = TABLES[thing];
      const rows = await manager.query<{ id: string; name: string }[]>(
        `SELECT id, ${label} AS name FROM ${table} ORDER BY id`,
      );
      directories.set(thing, directoryOf(rows));
    }
    const zones = await manager.query<{ id: string; zone: string }[]>(
      'SELECT id, time_zone AS zone FROM communities',
    );
    return new NameBook(directories, new Map(zones.map(({ id, zone }) => [id, zone])), language);
  }

  zoneOf(communityId: unknown): string {
    return (typeof communityId === 'string' ? this.zones.get(communityId) : undefined) ?? 'Asia/Shanghai';
  }

  /** `own`: ids of the table itself, which may name each other before they are stored. */
  read(thing: Thing, text: string, own: ReadonlySet<string> = new Set()): Read<string> {
    const directory = this.directories.get(thing);
    if (own.has(text) || directory?.nameOf.has(text)) return said(text);
    const ids = directory?.idsOf.get(text) ?? [];
    const [id] = ids;
    if (id !== undefined && ids.length === 1) return said(id);
    const label = translate(this.language, `pools.tables.${TABLES[thing].table}`);
    if (id === undefined) return unclear('unknown_name', { thing: label, text });
    const shown = ids.slice(0, IDS_SHOWN).join(', ');
    return unclear('ambiguous_name', { thing: label, text, count: ids.length, ids: shown });
  }

  /** The name, where it leads back to the id. */
  write(thing: Thing, id: string): string {
    const name = this.directories.get(thing)?.nameOf.get(id);
    if (name === undefined) return id;
    const back = this.read(thing, name);
    return back.ok && back.value === id ? name : id;
  }
}

function directoryOf(rows: readonly { id: string; name: string }[]): Directory {
  const idsOf = new Map<string, string[]>();
  for (const { id, name } of rows) {
    const ids = idsOf.get(name);
    if (ids) ids.push(id);
    else idsOf.set(name, [id]);
  }
  return { nameOf: new Map(rows.map(({ id, name }) => [id, name])), idsOf };
}
