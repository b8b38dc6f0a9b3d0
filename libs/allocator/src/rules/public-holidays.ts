import { isHoliday, localDate } from '@heli/calendar';
import { violationAt } from '../plan/facts.js';
import { onForbiddenHoliday } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'public-holidays';

/** Kinds that the policy names keep clear of public holidays, unless the activity says otherwise. */
export const publicHolidays: Rule = {
  name,
  sentence: {
    'zh-CN': '按规定须避开法定节假日的活动，不安排在法定节假日',
    en: 'Kinds of activity that keep clear of public holidays do so',
  },
  admitsStart: (season, activity, start) => !onForbiddenHoliday(season.problem, activity.raw, start.day),
  check: (facts) =>
    [...facts.held.values()]
      .filter(({ activity, start, zone }) => {
        const allowed =
          activity.allowHolidays ?? !facts.problem.policy.noHolidayKinds.includes(activity.kind);
        return !allowed && isHoliday(facts.problem.calendar, localDate(start, zone));
      })
      .map((held) =>
        violationAt(
          name,
          held,
          `${held.activity.title} falls on the public holiday ${localDate(held.start, held.zone)}`,
        ),
      ),
};
