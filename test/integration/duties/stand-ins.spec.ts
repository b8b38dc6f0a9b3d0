import { type INestApplication } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DutyView, type SearchView } from '@heli/contracts';
import { createApp } from '../../../src/app.js';
import { Offers, PlaceFiller } from '../../../src/features/duties/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

describe('a place that is given back', () => {
  let api: TestApp;
  let worker: INestApplication;
  let season: DutySeason;

  beforeAll(async () => {
    api = await startTestApp();
    // The patrol asks for two of six people, so that others are left to step in.
    season = await DutySeason.publish(
      api,
      riverSeasonAhead('step', ({ activities }) =>
        activities.forEach(({ roles }) => roles.forEach((role) => (role.target = 2))),
      ),
    );
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const searches = async (): Promise<SearchView[]> =>
    (await season.call('get', 'stand-in-searches?seasonId=step').expect(200)).body.items;
  /** Waits for the workers, which answer for the plan's reserves and go on by themselves. */
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (let tries = 0; tries < 600; tries++) {
      const found = await look();
      if (found !== undefined) return found;
      await sleep(100);
    }
    throw new Error(`It did not come about: ${JSON.stringify(await searches())}`);
  };
  const offeredTo = async (activity: string, not: ReadonlySet<string>): Promise<DutyView | undefined> =>
    (await season.in(activity)).find(
      ({ state, origin, id }) => state === 'offered' && origin === 'stand-in' && !not.has(id),
    );
  const news = async (): Promise<unknown[]> =>
    (await season.told('coordinators:step-wangjing'))
      .filter(({ template }) => template === 'vacancy')
      .map(({ parameters }) => parameters.news);

  it('is offered to the reserves of the plan, one after the other, until somebody takes it', async () => {
    const [first, other] = await season.in('river-1');
    if (first === undefined || other === undefined) throw new Error('Nobody serves at the river');
    await season.call('post', `duties/${first.id}/decline`).send({ reason: '出差' }).expect(200);
    expect((await searches()).map(({ activityId, stage }) => [activityId, stage])).toEqual([
      ['step-river-1', 'stand-by'],
    ]);
    const one = await until(() => offeredTo('river-1', new Set()));
    expect([first.volunteerId, other.volunteerId]).not.toContain(one.volunteerId);
    const [search] = await searches();
    expect([search?.candidates[0], search?.asked]).toEqual([one.volunteerId, 1]);
    await season.call('post', `duties/${one.id}/decline`).send({}).expect(200);
    const two = await until(() => offeredTo('river-1', new Set([one.id])));
    expect(two.volunteerId).toBe(search?.candidates[1]);
    // Nobody hears of a deadline that is over: the next in order moves up.
    await api.app.get(Offers).expire(new Date(Date.parse(String(two.respondBy)) + 60_000));
    const three = await until(() => offeredTo('river-1', new Set([one.id, two.id])));
    await season
      .call('post', await season.link(three.volunteerId))
      .send({ answer: 'accept' })
      .expect(200);
    await until(async () => ((await searches())[0]?.state === 'filled' ? true : undefined));
    expect((await news()).sort()).toEqual(['declined', 'declined', 'expired', 'filled']);
    expect((await season.duty(two.id)).state).toBe('expired');
  });

  it('is not given back to whoever declined when the plan is made anew for another reason', async () => {
    const [gone] = (await season.in('river-1'))
      .filter(({ origin }) => origin === 'plan')
      .filter(({ state }) => state === 'declined');
    const [standIn] = (await season.in('river-1')).filter(
      ({ origin, state }) => origin === 'stand-in' && state === 'accepted',
    );
    const { body } = await season
      .call('post', `plans/${String(gone?.planId)}/replan`)
      .send({ format: 'heli-changes/1', changes: [{ type: 'drop-activity', activityId: 'step-reading-4' }] })
      .expect(200);
    const place = { activityId: 'step-river-1', roleId: 'patrol' };
    const { added, removed } = body.answer.difference.assignments;
    expect(added).toContainEqual({ ...place, volunteerId: standIn?.volunteerId });
    expect(removed).toContainEqual({ ...place, volunteerId: gone?.volunteerId });
  });

  it('stays with the stand-in in the next plan, who is told nothing of it', async () => {
    const stood = (await season.in('river-1')).filter(
      ({ origin, state }) => origin === 'stand-in' && state === 'accepted',
    );
    expect(stood).toHaveLength(1);
    const [standIn] = stood;
    if (standIn === undefined) throw new Error('Nobody');
    const about = async () =>
      (await season.told(`volunteer:${standIn.volunteerId}`)).filter(({ event }) =>
        event.endsWith(':step-river-1'),
      );
    const before = await about();
    const { document, id } = await season.plan();
    expect(document.assignments).toContainEqual({
      ...{ activityId: 'step-river-1', roleId: 'patrol', volunteerId: standIn.volunteerId },
    });
    expect(await season.duty(standIn.id)).toMatchObject({
      state: 'accepted',
      origin: 'stand-in',
      planId: id,
    });
    expect(await about()).toEqual(before);
  });

  it('is told to coordinators as open when nobody is left to ask, and no offer is made to whoever is in the way', async () => {
    const places = await season.in('river-2', '&state=offered');
    for (const { id } of places) await season.call('post', `duties/${id}/decline`).send({}).expect(200);
    const answered = new Set<string>();
    await until(async () => {
      const search = (await searches()).find(({ activityId }) => activityId === 'step-river-2');
      if (search?.state === 'exhausted') return true;
      const asked = await offeredTo('river-2', answered);
      if (asked !== undefined) {
        answered.add(asked.id);
        await season.call('post', `duties/${asked.id}/decline`).send({}).expect(200);
      }
      return undefined;
    });
    expect(answered.size).toBe(4);
    expect(await news()).toContain('nobody-found');
    const open = await season.call('get', 'open-places?seasonId=step&activityId=step-river-2').expect(200);
    expect(open.body.items).toMatchObject([{ open: 2, target: 2 }]);
  });

  it('is searched for again when a process was lost on the way', async () => {
    const [duty] = await season.in('river-3', '&state=offered');
    await season.call('post', `duties/${duty?.id}/decline`).send({}).expect(200);
    const search = await until(async () =>
      (await searches()).find(({ activityId, state }) => activityId === 'step-river-3' && state === 'asking'),
    );
    // As if it had been lost between the answer and the offer.
    await season.dataSource.query(`UPDATE stand_in_searches SET state = 'computing' WHERE id = $1`, [
      search.id,
    ]);
    await api.app.get(PlaceFiller).run();
    const again = (await searches()).find(({ id }) => id === search.id);
    expect(again?.state).toBe('asking');
    expect(new Set(again?.candidates).size).toBe(again?.candidates.length);
  });
});
