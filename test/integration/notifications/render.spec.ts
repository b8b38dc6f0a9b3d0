import { DATA_QUALITY_CODES, noticeTemplate, type NoticeTemplate } from '@heli/contracts';
import fc, { type Arbitrary } from 'fast-check';
import { runsOr, SEED } from '../../support/property.js';
import { LANGUAGES } from '../../../src/i18n/index.js';
import { type ParametersOf, PARAMETERS } from '../../../src/notifications/templates/parameters.js';
import { render } from '../../../src/notifications/templates/render.js';

/** Words that no template has of its own, so that what is missing shows. */
const word = fc.stringMatching(/^[甲乙丙丁戊己庚辛A-F]{2,8}$/);
const instant = fc
  .integer({ min: 22_700_000, max: 30_000_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString());
const date = instant.map((text) => text.slice(0, 10));
const maybe = <T>(value: Arbitrary<T>): Arbitrary<T | null> => fc.option(value, { nil: null });
const whole = fc.integer({ min: 1, max: 99 });
const days = fc.integer({ min: 0, max: 30 });
const span = { start: instant, end: instant, venue: maybe(word) };
const onActivity = { activity: word, community: word };
const party = fc.constantFrom('volunteer' as const, 'group' as const, 'venue' as const);

/** Only people have roles. */
const withoutForeignRole = <T extends { readonly party: string; readonly role: string | null }>(one: T): T =>
  one.party === 'volunteer' ? one : { ...one, role: null };

const CASES: { readonly [T in NoticeTemplate]: Arbitrary<ParametersOf<T>> } = {
  offer: fc
    .record({
      ...onActivity,
      ...span,
      party,
      role: maybe(word),
      respondBy: maybe(instant),
      link: maybe(fc.constant('https://heli.example.org/a/b')),
    })
    .map(withoutForeignRole),
  'answer-due': fc
    .record({
      ...onActivity,
      ...span,
      party,
      role: maybe(word),
      respondBy: instant,
      link: maybe(fc.constant('https://heli.example.org/a/b')),
    })
    .map(withoutForeignRole),
  change: fc.record({
    ...onActivity,
    party,
    before: fc.record(span),
    after: fc.record(span),
    roles: maybe(fc.record({ before: word, after: word })),
    respondBy: maybe(instant),
    link: maybe(fc.constant('https://heli.example.org/a/b')),
  }),
  cancellation: fc.record({
    ...onActivity,
    ...span,
    party,
    reason: fc.constantFrom('activity-dropped' as const, 'not-needed' as const),
  }),
  reminder: fc.record({ ...onActivity, ...span, party, role: maybe(word) }).map(withoutForeignRole),
  'booking-news': fc.record({
    ...onActivity,
    ...span,
    venue: word,
    news: fc.constantFrom('declined' as const, 'no-answer' as const, 'closed' as const, 'confirmed' as const),
    reason: maybe(word),
  }),
  'booking-released': fc.record({ ...onActivity, ...span, venue: word }),
  'plan-proposed': fc.record({
    season: word,
    bookings: whole,
    outcome: fc.constantFrom('proposed' as const, 'impossible' as const, 'failed' as const),
    plan: maybe(word),
    people: maybe(whole),
  }),
  understaffed: fc.record({
    ...onActivity,
    ...span,
    days,
    open: fc.array(fc.record({ role: word, missing: whole }), { minLength: 1, maxLength: 4 }),
  }),
  vacancy: fc.record({
    ...onActivity,
    ...span,
    role: word,
    news: fc.constantFrom(
      ...(['declined', 'expired', 'excused', 'withdrawn', 'filled', 'nobody-found'] as const),
    ),
    searching: fc.boolean(),
  }),
  digest: fc.record({
    community: word,
    firstDay: date,
    lastDay: date,
    activities: whole,
    places: whole,
    filled: whole,
    short: fc.array(fc.record({ activity: word, ...span, missing: whole }), { maxLength: 3 }),
  }),
  'one-time-code': fc.record({ code: fc.stringMatching(/^\d{6}$/), minutes: whole }),
  'qualification-expiry': fc.record({ skill: word, validUntil: date, days }),
  'data-quality': fc.record({
    community: word,
    day: date,
    counts: fc
      .subarray([...DATA_QUALITY_CODES], { minLength: 1 })
      .map((codes) => Object.fromEntries(codes.map((code) => [code, 7]))),
  }),
  'season-rolled': fc.record({
    ...{ season: word, next: word, firstDay: date, lastDay: date },
    ...{ series: whole, activities: whole, provisional: fc.boolean() },
  }),
};

/** What a text shows where something was forgotten. */
const UNFILLED = /undefined|null|NaN|\[object|\{\{|\}\}|\$\{|Invalid|%s/;

describe('what people are told', () => {
  it.each(noticeTemplate.options)('leaves nothing unfilled, in both languages: %s', (template) => {
    const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York');
    fc.assert(
      fc.property(CASES[template] as Arbitrary<object>, zones, (given, zone) => {
        const parsed = PARAMETERS[template].parse(given);
        for (const language of LANGUAGES) {
          const { subject, text, short } = render(template, parsed, language, zone);
          for (const part of [subject, text, short]) {
            expect(part).not.toMatch(UNFILLED);
            expect(part.trim()).not.toBe('');
          }
          expect(subject).not.toContain('\n');
          expect(short).not.toContain('\n');
          // Chinese letters in the words given aside, each language keeps to its own.
          const own = text.replace(/[甲乙丙丁戊己庚辛]/g, '');
          expect(/[\u4e00-\u9fff]/.test(own)).toBe(language === 'zh-CN');
        }
      }),
      { seed: SEED, numRuns: runsOr(100) },
    );
  });

  it.each(noticeTemplate.options)('says all that was given: %s', (template) => {
    fc.assert(
      fc.property(CASES[template] as Arbitrary<object>, (given) => {
        const parsed = PARAMETERS[template].parse(given);
        for (const language of LANGUAGES) {
          const { text } = render(template, parsed, language, 'Asia/Shanghai');
          for (const said of wordsIn(parsed)) expect(text).toContain(said);
        }
      }),
      { seed: SEED, numRuns: runsOr(50) },
    );
  });

  const reading = {
    activity: '读书会',
    community: '望京社区',
    party: 'volunteer' as const,
    before: { start: '2013-03-09T14:00:00+08:00', end: '2013-03-09T16:00:00+08:00', venue: '活动室' },
    after: { start: '2013-03-10T14:00:00+08:00', end: '2013-03-10T16:00:00+08:00', venue: '活动室' },
    roles: null,
    respondBy: null,
    link: null,
  };

  it('says what changed and what did not', () => {
    expect(render('change', reading, 'zh-CN', 'Asia/Shanghai')).toEqual({
      subject: '【合力】时间有变：读书会',
      text: [
        '您好！望京社区“读书会”的时间有变，请您留意。',
        '',
        '时间：原为2013年3月9日（周六）14:00–16:00，现改为2013年3月10日（周日）14:00–16:00',
        '地点不变：活动室',
        '',
        '合力 · 社区活动排期',
      ].join('\n'),
      short: '【合力】望京社区“读书会”的时间有变：现为2013年3月10日（周日）14:00–16:00，地点：活动室。',
    });
    const english = render(
      'change',
      { ...reading, after: { ...reading.before, venue: '礼堂' } },
      'en',
      'Asia/Shanghai',
    );
    expect(english.subject).toBe('[Heli] New place: 读书会');
    const all = { before: '主持', after: '签到' };
    const many = render(
      'change',
      { ...reading, after: { ...reading.after, venue: '礼堂' }, roles: all },
      'zh-CN',
      'Asia/Shanghai',
    );
    expect(many.subject).toBe('【合力】时间、地点和分工有变：读书会');
    expect(many.text).toContain('分工：原为主持，现改为签到');
    expect(english.text).toContain('Time, as before: Sat 9 Mar 2013, 14:00–16:00');
    expect(english.text).toContain('Place: was 活动室, now 礼堂');
  });

  it('says today rather than in no days', () => {
    const last = { skill: '急救', validUntil: '2013-04-01', days: 0 };
    expect(render('qualification-expiry', last, 'zh-CN', 'Asia/Shanghai').short).toBe(
      '【合力】您的“急救”资格到2013年4月1日（周一）为止，今天是最后一天，请及时换证。',
    );
    const { before } = reading;
    const short = {
      ...before,
      activity: '读书会',
      community: '望京社区',
      days: 0,
      open: [{ role: '主持', missing: 1 }],
    };
    expect(render('understaffed', short, 'zh-CN', 'Asia/Shanghai').subject).toBe(
      '【合力】今天人手不够：读书会',
    );
    expect(render('understaffed', short, 'en', 'Asia/Shanghai').subject).toBe(
      '[Heli] Too few people today: 读书会',
    );
  });

  it("tells times on the community's clock, also in the hour that clocks repeat", () => {
    const { text } = render(
      'reminder',
      {
        activity: 'Night watch',
        community: 'Riverside',
        start: '2024-11-03T05:30:00Z',
        end: '2024-11-03T07:30:00Z',
        venue: null,
        party: 'volunteer',
        role: null,
      },
      'en',
      'America/New_York',
    );
    expect(text).toContain('Sun 3 Nov 2024, 01:30–02:30');
  });
});

/** Words of the contracts: each language has its own for them. */
const CHOICES = new Set([
  ...['volunteer', 'group', 'venue', 'activity-dropped', 'not-needed'],
  ...['expired', 'excused', 'withdrawn', 'filled', 'nobody-found'],
  ...['declined', 'no-answer', 'closed', 'confirmed', 'proposed', 'impossible', 'failed'],
]);

/** Texts that people gave: they have to come up; instants come up in other words. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d/.test(value) || CHOICES.has(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}
