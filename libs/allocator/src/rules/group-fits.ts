import { type GroupDemand, type ProblemActivity, type ProblemGroup, type Violation } from '@heli/contracts';
import { violationAt } from '../plan/facts.js';
import { type Rule } from './rule.js';

const name = 'group-fits';

function fits(activity: ProblemActivity, demand: GroupDemand, group: ProblemGroup): boolean {
  if (demand.groupIds) return demand.groupIds.includes(group.id);
  const serves =
    group.communityId === activity.communityId || group.servesCommunityIds.includes(activity.communityId);
  return serves && demand.tags.every((tag) => group.tags.includes(tag));
}

/** A group serves a demand that names it or, where none is named, whose tags it has, in a community it serves. Decided before the model is built. */
export const groupFits: Rule = {
  name,
  sentence: {
    'zh-CN': '队伍的特长和服务社区须符合活动要求',
    en: 'A group has what the demand asks for and serves the community',
  },
  admitsGroup: (_season, activity, demand, group) => fits(activity.raw, demand, group.raw),
  check(facts) {
    const found: Violation[] = [];
    for (const { held, demandId, group } of facts.engagements) {
      const demand = held.activity.groups.find((candidate) => candidate.id === demandId);
      if (!demand || !fits(held.activity, demand, group))
        found.push(
          violationAt(
            name,
            held,
            `${group.name} does not fit the demand ${demandId} of ${held.activity.title}`,
            { resourceIds: [group.id] },
          ),
        );
    }
    return found;
  },
};
