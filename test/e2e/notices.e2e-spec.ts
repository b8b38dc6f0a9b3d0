import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelChoice } from '@heli/contracts';
import { DataSource } from 'typeorm';
import { Transactions } from '../../src/database/index.js';
import { type Notice, Notification, NotificationPreference, Outbox } from '../../src/notifications/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { hasRedis, type ServiceProcess, startRedis, startWorkerProcess } from '../support/processes.js';
import { type Receiver, startReceiver } from '../support/receivers.js';

/** Long enough for the test to kill a worker before it gives up waiting; short enough to wait for its end. */
const LEASE_MS = 6_000;
const PATIENCE_MS = 90_000;
const OVER = ['sent', 'given-up'];

/** A worker is killed while a message is under way: nobody is told twice who could not tell. */
describe.each([{ queue: 'PostgreSQL' }, { queue: 'Redis' }])(
  'notices over a queue on $queue',
  ({ queue }) => {
    const present = queue === 'PostgreSQL' || hasRedis();
    const on = present ? it : it.skip;
    let redis: { url: string; end: () => Promise<void> } | undefined;
    let api: TestApp;
    let receiver: Receiver;
    /** Addresses that take a message and do not answer. */
    let hanging: readonly string[] = [];
    const workers: ServiceProcess[] = [];

    const settings = (): Record<string, string> => ({
      NODE_ENV: 'test',
      HELI_LEASE_MS: String(LEASE_MS),
      HELI_SHUTDOWN_GRACE_MS: '300',
      HELI_WEBHOOK_PRIVATE: 'true',
      HELI_NOTIFY_RETRY_MS: '10',
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    });
    const worker = async (): Promise<ServiceProcess> => {
      const started = await startWorkerProcess({
        ...settings(),
        DATABASE_URL: api.database.url,
        HELI_LOG_LEVEL: 'error',
      });
      workers.push(started);
      return started;
    };
    const notices = () => api.app.get(DataSource).getRepository(Notification);
    const tell = async (eventKey: string, choice: ChannelChoice): Promise<void> => {
      const recipient = `volunteer:${eventKey}`;
      const preferences = api.app.get(DataSource).getRepository(NotificationPreference);
      await preferences.save(
        preferences.create({
          id: recipient,
          language: 'zh-CN',
          channels: [choice],
          quietFrom: null,
          quietTo: null,
          urgentBreaksQuiet: true,
        }),
      );
      const notice: Notice = {
        eventKey,
        recipient,
        template: 'qualification-expiry',
        parameters: { skill: '急救', validUntil: '2013-04-01', days: 30 },
        zone: 'Asia/Shanghai',
      };
      await api.app.get(Transactions).run((manager) => api.app.get(Outbox).add(manager, [notice]));
    };
    const until = async (eventKey: string, states: readonly string[]): Promise<Notification> => {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        const held = await notices().findOneByOrFail({ eventKey });
        if (states.includes(held.state)) return held;
        if (Date.now() > end) throw new Error(`The notice stayed at ${JSON.stringify(held)}`);
        await sleep(30);
      }
    };
    const idsOf = (path: string): unknown[] =>
      receiver.received.filter((one) => one.path === path).map(({ headers }) => headers['x-heli-id']);
    const untilReceived = async (path: string): Promise<void> => {
      const end = Date.now() + PATIENCE_MS;
      while (idsOf(path).length === 0) {
        if (Date.now() > end) throw new Error(`Nothing came to ${path}`);
        await sleep(20);
      }
    };

    beforeAll(async () => {
      if (!present) return;
      redis = queue === 'Redis' ? await startRedis() : undefined;
      api = await startTestApp({ env: settings() });
      receiver = await startReceiver(({ path }) =>
        hanging.includes(path) ? 'hang' : { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
      );
    });
    afterEach(async () => {
      await Promise.all(workers.splice(0).map((one) => one.end('SIGTERM')));
    });
    afterAll(async () => {
      if (!present) return;
      await receiver.close();
      await api.close();
      await redis?.end();
    });

    on(
      'are sent again under the same id where the receiver can tell, and given up where it cannot',
      async () => {
        hanging = ['/hook', '/robot'];
        const secret = 'a-secret-of-16-characters';
        const hook = (eventKey: string): Promise<void> =>
          tell(eventKey, { channel: 'webhook', address: `${receiver.url}/${eventKey}`, secret });
        const robot = (eventKey: string): Promise<void> =>
          tell(eventKey, { channel: 'wecom', address: `${receiver.url}/${eventKey}` });
        await hook('hook');
        await robot('robot');
        const crowd = Array.from({ length: 40 }, (_, index) => `crowd-${index}`);
        for (const [index, eventKey] of crowd.entries()) await (index % 2 === 0 ? hook : robot)(eventKey);
        const first = await worker();
        await Promise.all([untilReceived('/hook'), untilReceived('/robot'), untilReceived('/crowd-9')]);
        await Promise.all([until('hook', ['sending']), until('robot', ['sending'])]);
        await first.end('SIGKILL');
        hanging = [];
        await Promise.all([worker(), worker()]);

        const told = await until('hook', OVER);
        expect([told.state, told.attempts, idsOf('/hook')]).toEqual(['sent', 2, [told.id, told.id]]);
        const lost = await until('robot', OVER);
        expect([lost.state, lost.attempts, idsOf('/robot').length]).toEqual(['given-up', 1, 1]);
        expect(lost.error).toMatch(/^OUTCOME_UNKNOWN /);
        // Of all others: a robot says each at most once, and once where it counts as sent; a webhook knows it by its id.
        for (const eventKey of crowd) {
          const { id, channel, state, error } = await until(eventKey, OVER);
          const ids = idsOf(`/${eventKey}`);
          if (channel === 'webhook') expect([state, [...new Set(ids)]]).toEqual(['sent', [id]]);
          else if (state === 'sent') expect([eventKey, ids.length]).toEqual([eventKey, 1]);
          else expect([ids.length <= 1, error?.split(' ', 1)]).toEqual([true, ['OUTCOME_UNKNOWN']]);
        }
      },
    );
  },
);
