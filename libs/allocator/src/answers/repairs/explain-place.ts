import {
  type Explanation,
  type OpenPlace,
  type Pin,
  type Repair,
  type RepairKind,
  type Rival,
} from '@heli/contracts';
import { openPlacesOf } from '../../explain.js';
import { nth } from '../../season/season.js';
import { refusalsOf } from '../person-reasons.js';
import { activityCalled, roleCalled } from '../no-such-place.js';
import { type PlaceAsked } from '../recommend.js';
import { whatIf } from '../what-if.js';
import { type Workbench } from '../workbench.js';
import { type Attempt, attemptsFor } from './attempts.js';
import { confirm, repairOf, type Worked } from './confirm.js';
import { type Place, placeOf, type Site, siteOf } from './place.js';

export interface ExplainOptions {
  /** Repairs in the answer; default 3. */
  readonly max?: number;
  /** Repairs of one kind in the answer; default 2. */
  readonly maxOfKind?: number;
  /** Milliseconds for one place; default: none. What was not tried is counted. */
  readonly timeMs?: number;
}

/** An open place is asked about that is not open. */
export class NothingOpen extends Error {
  readonly code = 'NOTHING_OPEN';
}

/**
 * Why a place is open or an activity dropped, and what would mend it, each repair confirmed by solving again.
 * @param asked without `roleId`: a dropped activity, or all open roles of one that takes place
 * @throws NoSuchPlace where the season has no such activity or role
 * @throws NothingOpen where nothing of it is open
 */
export async function explainPlace(
  workbench: Workbench,
  asked: Pick<PlaceAsked, 'activityId'> & { readonly roleId?: string | undefined },
  options: ExplainOptions = {},
): Promise<Explanation[]> {
  const { activityId, roleId } = asked;
  const { season, standing } = workbench;
  const activity = activityCalled(season, activityId);
  if (roleId !== undefined) roleCalled(activity, roleId);
  const held = standing.decided[activity.index] !== null;
  const site = siteOf(workbench);
  const open = openPlacesOf(site.occupied, standing.plan, activityId).filter(
    (entry) => !held || roleId === undefined || entry.roleId === roleId,
  );
  if (open.length === 0) throw new NothingOpen(`Nothing is open at ${activity.raw.title}`);
  const found: Explanation[] = [];
  for (const entry of open)
    found.push(
      await explainOne(site, entry, { ...options, by: workbench.momentAfter(options.timeMs), check: true }),
    );
  return found;
}

/**
 * @param by moment of the workbench's clock at which no further repair is tried
 * @param check proves and checks the whole changed plan of each repair that is shown
 */
export async function explainOne(
  site: Site,
  open: OpenPlace,
  options: Omit<ExplainOptions, 'timeMs'> & { readonly by: number; readonly check: boolean },
): Promise<Explanation> {
  const { workbench } = site;
  const place = placeOf(workbench, open);
  const forced = place.role ? null : await holding(workbench, place);
  const search = new RepairSearch(site, place, options.by, options.max ?? 3, options.maxOfKind ?? 2);
  const { singles, pairs } = attemptsFor(site, place);
  await search.through(singles);
  if (search.worked.length === 0) await search.through(pairs);
  const repairs: Repair[] = [];
  for (const worked of search.worked) repairs.push(await repairOf(site, place, worked, options.check));
  return {
    ...open,
    bottleneck: bottleneckOf(open, forced?.because ?? []),
    start: place.start?.iso ?? null,
    rivals: forced?.rivals ?? (place.role ? rivalsFor(site, place) : []),
    price: forced?.price ?? null,
    because: [...(forced?.because ?? [])],
    irreducible: forced?.irreducible ?? false,
    repairs: repairs.sort((a, b) => a.effort - b.effort || Number(b.free) - Number(a.free)),
    tried: search.tallies,
    untried: search.untried,
  };
}

/**
 * Where each thing by itself would do, the funnel says that others need it more; if no plan at all could hold the
 * activity, it is the rule which the proof names.
 */
const bottleneckOf = ({ bottleneck }: OpenPlace, because: Explanation['because']): string =>
  bottleneck === 'competition'
    ? (because.find(({ rule }) => rule !== 'pins')?.rule ?? bottleneck)
    : bottleneck;

/** Goes through attempts, the least effort first, until enough of them do. */
class RepairSearch {
  readonly worked: Worked[] = [];
  untried = 0;
  private readonly counts = new Map<string, { kinds: RepairKind[]; tried: number; worked: number }>();

  constructor(
    private readonly site: Site,
    private readonly place: Place,
    private readonly until: number,
    private readonly max: number,
    private readonly maxOfKind: number,
  ) {}

  get tallies(): Explanation['tried'] {
    return [...this.counts.values()];
  }

  async through(attempts: readonly Attempt[]): Promise<void> {
    const { workbench } = this.site;
    for (const [position, attempt] of attempts.entries()) {
      if (this.worked.length >= this.max) return;
      if (workbench.isStopped || workbench.now() >= this.until) {
        this.untried += attempts.length - position;
        return;
      }
      const tally = this.tallyOf(attempt);
      if (tally.worked >= this.maxOfKind) continue;
      tally.tried += 1;
      const worked = await confirm(this.site, this.place, attempt, this.until);
      if (!worked) continue;
      tally.worked += 1;
      this.worked.push(worked);
    }
  }

  private tallyOf({ kinds }: Attempt): { tried: number; worked: number } {
    const key = kinds.join();
    const tally = this.counts.get(key) ?? { kinds: [...kinds], tried: 0, worked: 0 };
    this.counts.set(key, tally);
    return tally;
  }
}

interface Holding {
  readonly rivals: Rival[];
  readonly price: Explanation['price'];
  readonly because: Explanation['because'];
  readonly irreducible: boolean;
}

/** What it would cost to hold an activity as things are and who would pay, or the rules that leave no way. */
async function holding(workbench: Workbench, { activity }: Place): Promise<Holding> {
  const hold: Pin = { type: 'hold-activity', activityId: activity.raw.id };
  const answer = await whatIf(workbench, [hold]);
  if (answer.kind === 'impossible')
    return { rivals: [], price: null, because: [...answer.because], irreducible: answer.irreducible };
  if (answer.kind !== 'possible') return { rivals: [], price: null, because: [], irreducible: false };
  const { activities, assignments } = answer.difference;
  const rivals = new Map<string, Rival>();
  for (const { activityId, before, after } of activities)
    if (before && activityId !== activity.raw.id)
      rivals.set(activityId, { activityId, volunteerIds: [], fate: after ? 'moved' : 'dropped' });
  for (const { activityId, volunteerId } of assignments.removed) {
    const { fate = 'loses-people', volunteerIds = [] } = rivals.get(activityId) ?? {};
    rivals.set(activityId, { activityId, fate, volunteerIds: [...volunteerIds, volunteerId] });
  }
  return { rivals: [...rivals.values()], price: [...answer.tiers], because: [], irreducible: false };
}

/** Activities that have people whom the rules would let serve in an open place. */
function rivalsFor({ workbench, occupied }: Site, { activity, role, start }: Place): Rival[] {
  if (!role || !start) return [];
  const { season } = workbench;
  const byActivity = new Map<string, string[]>();
  for (const index of season.volunteersOf[activity.community] ?? []) {
    const busy = occupied.people.get(index) ?? [];
    if (busy.length === 0 || busy.some((entry) => entry.activity === activity)) continue;
    const volunteer = nth(season.volunteers, index);
    if (refusalsOf(season, activity, role, volunteer, start).length > 0) continue;
    const clashes = occupied.inTheWay(volunteer, activity, start);
    for (const entry of clashes) {
      const list = byActivity.get(entry.activity.raw.id) ?? [];
      byActivity.set(entry.activity.raw.id, [...list, volunteer.raw.id]);
    }
  }
  return [...byActivity]
    .map(([activityId, volunteerIds]) => ({
      activityId,
      volunteerIds: [...new Set(volunteerIds)],
      fate: null,
    }))
    .sort((a, b) => b.volunteerIds.length - a.volunteerIds.length);
}
