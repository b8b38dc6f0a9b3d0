/** Size, season and shape of a data set. Everything but the seed has the pilot's value as default. */
export interface GeneratorOptions {
  /** Whole number; the same seed and options give the same data, byte for byte. */
  readonly seed: number;
  readonly communities?: number;
  readonly volunteers?: number;
  /** All kinds together; split as the pilot's 98 : 192 : 119 : 31. */
  readonly activities?: number;
  /** Length of the season, weeks. */
  readonly weeks?: number;
  /** First day of the season, `YYYY-MM-DD`, a Monday. */
  readonly seasonStart?: string;
  /** Multiplies the places of every role that needs more than one person; 4 asks for about four times as many people. */
  readonly demandFactor?: number;
  /** Share of volunteers who also serve one or two neighbouring communities, 0 to 1. */
  readonly roamingShare?: number;
  /**
   * Time that all role targets need over the sum of everyone's minutes-per-season limits: at 1 the limits just hold the
   * demand, at 2 half of it. 0: limits as in the pilot, generous and not given by everyone.
   */
  readonly capTightness?: number;
  /** Share of all activities that fall into one week in the middle of the season, 0 to 1. */
  readonly festivalWeekShare?: number;
  /** Share of the money that lies in one gift open to every community, kind and purpose, 0 to 1. */
  readonly sharedBudgetShare?: number;
  /** Minima of all budget lines together over all gifts: at 0.8, the pilot's, the gifts hold them; at 2 half of them. */
  readonly budgetTightness?: number;
  /** Share of activities that cannot take place, each for a reason that an explanation can find. */
  readonly impossibleShare?: number;
}

export type Shape = Required<GeneratorOptions>;

/** The pilot in Chaoyang district, Beijing, 2013: Monday 4 March to Sunday 1 September, 26 weeks, Beijing time. */
export const PILOT: Omit<Shape, 'seed'> = {
  communities: 10,
  volunteers: 3020,
  activities: 440,
  weeks: 26,
  seasonStart: '2013-03-04',
  demandFactor: 1,
  roamingShare: 0.08,
  capTightness: 0,
  festivalWeekShare: 0,
  sharedBudgetShare: 0,
  budgetTightness: 0.8,
  impossibleShare: 0.02,
};

const WHOLE: readonly (keyof Shape)[] = ['communities', 'volunteers', 'activities', 'weeks'];
const SHARES: readonly (keyof Shape)[] = [
  'roamingShare',
  'festivalWeekShare',
  'sharedBudgetShare',
  'impossibleShare',
];

export function shapeOf(options: GeneratorOptions): Shape {
  const shape: Shape = { ...PILOT, ...withoutUndefined(options) };
  for (const name of WHOLE) must(isWhole(shape[name], 1), name, 'a whole number of at least 1');
  for (const name of SHARES) must(isBetween(shape[name], 0, 1), name, 'a share from 0 to 1');
  must(isWhole(shape.seed, Number.MIN_SAFE_INTEGER), 'seed', 'a whole number');
  must(isBetween(shape.demandFactor, 0.1, 100), 'demandFactor', 'from 0.1 to 100');
  must(isBetween(shape.capTightness, 0, 100), 'capTightness', 'from 0 to 100');
  must(isBetween(shape.budgetTightness, 0, 100), 'budgetTightness', 'from 0 to 100');
  must(shape.weeks <= 52, 'weeks', 'at most 52');
  return shape;
}

const withoutUndefined = (options: GeneratorOptions): GeneratorOptions =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as GeneratorOptions;

const isWhole = (value: unknown, least: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;

const isBetween = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'number' && value >= low && value <= high;

function must(holds: boolean, name: string, what: string): void {
  if (!holds) throw new RangeError(`The option ${name} must be ${what}`);
}
