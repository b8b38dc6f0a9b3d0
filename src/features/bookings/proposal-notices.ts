import { type EntityManager, In } from 'typeorm';
import { type Notice, recipientOf } from '../../notifications/index.js';
import { Community } from '../communities/index.js';
import { communitiesOfSeasons, Season } from '../seasons/index.js';
import { type SeasonProposal } from './season-proposal.entity.js';

/** To the councils of the season's communities: what came of planning without the lost venues. */
export async function proposalNotices(
  manager: EntityManager,
  { seasonId, planId, questionId, draftPlanId, bookings, people }: SeasonProposal,
  outcome: 'proposed' | 'impossible' | 'failed',
): Promise<Notice[]> {
  const season = await manager.findOneBy(Season, { id: seasonId });
  if (season === null) return [];
  const ids = (await communitiesOfSeasons(manager, [seasonId]))(seasonId);
  const communities = await manager.findBy(Community, { id: In(ids) });
  return communities.map(({ id, timeZone }): Notice => ({
    eventKey: `proposal:${questionId ?? planId}:${outcome}`,
    recipient: recipientOf('council', id),
    template: 'plan-proposed',
    zone: timeZone,
    parameters: { season: season.name, bookings, outcome, plan: draftPlanId, people },
  }));
}
