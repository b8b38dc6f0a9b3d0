import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type Channel, ChannelError, type ChoiceOf, type Envelope } from './channel.js';
import { type Answer, assertTaken, post } from './outbound.js';

/** Both robots answer so, with status 200 whatever happened. */
const robotAnswer = z.looseObject({ errcode: z.number(), errmsg: z.string().default('') });

/** 20 messages a minute and robot: WeCom says 45009, DingTalk 130101 or 660026 to more. -1: busy. */
const TEMPORARY = new Set([-1, 45009, 130101, 660026]);

/** Longest text of a WeCom robot, bytes of UTF-8 (developer.work.weixin.qq.com/document/path/91770). */
const WECOM_BYTES = 2048;
/** DingTalk takes 20,000 bytes a message; robots say the short text, which is far from it. */
const DINGTALK_BYTES = 19_000;

/** As much of a text as fits, without cutting a character in two. */
export function withinBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const ellipsis = '…';
  let room = most - Buffer.byteLength(ellipsis);
  let kept = '';
  for (const character of text) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + ellipsis;
}

function refuseFault(answer: Answer): void {
  assertTaken(answer);
  const said = robotAnswer.safeParse(parsed(answer.text));
  if (!said.success)
    throw new ChannelError('ROBOT_ANSWER', 'unknown', 'The robot gave an answer that cannot be read');
  const { errcode, errmsg } = said.data;
  if (errcode === 0) return;
  throw new ChannelError(
    `ROBOT_${errcode}`,
    TEMPORARY.has(errcode) ? 'temporary' : 'permanent',
    `The robot refused it: ${errmsg}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChannelError('ROBOT_ANSWER', 'unknown', 'The robot gave an answer that is no JSON', { cause });
  }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** A group robot of WeCom (企业微信群机器人): text messages; the key in the address is its password. */
export class WeComChannel implements Channel<'wecom'> {
  readonly name = 'wecom';
  readonly tellsRepetition = false;

  constructor(private readonly allowPrivate: boolean) {}

  async send({ message }: Envelope, { address }: ChoiceOf<'wecom'>, signal: AbortSignal): Promise<void> {
    const body = { msgtype: 'text', text: { content: withinBytes(message.short, WECOM_BYTES) } };
    const options = { allowPrivate: this.allowPrivate, signal };
    refuseFault(await post(address, JSON.stringify(body), JSON_TYPE, options));
  }
}

/**
 * Address of a DingTalk robot with its signature: HMAC-SHA256 of `timestamp\nsecret` with the secret, base64.
 * @param timestamp milliseconds since 1970; DingTalk takes it for an hour
 */
export function dingTalkAddress(address: string, secret: string, timestamp: number): string {
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const url = new URL(address);
  url.searchParams.set('timestamp', String(timestamp));
  url.searchParams.set('sign', sign);
  return url.toString();
}

/** A group robot of DingTalk (钉钉自定义机器人): text messages, signed where it has a secret. */
export class DingTalkChannel implements Channel<'dingtalk'> {
  readonly name = 'dingtalk';
  readonly tellsRepetition = false;

  constructor(
    private readonly allowPrivate: boolean,
    private readonly now: () => Date,
  ) {}

  async send(
    { message }: Envelope,
    { address, secret }: ChoiceOf<'dingtalk'>,
    signal: AbortSignal,
  ): Promise<void> {
    const body = { msgtype: 'text', text: { content: withinBytes(message.short, DINGTALK_BYTES) } };
    const target = secret === undefined ? address : dingTalkAddress(address, secret, this.now().getTime());
    const options = { allowPrivate: this.allowPrivate, signal };
    refuseFault(await post(target, JSON.stringify(body), JSON_TYPE, options));
  }
}
