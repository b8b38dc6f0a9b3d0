import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { ActionLinks } from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { rowsOf } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { AnswerLinks, type PartOfParty, type Standing } from '../notices/index.js';
import { type Duty } from './duty.entity.js';

const PURPOSE = 'answer-duty';
/** Neither told again of what they gave back, nor of what is over by their silence. */
const GIVEN_UP: ReadonlySet<Duty['state']> = new Set(['declined', 'expired', 'excused']);

type Asked = Pick<Duty, 'id' | 'startAt' | 'respondBy' | 'state'>;

/** One question: the duty, its time, and until when it is asked. A link to another time or an earlier question is void. */
const subjectOf = ({ id, startAt, respondBy }: Asked): string =>
  JSON.stringify([id, startAt.getTime(), respondBy?.getTime() ?? null]);

/** Links that answer for one duty, without signing in. */
@Injectable()
export class DutyLinks implements OnModuleInit {
  constructor(
    private readonly links: ActionLinks,
    private readonly answers: AnswerLinks,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    this.answers.register('volunteer', (manager, parts) => this.standings(manager, parts));
  }

  /** Works until the activity begins: who has accepted may still say that they cannot come. */
  address(duty: Asked): string {
    return `${this.config.publicUrl}/answers/duties/${this.links.sign(PURPOSE, subjectOf(duty), duty.startAt)}`;
  }

  /**
   * The id of the duty that a link is about.
   * @throws AppError LINK_INVALID, LINK_EXPIRED
   */
  dutyOf(token: string, now: Date): string {
    const subject = this.links.read(PURPOSE, token, now.getTime());
    // The seal is ours, so the subject is one that `subjectOf` made.
    return (JSON.parse(subject) as [string, number, number | null])[0];
  }

  /**
   * That the link asks what is asked now.
   * @throws AppError LINK_EXPIRED where the duty is at another time, or was asked anew
   */
  assertCurrent(token: string, duty: Duty, now: Date): void {
    if (this.links.read(PURPOSE, token, now.getTime()) === subjectOf(duty)) return;
    throw new AppError('LINK_EXPIRED', `A link asks for duty ${duty.id} as it was before`, {
      detail: 'link_of_before',
    });
  }

  private async standings(
    manager: EntityManager,
    parts: readonly PartOfParty[],
  ): Promise<(Standing | null)[]> {
    const rows = await rowsOf<Asked & Pick<Duty, 'activityId' | 'roleId' | 'volunteerId'>>(
      manager,
      `SELECT id, start_at AS "startAt", respond_by AS "respondBy", state,
              activity_id AS "activityId", role_id AS "roleId", volunteer_id AS "volunteerId"
         FROM duties WHERE activity_id = ANY($1) AND volunteer_id = ANY($2)`,
      [
        [...new Set(parts.map(({ part }) => part.activityId))],
        [...new Set(parts.map(({ partyId }) => partyId))],
      ],
    );
    const keyOf = (activityId: string, roleId: string | null, volunteerId: string): string =>
      [activityId, roleId ?? '', volunteerId].join('\u0000');
    const duties = new Map(rows.map((row) => [keyOf(row.activityId, row.roleId, row.volunteerId), row]));
    return parts.map(({ partyId, part }) => {
      const duty = duties.get(keyOf(part.activityId, part.roleId, partyId));
      if (duty === undefined) return null;
      const asked = duty.state === 'offered' || duty.state === 'accepted';
      return {
        givenUp: GIVEN_UP.has(duty.state),
        respondBy: duty.state === 'offered' ? duty.respondBy : null,
        link: asked ? this.address(duty) : null,
      };
    });
  }
}
