import { type WaitingView } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { newId, rowsOf } from '../../database/index.js';
import { type HeldPlace, type PlaceKey } from './places.js';
import { Waiting } from './wait-list.entity.js';

/** The lines of those who wait for a place. Whoever changes one has the lock of the activity's places. */
@Injectable()
export class WaitList {
  constructor(private readonly audit: AuditService) {}

  /** Puts somebody at the end of the line; who waits already keeps their place in it. */
  async join(manager: EntityManager, { activity, role }: HeldPlace, volunteerId: string): Promise<Waiting> {
    const place = { activityId: activity.id, roleId: role.id, volunteerId };
    const held = await manager.findOne(Waiting, {
      where: [
        { ...place, state: 'waiting' },
        { ...place, state: 'offered' },
      ],
    });
    if (held !== null) return held;
    const entry = manager.create(Waiting, {
      ...{ id: newId(), seasonId: activity.seasonId, ...place },
      ...{ state: 'waiting', dutyId: null, passedAt: null },
    });
    await manager.save(entry);
    await this.record(entry, null);
    return entry;
  }

  /** In the order in which they are asked. */
  inLine(manager: EntityManager, { activityId, roleId }: PlaceKey): Promise<Waiting[]> {
    return manager.find(Waiting, {
      where: { activityId, roleId, state: 'waiting' },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** How many have to be asked before anybody who comes now: all in line but those who could not when it was their turn. */
  ahead(manager: EntityManager, { activityId, roleId }: PlaceKey): Promise<number> {
    return manager.countBy(Waiting, { activityId, roleId, state: 'waiting', passedAt: IsNull() });
  }

  async set(
    manager: EntityManager,
    entry: Waiting,
    state: Waiting['state'],
    dutyId = entry.dutyId,
  ): Promise<void> {
    const before = entry.state;
    if (before === state) return;
    Object.assign(entry, { state, dutyId });
    await manager.save(entry);
    await this.record(entry, before);
  }

  /** It was their turn, and they could not. */
  async pass(manager: EntityManager, entry: Waiting, now: Date): Promise<void> {
    entry.passedAt = now;
    await manager.save(entry);
  }

  /** Out of the line, if in it. */
  async leave(
    manager: EntityManager,
    { activityId, roleId }: PlaceKey,
    volunteerId: string,
    state: 'taken' | 'ended' | 'cancelled',
  ): Promise<void> {
    const entry = await manager.findOneBy(Waiting, { activityId, roleId, volunteerId, state: 'waiting' });
    if (entry !== null) await this.set(manager, entry, state);
  }

  /** What became of a place that was offered to somebody in line. */
  async answered(manager: EntityManager, dutyId: string, state: 'taken' | 'ended'): Promise<void> {
    const entry = await manager.findOneBy(Waiting, { dutyId, state: 'offered' });
    if (entry !== null) await this.set(manager, entry, state);
  }

  async view(manager: EntityManager, entry: Waiting): Promise<WaitingView> {
    const [view] = await this.views(manager, [entry]);
    if (view === undefined) throw new Error('An entry has a view');
    return view;
  }

  async views(manager: EntityManager, entries: readonly Waiting[]): Promise<WaitingView[]> {
    const rows = await rowsOf<{ id: string; position: string }>(
      manager,
      `SELECT id, position FROM (
         SELECT id, row_number() OVER (PARTITION BY activity_id, role_id ORDER BY created_at, id) AS position
           FROM wait_list WHERE state = 'waiting' AND activity_id = ANY($1)) lines
        WHERE id = ANY($2)`,
      [entries.map(({ activityId }) => activityId), entries.map(({ id }) => id)],
    );
    const positions = new Map(rows.map(({ id, position }) => [id, Number(position)]));
    return entries.map(
      ({ id, version, seasonId, activityId, roleId, volunteerId, state, dutyId, createdAt }) => ({
        ...{ id, version, seasonId, activityId, roleId, volunteerId, state, dutyId },
        position: positions.get(id) ?? null,
        createdAt: createdAt.toISOString(),
      }),
    );
  }

  private record({ id, state, activityId, roleId }: Waiting, before: Waiting['state'] | null): Promise<void> {
    return this.audit.record({
      action: `waiting.${state}`,
      entityType: 'Waiting',
      entityId: id,
      before: before === null ? null : { state: before },
      after: { state, activityId, roleId },
    });
  }
}
