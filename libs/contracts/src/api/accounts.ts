import { z } from 'zod';
import { id } from '../primitives.js';
import { sentence } from './checks.js';
import { pageOf, pageQueryFields, storedFields } from './common.js';

export const accessRole = z
  .enum(['admin', 'council', 'coordinator', 'partner', 'volunteer', 'auditor'])
  .describe('What somebody may do in an organization, see docs/access.md');
const machineRole = z.enum(['admin', 'council', 'coordinator', 'auditor']);
const language = z.enum(['zh-CN', 'en']);
const instantRead = z.iso.datetime();

const LOGIN = /^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}._@+-]{1,99}$/u;
const CONTACT = /^(?:\+?\d(?:[ -]?\d){4,18}|[^\s@]{1,64}@[^\s@]{1,190})$/;
const OIDC_SUBJECT = /^https?:\/\/[^\s|]{1,1000}\|[^\s|]{1,255}$/;

/** In small letters, so that `Li.Na` and `li.na` are one name. */
const login = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => LOGIN.test(text), sentence('login'))
  .describe('Name to sign in with; case does not matter');
/** One that is given to sign in with may be wrong in any way; the answer is always the same. */
const loginTried = z.string().trim().toLowerCase().max(200);
const password = z
  .string()
  .min(10)
  .max(200)
  .transform((text) => text.normalize('NFC'))
  .describe('At least 10 characters');
const passwordTried = z
  .string()
  .max(200)
  .transform((text) => text.normalize('NFC'));
const displayName = z.string().trim().min(1).max(100);
const contact = z
  .string()
  .trim()
  .refine((text) => CONTACT.test(text), sentence('contact'))
  .describe('Where one-time codes are sent: an e-mail address or a telephone number');

const inCookie = z
  .boolean()
  .default(false)
  .describe(
    'For browsers: the refresh token goes into a cookie that scripts cannot read, not into the answer',
  );

export const signInBody = z.strictObject({ login: loginTried, password: passwordTried, cookie: inCookie });
export type SignInBody = z.infer<typeof signInBody>;
export const codeBody = z.strictObject({ login: loginTried });
export const codeSignInBody = z.strictObject({
  login: loginTried,
  code: z.string().trim().max(20),
  cookie: inCookie,
});
export const refreshBody = z.strictObject({
  refreshToken: z.string().max(200).optional().describe('Left out: that of the cookie'),
});
export const tokenAnswer = z.strictObject({
  accessToken: z.string().describe('For `Authorization: Bearer …`'),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().describe('Seconds that the access token is good for'),
  refreshToken: z.string().optional().describe('Good for one use; left out where it went into the cookie'),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;
export const codeSent = z.strictObject({
  status: z.literal('accepted').describe('Says nothing about whether there is such an account'),
});

export const membershipRead = z.strictObject({
  id,
  organizationId: id.nullable().describe('Null: an admin of the platform'),
  role: accessRole,
});
export const meRead = z.strictObject({
  kind: z.enum(['account', 'key', 'operator']),
  id: z.string().nullable(),
  version: z.int().min(1).optional(),
  login: z.string().optional(),
  displayName: z.string().optional(),
  language: language.optional(),
  volunteerId: id.nullable(),
  partnerUnitId: id.nullable(),
  memberships: z.array(membershipRead.omit({ id: true })),
});
export type MeRead = z.infer<typeof meRead>;
export const mePatch = z.strictObject({ displayName: displayName.optional(), language: language.optional() });
export type MePatch = z.infer<typeof mePatch>;
export const passwordChange = z.strictObject({ current: passwordTried, next: password });
export const passwordReset = z.strictObject({ next: password });

export const accountRead = z.strictObject({
  ...storedFields,
  login: z.string(),
  displayName: z.string(),
  language,
  state: z.enum(['active', 'disabled', 'erased']),
  contact: z.string().nullable().describe('Masked'),
  hasPassword: z.boolean(),
  oidcSubject: z.string().nullable(),
  volunteerId: id.nullable(),
  partnerUnitId: id.nullable(),
  lockedUntil: instantRead.nullable().describe('After too many failed sign-ins'),
  memberships: z.array(membershipRead),
});
export type AccountRead = z.infer<typeof accountRead>;
export const accountPage = pageOf(accountRead);
export const accountQuery = z.strictObject({ ...pageQueryFields });
export const accountPatch = z.strictObject({
  displayName: displayName.optional(),
  language: language.optional(),
  state: z.enum(['active', 'disabled']).optional(),
  contact: contact.nullable().optional(),
  oidcSubject: z
    .string()
    .trim()
    .refine((text) => OIDC_SUBJECT.test(text), sentence('oidc_subject'))
    .nullable()
    .optional()
    .describe('`issuer|subject` of the OpenID Connect provider'),
  volunteerId: id.nullable().optional().describe('The volunteer that this person is'),
  partnerUnitId: id.nullable().optional().describe('The partner unit that this person speaks for'),
});
export type AccountPatch = z.infer<typeof accountPatch>;

export const accountCreate = z.strictObject({
  login,
  displayName: displayName.optional().describe('Left out: the login'),
  language: language.default('zh-CN'),
  password: password.optional().describe('Left out: sign-in by code or OpenID Connect'),
  contact: contact.optional(),
  volunteerId: id.optional(),
  partnerUnitId: id.optional(),
});
export type AccountCreate = z.infer<typeof accountCreate>;
export const memberCreate = accountCreate.extend({ role: accessRole });
export type MemberCreate = z.infer<typeof memberCreate>;
export const platformMemberCreate = accountCreate;

export const memberRead = z.strictObject({
  id,
  accountId: id,
  login: z.string(),
  displayName: z.string(),
  state: z.enum(['active', 'disabled', 'erased']),
  organizationId: id.nullable(),
  role: accessRole,
  createdAt: instantRead,
});
export type MemberRead = z.infer<typeof memberRead>;
export const memberList = z.strictObject({ items: z.array(memberRead) });

const MAX_KEY_DAYS = 366;
export const apiKeyCreate = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: machineRole,
  days: z.int().min(1).max(MAX_KEY_DAYS).default(90).describe('Days until it is over'),
});
export type ApiKeyCreate = z.infer<typeof apiKeyCreate>;
export const apiKeyRead = z.strictObject({
  id,
  name: z.string(),
  prefix: z.string().describe('How the key begins'),
  organizationId: id,
  role: machineRole,
  createdAt: instantRead,
  expiresAt: instantRead,
  lastUsedAt: instantRead.nullable(),
  revokedAt: instantRead.nullable(),
});
export type ApiKeyRead = z.infer<typeof apiKeyRead>;
export const apiKeyCreated = apiKeyRead.extend({ key: z.string().describe('Shown this once') });
export const apiKeyList = z.strictObject({ items: z.array(apiKeyRead) });
