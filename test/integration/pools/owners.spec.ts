import { generateDataset } from '@heli/generator';
import { type DataSource, type EntityManager } from 'typeorm';
import { type Owners } from '../../../src/auth/index.js';
import { makeDataSource, type VersionedEntity } from '../../../src/database/index.js';
import { ENTITIES } from '../../../src/entities.js';
import { ActivityStore } from '../../../src/features/activities/index.js';
import { loadDataset } from '../../../src/features/datasets/index.js';
import { type PoolStore } from '../../../src/features/pools/index.js';
import { SeasonStore } from '../../../src/features/seasons/index.js';
import { VenueStore } from '../../../src/features/venues/index.js';
import { VolunteerStore } from '../../../src/features/volunteers/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** The guard asks the database for few columns, where writing tells from the whole value: both must say the same. */
describe('whose a stored thing is', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await makeDataSource(database.url, ENTITIES, 2).initialize();
    const size = { volunteers: 120, activities: 30, communities: 3, roamingShare: 0.5 };
    await loadDataset(source, generateDataset({ seed: 7, ...size }));
    // Some that a community answers for itself.
    await source.query(
      'UPDATE activities SET organization_id = NULL WHERE id IN (SELECT id FROM activities ORDER BY id LIMIT 5)',
    );
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  async function bothWays<E extends VersionedEntity, V extends { id: string }>(
    manager: EntityManager,
    store: PoolStore<E, V>,
  ): Promise<{ asked: (Owners | null)[]; told: Owners[] }> {
    const rows = await store.query(manager).orderBy('held.id').getMany();
    const told = await store.keepingsOf(manager, await store.values(manager, rows));
    const asked: (Owners | null)[] = [];
    for (const { id } of rows) asked.push(await store.ownersOf(manager, id));
    return { asked, told: told.map(({ owners }) => owners) };
  }

  it('is the same for the guard as for whoever writes', async () => {
    const { manager } = source;
    const volunteers = await bothWays(manager, new VolunteerStore());
    expect(volunteers.asked).toEqual(volunteers.told);
    expect(volunteers.told).toHaveLength(120);
    expect(volunteers.told.some(({ guests = [] }) => guests.length > 0)).toBe(true);
    const activities = await bothWays(manager, new ActivityStore());
    expect(activities.asked).toEqual(activities.told);
    expect(activities.told.filter(({ organizations }) => organizations === undefined)).toHaveLength(5);
    const venues = await bothWays(manager, new VenueStore());
    expect(venues.asked).toEqual(venues.told);
    expect(venues.told.some(({ partner }) => partner !== undefined)).toBe(true);
    const seasons = await bothWays(manager, new SeasonStore());
    expect(seasons.asked).toEqual(seasons.told);
    expect(await new VolunteerStore().ownersOf(manager, 'nobody')).toBeNull();
  });
});
