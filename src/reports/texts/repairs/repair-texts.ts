import { type RepairKind, type WorkLimits } from '@heli/contracts';

/** One language of explanations with repairs and of what to recruit next. */
export interface RepairTexts {
  readonly kinds: Readonly<Record<RepairKind, string>>;
  readonly limits: Readonly<Record<keyof WorkLimits, (value: number) => string>>;
  /** One change in a few words. Times are spans such as `2013-03-09 14:00–16:00`. */
  readonly change: {
    readonly move: (when: string) => string;
    readonly onHoliday: string;
    readonly fewerPeople: (role: string, from: number, to: number) => string;
    readonly fewerSeats: (from: number, to: number) => string;
    readonly withoutFeatures: (features: string) => string;
    readonly anyVenue: string;
    readonly lendVenue: (venue: string, community: string) => string;
    readonly openVenue: (venue: string, when: string) => string;
    readonly newPeople: (count: number, skills: string, when: string) => string;
    readonly askPerson: (person: string, when: string) => string;
    readonly certificate: (person: string, skill: string) => string;
    readonly raiseLimit: (person: string, limits: string) => string;
    readonly offered: (hours: string) => string;
    readonly money: (amount: string, purposes: string, community: string) => string;
    readonly largerGift: (gift: string, amount: string) => string;
    readonly raiseSpending: (limit: string, amount: string) => string;
    readonly equipment: (count: number, name: string) => string;
    readonly newGroup: (tags: string, when: string) => string;
    readonly takeBack: string;
  };
  /** Parts of a repair that are done together. */
  readonly together: (parts: readonly string[]) => string;
  readonly noSkill: string;
  readonly weekly: (weekdays: string, from: string, to: string) => string;

  readonly open: (activities: number, places: number, explained: number) => string;
  readonly nothingOpen: string;
  /** `missing` null: it says no more than the number of activities. */
  readonly group: (
    number: number,
    dropped: boolean,
    count: number,
    missing: string | null,
    condition: string,
    skills: string | null,
  ) => string;
  readonly people: (count: number) => string;
  readonly furtherMembers: (titles: string, further: number) => string;
  readonly rivals: (list: string) => string;
  readonly rival: (
    activity: string,
    people: number,
    fate: 'dropped' | 'moved' | 'loses-people' | null,
  ) => string;
  readonly price: (price: string) => string;
  readonly impossible: (rules: string) => string;
  readonly perhapsImpossible: (rules: string) => string;
  readonly repairs: string;
  readonly repair: (number: number, change: string, effect: string, price: string) => string;
  readonly heldThen: string;
  readonly fills: (places: number, complete: boolean) => string;
  readonly least: (proven: boolean) => string;
  readonly onlyDecided: string;
  readonly notFree: string;
  readonly noRepair: (tried: string) => string;
  readonly noneKnown: string;
  readonly tried: (kind: string, count: number) => string;
  readonly untried: (count: number) => string;

  readonly recruitHead: (considered: number, solved: number, worthless: number, untried: number) => string;
  readonly notPriced: string;
  readonly nothingScarce: string;
  readonly venueSlot: (venue: string, when: string) => string;
  readonly inCommunity: (what: string, community: string) => string;
  readonly scarce: (number: number, what: string, worth: string) => string;
  readonly activitiesMore: (count: number) => string;
  readonly placesMore: (count: number) => string;
  readonly perActivity: (amount: string) => string;
  readonly atMost: (aims: string) => string;
  readonly aimPoints: (aim: string, points: number) => string;
  readonly aimMoney: (aim: string, amount: string) => string;
}
