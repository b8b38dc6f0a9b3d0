import request from 'supertest';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../../support/app.js';
import { startMailServer } from '../../support/receivers.js';
import { CLOSED, OPERATOR_KEY } from '../../support/two-towns.js';

describe('a one-time code', () => {
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let api: TestApp;

  beforeAll(async () => {
    mail = await startMailServer();
    api = await startTestApp({
      env: { ...CLOSED, HELI_SMTP_URL: mail.url, HELI_MAIL_FROM: '合力 <heli@example.org>' },
    });
  });
  afterAll(async () => {
    await api.close();
    await mail.close();
  });

  it('comes by e-mail where there is a mail server, and lets its reader in', async () => {
    await request(api.server)
      .post('/api/v1/platform/members')
      .set('authorization', `Bearer ${OPERATOR_KEY}`)
      .send({ login: 'li.na', contact: 'li.na@example.org' })
      .expect(201);
    await request(api.server).post('/api/v1/auth/codes').send({ login: 'li.na' }).expect(202);
    for (let turn = 0; turn < 1_200 && mail.mails.length === 0; turn++) await sleep(50);
    expect(mail.mails.map(({ from, to }) => [from, to])).toEqual([
      ['heli@example.org', ['li.na@example.org']],
    ]);
    const body = Buffer.from(mail.mails[0]?.source.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8');
    const [code = ''] = /\d{6}/.exec(body) ?? [];
    const { body: session } = await request(api.server)
      .post('/api/v1/auth/codes/sign-in')
      .send({ login: 'li.na', code })
      .expect(200);
    expect((session as { tokenType: string }).tokenType).toBe('Bearer');
  });
});
