import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailServer, startReceiver } from '../../support/receivers.js';
import { ChannelError, type Envelope } from '../../../src/notifications/channels/channel.js';
import { EmailChannel } from '../../../src/notifications/channels/email.js';
import { FileChannel } from '../../../src/notifications/channels/file.js';
import { isPrivateAddress, post } from '../../../src/notifications/channels/outbound.js';
import {
  DingTalkChannel,
  dingTalkAddress,
  WeComChannel,
  withinBytes,
} from '../../../src/notifications/channels/robots.js';
import { WebhookChannel, webhookSignature } from '../../../src/notifications/channels/webhook.js';

const letter = (more: Partial<Envelope> = {}): Envelope => ({
  id: 'n1',
  eventKey: 'plan:p1:offer:a1',
  recipient: 'volunteer:V1',
  template: 'offer',
  language: 'zh-CN',
  message: {
    subject: '【合力】邀请参加：读书会',
    text: '您好！\n…',
    short: '【合力】望京社区想请您参加“读书会”。',
  },
  again: false,
  ...more,
});
const noon = (): Date => new Date('2013-03-09T04:00:00Z');
const { signal } = new AbortController();
const failureOf = (sending: Promise<unknown>): Promise<unknown> =>
  sending.then(
    () => undefined,
    (error: unknown) => (error instanceof ChannelError ? [error.code, error.kind] : error),
  );

describe('addresses that webhooks may not lead to', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:0:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'not an address',
  ])('%s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '2400:3200::1', '::ffff:8.8.8.8'])(
    'but %s may',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );

  it.each([
    'http://example.org/hook',
    'https://127.0.0.1/hook',
    'https://[::1]/hook',
    'https://localhost/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://[::ffff:a9fe:a9fe]/latest/meta-data',
    'https://0/hook',
  ])('are refused before anything is sent: %s', async (address) => {
    expect(await failureOf(post(address, '{}', {}, { allowPrivate: false, signal }))).toEqual([
      'ADDRESS_REFUSED',
      'permanent',
    ]);
  });

  it('are not reached by a redirect either', async () => {
    const inner = await startReceiver(() => ({ status: 200 }));
    const outer = await startReceiver(() => ({ status: 302, location: inner.url }));
    const sending = new WebhookChannel(true, noon).send(
      letter(),
      { channel: 'webhook', address: outer.url, secret: 'a-secret-of-16-characters' },
      signal,
    );
    expect(await failureOf(sending)).toEqual(['HTTP_302', 'temporary']);
    expect([outer.received.length, inner.received.length]).toEqual([1, 0]);
    await Promise.all([outer.close(), inner.close()]);
  });
});

describe('a webhook', () => {
  it('is signed so that its receiver can check body and time', async () => {
    const receiver = await startReceiver(() => ({ status: 204 }));
    const secret = 'a-secret-of-16-characters';
    await new WebhookChannel(true, noon).send(
      letter(),
      { channel: 'webhook', address: `${receiver.url}/hook`, secret },
      signal,
    );
    await receiver.close();
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = receiver.received;
    expect(path).toBe('/hook');
    expect(headers['x-heli-id']).toBe('n1');
    expect(headers['x-heli-timestamp']).toBe('1362801600');
    expect(headers['x-heli-signature']).toBe(`v1=${webhookSignature(secret, '1362801600', body)}`);
    expect(webhookSignature(secret, '1362801600', `${body} `)).not.toBe(
      webhookSignature(secret, '1362801600', body),
    );
    expect(JSON.parse(body)).toMatchObject({
      id: 'n1',
      event: 'plan:p1:offer:a1',
      subject: '【合力】邀请参加：读书会',
    });
  });

  it('that nobody answers leaves open whether it arrived', async () => {
    const receiver = await startReceiver(() => 'hang');
    const limit = new AbortController();
    const sending = new WebhookChannel(true, noon).send(
      letter(),
      { channel: 'webhook', address: receiver.url, secret: 'a-secret-of-16-characters' },
      limit.signal,
    );
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    limit.abort();
    expect(await failureOf(sending)).toEqual(['NO_ANSWER', 'unknown']);
    await receiver.close();
    const gone = new WebhookChannel(true, noon).send(
      letter(),
      { channel: 'webhook', address: receiver.url, secret: 'a-secret-of-16-characters' },
      signal,
    );
    expect(await failureOf(gone)).toEqual(['NO_ANSWER', 'temporary']);
  });
});

describe('e-mail', () => {
  it('that is not taken because of our own password, or for now, is tried again; without an address it is not', async () => {
    const mail = await startMailServer((address) =>
      address.startsWith('nobody') ? 550 : address.startsWith('busy') ? 451 : undefined,
    );
    const failing = async (url: string, address: string): Promise<unknown> => {
      const channel = new EmailChannel(url, 'heli@wangjing.example', 5_000);
      const failure = await failureOf(channel.send(letter(), { channel: 'email', address }));
      await channel.close();
      return failure;
    };
    const [open, closed] = [mail.url, mail.url.replace('smtp://', 'smtp://heli:wrong@')];
    expect(await failing(closed, 'ana@example.org')).toEqual(['SMTP_535', 'temporary']);
    expect(await failing(open, 'busy@example.org')).toEqual(['SMTP_451', 'temporary']);
    expect(await failing(open, 'nobody@example.org')).toEqual(['SMTP_550', 'permanent']);
    expect(await failing(open, 'ana@example.org')).toBeUndefined();
    await mail.close();
    expect(await failing(open, 'ana@example.org')).toEqual(['SMTP_ESOCKET', 'unknown']);
  });
});

describe('group robots', () => {
  const OK = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };

  it('of WeCom get a text message of at most 2,048 bytes', async () => {
    const robot = await startReceiver(() => OK);
    const short = `【合力】${'社'.repeat(1_000)}`;
    await new WeComChannel(true).send(
      letter({ message: { subject: '', text: '', short } }),
      { channel: 'wecom', address: `${robot.url}/cgi-bin/webhook/send?key=k1` },
      signal,
    );
    await robot.close();
    const [{ path, body } = { path: '', body: '{}' }] = robot.received;
    expect(path).toBe('/cgi-bin/webhook/send?key=k1');
    const { msgtype, text } = JSON.parse(body) as { msgtype: string; text: { content: string } };
    expect(msgtype).toBe('text');
    expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2_048);
    expect(text.content.startsWith('【合力】社社')).toBe(true);
    expect(text.content.endsWith('社…')).toBe(true);
  });

  it('of DingTalk get it signed by timestamp and secret', async () => {
    const robot = await startReceiver(() => OK);
    const address = `${robot.url}/robot/send?access_token=t1`;
    await new DingTalkChannel(true, noon).send(
      letter(),
      { channel: 'dingtalk', address, secret: 'SECabc' },
      signal,
    );
    await robot.close();
    const asked = new URL(robot.received[0]?.path ?? '', robot.url).searchParams;
    expect(asked.get('access_token')).toBe('t1');
    expect(asked.get('timestamp')).toBe('1362801600000');
    expect(asked.get('sign')).toBe(
      new URL(dingTalkAddress(address, 'SECabc', 1_362_801_600_000)).searchParams.get('sign'),
    );
    // echo -en '1362801600000\nSECabc' | openssl dgst -sha256 -hmac SECabc -binary | base64
    expect(asked.get('sign')).toBe('fspIoymzB+wuc73QHPPisZpPwW2jpuloYcj5Cj4LC48=');
    expect(JSON.parse(robot.received[0]?.body ?? '{}')).toEqual({
      msgtype: 'text',
      text: { content: '【合力】望京社区想请您参加“读书会”。' },
    });
  });

  it.each([
    ['{"errcode":45009,"errmsg":"api freq out of limit"}', 'ROBOT_45009', 'temporary'],
    ['{"errcode":93000,"errmsg":"invalid webhook url"}', 'ROBOT_93000', 'permanent'],
    ['<html>', 'ROBOT_ANSWER', 'unknown'],
  ])('say with status 200 that they refuse: %s', async (body, code, kind) => {
    const robot = await startReceiver(() => ({ status: 200, body }));
    const sending = new WeComChannel(true).send(letter(), { channel: 'wecom', address: robot.url }, signal);
    expect(await failureOf(sending)).toEqual([code, kind]);
    await robot.close();
  });

  it('never get half a character', () => {
    expect(withinBytes('一二三四', 9)).toBe('一二…');
    expect(withinBytes('😀😀', 7)).toBe('😀…');
    expect(withinBytes('一二三', 9)).toBe('一二三');
  });
});

describe('the file of a set-up without servers', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'heli-notices-'))));
  afterEach(() => rm(folder, { recursive: true }));
  const lines = async (path: string): Promise<string[]> =>
    (await readFile(path, 'utf8')).trimEnd().split('\n');

  it('has a message once, also when it is written again after a crash', async () => {
    const path = join(folder, 'notices', 'notices.jsonl');
    const file = new FileChannel(path, noon);
    await file.send(letter({ again: true }));
    await file.send(letter({ again: true }));
    await file.send(letter({ id: 'n2' }));
    const messages = (await lines(path)).map((line) => JSON.parse(line) as { id: string; subject: string });
    expect(messages.map(({ id }) => id)).toEqual(['n1', 'n2']);
    expect(messages[0]?.subject).toBe('【合力】邀请参加：读书会');
  });

  it('ends a line that a crash tore, and writes the message anew', async () => {
    const path = join(folder, 'notices.jsonl');
    await writeFile(path, '{"id":"n1","at":"2013-03-0');
    await new FileChannel(path, noon).send(letter({ again: true }));
    const [torn, whole] = await lines(path);
    expect(torn).toBe('{"id":"n1","at":"2013-03-0');
    expect(JSON.parse(whole ?? '')).toMatchObject({ id: 'n1' });
  });
});
