import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Belonging, Belongings, type Owners } from '../../auth/index.js';
import { Transactions } from '../../database/index.js';
import { ActivityStore, SeriesStore } from '../activities/index.js';
import { CommunityStore } from '../communities/index.js';
import { DonationStore } from '../donations/index.js';
import { EquipmentStore } from '../equipment/index.js';
import { GroupStore } from '../groups/index.js';
import { OrganizationStore } from '../organizations/index.js';
import { PartnerUnitStore } from '../partners/index.js';
import { SeasonStore } from '../seasons/index.js';
import { SkillStore } from '../skills/index.js';
import { VenueStore } from '../venues/index.js';
import { VolunteerStore } from '../volunteers/index.js';
import { type EntityManager } from 'typeorm';

/** The part of a store that tells whose a stored value is. */
interface Keeper {
  ownersOf(manager: EntityManager, id: string): Promise<Owners | null>;
}

/** Ids of the season that something belongs to, and of the volunteer whose own it is. */
interface InSeason {
  readonly season: string;
  readonly volunteer?: string;
}

/** Things that belong to a season belong to whom the season belongs to. */
const IN_SEASON: Readonly<Partial<Record<Belonging, string>>> = {
  run: 'SELECT season_id AS season FROM allocation_runs WHERE id = $1',
  plan: 'SELECT season_id AS season FROM plans WHERE id = $1',
  resolution: 'SELECT season_id AS season FROM resolutions WHERE id = $1',
  'rule-set': 'SELECT season_id AS season FROM rule_sets WHERE id = $1',
  question:
    'SELECT plan.season_id AS season FROM questions AS asked JOIN plans AS plan ON plan.id = asked.plan_id WHERE asked.id = $1',
  assignment:
    'SELECT plan.season_id AS season, part.volunteer_id AS volunteer FROM assignments AS part JOIN plans AS plan ON plan.id = part.plan_id WHERE part.id = $1',
};

/** Things that are about one thing of a pool, and how that is found. */
const ABOUT: Readonly<Partial<Record<Belonging, readonly [owner: Belonging, sql: string]>>> = {
  booking: ['venue', 'SELECT venue_id AS owner FROM booking_requests WHERE id = $1'],
  expense: ['activity', 'SELECT activity_id AS owner FROM expenses WHERE id = $1'],
  'hour-certificate': ['volunteer', 'SELECT volunteer_id AS owner FROM hour_certificates WHERE id = $1'],
};

/** Things about a place in an activity, of a volunteer. */
const OF_PLACES: Readonly<Partial<Record<Belonging, string>>> = {
  duty: 'SELECT season_id AS season, activity_id AS activity, volunteer_id AS volunteer FROM duties WHERE id = $1',
  swap: 'SELECT season_id AS season, activity_id AS activity, to_volunteer_id AS volunteer FROM swap_requests WHERE id = $1',
  waiting:
    'SELECT season_id AS season, activity_id AS activity, volunteer_id AS volunteer FROM wait_list WHERE id = $1',
};

/** Whose the things of the features are. A feature with a new kind of thing adds a line here. */
@Injectable()
export class BelongingsOfFeatures implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly belongings: Belongings,
  ) {}

  onModuleInit(): void {
    this.pool('community', new CommunityStore());
    this.pool('organization', new OrganizationStore());
    this.pool('skill', new SkillStore());
    this.pool('partner-unit', new PartnerUnitStore());
    this.pool('group', new GroupStore());
    this.pool('volunteer', new VolunteerStore());
    this.pool('venue', new VenueStore());
    this.pool('equipment', new EquipmentStore());
    this.pool('donation', new DonationStore());
    this.pool('season', new SeasonStore());
    this.pool('activity', new ActivityStore());
    this.pool('series', new SeriesStore());
    for (const [kind, sql] of Object.entries(IN_SEASON))
      this.belongings.register(kind as Belonging, (id) => this.inSeason(sql, id));
    for (const [kind, [owner, sql]] of Object.entries(ABOUT))
      this.belongings.register(kind as Belonging, (id) => this.like(owner, sql, id));
    for (const [kind, sql] of Object.entries(OF_PLACES))
      this.belongings.register(kind as Belonging, (id) => this.ofPlace(sql, id));
    this.belongings.register('account', (id) => this.account(id));
  }

  private pool(kind: Belonging, store: Keeper): void {
    this.belongings.register(kind, (id) => store.ownersOf(this.transactions.manager, id));
  }

  private async inSeason(sql: string, id: string): Promise<Owners | null> {
    const [row] = await this.transactions.manager.query<InSeason[]>(sql, [id]);
    if (row === undefined) return null;
    const owners = await this.belongings.ownersOf('season', row.season);
    const { volunteer } = row;
    return owners === null || volunteer === undefined ? owners : { ...owners, volunteer };
  }

  /** What is about one thing of a pool belongs to whom that belongs to. */
  private async like(kind: Belonging, sql: string, id: string): Promise<Owners | null> {
    const [row] = await this.transactions.manager.query<{ owner: string }[]>(sql, [id]);
    return row === undefined ? null : this.belongings.ownersOf(kind, row.owner);
  }

  /** Who answers for the activity changes it, or the volunteer whose own it is; all of the season read it. */
  private async ofPlace(sql: string, id: string): Promise<Owners | null> {
    const [row] = await this.transactions.manager.query<
      { season: string; activity: string; volunteer: string }[]
    >(sql, [id]);
    if (row === undefined) return null;
    const { volunteer } = row;
    const season = await this.belongings.ownersOf('season', row.season);
    const activity = await this.belongings.ownersOf('activity', row.activity);
    return { ...(activity ?? season ?? { communities: [] }), guests: season?.communities ?? [], volunteer };
  }

  /** An account answers to every organization in which it has a role, and to the platform where it has one there or none at all. */
  private async account(id: string): Promise<Owners | null> {
    const rows = await this.transactions.manager.query<
      { organization: string | null; role: string | null }[]
    >(
      `SELECT membership.organization_id AS organization, membership.role
         FROM accounts AS account LEFT JOIN memberships AS membership ON membership.account_id = account.id
        WHERE account.id = $1`,
      [id],
    );
    if (rows.length === 0) return null;
    const ofPlatform = rows.some(({ organization }) => organization === null);
    const organizations = rows.flatMap(({ organization }) => organization ?? []);
    return { communities: [], organizations: ofPlatform ? [] : organizations };
  }
}
