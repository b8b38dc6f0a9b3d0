import { STANDING_DUTY_STATES, type RoleDemand } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AppError, notFound } from '../../errors/index.js';
import { Activity } from '../activities/index.js';
import { type PlanBook, PlanBooks } from '../plans/index.js';
import { Duty } from './duty.entity.js';

/** A role of an activity that the published plan holds, as the pools describe it now. */
export interface HeldPlace {
  readonly book: PlanBook;
  readonly activity: Activity;
  readonly role: RoleDemand;
  readonly startAt: Date;
  readonly endAt: Date;
}

/** Names a role of an activity. */
export interface PlaceKey {
  readonly activityId: string;
  readonly roleId: string;
}

export const mostIn = ({ max, target }: RoleDemand): number => max ?? target;

/** What the published plan holds, and who is counted on in it. */
@Injectable()
export class Places {
  constructor(private readonly books: PlanBooks) {}

  publishedIn(seasonId: string): Promise<string | null> {
    return this.books.publishedIn(seasonId);
  }

  /** Null where the activity does not take place, or it or the role is gone. */
  async find(manager: EntityManager, { activityId, roleId }: PlaceKey): Promise<HeldPlace | null> {
    const activity = await manager.findOneBy(Activity, { id: activityId });
    const role = activity?.roles.find(({ id }) => id === roleId);
    if (activity === null || role === undefined) return null;
    const book = await this.books.of(activity.seasonId);
    const held = book?.scheduled.get(activityId);
    return book === null || held === undefined ? null : { book, activity, role, ...held };
  }

  /** @throws AppError NOT_FOUND for an activity or role that is not known, STATE_CONFLICT where it does not take place */
  async get(manager: EntityManager, key: PlaceKey): Promise<HeldPlace> {
    const held = await this.find(manager, key);
    if (held !== null) return held;
    const { activityId, roleId } = key;
    const activity = await manager.findOneBy(Activity, { id: activityId });
    if (activity === null) throw notFound('Activity', activityId);
    if (!activity.roles.some(({ id }) => id === roleId)) throw notFound('Role', roleId);
    throw new AppError('STATE_CONFLICT', `Activity ${activityId} is in no published plan`, {
      detail: 'activity_not_held',
      params: { id: activityId },
    });
  }

  /** Every role of the season that takes place in `[from, until)`, by time. */
  async between(
    manager: EntityManager,
    seasonId: string,
    from: Date,
    until: Date | null,
  ): Promise<HeldPlace[]> {
    const book = await this.books.of(seasonId);
    if (book === null) return [];
    const ids = [...book.scheduled].flatMap(([id, { startAt }]) =>
      startAt >= from && (until === null || startAt < until) ? [id] : [],
    );
    const activities = await manager.findBy(Activity, { id: In(ids) });
    return activities
      .flatMap((activity) => {
        const held = book.scheduled.get(activity.id);
        return held === undefined
          ? []
          : activity.roles.map((role): HeldPlace => ({ book, activity, role, ...held }));
      })
      .sort(
        (a, b) =>
          a.startAt.getTime() - b.startAt.getTime() ||
          compare(a.activity.id, b.activity.id) ||
          compare(a.role.id, b.role.id),
      );
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Who is counted on in an activity, or of somebody in whichever season. */
export const standingOf = (
  manager: EntityManager,
  where: { activityId: string } | { volunteerId: string },
): Promise<Duty[]> =>
  manager.find(Duty, { where: { ...where, state: In([...STANDING_DUTY_STATES]) }, order: { id: 'ASC' } });
