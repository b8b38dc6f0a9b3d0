import { type Pin } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { lockUntilCommit } from '../../database/advisory-lock.js';
import { type Language, translate } from '../../i18n/index.js';
import { Activity } from '../activities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import {
  type ColumnsOf,
  dateOrNull,
  given,
  type Keeping,
  PoolStore,
  type Reference,
  referencesIn,
  utc,
  utcOrNull,
  sharedSeason,
  type ValueFault,
} from '../pools/index.js';
import { communitiesOfSeasons, Season } from '../seasons/index.js';
import { Venue } from '../venues/index.js';
import { Volunteer } from '../volunteers/index.js';
import { SeasonPin } from './pin.entity.js';
import { contradicts } from './contradictions.js';

export interface PinValue {
  readonly id: string;
  readonly seasonId: string;
  readonly pin: Pin;
  readonly reason?: string | undefined;
}

/** The members of a pin that only some types have. */
type Parts = Partial<Record<'volunteerId' | 'roleId' | 'groupId' | 'venueId' | 'start', string | undefined>>;
const partsOf = (pin: Pin): Parts & { type: string } => pin;

export class PinStore extends PoolStore<SeasonPin, PinValue> {
  readonly type = 'Pin';
  readonly entity = SeasonPin;

  /** A pin binds every plan of its season: it is whose the season is. */
  protected override readonly inArea = {
    shared: sharedSeason('held.season_id'),
  };

  override async keepingsOf(manager: EntityManager, values: readonly PinValue[]): Promise<Keeping[]> {
    const communities = await communitiesOfSeasons(
      manager,
      values.map(({ seasonId }) => seasonId),
    );
    return values.map(({ seasonId }) => ({ owners: { communities: communities(seasonId) } }));
  }

  protected columns({ id, seasonId, pin, reason }: PinValue): ColumnsOf<SeasonPin> {
    const { volunteerId, roleId, groupId, venueId, start } = partsOf(pin);
    return {
      id,
      seasonId,
      type: pin.type,
      activityId: pin.activityId,
      volunteerId: volunteerId ?? null,
      roleId: roleId ?? null,
      groupId: groupId ?? null,
      venueId: venueId ?? null,
      start: dateOrNull(start),
      reason: reason ?? null,
    };
  }

  values(_manager: EntityManager, rows: readonly SeasonPin[]): Promise<PinValue[]> {
    return Promise.resolve(
      rows.map((row) => ({
        id: row.id,
        seasonId: row.seasonId,
        pin: pinOf(row),
        ...given('reason', row.reason),
      })),
    );
  }

  references({ seasonId, pin }: PinValue): Reference[] {
    const { volunteerId, groupId, venueId } = partsOf(pin);
    return [
      { path: ['seasonId'], entity: Season, id: seasonId },
      { path: ['pin', 'activityId'], entity: Activity, id: pin.activityId },
      ...referencesIn(['pin', 'volunteerId'], Volunteer, volunteerId),
      ...referencesIn(['pin', 'groupId'], GrassrootsGroup, groupId),
      ...referencesIn(['pin', 'venueId'], Venue, venueId),
    ];
  }

  override async check(
    manager: EntityManager,
    values: readonly PinValue[],
    language: Language,
  ): Promise<ValueFault[]> {
    const activityIds = [...new Set(values.map(({ pin }) => pin.activityId))].sort();
    // Of two pins at the same moment, the second has to see the first.
    for (const id of activityIds) await lockUntilCommit(manager, `pins-of:${id}`);
    const activities = await manager
      .createQueryBuilder(Activity, 'activity')
      .where('activity.id = ANY(:activityIds)', { activityIds })
      .getMany();
    const activityOf = new Map(activities.map((activity) => [activity.id, activity]));
    const held = await this.query(manager)
      .where('held.activityId = ANY(:activityIds)', { activityIds })
      .getMany();
    return values.flatMap((value, index) => {
      const say = (member: string, code: string, params: Record<string, string> = {}): ValueFault => ({
        index,
        path: ['pin', member],
        code,
        message: translate(language, `pools.faults.${code}`, params),
      });
      const activity = activityOf.get(value.pin.activityId);
      if (!activity) return [];
      const { roleId, start } = partsOf(value.pin);
      const other = held.find((row) => row.id !== value.id && contradicts(pinOf(row), value.pin));
      return [
        ...(activity.seasonId === value.seasonId
          ? []
          : [say('activityId', 'other_season', { id: activity.id })]),
        ...(roleId === undefined || activity.roles.some(({ id }) => id === roleId)
          ? []
          : [say('roleId', 'role_unknown', { id: roleId })]),
        ...(start === undefined || activity.candidateStarts.some((one) => one.getTime() === Date.parse(start))
          ? []
          : [say('start', 'not_a_candidate')]),
        ...(other ? [say('type', 'contradicts_pin', { id: other.id })] : []),
      ];
    });
  }
}

/** The decision as the problem carries it. */
export function pinOf(row: SeasonPin): Pin {
  const { activityId } = row;
  switch (row.type) {
    case 'hold-activity':
      return {
        type: row.type,
        activityId,
        ...given('start', utcOrNull(row.start)),
        ...given('venueId', row.venueId),
      };
    case 'drop-activity':
      return { type: row.type, activityId };
    case 'assign':
      return { type: row.type, activityId, volunteerId: row.volunteerId ?? '', roleId: row.roleId ?? '' };
    case 'forbid-volunteer':
      return { type: row.type, activityId, volunteerId: row.volunteerId ?? '' };
    case 'engage-group':
    case 'forbid-group':
      return { type: row.type, activityId, groupId: row.groupId ?? '' };
    case 'forbid-venue':
      return {
        type: row.type,
        activityId,
        venueId: row.venueId ?? '',
        ...(row.start === null ? {} : { start: utc(row.start) }),
      };
  }
}
