import { type INestApplication } from '@nestjs/common';
import {
  type BookingDetail,
  type BookingView,
  dataset,
  type Dataset,
  type PlanDocument,
  type ProposalState,
} from '@heli/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { SeasonProposals } from '../../../src/features/bookings/index.js';
import { PlansService } from '../../../src/features/plans/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { RunClient } from '../../support/run-client.js';
import { riverSeason, storeSeason } from '../../support/season.js';

export interface Told {
  readonly recipient: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const PUBLIC_URL = 'https://heli.example.org';

/** The river season far ahead, with two halls that ask to be asked. */
function hallSeason(id: string): Dataset {
  const text = JSON.stringify(riverSeason(id)).replaceAll('"2013-', '"2093-');
  const season = dataset.parse(JSON.parse(text));
  const [room] = season.venues;
  if (room === undefined) throw new Error('The season has no room');
  season.venues = [
    { ...room, needsConfirmation: true, bufferBeforeMinutes: 30, bufferAfterMinutes: 15 },
    { ...room, id: `${id}-hall`, name: '礼堂', needsConfirmation: true },
  ];
  return season;
}

/** A council with two halls of others, and what it does with the API. */
export class Halls {
  private constructor(
    readonly api: TestApp,
    private readonly worker: INestApplication,
  ) {}

  static async start(): Promise<Halls> {
    const env = { HELI_PUBLIC_URL: PUBLIC_URL };
    const api = await startTestApp({ env });
    const worker = await createApp({
      config: testConfig(env),
      databaseUrl: api.database.url,
      role: 'worker',
    });
    return new Halls(api, worker);
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.api.close();
  }

  get<T>(type: new (...parameters: never[]) => T): T {
    return this.api.app.get<T>(type, { strict: false });
  }

  /** A season with a published plan. */
  async season(id: string): Promise<string> {
    const seasonId = await storeSeason(this.get(DataSource), hallSeason(id));
    await this.publish(await this.draft(seasonId));
    return seasonId;
  }

  async draft(seasonId: string): Promise<string> {
    const client = new RunClient(this.api.server);
    return String((await client.untilOver((await client.start(seasonId)).id)).planId);
  }

  async publish(planId: string): Promise<void> {
    await new RunClient(this.api.server).publish(planId);
  }

  document(planId: string): Promise<PlanDocument> {
    return this.get(PlansService).document(planId);
  }

  call(method: 'get' | 'post' | 'delete', path: string): Test {
    return request(this.api.server)[method](path).set('accept-language', 'en');
  }

  async bookings(seasonId: string, query = ''): Promise<BookingView[]> {
    const { body } = await this.call('get', `/api/v1/bookings?seasonId=${seasonId}${query}`).expect(200);
    return (body as { items: BookingView[] }).items;
  }

  async booking(id: string): Promise<BookingDetail> {
    return (await this.call('get', `/api/v1/bookings/${id}`).expect(200)).body as BookingDetail;
  }

  confirm(id: string, version: number | '*' = '*'): Test {
    return this.call('post', `/api/v1/bookings/${id}/confirm`).set('if-match', etag(version));
  }

  decline(id: string, reason?: string, version: number | '*' = '*'): Test {
    return this.call('post', `/api/v1/bookings/${id}/decline`)
      .set('if-match', etag(version))
      .send(reason === undefined ? {} : { reason });
  }

  /** Waits until the proposal of a lost booking is as far as that. */
  async proposed(id: string, state: ProposalState = 'proposed'): Promise<BookingDetail> {
    for (let turn = 0; turn < 400; turn++) {
      await this.get(SeasonProposals).sweep();
      const booking = await this.booking(id);
      if (booking.proposal?.state === state) return booking;
      await sleep(250);
    }
    throw new Error(`It stayed at ${JSON.stringify(await this.booking(id))}`);
  }

  told(template: string, seasonId: string): Promise<Told[]> {
    return this.get(DataSource).query<Told[]>(
      `SELECT recipient, template, parameters FROM notifications
        WHERE template = $1 AND (recipient LIKE '%:' || $2 || '-%') ORDER BY event_key, recipient`,
      [template, seasonId],
    );
  }

  pins(seasonId: string): Promise<{ id: string; type: string; venue_id: string | null; start: Date }[]> {
    return this.get(DataSource).query('SELECT * FROM season_pins WHERE season_id = $1 ORDER BY id', [
      seasonId,
    ]);
  }

  /** The part of an address that the link of a message leads to. */
  pathOf(link: unknown): string {
    const address = String(link);
    if (!address.startsWith(`${PUBLIC_URL}/answers/`)) throw new Error(`${address} leads elsewhere`);
    return address.slice(PUBLIC_URL.length);
  }
}

const etag = (version: number | '*'): string => (version === '*' ? version : `"${version}"`);

/** The first of several, which has to be there. */
export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('There is none');
  return item;
}
