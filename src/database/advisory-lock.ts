import { type EntityManager } from 'typeorm';

/** Waits until nobody else has the lock of this name, and keeps it until the transaction ends. */
export async function lockUntilCommit(manager: EntityManager, name: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

/** As `lockUntilCommit`, beside others who share it; whoever wants it alone waits for all of them. */
export async function shareUntilCommit(manager: EntityManager, name: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [name]);
}
