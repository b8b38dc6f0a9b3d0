import { covering } from '@heli/calendar';
import { type Violation } from '@heli/contracts';
import { timeOf, violationAt } from '../plan/facts.js';
import { travelTable } from '../season/travel.js';
import { statusOver } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'volunteer-available';

/** The person's windows hold the activity and the way there and back from the own community. Decided before the model is built. */
export const volunteerAvailable: Rule = {
  name,
  sentence: {
    'zh-CN': '本人可服务的时间须覆盖活动全程和往返路程',
    en: 'Is available for the whole activity and the way there and back',
  },
  admitsVolunteerAt(season, activity, _role, volunteer, start) {
    const travel = season.travelMinutes(volunteer.community, activity.community);
    return statusOver(volunteer.segments, { start: start.start - travel, end: start.end + travel }) !== null;
  },
  check(facts) {
    const found: Violation[] = [];
    const travelMinutes = travelTable(facts.problem);
    for (const { held, volunteer } of facts.assignments) {
      const travel = travelMinutes(
        facts.communityPosition(volunteer.communityId),
        facts.communityPosition(held.activity.communityId),
      );
      if (
        covering(facts.segmentsOf(volunteer), { start: held.start - travel, end: held.end + travel }) ===
        'none'
      )
        found.push(
          violationAt(
            name,
            held,
            `${volunteer.id} is not available for ${held.activity.title} (${timeOf(held)}), ${travel} minutes of travel each way`,
            { volunteerIds: [volunteer.id] },
          ),
        );
    }
    return found;
  },
};
