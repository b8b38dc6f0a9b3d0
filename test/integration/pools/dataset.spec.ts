import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validate } from '@heli/allocator';
import { dataset as datasetSchema, type Dataset, problem as problemSchema } from '@heli/contracts';
import { generatePilot, problemOf } from '@heli/generator';
import { DataSource } from 'typeorm';
import { loadProblem } from '../../../src/features/problems/index.js';
import { loadDataset } from '../../../src/features/datasets/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';

let app: TestApp;
let dataSource: DataSource;
let pilot: Dataset;

beforeAll(async () => {
  app = await startTestApp();
  dataSource = app.app.get(DataSource);
  pilot = generatePilot({ seed: 2013 });
});
afterAll(() => app.close());

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

const sorted = (members: unknown[]): unknown[] =>
  members
    .map((one): [string, unknown] => [JSON.stringify(one), one])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);

/** The same meaning as the same text: lists of ids and of things with ids are sets, instants are moments. */
function normal(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? Date.parse(value) : value;
  if (Array.isArray(value)) {
    const members = value.map((one) => normal(one));
    return ['availability', 'opening', 'tiers', 'qualifications'].includes(key) ? members : sorted(members);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([name, member]): [string, unknown] => [name, normal(member, name)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const small = (more: object = {}): Dataset =>
  datasetSchema.parse({
    format: 'heli-dataset/1',
    season: {
      id: 'small',
      name: '小季',
      start: '2014-03-01T00:00:00+08:00',
      end: '2014-04-01T00:00:00+08:00',
    },
    communities: [{ id: 'sc', name: '小社区' }],
    skills: [{ id: 'ss', name: '小技能' }],
    volunteers: [{ id: 'sv', communityId: 'sc', availability: [], skillIds: ['ss'] }],
    donations: [{ id: 'sd', amountFen: 100 }],
    ...more,
  });

describe('a data set', () => {
  it('poses the same problem from the tables as from the file', async () => {
    const load = await loadDataset(dataSource, pilot);
    expect(load).toEqual({ loaded: true, seasonId: pilot.season.id });
    const problem = await loadProblem(dataSource, pilot.season.id);
    expect(normal(problem)).toEqual(normal(problemOf(pilot)));
    expect(validate(problem)).toEqual([]);
    expect(problemSchema.parse(problem)).toEqual(problem);
    expect(await loadProblem(dataSource, pilot.season.id)).toEqual(problem);
  });

  it('that is loaded again is recognised, and what people changed meanwhile stays', async () => {
    await dataSource.query(`UPDATE volunteers SET name = '改过' WHERE id = $1`, [pilot.volunteers[0]?.id]);
    expect(await loadDataset(dataSource, structuredClone(pilot))).toEqual({
      loaded: false,
      seasonId: pilot.season.id,
    });
    const [row] = await dataSource.query('SELECT name FROM volunteers WHERE id = $1', [
      pilot.volunteers[0]?.id,
    ]);
    expect(row.name).toBe('改过');
  });

  it('does not leak into the problem of another season in the same database', async () => {
    await loadDataset(dataSource, small());
    const problem = await loadProblem(dataSource, 'small');
    expect(problem.communities.map(({ id }) => id)).toEqual(['sc']);
    expect(problem.volunteers.map(({ id }) => id)).toEqual(['sv']);
    expect(problem.skills.map(({ id }) => id)).toEqual(['ss']);
    expect(problem.donations.map(({ id }) => id)).toEqual(['sd']);
  });

  it('with ids that are taken is refused as a whole', async () => {
    const clash = small({
      season: { ...small().season, id: 'other' },
      communities: [
        { id: 'sc', name: 'x' },
        { id: 'new', name: 'y' },
      ],
    });
    await expect(loadDataset(dataSource, clash)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      faults: expect.arrayContaining([expect.objectContaining({ pointer: '/communities/0/id' })]),
    });
    expect(await dataSource.query(`SELECT 1 FROM communities WHERE id = 'new'`)).toEqual([]);
  });

  it('of the next season uses again what lies in the pools just as it says, but no money', async () => {
    const first = small();
    const next = small({
      season: {
        ...first.season,
        id: 'next',
        start: '2014-04-01T00:00:00+08:00',
        end: '2014-05-01T00:00:00+08:00',
      },
      donations: [{ id: 'next-gift', amountFen: 200 }],
    });
    expect(await loadDataset(dataSource, next)).toEqual({ loaded: true, seasonId: 'next' });
    const problem = await loadProblem(dataSource, 'next');
    expect([problem.volunteers, problem.donations].map((list) => list.map(({ id }) => id))).toEqual([
      ['sv'],
      ['next-gift'],
    ]);
    const greedy = small({ season: { ...next.season, id: 'greedy' } });
    await expect(loadDataset(dataSource, greedy)).rejects.toMatchObject({
      faults: [{ pointer: '/donations/0/id' }],
    });
  });

  it('that names what it does not hold, or breaks a rule, is refused with the places', async () => {
    const fresh = {
      season: { ...small().season, id: 'broken' },
      communities: [{ id: 'bc', name: 'b' }],
      skills: [],
      donations: [],
    };
    const unknown = small({
      ...fresh,
      volunteers: [{ id: 'bv', communityId: 'none', availability: [], skillIds: ['no-skill'] }],
    });
    await expect(loadDataset(dataSource, unknown)).rejects.toMatchObject({
      code: 'REFERENCE_UNKNOWN',
      faults: [{ pointer: '/volunteers/0/communityId' }, { pointer: '/volunteers/0/skillIds/0' }],
    });
    const late = small({
      ...fresh,
      volunteers: [],
      activities: [
        {
          id: 'ba',
          title: 'b',
          kind: 'training',
          communityId: 'bc',
          durationMinutes: 60,
          candidateStarts: ['2015-01-01T00:00:00Z'],
        },
      ],
    });
    await expect(loadDataset(dataSource, late)).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      faults: [{ pointer: '/activities/0/candidateStarts/0' }],
    });
    expect(await dataSource.query(`SELECT 1 FROM communities WHERE id = 'bc'`)).toEqual([]);
  });

  it('loaded twice at the same moment is loaded once', async () => {
    const twin = small({
      season: { ...small().season, id: 'twin' },
      communities: [{ id: 'tc', name: 't' }],
      skills: [],
      volunteers: [],
      donations: [],
    });
    const loads = await Promise.all([loadDataset(dataSource, twin), loadDataset(dataSource, twin)]);
    expect(loads.map(({ loaded }) => loaded).sort()).toEqual([false, true]);
  });
});
