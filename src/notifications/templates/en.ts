import { type ParametersOf, type Party, sameTime } from './parameters.js';
import { findingLines, type Lines, type NoticeTexts, type TimeWords } from './texts.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const place = (venue: string | null): string => venue ?? 'to be announced';
const at = (venue: string | null): string => (venue === null ? '' : `, ${venue}`);
const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const left = (days: number): string => (days === 0 ? 'today' : `${many(days, 'day')} to go`);
const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

const joined = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? 'arrangement')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const answerLines = (respondBy: string | null, link: string | null, times: TimeWords): Lines => [
  respondBy === null ? null : `Please answer before ${times.moment(respondBy)}.`,
  link === null ? null : `Accept or decline: ${link}`,
];
const answerShort = (respondBy: string | null, link: string | null, times: TimeWords): string =>
  `${respondBy === null ? '' : ` Please answer before ${times.moment(respondBy)}.`}${link === null ? '' : ` ${link}`}`;

function changes({ before, after, roles }: ParametersOf<'change'>, times: TimeWords) {
  const moved = !sameTime(before, after);
  const elsewhere = before.venue !== after.venue;
  const lines = [
    moved
      ? `Time: was ${times.span(before.start, before.end)}, now ${times.span(after.start, after.end)}`
      : `Time, as before: ${times.span(after.start, after.end)}`,
    elsewhere
      ? `Place: was ${place(before.venue)}, now ${place(after.venue)}`
      : `Place, as before: ${place(after.venue)}`,
    ...(roles === null ? [] : [`Role: was ${roles.before}, now ${roles.after}`]),
  ];
  const what = [
    ...(moved ? ['time'] : []),
    ...(elsewhere ? ['place'] : []),
    ...(roles === null ? [] : ['role']),
  ];
  return { lines, what: joined(what) };
}

const VACANCIES: Readonly<Record<ParametersOf<'vacancy'>['news'], { subject: string; told: string }>> = {
  declined: { subject: 'Declined', told: 'a volunteer has declined' },
  expired: { subject: 'No answer', told: 'a volunteer has not answered in time' },
  excused: { subject: 'Cannot come', told: 'a volunteer cannot come' },
  withdrawn: { subject: 'Place open', told: 'a place has become free' },
  filled: { subject: 'Stand-in found', told: 'a stand-in is found' },
  'nobody-found': { subject: 'No stand-in', told: 'no stand-in was found; please see to it yourself' },
};

export const en: NoticeTexts = {
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  date: (year, month, day, weekday) => `${weekday} ${day} ${MONTHS[month - 1] ?? month} ${year}`,
  dayGap: ', ',
  sender: '[Heli] ',
  ending: 'Heli · activities of the community',
  templates: {
    offer: ({ activity, community, start, end, venue, party, role, respondBy, link }, times) => {
      const invited: Record<Party, string> = {
        volunteer: `${community} would like you to help with “${activity}”${role === null ? '' : ` as ${role}`}.`,
        group: `${community} would like your group to take part in “${activity}”.`,
        venue: `${community} would like to use your venue for “${activity}”.`,
      };
      return {
        subject: party === 'venue' ? `Use of your venue: ${activity}` : `You are invited: ${activity}`,
        lines: [
          invited[party],
          '',
          `Time: ${times.span(start, end)}`,
          `Place: ${place(venue)}`,
          ...answerLines(respondBy, link, times),
        ],
        short: `${invited[party]} ${times.span(start, end)}${at(venue)}.${answerShort(respondBy, link, times)}`,
      };
    },
    'answer-due': ({ activity, community, start, end, venue, party, role, respondBy, link }, times) => {
      const asked: Record<Party, string> = {
        volunteer: `${community} asked you to help with “${activity}”${role === null ? '' : ` as ${role}`} and has no answer from you yet.`,
        group: `${community} asked your group to take part in “${activity}” and has no answer yet.`,
        venue: `${community} asked to use your venue for “${activity}” and has no answer yet.`,
      };
      return {
        subject: `Please answer soon: ${activity}`,
        lines: [
          asked[party],
          '',
          `Time: ${times.span(start, end)}`,
          `Place: ${place(venue)}`,
          ...answerLines(respondBy, link, times),
          'Without an answer by then, something else will be arranged.',
        ],
        short: `${asked[party]} ${times.span(start, end)}${at(venue)}.${answerShort(respondBy, link, times)}`,
      };
    },
    change: (parameters, times) => {
      const { activity, community, after, roles, respondBy, link } = parameters;
      const { lines, what } = changes(parameters, times);
      return {
        subject: `New ${what}: ${activity}`,
        lines: [
          `There is a new ${what} for “${activity}” (${community}).`,
          '',
          ...lines,
          ...answerLines(respondBy, link, times),
        ],
        short: `New ${what} for “${activity}” (${community}): ${times.span(after.start, after.end)}, ${place(after.venue)}${
          roles === null ? '' : `, ${roles.after}`
        }.${answerShort(respondBy, link, times)}`,
      };
    },
    cancellation: ({ activity, community, start, end, venue, party, reason }, times) => {
      const dropped = reason === 'activity-dropped';
      const sorry = dropped
        ? `“${activity}” (${community}) has been cancelled.`
        : {
            volunteer: `Plans for “${activity}” (${community}) have changed: you need not come this time.`,
            group: `Plans for “${activity}” (${community}) have changed: your group need not come this time.`,
            venue: `“${activity}” (${community}) has moved: your venue is no longer needed for it.`,
          }[party];
      return {
        subject: `${dropped ? 'Cancelled' : party === 'venue' ? 'Venue not needed' : 'Not needed'}: ${activity}`,
        lines: [
          sorry,
          '',
          `It was planned for: ${times.span(start, end)}`,
          `Place: ${place(venue)}`,
          '',
          'Thank you for your help.',
        ],
        short: `${sorry} It was planned for ${times.span(start, end)}${at(venue)}.`,
      };
    },
    reminder: ({ activity, community, start, end, venue, party, role }, times) => {
      const coming = {
        volunteer: `A reminder: you help with “${activity}” (${community})${role === null ? '' : ` as ${role}`}.`,
        group: `A reminder: your group takes part in “${activity}” (${community}).`,
        venue: `A reminder: “${activity}” (${community}) takes place at your venue.`,
      }[party];
      return {
        subject: `Reminder: ${activity}`,
        lines: [
          coming,
          '',
          `Time: ${times.span(start, end)}`,
          `Place: ${place(venue)}`,
          '',
          'If anything changes, please tell your coordinator as soon as you can.',
        ],
        short: `${coming} ${times.span(start, end)}${at(venue)}.`,
      };
    },
    'booking-news': ({ activity, community, start, end, venue, news, reason }, times) => {
      const said = {
        declined: `${venue} cannot be had for “${activity}” (${community}).`,
        'no-answer': `${venue} has not answered the request for “${activity}” (${community}) and is not counted on any more.`,
        closed: `${venue} is closed then and cannot be had for “${activity}” (${community}).`,
        confirmed: `${venue} can be had for “${activity}” (${community}) after all.`,
      }[news];
      const next =
        news === 'confirmed'
          ? null
          : 'A new plan with the fewest changes is being computed; the council will hear of the draft.';
      return {
        subject: `${news === 'confirmed' ? 'Venue available again' : 'Venue lost'}: ${activity}`,
        lines: [
          said,
          '',
          `Time: ${times.span(start, end)}`,
          `Venue: ${venue}`,
          reason === null ? null : `Reason: ${reason}`,
          next,
        ],
        short: `${said} ${times.span(start, end)}.${reason === null ? '' : ` Reason: ${reason}.`}`,
      };
    },
    'booking-released': ({ activity, community, start, end, venue }, times) => {
      const said = `${community} asked for ${venue} for “${activity}” and had no answer. Something else is being arranged: your venue is no longer expected.`;
      return {
        subject: `Venue no longer expected: ${activity}`,
        lines: [
          said,
          '',
          `It was planned for: ${times.span(start, end)}`,
          'If it can be had after all, please tell your coordinator soon.',
        ],
        short: `${said} It was planned for ${times.span(start, end)}.`,
      };
    },
    'plan-proposed': ({ season, bookings, outcome, plan, people: told }) => {
      const lost = `“${season}” has lost ${many(bookings, 'booking')} of venues`;
      const said = {
        proposed: `${lost}; a draft of a new plan is ready${told === null ? '' : `: ${people(told)} would hear something new`}.`,
        impossible: `${lost}, and the council’s decisions leave no plan without them.`,
        failed: `${lost}, and no new plan could be made by itself.`,
      }[outcome];
      const next = {
        proposed: 'Please look at it and decide whether to publish it.',
        impossible: 'Please change or take back some of the decisions and plan again.',
        failed: 'Please start a computation of the season.',
      }[outcome];
      return {
        subject: `${outcome === 'proposed' ? 'A new plan to decide on' : 'The council is needed'}: ${season}`,
        lines: [said, plan === null ? null : `Draft: ${plan}`, next],
        short: `${said} ${next}`,
      };
    },
    understaffed: ({ activity, community, start, end, venue, days, open }, times) => ({
      subject: `Too few people${days === 0 ? ' today' : `, ${left(days)}`}: ${activity}`,
      lines: [
        `“${activity}” (${community}) takes place ${days === 0 ? 'today' : `in ${many(days, 'day')}`} and still has open places:`,
        '',
        ...open.map(({ role, missing }) => `- ${role}: ${people(missing)} missing`),
        '',
        `Time: ${times.span(start, end)}`,
        `Place: ${place(venue)}`,
      ],
      short: `“${activity}” (${community}), ${times.span(start, end)}${at(venue)}: ${left(days)} and still missing: ${open
        .map(({ role, missing }) => `${role} ${missing}`)
        .join(', ')}.`,
    }),
    vacancy: ({ activity, community, start, end, venue, role, news, searching }, times) => {
      const { subject, told } = VACANCIES[news];
      const next = searching ? 'Others are being asked, one after the other.' : null;
      return {
        subject: `${subject}: ${activity}`,
        lines: [
          `“${activity}” (${community}), ${role}: ${told}.`,
          next,
          '',
          `When: ${times.span(start, end)}`,
          `Place: ${place(venue)}`,
        ],
        short: `“${activity}” (${community}), ${times.span(start, end)}${at(venue)}, ${role}: ${told}.${next === null ? '' : ` ${next}`}`,
      };
    },
    digest: ({ community, firstDay, lastDay, activities, places, filled, short }, times) => ({
      subject: `The week of ${community}: ${times.day(firstDay)} to ${times.day(lastDay)}`,
      lines: [
        `${community}, ${times.day(firstDay)} to ${times.day(lastDay)}:`,
        '',
        `- Activities: ${activities}`,
        `- Places for people: ${places}, filled: ${filled}`,
        ...(short.length === 0 ? ['- Everything is staffed.'] : ['- Too few people so far:']),
        ...short.map(
          ({ activity, start, end, venue, missing }) =>
            `  ${times.span(start, end)} ${activity} (${place(venue)}): ${people(missing)} missing`,
        ),
      ],
      short: `${community}, ${times.day(firstDay)} to ${times.day(lastDay)}: activities: ${activities}, places: ${places}, filled: ${filled}; ${
        short.length === 0 ? 'everything is staffed' : `${short.length} with too few people`
      }.`,
    }),
    'one-time-code': ({ code, minutes }) => ({
      subject: `Your code: ${code}`,
      lines: [
        `Your code is ${code}. It can be used for ${many(minutes, 'minute')}.`,
        '',
        'Tell nobody. If it was not you who asked for it, you need not do anything.',
      ],
      short: `Code ${code}, valid for ${many(minutes, 'minute')}. Tell nobody.`,
    }),
    'qualification-expiry': ({ skill, validUntil, days }, times) => ({
      subject: `Your qualification “${skill}” is about to expire`,
      lines: [
        `Your qualification “${skill}” is valid until ${times.day(validUntil)}: ${left(days)}.`,
        '',
        'After that you can no longer be given activities that need it. Please renew it and tell your coordinator the new date.',
      ],
      short: `Your qualification “${skill}” is valid until ${times.day(validUntil)}: ${left(days)}. Please renew it.`,
    }),
    'data-quality': ({ community, day, counts }, times) => {
      const findings = findingLines(counts, 'en');
      const what = `${many(findings.length, 'thing')} worth a look`;
      return {
        subject: `Data of ${community}: ${what}`,
        lines: [
          `Data of ${community}, as of ${times.day(day)}: ${what}:`,
          '',
          ...findings.map((finding) => `- ${finding}.`),
          '',
          'Which ones they are is in the data-quality report.',
        ],
        short: `Data of ${community}: ${what}; see the data-quality report.`,
      };
    },
    'season-rolled': ({ season, next, firstDay, lastDay, series, activities, provisional }, times) => ({
      subject: `The next season is ready: ${next}`,
      lines: [
        `“${season}” is about to end, and the next season, “${next}”, was made by itself.`,
        '',
        `It lasts from ${times.day(firstDay)} to ${times.day(lastDay)}.`,
        `Series that go on: ${series}, with activities: ${activities}`,
        provisional
          ? 'The public holidays of some of its years are not announced yet: the statutory days stand in for them. Please update its calendar then.'
          : null,
        '',
        'Communities, rules and weights are as before; nothing else was copied. Please look it through.',
      ],
      short: `“${season}” is about to end; the next season, “${next}” (${times.day(firstDay)} to ${times.day(lastDay)}), was made by itself, with ${series} series and ${activities} activities. Please look it through.`,
    }),
  },
};
