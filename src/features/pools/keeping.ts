import { type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type Area, governs, type Owners, shares } from '../../auth/index.js';
import { currentContext } from '../../http/context.js';

/** Whose a value is, and the season that it is planned in, if any: of that, something has to be in reach. */
export interface Keeping {
  readonly owners: Owners;
  readonly season?: string;
}

/** SQL that holds for the rows that an area reaches; `held` is the row. Null: everybody reads all of them. */
export interface InArea {
  readonly shared: string | null;
  /** Rows that are a person's or a partner unit's own. */
  readonly own?: { readonly volunteer?: string; readonly partner?: string };
}

/** The area as parameters: `:reachCommunities`, `:reachOrganizations`, `:reachVolunteer`, `:reachPartner`. */
function parametersOf({ communities, organizations, volunteer, partner }: Area): ObjectLiteral {
  return {
    reachCommunities: [...communities],
    reachOrganizations: [...organizations],
    reachVolunteer: volunteer,
    reachPartner: partner,
  };
}

/** Keeps what the caller of the request reaches on this route. */
export function narrowToReach<E extends ObjectLiteral>(
  query: SelectQueryBuilder<E>,
  { shared, own = {} }: InArea,
): void {
  const { reach } = currentContext();
  if (reach === 'everything' || shared === null) return;
  const parts = [
    shared,
    ...(own.volunteer === undefined || reach.volunteer === null ? [] : [own.volunteer]),
    ...(own.partner === undefined || reach.partner === null ? [] : [own.partner]),
  ];
  query.andWhere(`(${parts.map((part) => `(${part})`).join(' OR ')})`, parametersOf(reach));
}

/** What the caller may do with a thing: add it, change it, or see at least that it is there. */
export interface Rights {
  readonly add: boolean;
  readonly change: boolean;
  readonly seen: boolean;
}

/** What the caller may do with each of the values, whether they are stored or about to be. */
export async function rightsTo<V>(
  manager: EntityManager,
  store: { keepingsOf(manager: EntityManager, values: readonly V[]): Promise<Keeping[]> },
  values: readonly V[],
): Promise<Rights[]> {
  const { reach } = currentContext();
  if (reach === 'everything') return values.map(() => ({ add: true, change: true, seen: true }));
  const keepings = await store.keepingsOf(manager, values);
  const touched = await seasonsTouched(
    manager,
    keepings.flatMap(({ season }) => season ?? []),
    [...reach.communities],
  );
  return keepings.map(({ owners, season }) => {
    const change = governs(reach, owners) && (season === undefined || touched.has(season));
    // To what is everybody's, whoever the route lets in adds; what others use already stays as it is.
    return { add: change || owners.common === true, change, seen: shares(reach, owners) };
  });
}

/** Seasons in which one of the communities plans. */
async function seasonsTouched(
  manager: EntityManager,
  seasonIds: readonly string[],
  communityIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (seasonIds.length === 0) return new Set();
  const rows = await manager.query<{ id: string }[]>(
    'SELECT DISTINCT season_id AS id FROM season_communities WHERE season_id = ANY($1) AND community_id = ANY($2)',
    [seasonIds, communityIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** SQL: the caller has a share in the season whose id is in the column. */
export const sharedSeason = (column: string): string =>
  `EXISTS (SELECT 1 FROM season_communities reached
    WHERE reached.season_id = ${column} AND reached.community_id = ANY(:reachCommunities))`;

/** Narrows what belongs to seasons to those in which the caller has a share; `column` names the season of a row. */
export function narrowToSeasonsInReach<E extends ObjectLiteral>(
  query: SelectQueryBuilder<E>,
  column: string,
): void {
  const { reach } = currentContext();
  if (reach === 'everything') return;
  query.andWhere(sharedSeason(column), { reachCommunities: [...reach.communities] });
}
