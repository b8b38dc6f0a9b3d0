import { type Change, type Pin } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { pinOf, SeasonPin } from '../pins/index.js';
import { PlanBooks, type StoredPlan } from '../plans/index.js';

type PersonPin = Extract<Pin, { type: 'assign' | 'forbid-volunteer' }>;

const isAboutPeople = (pin: Pin): pin is PersonPin =>
  pin.type === 'assign' || pin.type === 'forbid-volunteer';

const keyOf = (pin: PersonPin): string =>
  JSON.stringify([pin.type, pin.activityId, pin.volunteerId, pin.type === 'assign' ? pin.roleId : null]);

/**
 * What was decided about people since a published plan was made: who gave a place back is not asked again, who took one
 * keeps it. A plan that is made of it has to know. People whom the plan does not know are left to the next run.
 */
@Injectable()
export class DecisionsSince {
  constructor(
    private readonly transactions: Transactions,
    private readonly books: PlanBooks,
  ) {}

  /** @param given what is asked anyway: it goes before what was decided */
  async of({ id, seasonId, state }: StoredPlan, given: readonly Change[]): Promise<PersonPin[]> {
    if (state !== 'published') return [];
    const { manager } = this.transactions;
    const { problem, activities, volunteerIds } = await this.books.open(id);
    const known = new Set(problem.pins.filter(isAboutPeople).map(keyOf));
    const asked = new Set(
      given.flatMap((change) => ('volunteerId' in change && 'activityId' in change ? [placeOf(change)] : [])),
    );
    const pins = await manager.find(SeasonPin, { where: { seasonId }, order: { id: 'ASC' } });
    return pins
      .map(pinOf)
      .filter(isAboutPeople)
      .filter(
        (pin) =>
          !known.has(keyOf(pin)) &&
          !asked.has(placeOf(pin)) &&
          volunteerIds.has(pin.volunteerId) &&
          activities.has(pin.activityId) &&
          (pin.type !== 'assign' ||
            activities.get(pin.activityId)?.roles.some((role) => role.id === pin.roleId) === true),
      );
  }
}

const placeOf = ({ activityId, volunteerId }: { activityId: string; volunteerId: string }): string =>
  JSON.stringify([activityId, volunteerId]);
