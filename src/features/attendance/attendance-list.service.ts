import { formatInstant } from '@heli/calendar';
import { type AttendanceImportReport, type AttendanceState } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { currentContext } from '../../http/index.js';
import { type Language } from '../../i18n/index.js';
import { type Activity } from '../activities/index.js';
import { Community } from '../communities/index.js';
import { type Duty } from '../duties/index.js';
import {
  CONTENT_TYPES,
  draftRows,
  type ExportedFile,
  faultsOfLayout,
  layoutOf,
  NameBook,
  readInstant,
  readTable,
  refuseFaults,
  type RowDraft,
  type Table,
  type TableFormat,
  writeInstant,
  writeTable,
} from '../imports/index.js';
import { AttendanceService, sayMarkFault } from './attendance.service.js';
import { activityOf, dutiesOf, mayKnowWhy, namesOf } from './duties-of-activity.js';
import { LIST_COLUMNS } from './list-columns.js';
import { dutiesByVolunteer, isExpected, type Mark } from './marking.js';

const WRITTEN = ['state', 'checkedInAt', 'checkedOutAt', 'reason'] as const;
const CLOCK = /^\d{1,2}[:：]\d{2}(?::00)?$/;

/** A row in which something was written. */
interface Filled {
  readonly row: RowDraft;
  readonly mark: Mark;
}

/** The list of who is expected, for places without a network: printed, filled in, and read back. */
@Injectable()
export class AttendanceListService {
  constructor(
    private readonly transactions: Transactions,
    private readonly attendance: AttendanceService,
  ) {}

  async print(activityId: string, format: TableFormat, lang: Language): Promise<ExportedFile> {
    const { manager } = this.transactions;
    const activity = await activityOf(manager, activityId);
    const zone = await zoneOf(manager, activity);
    const duties = (await dutiesOf(manager, activityId)).filter(isExpected);
    const names = await namesOf(manager, duties);
    const tellsWhy = mayKnowWhy(activity);
    const roles = new Map(activity.roles.map(({ id, name }) => [id, name ?? id]));
    const at = (date: Date | null) =>
      date === null ? '' : writeInstant(formatInstant(Math.floor(date.getTime() / 60_000), zone), zone);
    const rows = duties
      .toSorted((a, b) => a.roleId.localeCompare(b.roleId) || a.volunteerId.localeCompare(b.volunteerId))
      .map((duty) => {
        const cells: Readonly<Record<string, string>> = {
          volunteerId: duty.volunteerId,
          name: names.get(duty.volunteerId) ?? '',
          role: roles.get(duty.roleId) ?? duty.roleId,
          start: at(duty.startAt),
          end: at(duty.endAt),
          state: stateCell(duty, lang, zone),
          checkedInAt: at(duty.checkedInAt),
          checkedOutAt: at(duty.checkedOutAt),
          reason: (tellsWhy ? duty.reason : null) ?? '',
        };
        return LIST_COLUMNS.map(({ path }) => cells[path] ?? '');
      });
    const header = LIST_COLUMNS.map(({ headers }) => headers[lang][0]);
    return {
      bytes: await writeTable([header, ...rows], format),
      fileName: `attendance-list.${format}`,
      contentType: CONTENT_TYPES[format],
      rows: rows.length,
    };
  }

  /** All rows or none; a dry run always answers with its report. Rows that say what is known already change nothing. */
  async bring(
    activityId: string,
    bytes: Buffer,
    dryRun: boolean,
    now = new Date(),
  ): Promise<AttendanceImportReport> {
    const { language } = currentContext();
    const table = await readTable(bytes, language);
    return this.transactions.run(async (manager) => {
      await manager.query('SAVEPOINT before_list');
      const report = await this.read(manager, activityId, table, dryRun, now);
      if (dryRun || report.faultCount > 0) await manager.query('ROLLBACK TO SAVEPOINT before_list');
      await manager.query('RELEASE SAVEPOINT before_list');
      if (!dryRun) refuseFaults(report);
      return report;
    });
  }

  private async read(
    manager: EntityManager,
    activityId: string,
    table: Table,
    dryRun: boolean,
    now: Date,
  ): Promise<AttendanceImportReport> {
    const { language } = currentContext();
    const layout = layoutOf(table, LIST_COLUMNS, language);
    const faults = faultsOfLayout(table, layout, language);
    const names = await NameBook.open(manager, new Set(), language);
    const drafts = draftRows(table, layout, names, faults);
    const known = await knownPeople(manager, activityId);
    const filled = drafts.filter(({ given, broken }) =>
      WRITTEN.some((path) => given.get(path) !== undefined || broken.has(path)),
    );
    const marks = onceEach(filled.flatMap((row) => markOf(row, known) ?? []));
    const marked = await this.attendance.apply(
      manager,
      activityId,
      marks.map(({ mark }) => mark),
      now,
    );
    for (const fault of marked.faults)
      marks[fault.index]?.row.tell([fault.field], fault.code, sayMarkFault(fault));
    const refused = faults.count > 0;
    return {
      dryRun,
      rows: table.rows.length,
      changed: refused ? 0 : marked.changed.length,
      unchanged: refused ? 0 : filled.length - marked.changed.length,
      blank: drafts.length - filled.length,
      ignoredColumns: [...layout.ignored],
      faultCount: faults.count,
      faults: faults.shown,
    };
  }
}

async function zoneOf(manager: EntityManager, { communityId }: Activity): Promise<string> {
  return (await manager.findOneByOrFail(Community, { id: communityId })).timeZone;
}

/** What is known already stands in the list, so that nobody writes it twice. */
function stateCell({ state }: Duty, language: Language, zone: string): string {
  const shown = state === 'confirmed' ? 'checked-in' : state;
  if (shown !== 'checked-in' && shown !== 'no-show' && shown !== 'excused') return '';
  const write = LIST_COLUMNS.find(({ path }) => path === 'state')?.write;
  return write?.(shown satisfies AttendanceState, { language, zone, name: (_thing, id) => id }) ?? '';
}

interface People {
  readonly zone: string;
  readonly dutyOf: ReadonlyMap<string, Duty>;
  readonly names: ReadonlyMap<string, string | null>;
  readonly idsByName: ReadonlyMap<string, readonly string[]>;
}

async function knownPeople(manager: EntityManager, activityId: string): Promise<People> {
  const activity = await activityOf(manager, activityId);
  const duties = await dutiesOf(manager, activityId);
  const names = await namesOf(manager, duties);
  const idsByName = new Map<string, string[]>();
  for (const [id, name] of names)
    if (name !== null) idsByName.set(name, [...(idsByName.get(name) ?? []), id]);
  return { zone: await zoneOf(manager, activity), dutyOf: dutiesByVolunteer(duties), names, idsByName };
}

/** Undefined: the row has been told what is wrong with it. */
function markOf(row: RowDraft, people: People): Filled | undefined {
  const volunteerId = personOf(row, people);
  if (volunteerId === undefined) return undefined;
  const state = row.given.get('state') as AttendanceState | undefined;
  if (state === undefined) {
    if (!row.broken.has('state')) row.fault('state', 'required');
    return undefined;
  }
  const duty = people.dutyOf.get(volunteerId);
  const times = {
    in: timeOf(row, 'checkedInAt', duty, people.zone),
    out: timeOf(row, 'checkedOutAt', duty, people.zone),
  };
  if (times.in === 'unclear' || times.out === 'unclear') return undefined;
  const reason = row.given.get('reason') as string | undefined;
  return { row, mark: { volunteerId, state, checkedInAt: times.in, checkedOutAt: times.out, reason } };
}

/** By id; without one by a name that only one person of the activity has. */
function personOf(row: RowDraft, { dutyOf, names, idsByName }: People): string | undefined {
  const id = row.given.get('volunteerId') as string | undefined;
  const name = row.given.get('name') as string | undefined;
  if (id !== undefined) {
    const known = names.get(id) ?? undefined;
    if (dutyOf.has(id) && name !== undefined && known !== undefined && name !== known) {
      row.fault('name', 'name_of_another', { id });
      return undefined;
    }
    return id;
  }
  const same = name === undefined ? [] : (idsByName.get(name) ?? []);
  const [only] = same;
  if (name === undefined) row.fault('volunteerId', 'id_or_name_needed');
  else if (only === undefined) row.fault('name', 'name_not_on_list', { name });
  else if (same.length > 1) row.fault('name', 'name_of_several', { name, ids: same.join(', ') });
  else return only;
  return undefined;
}

/** A clock time is one on the day of the duty. */
function timeOf(
  row: RowDraft,
  path: 'checkedInAt' | 'checkedOutAt',
  duty: Duty | undefined,
  zone: string,
): Date | undefined | 'unclear' {
  const text = row.given.get(path) as string | undefined;
  if (text === undefined || duty === undefined) return undefined;
  const day = formatInstant(Math.floor(duty.startAt.getTime() / 60_000), zone).slice(0, 10);
  const read = readInstant(CLOCK.test(text) ? `${day} ${text}` : text, zone);
  if (read.ok) return new Date(read.value);
  row.fault(path, 'not_clock');
  return 'unclear';
}

/** Somebody who stands twice in a list is taken once, if both rows say the same. */
function onceEach(filled: readonly Filled[]): Filled[] {
  const first = new Map<string, Filled>();
  return filled.filter((one) => {
    const earlier = first.get(one.mark.volunteerId);
    if (earlier === undefined) {
      first.set(one.mark.volunteerId, one);
      return true;
    }
    if (JSON.stringify(earlier.mark) !== JSON.stringify(one.mark))
      one.row.fault('volunteerId', 'listed_otherwise', { row: earlier.row.number });
    return false;
  });
}
