import { type VolunteerCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { Activity, ActivitySeries } from '../activities/index.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import {
  type ColumnsOf,
  given,
  homeOrServed,
  type Keeping,
  linkedIds,
  linksOf,
  linkTable,
  ownersByMembers,
  PoolStore,
  type Reference,
  referencesIn,
} from '../pools/index.js';
import { Skill } from '../skills/index.js';
import {
  Volunteer,
  VolunteerActivityWish,
  VolunteerCommunity,
  VolunteerGroupWish,
  VolunteerQualification,
  VolunteerServedSeries,
  VolunteerSkill,
} from './volunteer.entity.js';

export type VolunteerValue = VolunteerCreate & { id: string };

export class VolunteerStore extends PoolStore<Volunteer, VolunteerValue> {
  readonly type = 'Volunteer';
  readonly entity = Volunteer;
  override readonly personal = ['name', 'phone'];
  protected override readonly links = [
    linkTable<VolunteerValue, VolunteerCommunity>(VolunteerCommunity, 'volunteerId', (value) =>
      value.servesCommunityIds.map((communityId) => ({ volunteerId: value.id, communityId })),
    ),
    linkTable<VolunteerValue, VolunteerSkill>(VolunteerSkill, 'volunteerId', (value) =>
      value.skillIds.map((skillId) => ({ volunteerId: value.id, skillId })),
    ),
    linkTable<VolunteerValue, VolunteerQualification>(VolunteerQualification, 'volunteerId', (value) =>
      value.qualifications.map(({ skillId, validFrom, validUntil }, place) => ({
        volunteerId: value.id,
        place,
        skillId,
        validFrom: validFrom ?? null,
        validUntil: validUntil ?? null,
      })),
    ),
    linkTable<VolunteerValue, VolunteerActivityWish>(VolunteerActivityWish, 'volunteerId', (value) => [
      ...value.wishes.activityIds.map((activityId) => ({ volunteerId: value.id, activityId, avoid: false })),
      ...value.wishes.avoidActivityIds.map((activityId) => ({
        volunteerId: value.id,
        activityId,
        avoid: true,
      })),
    ]),
    linkTable<VolunteerValue, VolunteerGroupWish>(VolunteerGroupWish, 'volunteerId', (value) =>
      value.wishes.hostGroupIds.map((groupId) => ({ volunteerId: value.id, groupId })),
    ),
    linkTable<VolunteerValue, VolunteerServedSeries>(VolunteerServedSeries, 'volunteerId', (value) =>
      value.servedSeriesIds.map((seriesId) => ({ volunteerId: value.id, seriesId })),
    ),
  ];

  protected override readonly inArea = {
    shared: homeOrServed('volunteer_communities', 'volunteer_id'),
    own: { volunteer: 'held.id = :reachVolunteer' },
  };

  override keepingsOf(_manager: EntityManager, values: readonly VolunteerValue[]): Promise<Keeping[]> {
    return Promise.resolve(
      values.map((value) => ({ owners: { ...ownersByMembers(value), volunteer: value.id } })),
    );
  }

  protected columns(value: VolunteerValue): ColumnsOf<Volunteer> {
    return {
      id: value.id,
      name: value.name ?? null,
      communityId: value.communityId,
      ageClass: value.ageClass,
      guardianConsent: value.guardianConsent,
      availability: value.availability,
      limits: value.limits,
      minRestMinutes: value.minRestMinutes ?? null,
      offeredMinutes: value.offeredMinutes ?? null,
      wishedKinds: value.wishes.kinds,
      reliability: value.reliability ?? null,
      phone: value.phone ?? null,
    };
  }

  async values(manager: EntityManager, rows: readonly Volunteer[]): Promise<VolunteerValue[]> {
    const ids = rows.map(({ id }) => id);
    const communityIds = await linkedIds(manager, VolunteerCommunity, 'volunteerId', 'communityId', ids);
    const skillIds = await linkedIds(manager, VolunteerSkill, 'volunteerId', 'skillId', ids);
    const groupIds = await linkedIds(manager, VolunteerGroupWish, 'volunteerId', 'groupId', ids);
    const seriesIds = await linkedIds(manager, VolunteerServedSeries, 'volunteerId', 'seriesId', ids);
    const proofs = await linksOf(manager, VolunteerQualification, 'volunteerId', 'place', ids);
    const wishes = await linksOf(manager, VolunteerActivityWish, 'volunteerId', 'activityId', ids);
    const wishedActivities = (id: string, avoid: boolean) =>
      (wishes.get(id) ?? []).filter((wish) => wish.avoid === avoid).map(({ activityId }) => activityId);
    return rows.map((row) => ({
      id: row.id,
      ...given('name', row.name),
      communityId: row.communityId,
      servesCommunityIds: communityIds(row.id),
      ageClass: row.ageClass,
      guardianConsent: row.guardianConsent,
      skillIds: skillIds(row.id),
      qualifications: (proofs.get(row.id) ?? []).map(({ skillId, validFrom, validUntil }) => ({
        skillId,
        ...given('validFrom', validFrom),
        ...given('validUntil', validUntil),
      })),
      availability: row.availability,
      limits: row.limits,
      ...given('minRestMinutes', row.minRestMinutes),
      ...given('offeredMinutes', row.offeredMinutes),
      wishes: {
        kinds: row.wishedKinds,
        activityIds: wishedActivities(row.id, false),
        hostGroupIds: groupIds(row.id),
        avoidActivityIds: wishedActivities(row.id, true),
      },
      servedSeriesIds: seriesIds(row.id),
      ...given('reliability', row.reliability),
      ...given('phone', row.phone),
    }));
  }

  references(value: VolunteerValue): Reference[] {
    return [
      { path: ['communityId'], entity: Community, id: value.communityId },
      ...referencesIn(['servesCommunityIds'], Community, value.servesCommunityIds),
      ...referencesIn(['skillIds'], Skill, value.skillIds),
      ...value.qualifications.map(({ skillId }, index) => ({
        path: ['qualifications', index, 'skillId'],
        entity: Skill,
        id: skillId,
      })),
      ...referencesIn(['wishes', 'activityIds'], Activity, value.wishes.activityIds),
      ...referencesIn(['wishes', 'avoidActivityIds'], Activity, value.wishes.avoidActivityIds),
      ...referencesIn(['wishes', 'hostGroupIds'], GrassrootsGroup, value.wishes.hostGroupIds),
      ...referencesIn(['servedSeriesIds'], ActivitySeries, value.servedSeriesIds),
    ];
  }
}
