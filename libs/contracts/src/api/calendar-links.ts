import { z } from 'zod';
import { id } from '../primitives.js';
import { pageOf, pageQueryFields } from './common.js';
import { noticeLanguage } from './notifications.js';

/** Whose calendar a feed is. */
export const feedScope = z.enum(['volunteer', 'group', 'venue', 'community']);
export type FeedScope = z.infer<typeof feedScope>;

const linkFields = {
  scope: feedScope,
  scopeId: id.describe('Id of the volunteer, group, venue or community'),
  language: noticeLanguage.default('zh-CN'),
};

export const calendarLinkCreate = z.strictObject({ language: linkFields.language });
export type CalendarLinkCreate = z.infer<typeof calendarLinkCreate>;

export const calendarLinkView = z.strictObject({
  id,
  ...linkFields,
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type CalendarLinkView = z.infer<typeof calendarLinkView>;

export const calendarLinkCreated = calendarLinkView.extend({
  path: z
    .string()
    .describe(
      'Address of the feed on this service. It is told once: only a hash of the secret in it is kept.',
    ),
});
export type CalendarLinkCreated = z.infer<typeof calendarLinkCreated>;

export const calendarLinkPage = pageOf(calendarLinkView);
export const calendarLinkQuery = z.strictObject(pageQueryFields);
export type CalendarLinkQuery = z.infer<typeof calendarLinkQuery>;
