import { calendarDate, dataQualityCounts, instant, type NoticeTemplate } from '@heli/contracts';
import { z } from 'zod';

const text = z.string().min(1).max(400);
const whole = z.int().min(0).max(1_000_000);

/** When and where something takes place. */
const occasion = z.strictObject({ start: instant, end: instant, venue: text.nullable() });
export type Occasion = z.infer<typeof occasion>;

/** Instants may be written with different offsets. */
export const sameTime = (a: Occasion, b: Occasion): boolean =>
  Date.parse(a.start) === Date.parse(b.start) && Date.parse(a.end) === Date.parse(b.end);

/** Who is meant: the words differ between somebody who serves, a group that takes part and a venue that is lent. */
const party = z.enum(['volunteer', 'group', 'venue']);
export type Party = z.infer<typeof party>;

const answerLink = z.url().max(2_000).describe('Answers without signing in');

const onActivity = { activity: text, community: text };

/** What each template has to be given. */
export const PARAMETERS = {
  offer: z.strictObject({
    ...onActivity,
    ...occasion.shape,
    party,
    role: text.nullable(),
    respondBy: instant.nullable(),
    link: answerLink.nullable(),
  }),
  /** An answer is still waited for. */
  'answer-due': z.strictObject({
    ...onActivity,
    ...occasion.shape,
    party,
    role: text.nullable(),
    respondBy: instant,
    link: answerLink.nullable(),
  }),
  change: z.strictObject({
    ...onActivity,
    party,
    before: occasion,
    after: occasion,
    roles: z.strictObject({ before: text, after: text }).nullable().describe('Where the role is another one'),
    /** Where the answer to the earlier time does not hold for this one. Left out in what was written before it could be asked. */
    respondBy: instant.nullable().default(null),
    link: answerLink.nullable().default(null),
  }),
  cancellation: z.strictObject({
    ...onActivity,
    ...occasion.shape,
    party,
    /** The activity does not take place, or it does without them. */
    reason: z.enum(['activity-dropped', 'not-needed']),
  }),
  /** To those who plan: what became of a venue that the published plan counts on. */
  'booking-news': z.strictObject({
    ...onActivity,
    ...occasion.shape,
    venue: text,
    news: z.enum(['declined', 'no-answer', 'closed', 'confirmed']),
    reason: text.nullable(),
  }),
  /** To the owner, who did not answer: the venue is not counted on any more. */
  'booking-released': z.strictObject({ ...onActivity, ...occasion.shape, venue: text }),
  /** To the council: what came of planning without the venues that were lost. */
  'plan-proposed': z.strictObject({
    season: text,
    bookings: whole.describe('Lost bookings'),
    outcome: z.enum(['proposed', 'impossible', 'failed']),
    plan: text.nullable().describe('The draft'),
    people: whole.nullable().describe('Who would hear something new'),
  }),
  /** Says when, not in how many hours: quiet hours may hold it up. */
  reminder: z.strictObject({ ...onActivity, ...occasion.shape, party, role: text.nullable() }),
  understaffed: z.strictObject({
    ...onActivity,
    ...occasion.shape,
    days: whole.describe('Days ahead'),
    open: z
      .array(z.strictObject({ role: text, missing: z.int().min(1) }))
      .min(1)
      .max(50),
  }),
  /** What became of one place, for those who look after it. Names nobody, and no reason: either is with the duty. */
  vacancy: z.strictObject({
    ...onActivity,
    ...occasion.shape,
    role: text,
    news: z.enum(['declined', 'expired', 'excused', 'withdrawn', 'filled', 'nobody-found']),
    /** Somebody else is being asked. */
    searching: z.boolean(),
  }),
  digest: z.strictObject({
    community: text,
    firstDay: calendarDate,
    lastDay: calendarDate,
    activities: whole,
    places: whole.describe('Places that the week asks for'),
    filled: whole,
    short: z
      .array(z.strictObject({ activity: text, ...occasion.shape, missing: z.int().min(1) }))
      .max(50)
      .describe('Activities with open places'),
  }),
  'one-time-code': z.strictObject({ code: text, minutes: whole.describe('How long it can be used') }),
  'qualification-expiry': z.strictObject({
    skill: text,
    validUntil: calendarDate,
    days: whole.describe('Days ahead'),
  }),
  /** What is worth looking at in the pools: how many of each kind. */
  'data-quality': z.strictObject({ community: text, day: calendarDate, counts: dataQualityCounts }),
  /** The season after one that ends was made by itself. */
  'season-rolled': z.strictObject({
    season: text.describe('The one that ends'),
    next: text,
    firstDay: calendarDate,
    lastDay: calendarDate,
    series: whole.describe('Series that go on'),
    activities: whole,
    provisional: z.boolean().describe('The public holidays of some of its days are not known yet'),
  }),
} as const satisfies Readonly<Record<NoticeTemplate, z.ZodType>>;

export type ParametersOf<T extends NoticeTemplate> = z.infer<(typeof PARAMETERS)[T]>;

/** What nobody but the recipient may read: it is forgotten as soon as it was sent. */
export const SECRET_TEMPLATES: readonly NoticeTemplate[] = ['one-time-code'];
