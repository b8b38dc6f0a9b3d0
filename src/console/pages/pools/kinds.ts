import { type AccountRead } from '@heli/contracts';
import { type HistoryWord, type Thing } from './thing';

type Role = AccountRead['memberships'][number]['role'];

/** How a member is shown and edited. */
export type FieldType =
  | 'text'
  | 'long'
  | 'phone'
  | 'count'
  | 'decimal'
  | 'minutes'
  | 'hours'
  | 'money'
  | 'flag'
  | 'tags'
  | 'ageClass'
  | 'activityKinds'
  | 'one'
  | 'some'
  | 'moment'
  | 'availability'
  | 'opening'
  | 'qualifications'
  | 'share';

export interface FieldSpec {
  /** Member of the body, e.g. `limits.minutesPerDay`; also the key of its name in the catalogue. */
  readonly path: string;
  readonly type: FieldType;
  /** Key of its name where it is not `path`. */
  readonly label?: string;
  /** The list to choose from, for `one` and `some`. */
  readonly pool?: string;
  readonly required?: boolean;
  /** Worked out by the service: shown, never edited. */
  readonly computed?: boolean;
  readonly unit?: 'people';
  /** Nothing there means: no bounds. */
  readonly unbounded?: boolean;
  /** Tags that the service knows by codes. */
  readonly codes?: 'purpose';
  readonly hint?: boolean;
}

export interface Section {
  readonly key: string;
  readonly fields: readonly FieldSpec[];
}

/** What the list of a kind can be narrowed by, beside community and text. */
export interface Filter {
  readonly key: string;
  readonly type: 'one' | 'ageClass' | 'activityKinds' | 'flag' | 'count' | 'text';
  readonly pool?: string;
}

export const KIND_KEYS = [
  'volunteers',
  'groups',
  'partner-units',
  'venues',
  'donations',
  'equipment',
  'skills',
  'communities',
  'organizations',
] as const;
export type KindKey = (typeof KIND_KEYS)[number];

export interface KindSpec {
  readonly key: KindKey;
  readonly history: HistoryWord | null;
  readonly write: readonly Role[];
  /** Who may add and delete; `platform`: whoever may do everything. */
  readonly make: readonly Role[] | 'platform';
  /** Where not everybody who may add may also delete. */
  readonly remove?: 'platform';
  /** Whether there are tables of it to import and export. */
  readonly tables: boolean;
  readonly sorts: readonly string[];
  readonly filters: readonly Filter[];
  readonly sections: readonly Section[];
}

const KEEPERS = ['admin', 'coordinator'] as const;
const STAFF = ['admin', 'council', 'coordinator'] as const;
const DECIDERS = ['admin', 'council'] as const;

const name: FieldSpec = { path: 'name', type: 'text', required: true };
const community: FieldSpec = { path: 'communityId', type: 'one', pool: '/communities', required: true };
const alsoServes: FieldSpec = { path: 'servesCommunityIds', type: 'some', pool: '/communities' };
const owner: FieldSpec = { path: 'ownerUnitId', type: 'one', pool: '/partner-units' };
const inCommunity: Filter = { key: 'communityId', type: 'one', pool: '/communities' };
const ofUnit: Filter = { key: 'ownerUnitId', type: 'one', pool: '/partner-units' };

const named = { sorts: ['name', 'id', 'updatedAt'], tables: true } as const;
const unnamed = { sorts: ['id', 'updatedAt'], tables: true } as const;

/** Everything that the pages of the pools know of each kind: one place to add a field. */
export const KINDS: Readonly<Record<KindKey, KindSpec>> = {
  volunteers: {
    key: 'volunteers',
    history: 'volunteer',
    write: KEEPERS,
    make: KEEPERS,
    ...unnamed,
    filters: [
      inCommunity,
      { key: 'skillId', type: 'one', pool: '/skills' },
      { key: 'ageClass', type: 'ageClass' },
    ],
    sections: [
      {
        key: 'basics',
        fields: [
          { path: 'name', type: 'text', label: 'personName' },
          community,
          { path: 'phone', type: 'phone' },
          { path: 'ageClass', type: 'ageClass', hint: true },
          { path: 'guardianConsent', type: 'flag', hint: true },
          alsoServes,
        ],
      },
      {
        key: 'skills',
        fields: [
          { path: 'skillIds', type: 'some', pool: '/skills', hint: true },
          { path: 'qualifications', type: 'qualifications' },
        ],
      },
      { key: 'time', fields: [{ path: 'availability', type: 'availability' }] },
      {
        key: 'limits',
        fields: [
          { path: 'offeredMinutes', type: 'hours', hint: true },
          { path: 'minRestMinutes', type: 'minutes' },
          { path: 'limits.minutesPerDay', type: 'hours' },
          { path: 'limits.minutesPerWeek', type: 'hours' },
          { path: 'limits.minutesPerSeason', type: 'hours' },
          { path: 'limits.activitiesPerDay', type: 'count' },
          { path: 'limits.activitiesPerWeek', type: 'count' },
          { path: 'limits.activitiesPerSeason', type: 'count' },
          { path: 'reliability', type: 'share', computed: true },
        ],
      },
      {
        key: 'wishes',
        fields: [
          { path: 'wishes.kinds', type: 'activityKinds' },
          { path: 'wishes.hostGroupIds', type: 'some', pool: '/groups' },
          { path: 'wishes.activityIds', type: 'some', pool: '/activities' },
          { path: 'wishes.avoidActivityIds', type: 'some', pool: '/activities' },
          { path: 'servedSeriesIds', type: 'some', pool: '/series' },
        ],
      },
    ],
  },
  groups: {
    key: 'groups',
    history: 'group',
    write: STAFF,
    make: STAFF,
    ...named,
    filters: [inCommunity, { key: 'tag', type: 'text' }],
    sections: [
      {
        key: 'basics',
        fields: [
          name,
          community,
          alsoServes,
          { path: 'tags', type: 'tags', hint: true },
          { path: 'activitiesPerWeek', type: 'count' },
        ],
      },
      { key: 'time', fields: [{ path: 'availability', type: 'availability' }] },
    ],
  },
  'partner-units': {
    key: 'partner-units',
    history: 'partner-unit',
    write: STAFF,
    make: STAFF,
    ...named,
    filters: [inCommunity, { key: 'isUnitMember', type: 'flag' }],
    sections: [{ key: 'basics', fields: [name, community, { path: 'isUnitMember', type: 'flag' }] }],
  },
  venues: {
    key: 'venues',
    history: 'venue',
    write: KEEPERS,
    make: KEEPERS,
    ...named,
    filters: [inCommunity, ofUnit, { key: 'feature', type: 'text' }, { key: 'minCapacity', type: 'count' }],
    sections: [
      {
        key: 'basics',
        fields: [
          name,
          community,
          owner,
          { path: 'capacity', type: 'count', unit: 'people', required: true },
          { path: 'features', type: 'tags', hint: true },
          alsoServes,
        ],
      },
      { key: 'opening', fields: [{ path: 'opening', type: 'opening' }] },
      {
        key: 'booking',
        fields: [
          { path: 'bufferBeforeMinutes', type: 'minutes' },
          { path: 'bufferAfterMinutes', type: 'minutes' },
          { path: 'costFen', type: 'money' },
          { path: 'needsConfirmation', type: 'flag', hint: true },
        ],
      },
    ],
  },
  donations: {
    key: 'donations',
    history: 'donation',
    write: STAFF,
    make: STAFF,
    ...unnamed,
    filters: [
      inCommunity,
      { key: 'donorUnitId', type: 'one', pool: '/partner-units' },
      { key: 'kind', type: 'activityKinds' },
    ],
    sections: [
      {
        key: 'basics',
        fields: [
          { path: 'name', type: 'text' },
          { path: 'amountFen', type: 'money', required: true },
          { path: 'donorUnitId', type: 'one', pool: '/partner-units' },
          { path: 'seasonId', type: 'one', pool: '/seasons' },
          { path: 'availableFrom', type: 'moment' },
          { path: 'expiresAt', type: 'moment' },
        ],
      },
      {
        key: 'earmark',
        fields: [
          { path: 'earmark.kinds', type: 'activityKinds', unbounded: true },
          { path: 'earmark.communityIds', type: 'some', pool: '/communities', unbounded: true },
          { path: 'earmark.hostGroupIds', type: 'some', pool: '/groups', unbounded: true },
          { path: 'earmark.purposes', type: 'tags', codes: 'purpose', unbounded: true },
        ],
      },
    ],
  },
  equipment: {
    key: 'equipment',
    history: 'equipment',
    write: KEEPERS,
    make: KEEPERS,
    ...named,
    filters: [inCommunity, ofUnit, { key: 'type', type: 'text' }],
    sections: [
      {
        key: 'basics',
        fields: [
          name,
          { path: 'type', type: 'text', required: true, hint: true },
          { path: 'quantity', type: 'count', required: true },
          community,
          owner,
          { path: 'turnaroundMinutes', type: 'minutes' },
          alsoServes,
        ],
      },
    ],
  },
  skills: {
    key: 'skills',
    history: null,
    write: [],
    make: STAFF,
    remove: 'platform',
    ...named,
    filters: [],
    sections: [{ key: 'basics', fields: [name, { path: 'needsQualification', type: 'flag', hint: true }] }],
  },
  communities: {
    key: 'communities',
    history: 'community',
    write: DECIDERS,
    make: 'platform',
    ...named,
    filters: [],
    sections: [
      {
        key: 'basics',
        fields: [
          name,
          { path: 'regionCode', type: 'text' },
          { path: 'timeZone', type: 'text' },
          { path: 'location.latitude', type: 'decimal' },
          { path: 'location.longitude', type: 'decimal' },
          { path: 'countsReliability', type: 'flag', hint: true },
        ],
      },
    ],
  },
  organizations: {
    key: 'organizations',
    history: 'organization',
    write: DECIDERS,
    make: 'platform',
    ...named,
    tables: false,
    filters: [inCommunity],
    sections: [
      { key: 'basics', fields: [name, community] },
      {
        key: 'council',
        fields: [
          'councilSeats',
          'councilSeatsHeldByResidents',
          'leadingPosts',
          'leadingPostsHeldByResidents',
          'subBodies',
          'individualMembers',
        ].map((path) => ({ path, type: 'count' }) as const),
      },
    ],
  },
};

export const isKind = (text: string | undefined): text is KindKey => KIND_KEYS.some((key) => key === text);

/** Title of a thing: its name, else its id. */
export const titleOf = ({ id, name: called }: Thing): string => (typeof called === 'string' ? called : id);
