import { type Occasion, type Party } from './parameters.js';
import { type NoticeTexts, type TimeWords } from './texts.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const place = (venue: string | null): string => venue ?? 'to be announced';
const at = (venue: string | null): string => (venue === null ? '' : `, ${venue}`);
const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function changes(before: Occasion, after: Occasion, times: TimeWords): { lines: string[]; what: string } {
  const moved = before.start !== after.start || before.end !== after.end;
  const elsewhere = before.venue !== after.venue;
  const lines = [
    ...(moved
      ? [`Time: was ${times.span(before.start, before.end)}, now ${times.span(after.start, after.end)}`]
      : [`Time, as before: ${times.span(after.start, after.end)}`]),
    ...(elsewhere
      ? [`Place: was ${place(before.venue)}, now ${place(after.venue)}`]
      : [`Place, as before: ${place(after.venue)}`]),
  ];
  const what = moved && elsewhere ? 'time and place' : moved ? 'time' : elsewhere ? 'place' : 'arrangement';
  return { lines, what };
}

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
          respondBy === null ? null : `Please answer before ${times.moment(respondBy)}.`,
          link === null ? null : `Accept or decline: ${link}`,
        ],
        short: `${invited[party]} ${times.span(start, end)}${at(venue)}.${
          respondBy === null ? '' : ` Please answer before ${times.moment(respondBy)}.`
        }${link === null ? '' : ` ${link}`}`,
      };
    },
    change: ({ activity, community, before, after }, times) => {
      const { lines, what } = changes(before, after, times);
      return {
        subject: `New ${what}: ${activity}`,
        lines: [`The ${what} of “${activity}” (${community}) has changed.`, '', ...lines],
        short: `New ${what} of “${activity}” (${community}): ${times.span(after.start, after.end)}, ${place(after.venue)}.`,
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
        subject: dropped ? `Cancelled: ${activity}` : `Not needed: ${activity}`,
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
    reminder: ({ activity, community, start, end, venue, role, hours }, times) => ({
      subject: `In ${many(hours, 'hour')}: ${activity}`,
      lines: [
        `“${activity}” (${community}) begins in ${many(hours, 'hour')}.${role === null ? '' : ` You are there as ${role}.`}`,
        '',
        `Time: ${times.span(start, end)}`,
        `Place: ${place(venue)}`,
        '',
        'If you cannot come after all, please tell your coordinator as soon as you can.',
      ],
      short: `“${activity}” (${community}) begins in ${many(hours, 'hour')}: ${times.span(start, end)}${at(venue)}.${role === null ? '' : ` You are there as ${role}.`}`,
    }),
    understaffed: ({ activity, community, start, end, venue, days, open }, times) => ({
      subject: `${many(days, 'day')} to go and too few people: ${activity}`,
      lines: [
        `“${activity}” (${community}) takes place in ${many(days, 'day')} and still has open places:`,
        '',
        ...open.map(({ role, missing }) => `- ${role}: ${people(missing)} missing`),
        '',
        `Time: ${times.span(start, end)}`,
        `Place: ${place(venue)}`,
      ],
      short: `“${activity}” (${community}), ${times.span(start, end)}${at(venue)}: ${many(days, 'day')} to go and still missing: ${open
        .map(({ role, missing }) => `${role} ${missing}`)
        .join(', ')}.`,
    }),
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
        `Your qualification “${skill}” is valid until ${times.day(validUntil)}: ${many(days, 'day')} to go.`,
        '',
        'After that you can no longer be given activities that need it. Please renew it and tell your coordinator the new date.',
      ],
      short: `Your qualification “${skill}” is valid until ${times.day(validUntil)}: ${many(days, 'day')} to go. Please renew it.`,
    }),
  },
};
