import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelChoice, type NotificationView } from '@heli/contracts';
import { type INestApplication } from '@nestjs/common';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { AuditEntry } from '../../../src/audit/index.js';
import { Transactions } from '../../../src/database/index.js';
import {
  Dispatcher,
  type Notice,
  Notification,
  NotificationPreference,
  noticesFile,
  Outbox,
} from '../../../src/notifications/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { startMailServer, startReceiver } from '../../support/receivers.js';

const SECRET = 'a-secret-of-16-characters';
const PATIENCE_MS = 90_000;

describe('telling people', () => {
  let api: TestApp;
  let workers: INestApplication[];
  let dataDir: string;
  let mail: Awaited<ReturnType<typeof startMailServer>>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'heli-telling-'));
    mail = await startMailServer((address) => (address.startsWith('nobody') ? 550 : undefined));
    api = await startTestApp();
    const config = testConfig({
      HELI_DATA_DIR: dataDir,
      HELI_SMTP_URL: mail.url,
      HELI_MAIL_FROM: '合力 <heli@wangjing.example>',
      HELI_WEBHOOK_PRIVATE: 'true',
      HELI_NOTIFY_ATTEMPTS: '3',
      HELI_NOTIFY_RETRY_MS: '1',
    });
    const worker = () => createApp({ config, databaseUrl: api.database.url, role: 'worker' });
    workers = [await worker(), await worker()];
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await api.close();
    await mail.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const source = () => api.app.get(DataSource);
  const reminder = (eventKey: string, who: string, more: Partial<Notice<'reminder'>> = {}): Notice => ({
    eventKey,
    recipient: `volunteer:${who}`,
    template: 'reminder',
    parameters: {
      activity: '读书会',
      community: '望京社区',
      start: '2013-03-09T14:00:00+08:00',
      end: '2013-03-09T16:00:00+08:00',
      venue: '活动室',
      party: 'volunteer',
      role: '主持',
    },
    zone: 'Asia/Shanghai',
    ...more,
  });
  const tell = (...notices: Notice[]): Promise<number> =>
    api.app.get(Transactions).run((manager) => api.app.get(Outbox).add(manager, notices));
  const prefers = async (
    who: string,
    channels: ChannelChoice[],
    more: Partial<NotificationPreference> = {},
  ): Promise<void> => {
    const repository = source().getRepository(NotificationPreference);
    await repository.save(
      repository.create({
        id: `volunteer:${who}`,
        language: 'en',
        channels,
        quietFrom: null,
        quietTo: null,
        urgentBreaksQuiet: true,
        ...more,
      }),
    );
  };
  const rows = (eventKey: string): Promise<Notification[]> =>
    source().getRepository(Notification).findBy({ eventKey });
  const until = async (eventKey: string, wished: (row: Notification) => boolean): Promise<Notification[]> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const held = await rows(eventKey);
      if (held.length > 0 && held.every(wished)) return held;
      if (Date.now() > end) throw new Error(`The notices stayed at ${JSON.stringify(held)}`);
      await sleep(20);
    }
  };
  const untilOver = (eventKey: string) =>
    until(eventKey, ({ state }) => state === 'sent' || state === 'given-up');
  const givenUp = async (): Promise<NotificationView[]> =>
    (await request(api.server).get('/api/v1/notifications?state=given-up').expect(200)).body
      .items as NotificationView[];

  it('keeps or loses a notice with the change that it tells of', async () => {
    const failing = api.app.get(Transactions).run(async (manager) => {
      await api.app.get(Outbox).add(manager, [reminder('lost', 'v1')]);
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await rows('lost')).toEqual([]);
  });

  it('tells whoever never said how in the file of the data folder, in Chinese, and once', async () => {
    expect(await tell(reminder('file', 'v1'))).toBe(1);
    expect(await tell(reminder('file', 'v1'), reminder('file', 'v2'))).toBe(1);
    await untilOver('file');
    const lines = (await readFile(noticesFile(dataDir), 'utf8')).trimEnd().split('\n');
    const told = lines
      .map((line) => JSON.parse(line) as { event: string; recipient: string; subject: string })
      .filter(({ event }) => event === 'file');
    expect(told.map(({ recipient }) => recipient).sort()).toEqual(['volunteer:v1', 'volunteer:v2']);
    expect(told[0]?.subject).toBe('【合力】活动提醒：读书会');
  });

  it('sends e-mail by SMTP, under a Message-ID that stays the same', async () => {
    await prefers('reader', [{ channel: 'email', address: 'reader@example.org' }]);
    await tell(reminder('mail', 'reader'));
    const [sent] = await untilOver('mail');
    expect(sent).toMatchObject({ state: 'sent', attempts: 1, error: null });
    const [letter] = mail.mails.filter(({ to }) => to.includes('reader@example.org'));
    expect(letter?.from).toBe('heli@wangjing.example');
    expect(letter?.source).toContain(`Message-ID: <${sent?.id}@wangjing.example>`);
    const body = letter?.source.split('\r\n\r\n').slice(1).join('\r\n\r\n') ?? '';
    const plain = /base64/i.test(letter?.source ?? '') ? Buffer.from(body, 'base64').toString('utf8') : body;
    expect(plain.replaceAll('=\r\n', '')).toContain('you help with');
  });

  it('gives up at once what the mail server refuses for good, and names no address to operators', async () => {
    await prefers('gone', [{ channel: 'email', address: 'nobody@example.org' }]);
    await tell(reminder('refused', 'gone'));
    await untilOver('refused');
    const [view] = (await givenUp()).filter(({ eventKey }) => eventKey === 'refused');
    expect(view).toMatchObject({ state: 'given-up', attempts: 1, recipient: 'volunteer:gone' });
    expect(view?.error).toMatch(/^SMTP_550 /);
    expect(view?.error).not.toContain('@');
    const entries = await source()
      .getRepository(AuditEntry)
      .findBy({ action: 'notification.given-up', entityId: view?.id ?? '' });
    expect(entries).toHaveLength(1);
  });

  it('tries a webhook again that fails twice, under the same id, until it is taken', async () => {
    const receiver = await startReceiver((_message, count) => ({ status: count <= 2 ? 503 : 200 }));
    await prefers('machine', [{ channel: 'webhook', address: receiver.url, secret: SECRET }]);
    await tell(reminder('twice', 'machine'));
    const [sent] = await untilOver('twice');
    await receiver.close();
    expect(sent).toMatchObject({ state: 'sent', attempts: 3, error: null });
    expect(receiver.received.map(({ headers }) => headers['x-heli-id'])).toEqual(Array(3).fill(sent?.id));
  });

  it('gives up after the last attempt; an operator can have it sent again', async () => {
    let open = false;
    const receiver = await startReceiver(() => ({ status: open ? 200 : 429 }));
    await prefers('busy', [{ channel: 'webhook', address: receiver.url, secret: SECRET }]);
    await tell(reminder('given-up', 'busy'));
    const [lost] = await untilOver('given-up');
    expect(lost).toMatchObject({ state: 'given-up', attempts: 3 });
    expect((await givenUp()).map(({ eventKey }) => eventKey)).toContain('given-up');
    open = true;
    const retry = () => request(api.server).post(`/api/v1/notifications/${lost?.id}/retry`);
    expect((await retry()).status).toBe(202);
    const [sent] = await until('given-up', ({ state }) => state === 'sent');
    expect(sent?.attempts).toBe(1);
    const again = await retry().set('accept-language', 'zh-CN');
    expect([again.status, again.body.code, again.body.detail]).toEqual([
      409,
      'STATE_CONFLICT',
      `通知“${lost?.id}”已经发出，只有已放弃的才能重发`,
    ]);
    await request(api.server).post('/api/v1/notifications/nothing/retry').expect(404);
    await receiver.close();
  });

  it('sends nothing in quiet hours but what is urgent, and nothing that is over', async () => {
    const always = { quietFrom: '00:00', quietTo: '24:00' };
    await prefers('sleeper', [{ channel: 'file' }], always);
    await prefers('deep', [{ channel: 'file' }], { ...always, urgentBreaksQuiet: false });
    await tell(
      reminder('quiet', 'sleeper'),
      reminder('urgent', 'sleeper', { urgent: true }),
      reminder('deep', 'deep', { urgent: true }),
      reminder('over', 'v1', { notAfter: '2013-03-09T14:00:00+08:00' }),
    );
    await untilOver('urgent');
    const [over] = await untilOver('over');
    expect([over?.state, over?.attempts, over?.error]).toEqual([
      'given-up',
      0,
      'EXPIRED It would tell of what is over',
    ]);
    for (const eventKey of ['quiet', 'deep']) {
      const [waiting] = await until(eventKey, ({ notBefore, createdAt }) => notBefore > createdAt);
      // Midnight of Beijing.
      expect([waiting?.state, waiting?.notBefore.toISOString().slice(11)]).toEqual([
        'queued',
        '16:00:00.000Z',
      ]);
    }
  });

  it('forgets a one-time code as soon as it was sent', async () => {
    await tell({
      eventKey: 'code',
      recipient: 'volunteer:v1',
      template: 'one-time-code',
      parameters: { code: '271828', minutes: 5 },
      zone: 'Asia/Shanghai',
    });
    const [sent] = await untilOver('code');
    expect(sent?.parameters).toEqual({});
  });

  it('never sends twice when several dispatchers run at once', async () => {
    const receiver = await startReceiver(() => ({ status: 200 }));
    const people = Array.from({ length: 60 }, (_, index) => `crowd-${index}`);
    for (const who of people)
      await prefers(who, [{ channel: 'webhook', address: receiver.url, secret: SECRET }]);
    await tell(...people.map((who) => reminder('crowd', who)));
    const dispatchers = workers.map((worker) => worker.get(Dispatcher));
    await Promise.all([...dispatchers, ...dispatchers].map((dispatcher) => dispatcher.dispatchDue()));
    const sent = await untilOver('crowd');
    await receiver.close();
    expect(sent.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
    const ids = receiver.received.map(({ headers }) => String(headers['x-heli-id']));
    expect(ids.sort()).toEqual(sent.map(({ id }) => id).sort());
  });
});
