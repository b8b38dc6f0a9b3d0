import { type ActivityKind } from '@heli/contracts';
import { type Shape } from '../options.js';
import { type Neighbourhood, unevenWeights } from '../places.js';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { spread } from '../spread.js';
import {
  type CandidateRequest,
  type Moment,
  candidates,
  hoursOf,
  nearestDay,
  occasionFinder,
  suits,
} from './dates.js';
import { type Expansions, type SeriesDraft, makeSeries } from './series.js';
import {
  NEIGHBOURS_DAY,
  OCCASIONS,
  type Occasion,
  type Slot,
  TEMPLATES,
  type Template,
  festivalOf,
} from './templates.js';

/** An activity with its times and nothing else yet. */
export interface Draft {
  readonly template: Template;
  readonly neighbourhood: Neighbourhood;
  readonly series?: SeriesDraft;
  readonly durationMinutes: number;
  /** In order of time, at least one. */
  readonly starts: readonly Moment[];
}

/** The pilot's half year: 98 self-governance sessions, 192 services, 119 trainings, 31 festivals. */
const PILOT_COUNTS: Readonly<Record<ActivityKind, number>> = {
  training: 119,
  self_governance: 98,
  volunteer_service: 192,
  festival: 31,
};
const KINDS = Object.keys(PILOT_COUNTS) as ActivityKind[];
const SERIES_SHARE = 0.6; // of the activities of a kind that knows series
const COMMUNITY_DAY_SHARE = 0.6; // of single weekend activities
const WEEKS_BETWEEN_COMMUNITY_DAYS = 4;
const SATURDAY = 5; // days after Monday
const OCCASION_SHARE = 0.6; // of communities that do what a day like 5 March suggests

export function makeSchedule(
  shape: Shape,
  neighbourhoods: readonly Neighbourhood[],
  season: SeasonDays,
  random: Random,
): Draft[] {
  const perKind = spread(
    shape.activities,
    KINDS.map((kind) => PILOT_COUNTS[kind]),
  );
  const weights = unevenWeights(neighbourhoods.length, random);
  const scheduler = new Scheduler(season, random);
  return KINDS.flatMap((kind, k) => {
    const total = perKind[k] ?? 0;
    const counts = spread(total, weights);
    const crowded = spread(Math.round(total * shape.festivalWeekShare), counts);
    return neighbourhoods.flatMap((neighbourhood, i) =>
      scheduler.draw(kind, neighbourhood, counts[i] ?? 0, Math.min(crowded[i] ?? 0, counts[i] ?? 0)),
    );
  });
}

class Scheduler {
  private readonly expansions: Expansions = new Map();
  /** Days of the season by `MM-DD` or festival. */
  private readonly occasionDays = new Map<string, number>();
  private readonly occasions: readonly Occasion[];
  private readonly crowdedWeek: readonly [firstDay: number, lastDay: number];
  private bag: Occasion[] = [];

  constructor(
    private readonly season: SeasonDays,
    private readonly random: Random,
  ) {
    const dayOf = occasionFinder(season);
    const named = [...Object.values(TEMPLATES).flat(), ...OCCASIONS.map(festivalOf)];
    for (const { around } of named) {
      const day = around === undefined ? undefined : dayOf(around);
      if (around !== undefined && day !== undefined) this.occasionDays.set(around, day);
    }
    this.occasions = OCCASIONS.filter(({ on }) => this.occasionDays.has(on));
    const firstDay = season.firstDay + 7 * Math.floor((season.weeks - 1) / 2);
    this.crowdedWeek = [firstDay, firstDay + 6];
  }

  draw(kind: ActivityKind, neighbourhood: Neighbourhood, count: number, crowded: number): Draft[] {
    const drafts: Draft[] = [];
    const add = (draft: Draft): void => void drafts.push(draft);
    const regular = count - crowded;
    if (kind === 'festival') {
      for (const template of this.festivals(regular)) add(this.single(template, neighbourhood, 0, 1));
    } else {
      this.addSeries(kind, neighbourhood, Math.round(regular * SERIES_SHARE), add);
      const singles = this.singleTemplates(kind, regular - drafts.length);
      singles.forEach((template, nth) => add(this.single(template, neighbourhood, nth, singles.length)));
    }
    const ordinary =
      kind === 'festival' ? [NEIGHBOURS_DAY] : TEMPLATES[kind].filter(({ around }) => around === undefined);
    for (let nth = 0; nth < crowded; nth++)
      add(this.inCrowdedWeek(this.random.pick(ordinary), neighbourhood));
    return drafts;
  }

  private addSeries(
    kind: Exclude<ActivityKind, 'festival'>,
    neighbourhood: Neighbourhood,
    quota: number,
    add: (draft: Draft) => void,
  ): void {
    let left = quota;
    for (const template of this.random.shuffled(TEMPLATES[kind])) {
      if (!template.series || left < 2) continue;
      const length = Math.min(left, this.random.int(...template.series.length));
      const durationMinutes = this.random.pick(template.durations);
      const series = makeSeries(
        template,
        template.series.rhythm,
        length,
        durationMinutes,
        this.season,
        this.expansions,
        this.random,
      );
      if (!series) continue;
      for (const nominal of series.starts) {
        const starts = candidates(
          this.season,
          { nominal, slot: series.slot, kind, durationMinutes, sameDay: false },
          this.random,
        );
        add({ template, neighbourhood, series, durationMinutes, starts });
        left -= 1;
      }
    }
  }

  /** First what the calendar suggests and the trainings that services need, then the rest in turn. */
  private singleTemplates(kind: Exclude<ActivityKind, 'festival'>, count: number): Template[] {
    const all = TEMPLATES[kind];
    const needed = new Set(TEMPLATES.volunteer_service.map(({ needs }) => needs));
    const first = all.filter(
      ({ key, around }) =>
        needed.has(key) ||
        (around !== undefined && this.occasionDays.has(around) && this.random.chance(OCCASION_SHARE)),
    );
    const rest = this.random.shuffled(
      all.filter((template) => !first.includes(template) && !template.around),
    );
    const order = [...first];
    while (order.length < count) order.push(...rest);
    return order.slice(0, count);
  }

  private festivals(count: number): Template[] {
    const chosen: Occasion[] = [];
    while (chosen.length < count && chosen.length < this.occasions.length) {
      const next = this.bag.findIndex((occasion) => !chosen.includes(occasion));
      if (next < 0) this.refill();
      else chosen.push(...this.bag.splice(next, 1));
    }
    return Array.from({ length: count }, (_, i) => {
      const occasion = chosen[i];
      return occasion ? festivalOf(occasion) : NEIGHBOURS_DAY;
    });
  }

  private refill(): void {
    const tickets = this.occasions.flatMap((occasion) =>
      Array.from({ length: occasion.weight }, () => occasion),
    );
    this.bag.push(...this.random.shuffled(tickets));
  }

  /** The `nth` of `of` single activities, which are spread over the season. */
  private single(template: Template, neighbourhood: Neighbourhood, nth: number, of: number): Draft {
    const { season, random } = this;
    const slot = this.slotOf(template);
    const fixed = template.around === undefined ? undefined : this.occasionDays.get(template.around);
    if (fixed !== undefined && template.exact) {
      return this.draft(template, neighbourhood, slot, fixed, { sameDay: true });
    }
    const [from, to] = template.part ?? [0, 1];
    const position = from + ((to - from) * (nth + random.real())) / of;
    const days = season.lastDay - season.firstDay + 1;
    const spreadOut = season.firstDay + Math.min(days - 1, Math.floor(position * days));
    const wished = fixed ?? (slot.on === 'workday' ? spreadOut : this.communityDay(spreadOut));
    const isSuitable = (day: number): boolean => suits(season, day, slot.on, template.kind);
    const day = nearestDay(wished, days, isSuitable) ?? wished;
    const sameDay = fixed !== undefined && random.chance(0.5);
    return this.draft(template, neighbourhood, slot, day, { sameDay });
  }

  /** Weekend activities gather on every fourth weekend, so that rooms are wanted twice on some Saturdays. */
  private communityDay(day: number): number {
    if (!this.random.chance(COMMUNITY_DAY_SHARE)) return day;
    const week = Math.floor((day - this.season.firstDay) / 7);
    const gathered = week - (week % WEEKS_BETWEEN_COMMUNITY_DAYS) + 2;
    return Math.min(this.season.lastDay, this.season.firstDay + 7 * gathered + SATURDAY);
  }

  private inCrowdedWeek(template: Template, neighbourhood: Neighbourhood): Draft {
    const [firstDay, lastDay] = this.crowdedWeek;
    const slot = this.slotOf(template);
    const wished = this.random.int(firstDay, lastDay);
    const isSuitable = (day: number): boolean =>
      day >= firstDay && day <= lastDay && suits(this.season, day, slot.on, template.kind);
    const day = nearestDay(wished, 7, isSuitable) ?? wished;
    return this.draft(template, neighbourhood, slot, day, { sameDay: false, within: this.crowdedWeek });
  }

  private slotOf(template: Template): Slot {
    return this.random.weighted(template.slots.map((slot) => [slot, slot.weight]));
  }

  private draft(
    template: Template,
    neighbourhood: Neighbourhood,
    slot: Slot,
    day: number,
    more: Pick<CandidateRequest, 'sameDay' | 'within'>,
  ): Draft {
    const durationMinutes = this.random.pick(template.durations);
    const nominal = { day, minute: this.random.pick(hoursOf(slot, durationMinutes)) };
    const request = { nominal, slot, kind: template.kind, durationMinutes, ...more };
    return {
      template,
      neighbourhood,
      durationMinutes,
      starts: candidates(this.season, request, this.random),
    };
  }
}
