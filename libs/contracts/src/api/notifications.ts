import { z } from 'zod';
import { clockTime, id } from '../primitives.js';
import { sentence } from './checks.js';
import { pageOf, pageQueryFields } from './common.js';

export const notificationChannel = z.enum(['email', 'webhook', 'wecom', 'dingtalk', 'file']);
export type NotificationChannel = z.infer<typeof notificationChannel>;

export const noticeLanguage = z.enum(['zh-CN', 'en']);

/** Who is told: a person, or those who answer for a community, a group or a venue. */
export const noticeAudience = z.enum(['volunteer', 'coordinators', 'council', 'group', 'venue']);
export type NoticeAudience = z.infer<typeof noticeAudience>;

export const noticeTemplate = z.enum([
  'offer',
  'answer-due',
  'change',
  'cancellation',
  'reminder',
  'booking-news',
  'booking-released',
  'plan-proposed',
  'understaffed',
  'vacancy',
  'digest',
  'one-time-code',
  'qualification-expiry',
  'data-quality',
  'season-rolled',
]);
export type NoticeTemplate = z.infer<typeof noticeTemplate>;

/**
 * `failed`: the last attempt failed and another one follows; `given-up`: nobody tries again unless an operator asks.
 */
export const notificationState = z.enum(['queued', 'sending', 'sent', 'failed', 'given-up']);
export type NotificationState = z.infer<typeof notificationState>;

const webAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), sentence('web_address'));

const mailAddress = z
  .string()
  .trim()
  .max(254)
  .refine((text) => /^[^\s@<>()",;:\\]+@[\w-]+(?:\.[\w-]+)+$/.test(text), sentence('mail_address'));
const signingSecret = z
  .string()
  .min(16, 'must have at least 16 characters: a short secret is guessed')
  .max(256)
  .optional()
  .describe(
    'Signs what is sent (HMAC-SHA256); never shown; left out with an address that stays: it stays too.',
  );

/** Where somebody is told. Addresses are shown masked; one that comes back as it was shown stays as it is. */
export const channelChoice = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email'), address: mailAddress }),
  z.strictObject({ channel: z.literal('webhook'), address: webAddress, secret: signingSecret }),
  z.strictObject({
    channel: z.literal('wecom'),
    address: webAddress.describe('Address of a WeCom group robot, with its key'),
  }),
  z.strictObject({
    channel: z.literal('dingtalk'),
    address: webAddress.describe('Address of a DingTalk group robot, with its access_token'),
    secret: z
      .string()
      .max(256)
      .optional()
      .describe('Of the robot, where it asks for signatures; begins with SEC'),
  }),
  z.strictObject({ channel: z.literal('file') }),
]);
export type ChannelChoice = z.infer<typeof channelChoice>;

/** What somebody wants to be told, and how. */
export const notificationPreferences = z.strictObject({
  language: noticeLanguage.default('zh-CN'),
  channels: z
    .array(channelChoice)
    .max(5)
    .refine(
      (choices) => new Set(choices.map(({ channel }) => channel)).size === choices.length,
      sentence('channel_once'),
    )
    .default([{ channel: 'file' }])
    .describe('Every notice goes out once on each of them; none: nothing is sent.'),
  quietHours: z
    .strictObject({ from: clockTime, to: clockTime })
    .refine(({ from, to }) => from !== to, sentence('quiet_hours'))
    .nullable()
    .default(null)
    .describe("Nothing is sent in [from, to) of the community's clock; it may pass midnight."),
  urgentBreaksQuiet: z
    .boolean()
    .default(true)
    .describe('Changes and cancellations of what is near are sent in quiet hours too.'),
});
export type NotificationPreferences = z.infer<typeof notificationPreferences>;

export const notificationPreferencesView = z.strictObject({
  audience: noticeAudience,
  id,
  version: z.int().min(0).describe('0: nobody has set them yet; these are the defaults'),
  ...notificationPreferences.shape,
  channels: z.array(
    z.strictObject({ channel: notificationChannel, address: z.string().optional().describe('Masked') }),
  ),
});
export type NotificationPreferencesView = z.infer<typeof notificationPreferencesView>;

export const notificationView = z.strictObject({
  id,
  eventKey: z.string().describe('The event; nobody is told of it twice on one channel'),
  recipient: z.string().describe('`audience:id`'),
  channel: notificationChannel,
  language: noticeLanguage,
  template: noticeTemplate,
  urgent: z.boolean(),
  state: notificationState,
  attempts: z.int().min(0),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  error: z.string().nullable().describe('Why the last attempt failed: a code and a sentence'),
  createdAt: z.iso.datetime(),
});
export type NotificationView = z.infer<typeof notificationView>;
export const notificationPage = pageOf(notificationView);

/** That somebody was told something: not what it said, nor at which address. */
export const messageView = z.strictObject({
  id,
  audience: noticeAudience,
  recipientId: id.describe('Of the person, community, group or venue'),
  name: z
    .string()
    .nullable()
    .describe('Of the recipient; null: deleted, erased, or of a community that is out of reach'),
  channel: notificationChannel,
  language: noticeLanguage,
  template: noticeTemplate,
  urgent: z.boolean(),
  state: notificationState,
  notBefore: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type MessageView = z.infer<typeof messageView>;
export const messagePage = pageOf(messageView);
export const messageQuery = z.strictObject(pageQueryFields);
export type MessageQuery = z.infer<typeof messageQuery>;

export const notificationQuery = z.strictObject({
  ...pageQueryFields,
  state: notificationState.optional(),
  channel: notificationChannel.optional(),
  recipient: z.string().max(200).optional().describe('`audience:id`'),
});
export type NotificationQuery = z.infer<typeof notificationQuery>;
