import { type PersonalData } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { keepPlan, lockPlaces } from './duty-locks.js';
import { DutyStore } from './duty-store.js';
import { dutyViewOf } from './duty-view.js';
import { Duty } from './duty.entity.js';
import { Vacancies } from './vacancies.js';
import { Waiting } from './wait-list.entity.js';
import { WaitList } from './wait-list.js';

/** What is kept of one person here, to be handed over or taken away. */
@Injectable()
export class DutiesOfPerson {
  constructor(
    private readonly store: DutyStore,
    private readonly vacancies: Vacancies,
    private readonly waitList: WaitList,
  ) {}

  async whole(
    manager: EntityManager,
    volunteerId: string,
  ): Promise<Pick<PersonalData, 'duties' | 'waiting'>> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    const duties = await manager.find(Duty, { where: { volunteerId }, order });
    const entries = await manager.find(Waiting, { where: { volunteerId }, order });
    const waiting = await this.waitList.views(manager, entries);
    return {
      // Whoever is handed what is stored of a person reads their reasons, too.
      duties: duties.map((duty) => ({ ...dutyViewOf(duty), reason: duty.reason })),
      waiting: waiting.map(
        ({ id, version, seasonId, activityId, roleId, volunteerId: who, state, dutyId, createdAt }) => ({
          ...{ id, version, seasonId, activityId, roleId, volunteerId: who, state, dutyId, createdAt },
        }),
      ),
    };
  }

  /** Takes back what is still to come, and forgets why anything was given back; that somebody served stays. */
  async erase(manager: EntityManager, volunteerId: string, now = new Date()): Promise<void> {
    const coming = await manager.find(Duty, {
      where: { volunteerId, state: In(['offered', 'accepted']), startAt: MoreThan(now) },
      order: { seasonId: 'ASC', activityId: 'ASC' },
    });
    for (const seasonId of new Set(coming.map((duty) => duty.seasonId))) await keepPlan(manager, seasonId);
    for (const activityId of new Set(coming.map((duty) => duty.activityId)))
      await lockPlaces(manager, activityId);
    const line = await manager.findBy(Waiting, { volunteerId, state: In(['waiting', 'offered']) });
    for (const entry of line) await this.waitList.set(manager, entry, 'cancelled');
    for (const { id } of coming) {
      const duty = await this.store.lock(manager, id);
      if (await this.store.step(manager, duty, 'withdraw', { now, reason: null }))
        await this.vacancies.open(manager, duty, 'withdrawn', now);
    }
    await manager.query(`UPDATE duties SET reason = NULL WHERE volunteer_id = $1`, [volunteerId]);
    await manager.query(
      `UPDATE stand_in_searches SET position = position - CASE WHEN place.at <= position THEN 1 ELSE 0 END,
              candidates = candidates - $1::text, version = version + 1
         FROM (SELECT id, at FROM stand_in_searches, jsonb_array_elements_text(candidates) WITH ORDINALITY AS one (who, at)
                WHERE who = $1) place
        WHERE place.id = stand_in_searches.id`,
      [volunteerId],
    );
  }
}
