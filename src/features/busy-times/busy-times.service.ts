import { formatInstant } from '@heli/calendar';
import { type AvailabilityWindow, type BusyTimesQuery, type BusyTimesReport } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { AppError, type FieldFault, notFound } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import { Season } from '../seasons/index.js';
import { Volunteer, VolunteersService } from '../volunteers/index.js';
import { BusyImport, type BusyWindow } from './busy-import.entity.js';
import { type BusyFault, type BusyTimes, busyTimes, type Horizon } from './busy-windows.js';
import { IcsError } from './ics-file.js';

/** Takes busy times out of people's own calendars. */
@Injectable()
export class BusyTimesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly volunteers: VolunteersService,
  ) {}

  /**
   * Busy times of the season become `unavailable` windows of the volunteer, in place of those that the last import from
   * the same source brought. Titles, places and people of the calendar are not kept.
   */
  import(volunteerId: string, { seasonId, source }: BusyTimesQuery, file: Buffer): Promise<BusyTimesReport> {
    return this.transactions.run(async (manager) => {
      const volunteer = await manager.findOne(Volunteer, {
        where: { id: volunteerId },
        lock: { mode: 'pessimistic_write' },
      });
      if (volunteer === null) throw notFound('Volunteer', volunteerId);
      const season = await manager.findOneBy(Season, { id: seasonId });
      if (season === null) throw notFound('Season', seasonId);
      const { timeZone } = await manager.findOneByOrFail(Community, { id: volunteer.communityId });
      const windows = windowsOf(file, {
        from: Math.ceil(season.startsAt.getTime() / 60_000),
        until: Math.floor(season.endsAt.getTime() / 60_000),
        zone: timeZone,
      });
      return this.replace(manager, volunteer, { seasonId, source }, windows);
    });
  }

  private async replace(
    manager: EntityManager,
    volunteer: Volunteer,
    { seasonId, source }: BusyTimesQuery,
    windows: BusyWindow[],
  ): Promise<BusyTimesReport> {
    const { id: volunteerId } = volunteer;
    const before = await manager.findOneBy(BusyImport, { volunteerId, source, seasonId });
    const { kept, removed } = without(volunteer.availability, before?.windows ?? []);
    const added = windows.map((window) => ({
      type: 'dated' as const,
      ...window,
      status: 'unavailable' as const,
    }));
    const same = removed === windows.length && keys(before?.windows ?? []) === keys(windows);
    if (!same) await this.volunteers.patch(volunteerId, '*', { availability: [...kept, ...added] });
    await manager.upsert(BusyImport, { volunteerId, source, seasonId, windows, importedAt: new Date() }, [
      'volunteerId',
      'source',
      'seasonId',
    ]);
    const { version } = await manager.findOneByOrFail(Volunteer, { id: volunteerId });
    return { volunteerId, seasonId, source, windows: windows.length, replaced: same ? 0 : removed, version };
  }
}

function windowsOf(file: Buffer, horizon: Horizon): BusyWindow[] {
  const { windows, faults } = readFile(file, horizon);
  if (faults.length > 0) throw unreadable(faults.map(spoken));
  return windows.map(({ start, end }) => ({
    start: formatInstant(start, horizon.zone),
    end: formatInstant(end, horizon.zone),
  }));
}

function readFile(file: Buffer, horizon: Horizon): BusyTimes {
  try {
    return busyTimes(new TextDecoder('utf-8').decode(file), horizon);
  } catch (error) {
    if (error instanceof IcsError)
      throw unreadable([spoken({ code: error.code, line: error.line, value: '' })], error);
    throw error;
  }
}

function spoken({
  code,
  line,
  value,
}: Omit<BusyFault, 'code'> & { code: BusyFault['code'] | IcsError['code'] }): FieldFault {
  const message = translate(currentContext().language, `busyTimes.faults.${code}`, {
    line,
    value: value.slice(0, 200),
  });
  return { pointer: '', parameter: 'file', code, message };
}

const unreadable = (faults: readonly FieldFault[], cause?: unknown): AppError =>
  new AppError('FILE_UNREADABLE', 'The calendar cannot be read', { faults, cause });

const keyOf = ({ start, end }: BusyWindow): string => `${Date.parse(start)} ${Date.parse(end)}`;
const keys = (windows: readonly BusyWindow[]): string => windows.map(keyOf).join();

/** Takes away what an earlier import brought, each window once; what somebody changed since then stays. */
function without(
  availability: readonly AvailabilityWindow[],
  windows: readonly BusyWindow[],
): { kept: AvailabilityWindow[]; removed: number } {
  const left = new Map<string, number>();
  for (const window of windows) left.set(keyOf(window), (left.get(keyOf(window)) ?? 0) + 1);
  const kept = availability.filter((window) => {
    if (window.type !== 'dated' || window.status !== 'unavailable') return true;
    const key = keyOf(window);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
  return { kept, removed: availability.length - kept.length };
}
