import { z } from 'zod';
import { activityKind, id, instant, label } from '../primitives.js';
import { pageOf, pageQueryFields, storedFields } from './common.js';

/** Where the money of a gift is. Each fen of it is in exactly one place; `pledged` is what the donor owes or has paid. */
export const ledgerAccountName = z.enum([
  'pledged',
  'receivable',
  'claimed',
  'available',
  'reserved',
  'held',
  'spent',
  'reported',
  'returned',
  'expired',
  'lapsed',
]);
export type LedgerAccountName = z.infer<typeof ledgerAccountName>;

export const ledgerKind = z.enum([
  'pledge',
  'receipt',
  'reservation',
  'release',
  'cover',
  'hold',
  'unhold',
  'spending',
  'report',
  'return',
  'expiry',
  'reversal',
]);
export type LedgerKind = z.infer<typeof ledgerKind>;

const MOST_FEN = 1_000_000_000_000;
const paid = z.int().min(1).max(MOST_FEN).describe('Money in fen, more than nothing');

export const ledgerLineView = z.strictObject({
  account: ledgerAccountName,
  activityId: id.nullable(),
  budgetLineId: id.nullable().describe('`venue` is the price of a booking'),
  amountFen: z.int().describe('Positive: goes into the account; negative: is taken from it'),
});

export const ledgerTransactionView = z.strictObject({
  id,
  number: z.int().min(1).describe('Grows with every transaction'),
  donationId: id,
  kind: ledgerKind,
  at: z.iso.datetime().describe('When it happened'),
  createdAt: z.iso.datetime().describe('When it was written down'),
  actor: z.string(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  planId: id.nullable(),
  expenseId: id.nullable(),
  reversesId: id.nullable(),
  lines: z.array(ledgerLineView),
});
export type LedgerTransactionView = z.infer<typeof ledgerTransactionView>;
export const ledgerPage = pageOf(ledgerTransactionView);
export const ledgerQuery = z.strictObject({ ...pageQueryFields, kind: ledgerKind.optional() });
export type LedgerQuery = z.infer<typeof ledgerQuery>;

export const receiptCreate = z.strictObject({
  amountFen: paid,
  reference: label.describe('Number of the bank slip or receipt'),
  receivedAt: instant.optional().describe('Left out: now'),
});
export type ReceiptCreate = z.infer<typeof receiptCreate>;

export const returnCreate = z.strictObject({
  amountFen: paid.optional().describe('Left out: all that is left, or may no longer be used'),
  reference: label.describe('Number of the bank slip'),
});
export type ReturnCreate = z.infer<typeof returnCreate>;

export const reportCreate = z.strictObject({
  reference: label.optional().describe('Number of the statement that was issued'),
});
export type ReportCreate = z.infer<typeof reportCreate>;

const place = { activityId: id, budgetLineId: id.describe('`venue`: the price of the booking') };
export const reservationCreate = z.strictObject({ ...place, amountFen: paid });
export type ReservationCreate = z.infer<typeof reservationCreate>;
export const releaseCreate = z.strictObject({
  ...place,
  amountFen: paid.optional().describe('Left out: all that is set aside there and was not spent'),
});
export type ReleaseCreate = z.infer<typeof releaseCreate>;

export const because = z.strictObject({ reason: label });
export type Because = z.infer<typeof because>;

export const expenseState = z.enum(['requested', 'spent', 'refused', 'withdrawn', 'reversed']);
export type ExpenseState = z.infer<typeof expenseState>;

const expenseFields = {
  donationId: id,
  budgetLineId: place.budgetLineId,
  amountFen: paid,
  voucherNumber: label.describe('Number of the invoice or receipt'),
  description: label.describe('What was bought; the donor reads it, so no names of people'),
};
export const expenseCreate = z.strictObject({ id: id.optional(), ...expenseFields });
export type ExpenseCreate = z.infer<typeof expenseCreate>;

export const expenseView = z.strictObject({
  ...storedFields,
  activityId: id,
  ...expenseFields,
  state: expenseState,
  needsSecond: z.boolean().describe('Whether a second person has to approve it'),
  requestedBy: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
});
export type ExpenseView = z.infer<typeof expenseView>;
export const expensePage = pageOf(expenseView);
export const expenseQuery = z.strictObject({
  ...pageQueryFields,
  state: expenseState.optional(),
  activityId: id.optional(),
  donationId: id.optional(),
});
export type ExpenseQuery = z.infer<typeof expenseQuery>;

const sum = z.int().min(0);
const totals = {
  pledgedFen: sum.describe('awaited + received + lapsed'),
  awaitedFen: sum.describe('Promised and not received yet'),
  receivedFen: sum.describe('available + reserved + inReview + spent + expired + returned'),
  plannedFen: sum.describe('Part of what is awaited that a plan already counts on'),
  availableFen: sum.describe('Received and free'),
  reservedFen: sum.describe('Received and set aside for activities'),
  inReviewFen: sum.describe('Waits for a second person to approve the spending'),
  spentFen: sum,
  reportedFen: sum.describe('Part of what is spent that was reported to the donor'),
  expiredFen: sum.describe('Received, may no longer be used, and is to be returned'),
  returnedFen: sum,
  lapsedFen: sum.describe('Promised, and neither received nor needed before the gift expired'),
  leftFen: sum.describe('Received and neither spent nor returned'),
};
const lineTotals = {
  plannedFen: sum,
  reservedFen: sum,
  inReviewFen: sum,
  spentFen: sum,
  reportedFen: sum,
};

export const statementPayment = z.strictObject({
  at: z.iso.datetime(),
  voucherNumber: z.string(),
  description: z.string(),
  amountFen: paid,
});
export const statementLine = z.strictObject({
  budgetLineId: id,
  purpose: id.nullable(),
  ...lineTotals,
  payments: z.array(statementPayment),
});
export const statementActivity = z.strictObject({
  activityId: id,
  title: z.string().nullable(),
  kind: activityKind.nullable(),
  communityId: id.nullable(),
  start: instant.nullable().describe("In the community's zone"),
  attended: z.int().min(0).describe('How many people came, as far as they were counted'),
  ...lineTotals,
  lines: z.array(statementLine),
});
export const donationStatement = z.strictObject({
  donationId: id,
  name: z.string().nullable(),
  donorUnitId: id.nullable(),
  expiresAt: z.iso.datetime().nullable(),
  ...totals,
  text: z.string().describe('The same in a few sentences'),
  activities: z.array(statementActivity),
});
export type DonationStatement = z.infer<typeof donationStatement>;
export type StatementActivity = z.infer<typeof statementActivity>;
export type StatementLine = z.infer<typeof statementLine>;

export const partnerStatement = z.strictObject({
  donorUnitId: id,
  ...totals,
  text: z.string(),
  gifts: z.array(donationStatement),
});
export type PartnerStatement = z.infer<typeof partnerStatement>;
export const statementQuery = z.strictObject({ lang: z.enum(['zh-CN', 'en']).optional() });
export type StatementQuery = z.infer<typeof statementQuery>;
