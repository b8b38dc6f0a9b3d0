import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { rowsOf, Transactions } from '../../database/index.js';
import { type Notice, Outbox, recipientOf } from '../../notifications/index.js';
import { AnswerLinks, type PartOfParty } from './answer-links.js';
import { noticesOfChange, type PersonalChange, type Schedule } from './changes.js';
import { type Facts, factsOf } from './facts.js';
import { changeNotices, digestNotice, reminderNotices, shortageNotices } from './messages.js';
import { PUBLISHED_PLANS, type PublishedPlans } from './published-plans.js';
import { type Reminder, REMINDER_LEADS, remindersOf } from './reminders.js';
import { digestWeek, shortagesOf, within } from './staffing.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** A digest tells of a week that begins tomorrow at the latest. */
const DIGEST_AHEAD = 9 * DAY;
const EXPIRY_DAYS = 30;

/** Writes into the outbox what time alone brings: reminders, alerts, digests, warnings. Doing it again writes nothing new. */
@Injectable()
export class NoticePlanner {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly answers: AnswerLinks,
    @Inject(PUBLISHED_PLANS) private readonly plans: PublishedPlans,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  /**
   * Tells everybody whom a published plan concerns, in the caller's transaction.
   * @param before what people were told until now (`living`); null: nothing
   * @param after the plan, with whoever is counted on in it
   * @returns how many notices were written
   */
  async announce(
    manager: EntityManager,
    planId: string,
    before: Schedule | null,
    after: Schedule,
    now = Date.now(),
  ): Promise<number> {
    const changes = noticesOfChange(before, after);
    const parts = changes.flatMap((change) => [change.before ?? [], change.after ?? []].flat());
    const facts = await factsOf(
      manager,
      parts.map(({ activityId }) => activityId),
      parts.flatMap(({ venueId }) => venueId ?? []),
    );
    const standings = await this.answers.of(manager, changes.flatMap(lastPart));
    const told = changes.flatMap((change, index) => {
      const standing = standings[index];
      return standing === undefined ? [] : [{ ...change, standing }];
    });
    return this.outbox.add(manager, changeNotices(planId, told, facts, now));
  }

  /**
   * Everything that is due.
   * @param now epoch milliseconds
   */
  async plan(now = Date.now()): Promise<number> {
    const ids = await this.plans.ids();
    const ahead = Math.max(DIGEST_AHEAD, this.config.understaffedDays * DAY);
    // A digest of a Monday tells of what began that day, too.
    const schedule = await this.plans.upcoming(ids, now - DAY, now + ahead);
    return this.transactions.run(async (manager) => {
      const facts = await factsOf(
        manager,
        schedule.scheduled.map(({ activityId }) => activityId),
        schedule.scheduled.flatMap(({ venueId }) => venueId ?? []),
      );
      const alertUntil = now + this.config.understaffedDays * DAY;
      return this.outbox.add(manager, [
        ...reminderNotices(
          await this.stillTheirs(manager, remindersOf(schedule, now, REMINDER_LEADS)),
          facts,
        ),
        ...shortageNotices(shortagesOf(schedule, facts, now, alertUntil), facts, now),
        ...digestsOf(schedule, facts, now),
        ...(await this.expiries(manager, now)),
      ]);
    });
  }

  /** Without those of parts that were given up. */
  private async stillTheirs(manager: EntityManager, reminders: readonly Reminder[]): Promise<Reminder[]> {
    const standings = await this.answers.of(manager, reminders);
    return reminders.filter((_reminder, index) => standings[index]?.givenUp !== true);
  }

  /** Addresses of those who are not in the pools any more. */
  async forgetGone(): Promise<void> {
    await this.transactions.run(async (manager) => {
      const gone = await rowsOf<{ id: string }>(
        manager,
        `SELECT id FROM notification_preferences held
          WHERE (id LIKE 'volunteer:%' AND NOT EXISTS (SELECT 1 FROM volunteers WHERE 'volunteer:' || id = held.id))
             OR (id LIKE 'group:%' AND NOT EXISTS (SELECT 1 FROM grassroots_groups WHERE 'group:' || id = held.id))
             OR (id LIKE 'venue:%' AND NOT EXISTS (SELECT 1 FROM venues WHERE 'venue:' || id = held.id))`,
        [],
      );
      for (const { id } of gone) await this.outbox.forget(manager, id);
    });
  }

  /** Qualifications that end within a month and were not renewed; each end is told of once. */
  private async expiries(manager: EntityManager, now: number): Promise<Notice[]> {
    const rows = await rowsOf<{
      volunteerId: string;
      skillId: string;
      skill: string;
      zone: string;
      validUntil: string;
      days: number;
    }>(
      manager,
      `WITH lasts AS (SELECT volunteer_id, skill_id, max(coalesce(valid_until, 'infinity')) AS valid_until
                        FROM volunteer_qualifications GROUP BY volunteer_id, skill_id)
       SELECT lasts.volunteer_id AS "volunteerId", lasts.skill_id AS "skillId", skill.name AS skill,
              community.time_zone AS zone, lasts.valid_until::text AS "validUntil",
              lasts.valid_until - today.day AS days
         FROM lasts
         JOIN volunteers volunteer ON volunteer.id = lasts.volunteer_id
         JOIN communities community ON community.id = volunteer.community_id
         JOIN skills skill ON skill.id = lasts.skill_id
        CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE community.time_zone)::date AS day) today
        WHERE lasts.valid_until BETWEEN today.day AND today.day + $2::int`,
      [new Date(now), EXPIRY_DAYS],
    );
    return rows.map(({ volunteerId, skillId, skill, zone, validUntil, days }) => ({
      eventKey: `qualification:${volunteerId}:${skillId}:${validUntil}`,
      recipient: recipientOf('volunteer', volunteerId),
      template: 'qualification-expiry',
      zone,
      parameters: { skill, validUntil, days },
    }));
  }
}

/** The part that a change leaves, or the one that it takes away. */
function lastPart({ party, partyId, before, after }: PersonalChange): PartOfParty[] {
  const part = after ?? before;
  return part === null ? [] : [{ party, partyId, part }];
}

/** Digests that are due, of every season and community with something in its week. */
function digestsOf(schedule: Schedule, facts: Facts, now: number): Notice[] {
  const groups = new Map<
    string,
    { seasonId: string; communityId: string; community: string; zone: string }
  >();
  for (const { seasonId, communityId, community, zone } of facts.activities.values())
    groups.set([seasonId, communityId].join('\u0000'), { seasonId, communityId, community, zone });
  return [...groups.values()].flatMap((group): Notice[] => {
    const week = digestWeek(Math.floor(now / 60_000), group.zone);
    if (week === null) return [];
    const ofGroup = within(schedule.scheduled, week.from, week.until).filter(({ activityId }) => {
      const known = facts.activities.get(activityId);
      return known?.seasonId === group.seasonId && known.communityId === group.communityId;
    });
    if (ofGroup.length === 0) return [];
    const places = ofGroup
      .flatMap(({ activityId }) => facts.activities.get(activityId)?.roles ?? [])
      .reduce((all, { target }) => all + target, 0);
    const shortages = shortagesOf({ ...schedule, scheduled: ofGroup }, facts, week.from, week.until);
    return [digestNotice({ ...group, week, activities: ofGroup.length, places, shortages }, facts)];
  });
}
