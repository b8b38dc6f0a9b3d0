import { admissionOf } from '@heli/allocator';
import { type Assignment, type Problem, type ProblemVolunteer } from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { pinOf, SeasonPin } from '../pins/index.js';
import { utc } from '../pools/index.js';
import { lockToFill } from './duty-locks.js';
import { type Duty } from './duty.entity.js';
import { communitiesFor, peopleOf } from './people.js';
import { type HeldPlace, type PlaceKey, Places, standingOf } from './places.js';
import { type Refusal, refusalsOf } from './refusals.js';

const HOUR = 60 * 60 * 1000;
/** How often a verdict is made anew when what it looked at changes meanwhile. */
const MOST_LOOKS = 4;

/** What the rules say of somebody in a place. Whether there is room is not asked here: it changes by the second. */
export interface Verdict {
  readonly place: HeldPlace;
  readonly hard: readonly Refusal[];
  readonly soft: readonly Refusal[];
  /** What was looked at: the verdict holds as long as this is the same. */
  readonly seen: string;
  /** A duty that ends by it: of somebody who hands the place over. */
  readonly leaving: string | null;
}

/** What of the living plan a verdict about somebody depends on. */
interface Around {
  /** Duties that the person is counted on for, in every season. */
  readonly own: readonly Duty[];
  /** Where the person is under age: all who serve in the activity. */
  readonly beside: readonly Duty[];
}

const isUnderAge = ({ ageClass }: ProblemVolunteer): boolean => ageClass === 'child' || ageClass === 'minor';

const without = (duties: readonly Duty[], id: string | null): Duty[] =>
  duties.filter((duty) => duty.id !== id);

const seenIn = ({ own, beside }: Around): string =>
  [...own, ...beside]
    .map(({ id, roleId, startAt, endAt }) => [id, roleId, +startAt, +endAt].join())
    .join(';');

/**
 * Whether volunteers may take places beside what they do already, by the allocator's own rules: the season as the
 * published plan has it, people and roles as the pools have them, duties as they stand. Nothing is solved, and no
 * transaction is needed; inside one, `holds` tells cheaply whether a verdict is still good.
 */
@Injectable()
export class Admissions {
  constructor(
    private readonly transactions: Transactions,
    private readonly places: Places,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  /** @throws AppError NOT_FOUND for a volunteer who is not known */
  async verdict(
    place: HeldPlace,
    volunteerId: string,
    now: Date,
    leaving: string | null = null,
  ): Promise<Verdict> {
    const [verdict] = await this.verdicts([place], volunteerId, now, leaving);
    if (verdict === undefined) throw new Error('A place has a verdict');
    return verdict;
  }

  /** One volunteer and many places of one season. */
  async verdicts(
    places: readonly HeldPlace[],
    volunteerId: string,
    now: Date,
    leaving: string | null = null,
  ): Promise<Verdict[]> {
    const { manager } = this.transactions;
    const [person] = await peopleOf(manager, [volunteerId]);
    if (person === undefined) throw notFound('Volunteer', volunteerId);
    const own = await standingOf(manager, { volunteerId });
    const activityIds = places.map(({ activity }) => activity.id);
    const pins = await manager.findBy(SeasonPin, { volunteerId, activityId: In(activityIds) });
    const verdicts: Verdict[] = [];
    for (const place of places) {
      const { activity } = place;
      const beside = isUnderAge(person)
        ? without(await standingOf(manager, { activityId: activity.id }), leaving)
        : [];
      const around = { own, beside };
      const others = await peopleOf(
        manager,
        beside.map((duty) => duty.volunteerId).filter((id) => id !== volunteerId),
      );
      const people = [person, ...others];
      const communities = await communitiesFor(manager, place.book.problem, people);
      const ofActivity = pins.filter((pin) => pin.activityId === activity.id).map(pinOf);
      const season = { ...place.book.problem, communities, volunteers: people, pins: ofActivity };
      verdicts.push({
        place,
        ...this.judged(place, season, around, volunteerId, now),
        seen: seenIn(around),
        leaving,
      });
    }
    return verdicts;
  }

  /**
   * Acts on a verdict that is good at that moment. The rules are asked outside the transaction; inside, under the locks of
   * the season's plan, the activity's places and the volunteer's diary, only whether anything that they looked at has
   * changed. Then they are asked again.
   * @param leaving as in `verdict`
   * @throws AppError CONCURRENT_CHANGE where it keeps changing
   */
  async settle<T>(
    key: PlaceKey,
    volunteerId: string,
    now: Date,
    work: (manager: EntityManager, verdict: Verdict) => Promise<T>,
    leaving: string | null = null,
  ): Promise<T> {
    for (let look = 1; look <= MOST_LOOKS; look++) {
      const place = await this.places.get(this.transactions.manager, key);
      const verdict = await this.verdict(place, volunteerId, now, leaving);
      const { activity, book } = place;
      const settled = await this.transactions.run(async (manager) => {
        await lockToFill(manager, activity, volunteerId);
        if ((await this.places.publishedIn(activity.seasonId)) !== book.planId) return null;
        if (!(await this.holds(manager, verdict, volunteerId))) return null;
        return { answer: await work(manager, verdict) };
      });
      if (settled !== null) return settled.answer;
    }
    throw new AppError('CONCURRENT_CHANGE', `The duties of volunteer ${volunteerId} keep changing`);
  }

  /** Whether a verdict is as good as it was, in a transaction that has the locks of the activity and the volunteer. */
  async holds(
    manager: EntityManager,
    { place, seen, leaving }: Verdict,
    volunteerId: string,
  ): Promise<boolean> {
    const own = await standingOf(manager, { volunteerId });
    const isWithOthers = seen !== seenIn({ own, beside: [] });
    if (!isWithOthers) return true;
    const beside = without(await standingOf(manager, { activityId: place.activity.id }), leaving);
    return seen === seenIn({ own, beside });
  }

  private judged(
    { book, activity, role, startAt, endAt }: HeldPlace,
    season: Problem,
    { own, beside }: Around,
    volunteerId: string,
    now: Date,
  ): Pick<Verdict, 'hard' | 'soft'> {
    const mine = own.filter((duty) => duty.activityId !== activity.id || duty.roleId !== role.id);
    const inSeason = mine.filter((duty) => duty.seasonId === book.seasonId);
    const serving = new Map([...inSeason, ...beside].map((duty) => [duty.id, duty]));
    const times = new Map<string, { startAt: Date; endAt: Date }>([[activity.id, { startAt, endAt }]]);
    for (const duty of serving.values()) times.set(duty.activityId, duty);
    const activities = [...times.keys()].flatMap((id) => book.activities.get(id) ?? []);
    const known = new Set(activities.map(({ id }) => id));
    const problem = {
      ...season,
      // Roles are as the pools have them now.
      activities: activities.map((one) => (one.id === activity.id ? { ...one, roles: activity.roles } : one)),
    };
    const scheduled = [...times].flatMap(([activityId, span]) =>
      known.has(activityId)
        ? [{ activityId, start: utc(span.startAt), end: utc(span.endAt), venueId: null }]
        : [],
    );
    const people = new Set(season.volunteers.map(({ id }) => id));
    const assignments = [...serving.values()].filter(
      (duty) =>
        known.has(duty.activityId) &&
        people.has(duty.volunteerId) &&
        !isHere(duty, activity.id, role.id, volunteerId),
    );
    const place: Assignment = { activityId: activity.id, roleId: role.id, volunteerId };
    const { violations, avoids, dislikes } = admissionOf(problem, scheduled, assignments, place);
    const elsewhere = mine.filter(
      (duty) => duty.seasonId !== book.seasonId && duty.startAt < endAt && startAt < duty.endAt,
    );
    const hasBegun = startAt <= now;
    const isLate = startAt.getTime() - now.getTime() < this.config.answerBeforeStartHours * HOUR;
    const servesHere = mine.some((duty) => duty.activityId === activity.id);
    const byRules = refusalsOf(violations, activity.id).filter(
      ({ code, activityIds }) => !servesHere || code !== 'collides' || activityIds.length > 0,
    );
    const hard = joined([
      ...byRules,
      ...(servesHere ? [{ code: 'serves-already' as const, activityIds: [] }] : []),
      ...elsewhere.map((duty): Refusal => ({ code: 'collides', activityIds: [duty.activityId] })),
      ...(hasBegun ? [{ code: 'begun' as const, activityIds: [] }] : []),
    ]);
    return {
      hard,
      soft: [
        ...(isLate ? [{ code: 'too-late' as const, activityIds: [] }] : []),
        ...(avoids ? [{ code: 'avoid-window' as const, activityIds: [] }] : []),
        ...(dislikes ? [{ code: 'dislikes' as const, activityIds: [] }] : []),
      ],
    };
  }
}

const isHere = (duty: Duty, activityId: string, roleId: string, volunteerId: string): boolean =>
  duty.activityId === activityId && duty.roleId === roleId && duty.volunteerId === volunteerId;

/** Each code once. */
function joined(refusals: readonly Refusal[]): Refusal[] {
  const byCode = new Map<Refusal['code'], Refusal>();
  for (const { code, activityIds } of refusals)
    byCode.set(code, { code, activityIds: [...(byCode.get(code)?.activityIds ?? []), ...activityIds] });
  return [...byCode.values()];
}
