import { Module } from '@nestjs/common';
import { type Entities } from '../database/index.js';
import {
  ActivitiesModule,
  Activity,
  ActivityGroup,
  ActivityPredecessor,
  ActivitySeries,
  ActivitySkill,
  ActivityVenue,
} from './activities/index.js';
import { CalendarsModule } from './calendars/index.js';
import { CommunitiesModule, Community } from './communities/index.js';
import { Donation, DonationCommunity, DonationGroup, DonationsModule } from './donations/index.js';
import { EquipmentCommunity, EquipmentItem, EquipmentModule } from './equipment/index.js';
import { GrassrootsGroup, GroupCommunity, GroupsModule } from './groups/index.js';
import { ImportsModule } from './imports/index.js';
import { Organization, OrganizationsModule } from './organizations/index.js';
import { PartnerUnit, PartnerUnitsModule } from './partners/index.js';
import { PinsModule, SeasonPin } from './pins/index.js';
import { Season, SeasonCommunity, SeasonsModule } from './seasons/index.js';
import { Skill, SkillsModule } from './skills/index.js';
import { Venue, VenueCommunity, VenuesModule } from './venues/index.js';
import {
  Volunteer,
  VolunteerActivityWish,
  VolunteerCommunity,
  VolunteerGroupWish,
  VolunteerQualification,
  VolunteerServedSeries,
  VolunteerSkill,
  VolunteersModule,
} from './volunteers/index.js';

/** Tables of the pools, in an order in which each finds what it refers to. */
export const POOL_ENTITIES: Entities = [
  Community,
  Skill,
  Organization,
  PartnerUnit,
  GrassrootsGroup,
  GroupCommunity,
  Venue,
  VenueCommunity,
  EquipmentItem,
  EquipmentCommunity,
  Season,
  SeasonCommunity,
  Donation,
  DonationCommunity,
  DonationGroup,
  ActivitySeries,
  Activity,
  ActivityPredecessor,
  ActivitySkill,
  ActivityVenue,
  ActivityGroup,
  Volunteer,
  VolunteerCommunity,
  VolunteerSkill,
  VolunteerQualification,
  VolunteerActivityWish,
  VolunteerGroupWish,
  VolunteerServedSeries,
  SeasonPin,
];

/** What a community has, and the activities that it is asked for. */
@Module({
  imports: [
    CommunitiesModule,
    SkillsModule,
    OrganizationsModule,
    PartnerUnitsModule,
    GroupsModule,
    VenuesModule,
    EquipmentModule,
    SeasonsModule,
    DonationsModule,
    ActivitiesModule,
    VolunteersModule,
    PinsModule,
    CalendarsModule,
    ImportsModule,
  ],
})
export class PoolsModule {}
