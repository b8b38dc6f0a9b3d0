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
  linkRead,
  linksTogether,
  linkTable,
  ownersAtHome,
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

const LINKS = {
  communities: linkRead(VolunteerCommunity, 'volunteerId', 'communityId'),
  skills: linkRead(VolunteerSkill, 'volunteerId', 'skillId'),
  groups: linkRead(VolunteerGroupWish, 'volunteerId', 'groupId'),
  series: linkRead(VolunteerServedSeries, 'volunteerId', 'seriesId'),
  proofs: linkRead(VolunteerQualification, 'volunteerId', 'place'),
  wishes: linkRead(VolunteerActivityWish, 'volunteerId', 'activityId'),
};

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

  protected override readonly ownersSql = ownersAtHome(
    'volunteers',
    'volunteer_communities',
    'volunteer_id',
    `, 'volunteer', held.id`,
  );

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
    const links = await linksTogether(manager, ids, LINKS);
    const wishedActivities = (id: string, avoid: boolean) =>
      links
        .wishes(id)
        .filter((wish) => wish.avoid === avoid)
        .map(({ activityId }) => activityId);
    return rows.map((row) => ({
      id: row.id,
      ...given('name', row.name),
      communityId: row.communityId,
      servesCommunityIds: links.communities(row.id).map(({ communityId }) => communityId),
      ageClass: row.ageClass,
      guardianConsent: row.guardianConsent,
      skillIds: links.skills(row.id).map(({ skillId }) => skillId),
      qualifications: links.proofs(row.id).map(({ skillId, validFrom, validUntil }) => ({
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
        hostGroupIds: links.groups(row.id).map(({ groupId }) => groupId),
        avoidActivityIds: wishedActivities(row.id, true),
      },
      servedSeriesIds: links.series(row.id).map(({ seriesId }) => seriesId),
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
