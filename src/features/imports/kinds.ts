import {
  activitySchemas,
  communitySchemas,
  donationSchemas,
  equipmentSchemas,
  groupSchemas,
  type ImportKind,
  partnerUnitSchemas,
  skillSchemas,
  venueSchemas,
  volunteerSchemas,
} from '@heli/contracts';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { type z } from 'zod';
import { type VersionedEntity } from '../../database/versioned.entity.js';
import { type Language } from '../../i18n/index.js';
import { ActivityStore } from '../activities/index.js';
import { CommunityStore } from '../communities/index.js';
import { DonationStore } from '../donations/index.js';
import { EquipmentStore } from '../equipment/index.js';
import { GroupStore } from '../groups/index.js';
import { PartnerUnitStore } from '../partners/index.js';
import { type Reference, type Rights, rightsTo, type Keeping, type ValueFault } from '../pools/index.js';
import { SkillStore } from '../skills/index.js';
import { VenueStore } from '../venues/index.js';
import { VolunteerStore } from '../volunteers/index.js';

/** A thing of any kind: the schema of its kind says what it holds. */
export type Thing = Record<string, unknown> & { readonly id: string };

/** What importing and exporting ask of a kind, without the type of what it keeps. */
export interface Kind {
  readonly type: string;
  readonly entity: Reference['entity'];
  readonly personal: readonly string[];
  /** Parses a whole value. */
  readonly schema: z.ZodType;
  /** What makes a thing without an id the same as one that is there; null: an id is needed. */
  readonly sameBy: readonly { readonly member: string; readonly column: string }[] | null;
  readonly values: (manager: EntityManager, ids: readonly string[]) => Promise<Thing[]>;
  readonly insert: (manager: EntityManager, values: readonly Thing[]) => Promise<void>;
  readonly update: (manager: EntityManager, values: readonly Thing[]) => Promise<void>;
  /** What the caller may do with each of the things. */
  readonly rights: (manager: EntityManager, values: readonly Thing[]) => Promise<Rights[]>;
  /** Keeps rows that the caller reaches. */
  readonly narrowToReach: (query: SelectQueryBuilder<VersionedEntity>) => void;
  readonly check: (
    manager: EntityManager,
    values: readonly Thing[],
    language: Language,
  ) => Promise<ValueFault[]>;
}

/** The part of a store that moves sets of values. */
interface Store<E extends VersionedEntity, V> {
  readonly type: string;
  readonly entity: Reference['entity'];
  readonly personal: readonly string[];
  rows(manager: EntityManager, ids: readonly string[]): Promise<E[]>;
  values(manager: EntityManager, rows: readonly E[]): Promise<V[]>;
  insert(manager: EntityManager, values: readonly V[]): Promise<void>;
  update(manager: EntityManager, values: readonly V[]): Promise<void>;
  keepingsOf(manager: EntityManager, values: readonly V[]): Promise<Keeping[]>;
  narrowToReach(query: SelectQueryBuilder<E>): void;
  check?(manager: EntityManager, values: readonly V[], language: Language): Promise<ValueFault[]>;
}

/** Values come from the schema, so that they are what the store keeps; the compiler cannot follow that far. */
function kindOf<E extends VersionedEntity, V extends { id: string }>(
  store: Store<E, V>,
  schema: z.ZodType,
  sameBy: Kind['sameBy'],
): Kind {
  const typed = (values: readonly Thing[]): readonly V[] => values as unknown as readonly V[];
  return {
    type: store.type,
    entity: store.entity,
    personal: store.personal,
    schema,
    sameBy,
    values: async (manager, ids) => await store.values(manager, await store.rows(manager, ids)),
    insert: (manager, values) => store.insert(manager, typed(values)),
    update: (manager, values) => store.update(manager, typed(values)),
    rights: (manager, values) => rightsTo(manager, store, typed(values)),
    narrowToReach: (query) => store.narrowToReach(query as unknown as SelectQueryBuilder<E>),
    check: async (manager, values, language) => (await store.check?.(manager, typed(values), language)) ?? [],
  };
}

const NAME = { member: 'name', column: 'name' };
const COMMUNITY = { member: 'communityId', column: 'community_id' };
const SEASON = { member: 'seasonId', column: 'season_id' };
const TITLE = { member: 'title', column: 'title' };
const FIRST_START = { member: 'firstStart', column: 'first_candidate' };

export const KINDS: Readonly<Record<ImportKind, Kind>> = {
  communities: kindOf(new CommunityStore(), communitySchemas.create, [NAME]),
  skills: kindOf(new SkillStore(), skillSchemas.create, [NAME]),
  'partner-units': kindOf(new PartnerUnitStore(), partnerUnitSchemas.create, [NAME, COMMUNITY]),
  groups: kindOf(new GroupStore(), groupSchemas.create, [NAME, COMMUNITY]),
  volunteers: kindOf(new VolunteerStore(), volunteerSchemas.create, [NAME, COMMUNITY]),
  venues: kindOf(new VenueStore(), venueSchemas.create, [NAME, COMMUNITY]),
  equipment: kindOf(new EquipmentStore(), equipmentSchemas.create, [NAME, COMMUNITY]),
  donations: kindOf(new DonationStore(), donationSchemas.create, null),
  activities: kindOf(new ActivityStore(), activitySchemas.create, [TITLE, SEASON, COMMUNITY, FIRST_START]),
};
