import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a community has (people, groups, partners, venues, equipment, money), its seasons and their activities. */
export class Pools1763900100000 implements MigrationInterface {
  readonly name = 'Pools1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createTables(runner);
    await this.linkTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES_LAST_FIRST) await runner.query(`DROP TABLE "${table}" CASCADE`);
  }

  private async createTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "communities" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "region_code" text,
        "time_zone" text NOT NULL,
        "latitude" double precision,
        "longitude" double precision,
        CONSTRAINT "pk_communities_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_communities_name" ON "communities" ("name")`);
    await runner.query(`
      CREATE TABLE "skills" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "needs_qualification" boolean NOT NULL,
        CONSTRAINT "pk_skills_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_skills_name" ON "skills" ("name")`);
    await runner.query(`
      CREATE TABLE "grassroots_groups" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "community_id" text NOT NULL,
        "tags" text array NOT NULL,
        "availability" jsonb NOT NULL,
        "activities_per_week" integer,
        CONSTRAINT "pk_grassroots_groups_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_grassroots_groups_name" ON "grassroots_groups" ("name")`);
    await runner.query(
      `CREATE INDEX "ix_grassroots_groups_community_id" ON "grassroots_groups" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "group_communities" (
        "group_id" text NOT NULL,
        "community_id" text NOT NULL,
        CONSTRAINT "pk_group_communities_group_id_community_id" PRIMARY KEY ("group_id", "community_id"))`);
    await runner.query(
      `CREATE INDEX "ix_group_communities_community_id" ON "group_communities" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "organizations" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "community_id" text NOT NULL,
        "council_seats" integer NOT NULL,
        "council_seats_held_by_residents" integer NOT NULL,
        "leading_posts" integer NOT NULL,
        "leading_posts_held_by_residents" integer NOT NULL,
        "sub_bodies" integer NOT NULL,
        "individual_members" integer NOT NULL,
        CONSTRAINT "pk_organizations_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_organizations_name" ON "organizations" ("name")`);
    await runner.query(`CREATE INDEX "ix_organizations_community_id" ON "organizations" ("community_id")`);
    await runner.query(`
      CREATE TABLE "seasons" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "ends_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "calendar" jsonb NOT NULL,
        "policy" jsonb NOT NULL,
        "leader_skill_id" text,
        "objective" jsonb NOT NULL,
        "dataset_sha256" text,
        CONSTRAINT "ck_seasons_order" CHECK ("ends_at" > "starts_at"),
        CONSTRAINT "pk_seasons_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_seasons_leader_skill_id" ON "seasons" ("leader_skill_id")`);
    await runner.query(`CREATE INDEX "ix_seasons_name" ON "seasons" ("name")`);
    await runner.query(`
      CREATE TABLE "season_communities" (
        "season_id" text NOT NULL,
        "community_id" text NOT NULL,
        CONSTRAINT "pk_season_communities_season_id_community_id" PRIMARY KEY ("season_id", "community_id"))`);
    await runner.query(
      `CREATE INDEX "ix_season_communities_community_id" ON "season_communities" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "partner_units" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "community_id" text NOT NULL,
        "is_unit_member" boolean NOT NULL,
        CONSTRAINT "pk_partner_units_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_partner_units_name" ON "partner_units" ("name")`);
    await runner.query(`CREATE INDEX "ix_partner_units_community_id" ON "partner_units" ("community_id")`);
    await runner.query(`
      CREATE TABLE "venues" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "community_id" text NOT NULL,
        "owner_unit_id" text,
        "capacity" integer NOT NULL,
        "features" text array NOT NULL,
        "opening" jsonb NOT NULL,
        "buffer_before_minutes" integer NOT NULL,
        "buffer_after_minutes" integer NOT NULL,
        "cost_fen" bigint NOT NULL,
        "needs_confirmation" boolean NOT NULL,
        CONSTRAINT "ck_venues_cost" CHECK ("cost_fen" >= 0),
        CONSTRAINT "pk_venues_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_venues_owner_unit_id" ON "venues" ("owner_unit_id")`);
    await runner.query(`CREATE INDEX "ix_venues_name" ON "venues" ("name")`);
    await runner.query(`CREATE INDEX "ix_venues_community_id" ON "venues" ("community_id")`);
    await runner.query(`
      CREATE TABLE "venue_communities" (
        "venue_id" text NOT NULL,
        "community_id" text NOT NULL,
        CONSTRAINT "pk_venue_communities_venue_id_community_id" PRIMARY KEY ("venue_id", "community_id"))`);
    await runner.query(
      `CREATE INDEX "ix_venue_communities_community_id" ON "venue_communities" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "activity_series" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "title" text NOT NULL,
        "community_id" text NOT NULL,
        "rrule" text NOT NULL,
        "first_start" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "except_dates" text array NOT NULL,
        "template" jsonb,
        CONSTRAINT "pk_activity_series_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_activity_series_community_id" ON "activity_series" ("community_id")`,
    );
    await runner.query(`CREATE INDEX "ix_activity_series_season_id" ON "activity_series" ("season_id")`);
    await runner.query(`
      CREATE TABLE "activities" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "organization_id" text,
        "title" text NOT NULL,
        "kind" text NOT NULL,
        "community_id" text NOT NULL,
        "series_id" text,
        "occurrence_start" TIMESTAMP(3) WITH TIME ZONE,
        "detached" boolean NOT NULL DEFAULT false,
        "host_group_id" text,
        "priority" integer NOT NULL,
        "duration_minutes" integer NOT NULL,
        "candidate_starts" TIMESTAMP WITH TIME ZONE array NOT NULL,
        "first_candidate" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "expected_attendance" integer NOT NULL,
        "roles" jsonb NOT NULL,
        "venue" jsonb,
        "equipment" jsonb NOT NULL,
        "groups" jsonb NOT NULL,
        "budget" jsonb NOT NULL,
        "allow_holidays" boolean,
        CONSTRAINT "pk_activities_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_activities_host_group_id" ON "activities" ("host_group_id")`);
    await runner.query(`CREATE INDEX "ix_activities_series_id" ON "activities" ("series_id")`);
    await runner.query(`CREATE INDEX "ix_activities_community_id" ON "activities" ("community_id")`);
    await runner.query(`CREATE INDEX "ix_activities_organization_id" ON "activities" ("organization_id")`);
    await runner.query(
      `CREATE INDEX "ix_activities_season_id_first_candidate_id" ON "activities" ("season_id", "first_candidate", "id")`,
    );
    await runner.query(`
      CREATE TABLE "activity_predecessors" (
        "activity_id" text NOT NULL,
        "predecessor_id" text NOT NULL,
        CONSTRAINT "pk_activity_predecessors_activity_id_predecessor_id" PRIMARY KEY ("activity_id", "predecessor_id"))`);
    await runner.query(
      `CREATE INDEX "ix_activity_predecessors_predecessor_id" ON "activity_predecessors" ("predecessor_id")`,
    );
    await runner.query(`
      CREATE TABLE "activity_skills" (
        "activity_id" text NOT NULL,
        "skill_id" text NOT NULL,
        CONSTRAINT "pk_activity_skills_activity_id_skill_id" PRIMARY KEY ("activity_id", "skill_id"))`);
    await runner.query(`CREATE INDEX "ix_activity_skills_skill_id" ON "activity_skills" ("skill_id")`);
    await runner.query(`
      CREATE TABLE "activity_venues" (
        "activity_id" text NOT NULL,
        "venue_id" text NOT NULL,
        CONSTRAINT "pk_activity_venues_activity_id_venue_id" PRIMARY KEY ("activity_id", "venue_id"))`);
    await runner.query(`CREATE INDEX "ix_activity_venues_venue_id" ON "activity_venues" ("venue_id")`);
    await runner.query(`
      CREATE TABLE "activity_groups" (
        "activity_id" text NOT NULL,
        "group_id" text NOT NULL,
        CONSTRAINT "pk_activity_groups_activity_id_group_id" PRIMARY KEY ("activity_id", "group_id"))`);
    await runner.query(`CREATE INDEX "ix_activity_groups_group_id" ON "activity_groups" ("group_id")`);
    await runner.query(`
      CREATE TABLE "donations" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text,
        "amount_fen" bigint NOT NULL,
        "donor_unit_id" text,
        "season_id" text,
        "kinds" text array NOT NULL,
        "purposes" text array NOT NULL,
        "available_from" TIMESTAMP(3) WITH TIME ZONE,
        "expires_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "ck_donations_expiry" CHECK ("expires_at" > "available_from"),
        CONSTRAINT "ck_donations_amount" CHECK ("amount_fen" >= 0),
        CONSTRAINT "pk_donations_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_donations_season_id" ON "donations" ("season_id")`);
    await runner.query(`CREATE INDEX "ix_donations_donor_unit_id" ON "donations" ("donor_unit_id")`);
    await runner.query(`CREATE INDEX "ix_donations_name" ON "donations" ("name")`);
    await runner.query(`
      CREATE TABLE "donation_communities" (
        "donation_id" text NOT NULL,
        "community_id" text NOT NULL,
        CONSTRAINT "pk_donation_communities_donation_id_community_id" PRIMARY KEY ("donation_id", "community_id"))`);
    await runner.query(
      `CREATE INDEX "ix_donation_communities_community_id" ON "donation_communities" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "donation_groups" (
        "donation_id" text NOT NULL,
        "group_id" text NOT NULL,
        CONSTRAINT "pk_donation_groups_donation_id_group_id" PRIMARY KEY ("donation_id", "group_id"))`);
    await runner.query(`CREATE INDEX "ix_donation_groups_group_id" ON "donation_groups" ("group_id")`);
    await runner.query(`
      CREATE TABLE "equipment_items" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text NOT NULL,
        "type" text NOT NULL,
        "quantity" integer NOT NULL,
        "community_id" text NOT NULL,
        "owner_unit_id" text,
        "turnaround_minutes" integer NOT NULL,
        CONSTRAINT "ck_equipment_items_quantity" CHECK ("quantity" >= 0),
        CONSTRAINT "pk_equipment_items_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_equipment_items_owner_unit_id" ON "equipment_items" ("owner_unit_id")`,
    );
    await runner.query(`CREATE INDEX "ix_equipment_items_type" ON "equipment_items" ("type")`);
    await runner.query(`CREATE INDEX "ix_equipment_items_name" ON "equipment_items" ("name")`);
    await runner.query(
      `CREATE INDEX "ix_equipment_items_community_id" ON "equipment_items" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "equipment_communities" (
        "equipment_id" text NOT NULL,
        "community_id" text NOT NULL,
        CONSTRAINT "pk_equipment_communities_equipment_id_community_id" PRIMARY KEY ("equipment_id", "community_id"))`);
    await runner.query(
      `CREATE INDEX "ix_equipment_communities_community_id" ON "equipment_communities" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "volunteers" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "name" text,
        "community_id" text NOT NULL,
        "age_class" text NOT NULL,
        "guardian_consent" boolean NOT NULL,
        "availability" jsonb NOT NULL,
        "limits" jsonb NOT NULL,
        "min_rest_minutes" integer,
        "offered_minutes" integer,
        "wished_kinds" text array NOT NULL,
        "phone" text,
        CONSTRAINT "pk_volunteers_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_volunteers_name" ON "volunteers" ("name")`);
    await runner.query(`CREATE INDEX "ix_volunteers_community_id_id" ON "volunteers" ("community_id", "id")`);
    await runner.query(`
      CREATE TABLE "volunteer_communities" (
        "volunteer_id" text NOT NULL,
        "community_id" text NOT NULL,
        CONSTRAINT "pk_volunteer_communities_volunteer_id_community_id" PRIMARY KEY ("volunteer_id", "community_id"))`);
    await runner.query(
      `CREATE INDEX "ix_volunteer_communities_community_id" ON "volunteer_communities" ("community_id")`,
    );
    await runner.query(`
      CREATE TABLE "volunteer_skills" (
        "volunteer_id" text NOT NULL,
        "skill_id" text NOT NULL,
        CONSTRAINT "pk_volunteer_skills_volunteer_id_skill_id" PRIMARY KEY ("volunteer_id", "skill_id"))`);
    await runner.query(`CREATE INDEX "ix_volunteer_skills_skill_id" ON "volunteer_skills" ("skill_id")`);
    await runner.query(`
      CREATE TABLE "volunteer_qualifications" (
        "volunteer_id" text NOT NULL,
        "place" integer NOT NULL,
        "skill_id" text NOT NULL,
        "valid_from" date,
        "valid_until" date,
        CONSTRAINT "pk_volunteer_qualifications_volunteer_id_place" PRIMARY KEY ("volunteer_id", "place"))`);
    await runner.query(
      `CREATE INDEX "ix_volunteer_qualifications_skill_id" ON "volunteer_qualifications" ("skill_id")`,
    );
    await runner.query(`
      CREATE TABLE "volunteer_activity_wishes" (
        "volunteer_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "avoid" boolean NOT NULL,
        CONSTRAINT "pk_volunteer_activity_wishes_volunteer_id_activity_id" PRIMARY KEY ("volunteer_id", "activity_id"))`);
    await runner.query(
      `CREATE INDEX "ix_volunteer_activity_wishes_activity_id" ON "volunteer_activity_wishes" ("activity_id")`,
    );
    await runner.query(`
      CREATE TABLE "volunteer_group_wishes" (
        "volunteer_id" text NOT NULL,
        "group_id" text NOT NULL,
        CONSTRAINT "pk_volunteer_group_wishes_volunteer_id_group_id" PRIMARY KEY ("volunteer_id", "group_id"))`);
    await runner.query(
      `CREATE INDEX "ix_volunteer_group_wishes_group_id" ON "volunteer_group_wishes" ("group_id")`,
    );
    await runner.query(`
      CREATE TABLE "volunteer_served_series" (
        "volunteer_id" text NOT NULL,
        "series_id" text NOT NULL,
        CONSTRAINT "pk_volunteer_served_series_volunteer_id_series_id" PRIMARY KEY ("volunteer_id", "series_id"))`);
    await runner.query(
      `CREATE INDEX "ix_volunteer_served_series_series_id" ON "volunteer_served_series" ("series_id")`,
    );
    await runner.query(`
      CREATE TABLE "season_pins" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "type" text NOT NULL,
        "activity_id" text NOT NULL,
        "volunteer_id" text,
        "role_id" text,
        "group_id" text,
        "venue_id" text,
        "start" TIMESTAMP(3) WITH TIME ZONE,
        "reason" text,
        CONSTRAINT "pk_season_pins_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_season_pins_venue_id" ON "season_pins" ("venue_id")`);
    await runner.query(`CREATE INDEX "ix_season_pins_group_id" ON "season_pins" ("group_id")`);
    await runner.query(`CREATE INDEX "ix_season_pins_volunteer_id" ON "season_pins" ("volunteer_id")`);
    await runner.query(`CREATE INDEX "ix_season_pins_activity_id" ON "season_pins" ("activity_id")`);
    await runner.query(`CREATE INDEX "ix_season_pins_season_id_id" ON "season_pins" ("season_id", "id")`);
  }

  private async linkTables(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "grassroots_groups" ADD CONSTRAINT "fk_grassroots_groups_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "group_communities" ADD CONSTRAINT "fk_group_communities_group_id"
      FOREIGN KEY ("group_id") REFERENCES "grassroots_groups"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "group_communities" ADD CONSTRAINT "fk_group_communities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "organizations" ADD CONSTRAINT "fk_organizations_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "seasons" ADD CONSTRAINT "fk_seasons_leader_skill_id"
      FOREIGN KEY ("leader_skill_id") REFERENCES "skills"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "season_communities" ADD CONSTRAINT "fk_season_communities_season_id"
      FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "season_communities" ADD CONSTRAINT "fk_season_communities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "partner_units" ADD CONSTRAINT "fk_partner_units_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "venues" ADD CONSTRAINT "fk_venues_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "venues" ADD CONSTRAINT "fk_venues_owner_unit_id"
      FOREIGN KEY ("owner_unit_id") REFERENCES "partner_units"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "venue_communities" ADD CONSTRAINT "fk_venue_communities_venue_id"
      FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "venue_communities" ADD CONSTRAINT "fk_venue_communities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activity_series" ADD CONSTRAINT "fk_activity_series_season_id"
      FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activity_series" ADD CONSTRAINT "fk_activity_series_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activities" ADD CONSTRAINT "fk_activities_season_id"
      FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activities" ADD CONSTRAINT "fk_activities_organization_id"
      FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activities" ADD CONSTRAINT "fk_activities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activities" ADD CONSTRAINT "fk_activities_series_id"
      FOREIGN KEY ("series_id") REFERENCES "activity_series"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activities" ADD CONSTRAINT "fk_activities_host_group_id"
      FOREIGN KEY ("host_group_id") REFERENCES "grassroots_groups"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activity_predecessors" ADD CONSTRAINT "fk_activity_predecessors_activity_id"
      FOREIGN KEY ("activity_id") REFERENCES "activities"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "activity_predecessors" ADD CONSTRAINT "fk_activity_predecessors_predecessor_id"
      FOREIGN KEY ("predecessor_id") REFERENCES "activities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activity_skills" ADD CONSTRAINT "fk_activity_skills_activity_id"
      FOREIGN KEY ("activity_id") REFERENCES "activities"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "activity_skills" ADD CONSTRAINT "fk_activity_skills_skill_id"
      FOREIGN KEY ("skill_id") REFERENCES "skills"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activity_venues" ADD CONSTRAINT "fk_activity_venues_activity_id"
      FOREIGN KEY ("activity_id") REFERENCES "activities"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "activity_venues" ADD CONSTRAINT "fk_activity_venues_venue_id"
      FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "activity_groups" ADD CONSTRAINT "fk_activity_groups_activity_id"
      FOREIGN KEY ("activity_id") REFERENCES "activities"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "activity_groups" ADD CONSTRAINT "fk_activity_groups_group_id"
      FOREIGN KEY ("group_id") REFERENCES "grassroots_groups"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "donations" ADD CONSTRAINT "fk_donations_donor_unit_id"
      FOREIGN KEY ("donor_unit_id") REFERENCES "partner_units"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "donations" ADD CONSTRAINT "fk_donations_season_id"
      FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "donation_communities" ADD CONSTRAINT "fk_donation_communities_donation_id"
      FOREIGN KEY ("donation_id") REFERENCES "donations"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "donation_communities" ADD CONSTRAINT "fk_donation_communities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "donation_groups" ADD CONSTRAINT "fk_donation_groups_donation_id"
      FOREIGN KEY ("donation_id") REFERENCES "donations"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "donation_groups" ADD CONSTRAINT "fk_donation_groups_group_id"
      FOREIGN KEY ("group_id") REFERENCES "grassroots_groups"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "equipment_items" ADD CONSTRAINT "fk_equipment_items_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "equipment_items" ADD CONSTRAINT "fk_equipment_items_owner_unit_id"
      FOREIGN KEY ("owner_unit_id") REFERENCES "partner_units"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "equipment_communities" ADD CONSTRAINT "fk_equipment_communities_equipment_id"
      FOREIGN KEY ("equipment_id") REFERENCES "equipment_items"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "equipment_communities" ADD CONSTRAINT "fk_equipment_communities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "volunteers" ADD CONSTRAINT "fk_volunteers_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "volunteer_communities" ADD CONSTRAINT "fk_volunteer_communities_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_communities" ADD CONSTRAINT "fk_volunteer_communities_community_id"
      FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "volunteer_skills" ADD CONSTRAINT "fk_volunteer_skills_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_skills" ADD CONSTRAINT "fk_volunteer_skills_skill_id"
      FOREIGN KEY ("skill_id") REFERENCES "skills"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "volunteer_qualifications" ADD CONSTRAINT "fk_volunteer_qualifications_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_qualifications" ADD CONSTRAINT "fk_volunteer_qualifications_skill_id"
      FOREIGN KEY ("skill_id") REFERENCES "skills"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "volunteer_activity_wishes" ADD CONSTRAINT "fk_volunteer_activity_wishes_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_activity_wishes" ADD CONSTRAINT "fk_volunteer_activity_wishes_activity_id"
      FOREIGN KEY ("activity_id") REFERENCES "activities"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_group_wishes" ADD CONSTRAINT "fk_volunteer_group_wishes_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_group_wishes" ADD CONSTRAINT "fk_volunteer_group_wishes_group_id"
      FOREIGN KEY ("group_id") REFERENCES "grassroots_groups"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_served_series" ADD CONSTRAINT "fk_volunteer_served_series_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "volunteer_served_series" ADD CONSTRAINT "fk_volunteer_served_series_series_id"
      FOREIGN KEY ("series_id") REFERENCES "activity_series"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "season_pins" ADD CONSTRAINT "fk_season_pins_season_id"
      FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE "season_pins" ADD CONSTRAINT "fk_season_pins_activity_id"
      FOREIGN KEY ("activity_id") REFERENCES "activities"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "season_pins" ADD CONSTRAINT "fk_season_pins_volunteer_id"
      FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "season_pins" ADD CONSTRAINT "fk_season_pins_group_id"
      FOREIGN KEY ("group_id") REFERENCES "grassroots_groups"("id") ON DELETE RESTRICT`);
    await runner.query(`
      ALTER TABLE "season_pins" ADD CONSTRAINT "fk_season_pins_venue_id"
      FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE RESTRICT`);
  }
}

const TABLES_LAST_FIRST = [
  'season_pins',
  'volunteer_served_series',
  'volunteer_group_wishes',
  'volunteer_activity_wishes',
  'volunteer_qualifications',
  'volunteer_skills',
  'volunteer_communities',
  'volunteers',
  'equipment_communities',
  'equipment_items',
  'donation_groups',
  'donation_communities',
  'donations',
  'activity_groups',
  'activity_venues',
  'activity_skills',
  'activity_predecessors',
  'activities',
  'activity_series',
  'venue_communities',
  'venues',
  'partner_units',
  'season_communities',
  'seasons',
  'organizations',
  'group_communities',
  'grassroots_groups',
  'skills',
  'communities',
];
