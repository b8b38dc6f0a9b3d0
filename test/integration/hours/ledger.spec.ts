import fc from 'fast-check';
import { CertificatesService, VolunteerHoursService } from '../../../src/features/hours/index.js';
import { HoursService } from '../../../src/features/hours/hours.service.js';
import { isError } from '../../../src/errors/index.js';
import { runsOr, SEED } from '../../support/property.js';
import { TwoTowns } from '../../support/two-towns.js';

const ACTIVITIES = [1, 2, 3].map((week) => `north-river-${week}`);
const EXPECTED = new Set(['STATE_CONFLICT', 'HOURS_REFUSED']);

/** Somebody wants a duty to have so many minutes; `seen` is what they believe that it has now, if they looked. */
interface Wish {
  readonly duty: number;
  readonly to: number;
  readonly seen: 'now' | 'long ago';
}

const wish = fc.record({
  duty: fc.nat({ max: ACTIVITIES.length - 1 }),
  to: fc.nat({ max: 160 }),
  seen: fc.constantFrom<Wish['seen']>('now', 'now', 'long ago'),
});

describe('the ledger of hours', () => {
  let towns: TwoTowns;
  let hours: HoursService;
  let people: VolunteerHoursService;
  let certificates: CertificatesService;

  beforeAll(async () => {
    towns = await TwoTowns.start();
    hours = towns.service.app.get(HoursService);
    people = towns.service.app.get(VolunteerHoursService);
    certificates = towns.service.app.get(CertificatesService);
  });
  afterAll(() => towns.close());

  const sql = <T>(statement: string, ...parameters: unknown[]): Promise<T[]> =>
    towns.dataSource.query<T[]>(statement, parameters);

  /** A volunteer who served in all the activities; nobody else is waiting for hours there. */
  const serve = async (volunteerId: string): Promise<void> => {
    await sql(
      `INSERT INTO volunteers (id, version, name, community_id, age_class, guardian_consent, availability, limits, wished_kinds)
       VALUES ($1, 1, '赵敏', 'north-wangjing', 'adult', false, '[]', '{}', '{}')`,
      volunteerId,
    );
    await sql(
      `INSERT INTO duties (id, version, season_id, plan_id, activity_id, role_id, volunteer_id, start_at, end_at, state, origin)
       SELECT $1 || activity, 1, 'north', 'north-plan', activity, 'patrol', $1, now() - interval '3 hours',
              now() - interval '1 hour', 'checked-in', 'plan' FROM unnest($2::text[]) AS activity`,
      volunteerId,
      ACTIVITIES,
    );
    for (const activity of ACTIVITIES) await hours.confirm(activity, { except: [] });
  };

  /** Whether it was done; whoever saw old figures, or asks for too much, is told so. */
  const correct = async (volunteerId: string, { duty, to, seen }: Wish): Promise<boolean> => {
    const activity = ACTIVITIES[duty] ?? '';
    const [held] = await sql<{ minutes: number }>(
      'SELECT minutes FROM duties WHERE id = $1',
      volunteerId + activity,
    );
    const from = seen === 'now' ? (held?.minutes ?? 0) : 7;
    try {
      await hours.correct(activity, { volunteerId, from, to, reason: '核对' });
      return true;
    } catch (error) {
      if (isError(error) && 'code' in error && EXPECTED.has(String(error.code))) return false;
      throw error;
    }
  };

  it('always adds up to what is confirmed, never falls below zero, and ends what certified other hours', async () => {
    let person = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(wish, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
        async (rounds) => {
          person += 1;
          const volunteerId = `person-${person}`;
          await serve(volunteerId);
          let done = 0;
          for (const [index, round] of rounds.entries()) {
            const certificate = index === 1 ? await certificates.issue(volunteerId, period) : null;
            const shown = certificate && (await sumOf(volunteerId));
            // Several coordinators at once.
            const outcomes = await Promise.all(round.map((one) => correct(volunteerId, one)));
            const changes = outcomes.filter(Boolean).length;
            done += changes;
            if (certificate === null) continue;
            expect(certificate.minutes).toBe(shown);
            const certified = new Set(certificate.services.map(({ activityId }) => activityId));
            const touched = round.some(
              ({ duty }, place) => outcomes[place] === true && certified.has(ACTIVITIES[duty] ?? ''),
            );
            expect((await certificates.one(certificate.id)).state).toBe(touched ? 'corrected' : 'valid');
          }
          const duties = await sql<{ minutes: number; booked: number; entries: number }>(
            `SELECT duties.minutes, sum(entry.minutes)::int AS booked, count(*)::int AS entries
             FROM duties JOIN hour_entries AS entry
               ON entry.duty_id = duties.id
            WHERE duties.volunteer_id = $1 GROUP BY duties.id`,
            volunteerId,
          );
          expect(duties).toHaveLength(ACTIVITIES.length);
          for (const { minutes, booked } of duties) {
            expect(booked).toBe(minutes);
            expect(booked).toBeGreaterThanOrEqual(0);
          }
          expect(duties.reduce((sum, { entries }) => sum + entries, 0)).toBe(ACTIVITIES.length + done);
          const record = await people.of(volunteerId, {});
          expect(record.minutes).toBe(duties.reduce((sum, { minutes }) => sum + minutes, 0));
        },
      ),
      { seed: SEED, numRuns: runsOr(20) },
    );
  });

  const period = { from: '2000-01-01', until: '2099-12-31', language: 'zh-CN' as const };
  const sumOf = async (volunteerId: string): Promise<number> => (await people.of(volunteerId, {})).minutes;
});
