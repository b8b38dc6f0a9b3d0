import { type Dataset, type RoleDemand } from '@heli/contracts';
import { byCommunity, groupBy, numbered } from '../ids.js';
import { type Shape } from '../options.js';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { spread } from '../spread.js';
import { type Draft } from './schedule.js';
import { type SeriesDraft } from './series.js';
import { type RoleShape, type Template } from './templates.js';

type Activity = Dataset['activities'][number];
type Group = Dataset['groups'][number];
type Series = Dataset['series'][number];

export interface Programme {
  readonly activities: Activity[];
  readonly series: Series[];
}

export interface ProgrammeParts {
  readonly shape: Shape;
  readonly season: SeasonDays;
  readonly drafts: readonly Draft[];
  readonly groups: readonly Group[];
  readonly organizations: Dataset['organizations'];
}

const HOSTED_SHARE = 0.45;

/** Fills in what the drafts need: people, rooms, things, groups, hosts and what has to come first. */
export function makeActivities(parts: ProgrammeParts, random: Random): Programme {
  const { shape, season, groups, organizations } = parts;
  const drafts = [...parts.drafts].sort((a, b) => firstMoment(a) - firstMoment(b)); // stable: equal ones stay in order
  const idOf = numbered('act', drafts.length, 3);
  const ids = new Map(drafts.map((draft, i) => [draft, idOf(i)]));
  const seriesIds = numberSeries(drafts);
  const groupsOf = byCommunity(groups);
  const organizationOf = new Map(organizations.map(({ id, communityId }) => [communityId, id]));
  const trainings = groupBy(
    drafts.filter(({ template }) => template.kind === 'training'),
    ({ neighbourhood, template }) => `${neighbourhood.community.id} ${template.key}`,
  );
  const needsOfSeries = new Map<SeriesDraft, Needs>();

  const activities = drafts.map((draft): Activity => {
    const { template, neighbourhood, series } = draft;
    const communityId = neighbourhood.community.id;
    let needs = series && needsOfSeries.get(series);
    if (!needs) {
      needs = drawNeeds(template, groupsOf.get(communityId) ?? [], shape, random);
      if (series) needsOfSeries.set(series, needs);
    }
    const training =
      template.needs && trainingBefore(draft, trainings.get(`${communityId} ${template.needs}`) ?? []);
    const trainingId = training ? ids.get(training) : undefined;
    const seriesId = series && seriesIds.get(series);
    const organizationId = organizationOf.get(communityId);
    return {
      id: ids.get(draft) ?? '',
      title: `${neighbourhood.place}${template.title}`,
      kind: template.kind,
      communityId,
      ...(seriesId === undefined ? {} : { seriesId }),
      ...(needs.hostGroupId === undefined ? {} : { hostGroupId: needs.hostGroupId }),
      priority: needs.priority,
      durationMinutes: draft.durationMinutes,
      candidateStarts: draft.starts.map(({ day, minute }) => season.instant(day, minute)),
      expectedAttendance: random.int(...template.attendance),
      roles: needs.roles.map((role) => ({ ...role, skillIds: [...role.skillIds] })),
      venue: template.venue && {
        minCapacity: template.venue.seats ?? 0,
        features: [...template.venue.features],
      },
      equipment: (template.equipment ?? []).map(([type, quantity]) => ({ type, quantity })),
      groups: needs.groups.map((demand) => ({ ...demand, tags: [...demand.tags] })),
      budget: needs.budget.map((line) => ({ ...line })),
      predecessorIds: trainingId === undefined ? [] : [trainingId],
      ...(organizationId === undefined ? {} : { organizationId }),
    };
  });
  return { activities, series: describeSeries(drafts, seriesIds) };
}

/** What is the same for all activities of a series. */
interface Needs {
  readonly hostGroupId: string | undefined;
  readonly priority: number;
  readonly roles: RoleDemand[];
  readonly groups: Activity['groups'];
  /** Minima are weights until `scaleBudgets`. */
  readonly budget: Activity['budget'];
}

function drawNeeds(template: Template, groups: readonly Group[], shape: Shape, random: Random): Needs {
  const shapes = template.roles.filter((role) => role.share === undefined || random.chance(role.share));
  return {
    hostGroupId: hostOf(template, groups, random),
    priority: random.int(...template.priority),
    roles: shapes.map((role) => drawRole(role, shape.demandFactor, random)),
    groups: groupDemands(template, groups, random),
    budget: (template.budget ?? [])
      .filter(({ share }) => random.chance(share))
      .map(({ purpose, weight }) => {
        const minFen = Math.round(weight * (60 + 80 * random.real()));
        return { id: purpose, purpose, minFen, targetFen: Math.round(minFen * (1.1 + 0.7 * random.real())) };
      }),
  };
}

/** Never more groups than the community has of its own; neighbours' groups are a reserve. */
function groupDemands(template: Template, groups: readonly Group[], random: Random): Activity['groups'] {
  const demands: Activity['groups'] = [];
  for (const { tags, count, share } of template.groups ?? []) {
    const own = groups.filter((group) => tags.every((tag) => group.tags.includes(tag))).length;
    const wanted = Math.min(own, random.int(...count));
    if (random.chance(share) && wanted > 0) {
      demands.push({ id: `group-${demands.length + 1}`, count: wanted, tags: [...tags] });
    }
  }
  return demands;
}

function hostOf(template: Template, groups: readonly Group[], random: Random): string | undefined {
  const { hostTag } = template;
  const fitting = hostTag === undefined ? groups : groups.filter(({ tags }) => tags.includes(hostTag));
  if (template.kind === 'self_governance' || fitting.length === 0 || !random.chance(HOSTED_SHARE))
    return undefined;
  return random.pick(fitting).id;
}

/** Roles for one stay so: twice the demand needs no second leader. */
function drawRole(shape: RoleShape, demandFactor: number, random: Random): RoleDemand {
  const drawn = random.int(...shape.target);
  const target = shape.target[1] === 1 ? drawn : Math.max(1, Math.round(drawn * demandFactor));
  return {
    id: shape.id,
    name: shape.name,
    skillIds: [...shape.skillIds],
    min: Math.ceil(target * shape.minShare),
    target,
    max: Math.max(target, Math.round(target * (shape.maxShare ?? 1))),
    minAgeClass: shape.minAgeClass ?? 'child',
    leader: shape.leader ?? false,
    weight: shape.weight ?? 1,
  };
}

const MINUTES_PER_DAY = 1440;

const momentOf = (draft: Draft, index: number): number => {
  const moment = draft.starts.at(index);
  return moment ? moment.day * MINUTES_PER_DAY + moment.minute : 0;
};
const firstMoment = (draft: Draft): number => momentOf(draft, 0);

/** The latest training that can end before the activity's last possible start. */
function trainingBefore(draft: Draft, trainings: readonly Draft[]): Draft | undefined {
  const deadline = momentOf(draft, -1);
  return trainings.findLast((training) => firstMoment(training) + training.durationMinutes <= deadline);
}

function numberSeries(drafts: readonly Draft[]): Map<SeriesDraft, string> {
  const all = [...new Set(drafts.flatMap(({ series }) => (series ? [series] : [])))];
  const idOf = numbered('series', all.length, 3);
  return new Map(all.map((series, i) => [series, idOf(i)]));
}

function describeSeries(drafts: readonly Draft[], seriesIds: ReadonlyMap<SeriesDraft, string>): Series[] {
  const described = new Map<string, Series>();
  for (const { series, template, neighbourhood } of drafts) {
    if (!series) continue;
    const id = seriesIds.get(series) ?? '';
    if (described.has(id)) continue;
    described.set(id, {
      id,
      title: `${neighbourhood.place}${template.title}`,
      communityId: neighbourhood.community.id,
      rrule: series.rrule,
      firstStart: series.firstStart,
      exceptDates: [...series.exceptDates],
    });
  }
  return [...described.values()];
}

/** Time that all role targets need, person-minutes. */
export const demandMinutes = (activities: readonly Activity[]): number =>
  activities.reduce(
    (sum, { durationMinutes, roles }) =>
      sum + durationMinutes * roles.reduce((places, { target }) => places + target, 0),
    0,
  );

const FEN_STEP = 50; // half a yuan

/** Turns the weights of budget lines into money: all minima together come to `minimaFen`. */
export function scaleBudgets(activities: readonly Activity[], minimaFen: number): void {
  const lines = activities.flatMap(({ budget }) => budget);
  const steps = spread(
    Math.round(minimaFen / FEN_STEP),
    lines.map(({ minFen }) => minFen),
  );
  lines.forEach((line, i) => {
    const wish = line.minFen === 0 ? 1 : (line.targetFen ?? line.minFen) / line.minFen;
    line.minFen = (steps[i] ?? 0) * FEN_STEP;
    line.targetFen = Math.round((line.minFen * wish) / FEN_STEP) * FEN_STEP;
  });
}
