import { type ActivityKind, type Certificate, type TierName } from '@heli/contracts';

/** One language of the reports. Sentences are functions, so that a catalogue that misses a value does not compile. */
export interface ReportTexts {
  readonly kinds: Readonly<Record<ActivityKind, string>>;
  readonly tiers: Readonly<Record<TierName, string>>;
  readonly terminations: Readonly<Record<Certificate['termination'], string>>;
  /** From Monday. */
  readonly weekdays: readonly string[];
  readonly listSeparator: string;
  readonly held: string;
  readonly notHeld: string;
  readonly yes: string;
  readonly no: string;
  readonly paid: string;
  readonly left: string;
  readonly all: string;
  readonly purpose: (purpose: string) => string;
  readonly volunteersOf: (assigned: number, asked: number) => string;
  readonly groupsOf: (names: readonly string[]) => string;
  readonly csv: {
    readonly schedule: readonly string[];
    readonly assignments: readonly string[];
    readonly bookings: readonly string[];
    readonly money: readonly string[];
    readonly open: readonly string[];
  };
  readonly summary: {
    readonly title: (season: string) => string;
    readonly period: (from: string, to: string, zone: string) => string;
    readonly activities: string;
    readonly activitiesHead: readonly string[];
    readonly communitiesHead: readonly string[];
    readonly total: string;
    readonly furtherRows: (count: number) => string;
    readonly places: string;
    readonly placesFilled: (filled: number, asked: number) => string;
    readonly placesOpen: (inHeld: number, inDropped: number) => string;
    readonly placesBeyond: (beyond: number) => string;
    readonly attendance: (seated: number, expected: number) => string;
    readonly bookings: (venues: number, groups: number, loans: number) => string;
    readonly fairness: string;
    readonly serving: (serving: number, offering: number, hours: string) => string;
    readonly busiest: (person: string, share: string, hours: string, offered: string) => string;
    readonly loadHead: readonly string[];
    readonly noTask: string;
    readonly band: (above: string, upTo: string) => string;
    readonly money: string;
    readonly moneyHead: readonly string[];
    readonly noMoney: string;
    readonly earmarkAll: string;
    /** Some names of a longer list, and how many more there are. */
    readonly andMore: (names: string, shown: number, all: number) => string;
    readonly proof: string;
    readonly orderOfAims: string;
    readonly provenBest: string;
    readonly tier: (number: number, aim: string, verdict: string) => string;
    readonly costProvenWithin: (value: string, bound: string) => string;
    readonly provenWithin: (gap: string, value: string, bound: string) => string;
    readonly hardlyProven: (value: string, bound: string) => string;
    readonly overallOpen: string;
    readonly loadProvenBest: (share: string) => string;
    readonly loadProvenWithin: (share: string, bound: string) => string;
    readonly overallBest: string;
    readonly overallProven: (gap: string, asked: string) => string;
    readonly overallNotProven: (gap: string, asked: string) => string;
    readonly computed: (
      seconds: string,
      solver: string,
      columns: number,
      rows: number,
      blocks: number,
    ) => string;
    readonly verified: string;
    readonly notVerified: string;
    readonly open: string;
    readonly nothingOpen: string;
    readonly reasonsHead: readonly string[];
    readonly examples: (shown: number, all: number) => string;
    readonly dropped: string;
    readonly furtherOpen: (count: number) => string;
  };
  readonly openRole: (
    title: string,
    community: string,
    when: string,
    role: string,
    places: { readonly asked: number; readonly filled: number; readonly missing: number },
  ) => string;
  /** `lack`: what is missing, in words, or null where the condition says it all. */
  readonly openActivity: (title: string, community: string, lack: string | null, condition: string) => string;
  readonly lacksPeople: (role: string, missing: number) => string;
  readonly lacksMoney: (amount: string) => string;
  /** `name` null: the files know a number only. */
  readonly person: (volunteerId: string, name: string | null) => string;
  /** A step of a funnel in a few words, e.g. `free at that time`; the name itself where none is known. */
  readonly step: (rule: string) => string;
  /** A step and what is left after it: people or things, or an amount of money. */
  readonly counted: (step: string, amount: string) => string;
  /** How many of those who are left serve in the role already. */
  readonly placed: string;
  /** Sentences of what verify checks beside the rules of a season. */
  readonly otherRules: Readonly<Record<string, string>>;
  readonly funnel: (steps: readonly string[]) => string;
  readonly violation: {
    readonly finding: (number: number, rule: string, sentence: string) => string;
    readonly activities: (list: string) => string;
    readonly people: (list: string) => string;
    readonly resources: (list: string) => string;
    readonly time: (span: string) => string;
    readonly detail: (message: string) => string;
  };
  /** Answers to questions about a plan. */
  readonly answers: {
    readonly placeAsked: (activity: string, when: string, role: string) => string;
    readonly nobody: string;
    readonly noneSpared: (eligible: number, compared: number) => string;
    readonly eligible: (eligible: number, compared: number, shown: number) => string;
    readonly candidate: (number: number, person: string, price: string) => string;
    readonly ruledOut: string;
    /** Why people cannot take the place; a rule that has no words of its own is said as its step. */
    readonly ruledOutBy: (rule: string, people: number) => string;
    readonly possible: string;
    readonly impossible: string;
    /** Not proven to be as short as can be. */
    readonly impossibleWide: string;
    readonly unknown: string;
    readonly ruleAt: (number: number, rule: string, sentence: string) => string;
    readonly clauses: (parts: readonly string[]) => string;
    readonly tierChange: (aim: string, before: string, after: string) => string;
    readonly noTierChange: string;
    readonly levelsNotKept: string;
    readonly peopleConcerned: (people: number) => string;
    readonly notProvenBest: (aim: string) => string;
    readonly boundUnknown: string;
    readonly ofTheseProven: (open: string) => string;
    readonly notHeld: string;
    /** `venue` null: none. */
    readonly heldAt: (when: string, venue: string | null) => string;
    readonly activityMoves: (activity: string, before: string, after: string) => string;
    readonly serves: (person: string, activity: string, role: string) => string;
    readonly freed: (person: string, activity: string, role: string) => string;
    readonly groupComes: (group: string, activity: string) => string;
    readonly groupFreed: (group: string, activity: string) => string;
    readonly loan: (item: string, activity: string, before: number, after: number) => string;
    readonly further: (count: number) => string;
  };
}
