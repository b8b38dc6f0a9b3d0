import { type Dataset } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { type Language } from '../../i18n/index.js';
import { ActivityStore, SeriesStore } from '../activities/index.js';
import { CommunityStore } from '../communities/index.js';
import { DonationStore } from '../donations/index.js';
import { EquipmentStore } from '../equipment/index.js';
import { GroupStore } from '../groups/index.js';
import { OrganizationStore } from '../organizations/index.js';
import { PartnerUnitStore } from '../partners/index.js';
import { meaning, type Reference, type ValueFault } from '../pools/index.js';
import { SeasonStore, type SeasonValue } from '../seasons/index.js';
import { SkillStore } from '../skills/index.js';
import { VenueStore } from '../venues/index.js';
import { VolunteerStore } from '../volunteers/index.js';

/** What the loader asks of a store, without the type of what it keeps. */
interface Keeper<E, V> {
  readonly entity: Reference['entity'];
  rows(manager: EntityManager, ids: readonly string[]): Promise<E[]>;
  values(manager: EntityManager, rows: readonly E[]): Promise<V[]>;
  insert(manager: EntityManager, values: readonly V[]): Promise<void>;
  references(value: V): Reference[];
  check?(manager: EntityManager, values: readonly V[], language: Language): Promise<ValueFault[]>;
}

/** One list of the data set and the store that it goes to. */
export interface Shelf {
  readonly list: string;
  /** Place of a value in the file. */
  readonly place: (index: number) => (string | number)[];
  readonly ids: readonly string[];
  readonly entity: Reference['entity'];
  /** Which ids are stored already: true where the very same thing lies there, so that it is used again. */
  readonly held: (manager: EntityManager) => Promise<ReadonlyMap<string, boolean>>;
  readonly insert: (manager: EntityManager, except: ReadonlySet<string>) => Promise<void>;
  readonly references: () => { readonly index: number; readonly reference: Reference }[];
  readonly check: (manager: EntityManager, language: Language) => Promise<ValueFault[]>;
}

function shelf<E, V extends { readonly id: string }>(
  list: string,
  store: Keeper<E, V>,
  values: readonly V[],
): Shelf {
  return {
    list,
    place: (index) => [list, index],
    ids: values.map(({ id }) => id),
    entity: store.entity,
    held: async (manager) => {
      const given = new Map(values.map((value) => [value.id, value]));
      const stored = await store.values(manager, await store.rows(manager, [...given.keys()]));
      return new Map(stored.map((value) => [value.id, meaning(value) === meaning(given.get(value.id))]));
    },
    insert: (manager, except) =>
      store.insert(
        manager,
        values.filter(({ id }) => !except.has(id)),
      ),
    references: () =>
      values.flatMap((value, index) => store.references(value).map((reference) => ({ index, reference }))),
    check: async (manager, language) => (await store.check?.(manager, values, language)) ?? [],
  };
}

/** There is one, and its activities say themselves where they lie outside it. */
const seasonShelf = (season: SeasonValue): Shelf => ({
  ...shelf('season', new SeasonStore(), [season]),
  place: () => ['season'],
  check: () => Promise.resolve([]),
});

/** The lists of a data set in an order in which each finds what it refers to. */
export function shelvesOf(dataset: Dataset): Shelf[] {
  const { season } = dataset;
  const seasonId = season.id;
  return [
    shelf('communities', new CommunityStore(), dataset.communities),
    shelf('skills', new SkillStore(), dataset.skills),
    seasonShelf({
      ...season,
      communityIds: dataset.communities.map(({ id }) => id),
      calendar: dataset.calendar,
      policy: dataset.policy,
      objective: dataset.objective,
      rollsOn: false,
    }),
    shelf('organizations', new OrganizationStore(), dataset.organizations),
    shelf('partnerUnits', new PartnerUnitStore(), dataset.partnerUnits),
    shelf('groups', new GroupStore(), dataset.groups),
    shelf('venues', new VenueStore(), dataset.venues),
    shelf('equipment', new EquipmentStore(), dataset.equipment),
    shelf(
      'series',
      new SeriesStore(),
      dataset.series.map((series) => ({ ...series, seasonId, skipHolidays: false, template: null })),
    ),
    shelf(
      'activities',
      new ActivityStore(),
      dataset.activities.map((activity) => ({ ...activity, seasonId })),
    ),
    shelf(
      'volunteers',
      new VolunteerStore(),
      dataset.volunteers.map((volunteer) => ({
        ...volunteer,
        wishes: { ...NO_WISHES, ...volunteer.wishes },
      })),
    ),
    shelf(
      'donations',
      new DonationStore(),
      dataset.donations.map((donation) => ({ ...donation, seasonId })),
    ),
  ];
}

const NO_WISHES = { kinds: [], activityIds: [], hostGroupIds: [], avoidActivityIds: [] };
