import { type ActivityKind, type DutyCard, type DutyQuery } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { rowsOf, Transactions } from '../../database/index.js';
import { currentContext, type Page } from '../../http/index.js';
import { DutiesService } from './duties.service.js';
import { dutyViewOf } from './duty-view.js';
import { type Duty } from './duty.entity.js';

interface Facts {
  readonly id: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly communityId: string;
  readonly community: string;
  readonly timeZone: string;
  readonly role: string | null;
  readonly venue: string | null;
  readonly host: string | null;
  readonly name: string | null;
  /** Where the volunteer is at home. */
  readonly home: string | null;
}

/** Duties with the words that people know things by: one request for a page of them, whatever it shows. */
@Injectable()
export class DutyCards {
  constructor(
    private readonly transactions: Transactions,
    private readonly duties: DutiesService,
  ) {}

  async list(query: DutyQuery): Promise<Page<DutyCard>> {
    const page = await this.duties.list(query);
    const facts = new Map((await this.factsOf(page.items)).map((one) => [one.id, one]));
    return { ...page, items: page.items.flatMap((duty) => cardOf(duty, facts.get(duty.id)) ?? []) };
  }

  private factsOf(duties: readonly Duty[]): Promise<Facts[]> {
    return rowsOf<Facts>(
      this.transactions.manager,
      `SELECT duty.id, activity.title, activity.kind, activity.community_id AS "communityId",
              community.name AS community, community.time_zone AS "timeZone", venue.name AS venue,
              (SELECT one->>'name' FROM jsonb_array_elements(activity.roles) one
                WHERE one->>'id' = duty.role_id) AS role,
              COALESCE(host.name, organization.name) AS host,
              person.name, person.community_id AS home
         FROM duties duty
         JOIN activities activity ON activity.id = duty.activity_id
         JOIN communities community ON community.id = activity.community_id
         LEFT JOIN venue_bookings booking
           ON booking.plan_id = duty.plan_id AND booking.activity_id = duty.activity_id
         LEFT JOIN venues venue ON venue.id = booking.venue_id
         LEFT JOIN grassroots_groups host ON host.id = activity.host_group_id
         LEFT JOIN organizations organization ON organization.id = activity.organization_id
         LEFT JOIN volunteers person ON person.id = duty.volunteer_id
        WHERE duty.id = ANY($1)`,
      [duties.map(({ id }) => id)],
    );
  }
}

function cardOf(duty: Duty, facts: Facts | undefined): DutyCard | null {
  if (facts === undefined) return null;
  const { title, kind, communityId, community, timeZone, role, venue, host, name, home } = facts;
  return {
    ...dutyViewOf(duty),
    ...{ title, kind, communityId, community, timeZone, venue, host },
    role: role ?? duty.roleId,
    name: mayKnowName(duty, communityId, home) ? name : null,
  };
}

/** Whoever looks after the activity or after the volunteer, and the volunteer. */
function mayKnowName({ volunteerId }: Duty, communityId: string, home: string | null): boolean {
  const { reach } = currentContext();
  if (reach === 'everything' || reach.volunteer === volunteerId) return true;
  return reach.communities.has(communityId) || (home !== null && reach.communities.has(home));
}
