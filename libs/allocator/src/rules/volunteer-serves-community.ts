import { violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'volunteer-serves-community';

/** People serve in their own community and in those they named. Decided before the model is built. */
export const volunteerServesCommunity: Rule = {
  name,
  sentence: {
    'zh-CN': '只在本社区或本人愿意前往的社区服务',
    en: 'Serves in the own community or in one the person named',
  },
  admitsVolunteer: (_season, activity, _role, volunteer) => volunteer.serves.has(activity.community),
  check: (facts) =>
    facts.assignments
      .filter(({ held, volunteer }) => {
        const community = held.activity.communityId;
        return volunteer.communityId !== community && !volunteer.servesCommunityIds.includes(community);
      })
      .map(({ held, volunteer }) =>
        violationAt(
          name,
          held,
          `${volunteer.id} does not serve the community ${held.activity.communityId} of ${held.activity.title}`,
          { volunteerIds: [volunteer.id] },
        ),
      ),
};
