import { Injectable } from '@nestjs/common';
import { Belongings, governs, type Principal, reachOf, ROLES, shares } from '../../auth/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { Activity } from '../activities/index.js';
import { Volunteer, VolunteerCommunity } from '../volunteers/index.js';

/** For whom a place is asked. */
export interface Caller {
  readonly volunteerId: string;
  /** A coordinator asks for somebody else. */
  readonly isStaff: boolean;
}

const KEEPERS = ['admin', 'coordinator'] as const;

/**
 * Who asks for what, on routes that are open to coordinators for the activities that they answer for, and to volunteers
 * for themselves in the communities that they serve. Of what is neither, nobody learns that it is there.
 */
@Injectable()
export class Callers {
  constructor(
    private readonly transactions: Transactions,
    private readonly belongings: Belongings,
  ) {}

  /** @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_FAILED where a coordinator names nobody */
  async forPlace(activityId: string, volunteerId: string | undefined): Promise<Caller> {
    const own = this.ownVolunteer();
    if (own !== null && (volunteerId === undefined || volunteerId === own)) {
      if (!(await this.isServed(activityId, own))) throw notFound('Activity', activityId);
      return { volunteerId: own, isStaff: false };
    }
    await this.assertAnswersFor(activityId);
    if (volunteerId !== undefined) return { volunteerId, isStaff: true };
    throw new AppError('VALIDATION_FAILED', 'A coordinator names the volunteer', {
      faults: [{ pointer: '/volunteerId', code: 'missing', message: 'is missing' }],
    });
  }

  /** The volunteer that the caller is, where this route lets volunteers at what is their own. */
  ownVolunteer(): string | null {
    const { reach } = currentContext();
    return reach === 'everything' ? null : reach.volunteer;
  }

  private async assertAnswersFor(activityId: string): Promise<void> {
    const { principal } = currentContext();
    const owners = await this.belongings.ownersOf('activity', activityId);
    const reach = (who: Principal, roles: typeof KEEPERS | typeof ROLES) => reachOf(who, roles);
    if (owners === null || principal === undefined || !shares(reach(principal, ROLES), owners))
      throw notFound('Activity', activityId);
    if (!governs(reach(principal, KEEPERS), owners))
      throw new AppError('FORBIDDEN', `Activity ${activityId} is not in reach`);
  }

  private async isServed(activityId: string, volunteerId: string): Promise<boolean> {
    const { manager } = this.transactions;
    const activity = await manager.findOneBy(Activity, { id: activityId });
    if (activity === null) return false;
    const { communityId } = activity;
    return (
      (await manager.existsBy(Volunteer, { id: volunteerId, communityId })) ||
      (await manager.existsBy(VolunteerCommunity, { volunteerId, communityId }))
    );
  }
}
