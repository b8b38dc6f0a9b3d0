import { type PlaceQuery, type PlaceView } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext, type Page } from '../../http/index.js';
import { Community } from '../communities/index.js';
import { rowsOf } from '../../database/index.js';
import { Season } from '../seasons/index.js';
import { Admissions, type Verdict } from './admissions.js';
import { Callers } from './callers.js';
import { Duty } from './duty.entity.js';
import { isStanding } from './duty-machine.js';
import { type HeldPlace, mostIn, Places } from './places.js';
import { isSoft, type Refusal, refusalView } from './refusals.js';
import { Waiting } from './wait-list.entity.js';

/** What is taken of a season's places, by place. */
interface Filled {
  readonly serving: ReadonlyMap<string, number>;
  readonly waiting: ReadonlyMap<string, readonly Waiting[]>;
  readonly venues: ReadonlyMap<string, string>;
}

const keyOf = (activityId: string, roleId: string): string => [activityId, roleId].join('\u0000');
const keyOfPlace = ({ activity, role }: HeldPlace): string => keyOf(activity.id, role.id);

/** What there is to be had in a season, and whether somebody may have it. */
@Injectable()
export class OpenPlacesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly places: Places,
    private readonly admissions: Admissions,
    private readonly callers: Callers,
  ) {}

  /** By time; volunteers see what they could serve, coordinators what is in reach. */
  async list(query: PlaceQuery, now = new Date()): Promise<Page<PlaceView>> {
    const { manager } = this.transactions;
    const { seasonId, limit, cursor } = query;
    const own = this.callers.ownVolunteer();
    const volunteerId = own ?? query.volunteerId ?? null;
    if (own !== null && query.volunteerId !== undefined && query.volunteerId !== own)
      throw new AppError('FORBIDDEN', 'Volunteers ask for themselves');
    const communities = await this.communities(manager, seasonId, volunteerId, own !== null);
    const from = query.from === undefined ? now : new Date(query.from);
    const until = query.until === undefined ? null : new Date(query.until);
    const filled = await this.filled(manager, seasonId);
    const all = (await this.places.between(manager, seasonId, from > now ? from : now, until)).filter(
      (place) =>
        communities.has(place.activity.communityId) &&
        (query.activityId === undefined || place.activity.id === query.activityId) &&
        (query.full === true || openIn(place, filled) > 0),
    );
    const start = cursor === undefined ? 0 : all.findIndex((place) => cursorOf(place) === cursor) + 1;
    if (cursor !== undefined && start === 0)
      throw new AppError('CURSOR_INVALID', 'The page cursor is not one of ours');
    const page = all.slice(start, start + limit);
    const last = page.at(-1);
    return {
      items: await this.views(manager, page, filled, communities, volunteerId, now),
      nextCursor: last !== undefined && start + limit < all.length ? cursorOf(last) : null,
      ...(query.count === true ? { total: all.length } : {}),
    };
  }

  private async views(
    manager: EntityManager,
    page: readonly HeldPlace[],
    filled: Filled,
    communities: ReadonlyMap<string, Community>,
    volunteerId: string | null,
    now: Date,
  ): Promise<PlaceView[]> {
    const verdicts = volunteerId === null ? [] : await this.admissions.verdicts(page, volunteerId, now);
    const duties =
      volunteerId === null
        ? []
        : await manager.findBy(Duty, {
            volunteerId,
            activityId: In(page.map(({ activity }) => activity.id)),
          });
    const held = new Map(
      duties
        .filter(({ state }) => isStanding(state))
        .map((duty) => [keyOf(duty.activityId, duty.roleId), duty]),
    );
    return page.map((place, index) =>
      viewOf(place, filled, communities, verdicts[index], held.get(keyOfPlace(place)), volunteerId),
    );
  }

  /** Communities whose places are shown. */
  private async communities(
    manager: EntityManager,
    seasonId: string,
    volunteerId: string | null,
    isOwn: boolean,
  ): Promise<Map<string, Community>> {
    const { reach } = currentContext();
    const ids = await rowsOf<{ id: string }>(
      manager,
      `SELECT community_id AS id FROM season_communities WHERE season_id = $1`,
      [seasonId],
    );
    const inSeason = ids.map(({ id }) => id);
    const served = isOwn
      ? await rowsOf<{ id: string }>(
          manager,
          `SELECT community_id AS id FROM volunteers WHERE id = $1
           UNION SELECT community_id FROM volunteer_communities WHERE volunteer_id = $1`,
          [volunteerId],
        )
      : null;
    const shown =
      served === null
        ? inSeason.filter((id) => reach === 'everything' || reach.communities.has(id))
        : inSeason.filter((id) => served.some((one) => one.id === id));
    // A season of others is as one that is not there.
    if (shown.length === 0 || !(await manager.existsBy(Season, { id: seasonId })))
      throw notFound('Season', seasonId);
    // Who plans a part of the season reads all of it, as its plans.
    const seen = served === null ? inSeason : shown;
    return new Map((await manager.findBy(Community, { id: In(seen) })).map((one) => [one.id, one]));
  }

  private async filled(manager: EntityManager, seasonId: string): Promise<Filled> {
    const duties = await manager.find(Duty, {
      select: { id: true, activityId: true, roleId: true, state: true },
      where: { seasonId },
    });
    const serving = new Map<string, number>();
    for (const { activityId, roleId, state } of duties)
      if (isStanding(state))
        serving.set(keyOf(activityId, roleId), (serving.get(keyOf(activityId, roleId)) ?? 0) + 1);
    const waiting = new Map<string, Waiting[]>();
    const line = await manager.find(Waiting, {
      where: { seasonId, state: 'waiting' },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    for (const entry of line) {
      const key = keyOf(entry.activityId, entry.roleId);
      waiting.set(key, [...(waiting.get(key) ?? []), entry]);
    }
    const venues = await rowsOf<{ activityId: string; name: string }>(
      manager,
      `SELECT booking.activity_id AS "activityId", venue.name
         FROM venue_bookings booking
         JOIN plans plan ON plan.id = booking.plan_id AND plan.state = 'published' AND plan.season_id = $1
         JOIN venues venue ON venue.id = booking.venue_id`,
      [seasonId],
    );
    return { serving, waiting, venues: new Map(venues.map(({ activityId, name }) => [activityId, name])) };
  }
}

const openIn = (place: HeldPlace, { serving }: Filled): number =>
  Math.max(0, place.role.target - (serving.get(keyOfPlace(place)) ?? 0));

const cursorOf = ({ startAt, activity, role }: HeldPlace): string =>
  Buffer.from(JSON.stringify([startAt.getTime(), activity.id, role.id])).toString('base64url');

function viewOf(
  place: HeldPlace,
  filled: Filled,
  communities: ReadonlyMap<string, Community>,
  verdict: Verdict | undefined,
  duty: Duty | undefined,
  volunteerId: string | null,
): PlaceView {
  const { activity, role, startAt, endAt } = place;
  const community = communities.get(activity.communityId);
  const line = filled.waiting.get(keyOfPlace(place)) ?? [];
  const own = line.findIndex((entry) => entry.volunteerId === volunteerId);
  const before = (own < 0 ? line : line.slice(0, own)).filter(({ passedAt }) => passedAt === null).length;
  const serving = filled.serving.get(keyOfPlace(place)) ?? 0;
  const room: Refusal[] =
    serving >= mostIn(role)
      ? [{ code: 'full', activityIds: [] }]
      : serving + before >= role.target
        ? [{ code: 'beyond-target', activityIds: [] }]
        : [];
  const has: Refusal[] = duty === undefined ? [] : [{ code: 'serves-already', activityIds: [] }];
  const personal = [...has, ...(verdict?.hard ?? []), ...(verdict?.soft ?? [])];
  // Wishes are the volunteer's own: they may act against them.
  const inTheWay = personal.some(({ code }) => !isSoft(code) || code === 'too-late');
  return {
    ...{ activityId: activity.id, roleId: role.id, title: activity.title, kind: activity.kind },
    ...{ community: community?.name ?? activity.communityId, role: role.name ?? role.id },
    ...{ start: startAt.toISOString(), end: endAt.toISOString() },
    ...{ timeZone: community?.timeZone ?? 'UTC', venue: filled.venues.get(activity.id) ?? null },
    ...{ target: role.target, open: openIn(place, filled), waiting: line.length },
    canSignUp: verdict !== undefined && !inTheWay && room.length === 0,
    canWait: verdict !== undefined && !inTheWay && room.length > 0 && own < 0,
    reasons: volunteerId === null ? [] : [...personal, ...room].map(refusalView),
    own: {
      dutyId: duty?.id ?? null,
      waitingId: own < 0 ? null : (line[own]?.id ?? null),
      position: own < 0 ? null : own + 1,
    },
  };
}
