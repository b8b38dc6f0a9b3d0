import { type FundAllocation } from '@heli/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AppError, type FieldFault } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { type Publication, Publications } from '../plans/index.js';
import { type Book, type Purpose, purposeKey } from './book.js';
import { Journal } from './journal.js';
import { yuanOf } from './money.js';
import { earmarkFault } from './refusals.js';

/** After bookings and duties, before people are told. */
const FUNDS = 30;

/** What a plan gives of a gift to a budget line, less what the plan before gave, fen. */
interface Difference extends Purpose {
  readonly fen: number;
}

/**
 * Publishing a plan sets aside what it gives of each gift beyond the plan before, and frees what it gives less, as far as
 * that was not spent. All gifts that cannot are named at once, and then the plan is not published.
 */
@Injectable()
export class FundsOfPlans implements OnModuleInit {
  constructor(
    private readonly publications: Publications,
    private readonly journal: Journal,
  ) {}

  onModuleInit(): void {
    this.publications.register(FUNDS, (manager, publication) => this.carryOver(manager, publication));
  }

  private async carryOver(manager: EntityManager, publication: Publication): Promise<void> {
    const { document, previous } = publication;
    const gifts = differences(previous?.document.fundAllocations ?? [], document.fundAllocations);
    const faults: FieldFault[] = [];
    // In one order for everybody, so that two plans never wait for each other.
    for (const donationId of [...gifts.keys()].sort()) {
      const of = gifts.get(donationId) ?? [];
      faults.push(...(await this.ofGift(manager, publication, donationId, of)));
    }
    if (faults.length === 0) return;
    throw new AppError('RULE_BROKEN', `${faults.length} gifts cannot pay for the plan any more`, {
      detail: 'ledger_plan_short',
      faults,
    });
  }

  private async ofGift(
    manager: EntityManager,
    { plan, now }: Publication,
    donationId: string,
    differences: readonly Difference[],
  ): Promise<FieldFault[]> {
    const less = differences.filter(({ fen }) => fen < 0);
    const more = differences.filter(({ fen }) => fen > 0);
    const entry = { donationId, at: now, planId: plan.id };
    const book = await this.journal.open(manager, donationId);
    for (const { fen, ...purpose } of less) free(book, purpose, -fen);
    await this.journal.post(manager, { ...entry, kind: 'release' }, book.lines());
    const open = await this.journal.open(manager, donationId);
    const faults: FieldFault[] = [];
    for (const purpose of await this.journal.inOrder(manager, more, plan.id)) {
      const { fen } = more.find((one) => purposeKey(one) === purposeKey(purpose)) ?? { fen: 0 };
      const fault = await earmarkFault(manager, donationId, purpose, plan.id);
      const left = fen - setAside(open, purpose, fen);
      if (fault !== null) faults.push(spoken(`ledger_earmark_${fault}`, { donationId, ...purpose }));
      else if (left > 0) faults.push(spoken('ledger_short', { donationId, ...purpose, fen: yuanOf(left) }));
    }
    if (faults.length > 0) return faults;
    await this.journal.post(manager, { ...entry, kind: 'reservation' }, open.lines());
    await this.journal.cover(manager, donationId, now);
    return [];
  }
}

function free(book: Book, purpose: Purpose, fen: number): void {
  const promised = book.take('claimed', 'receivable', fen, purpose);
  book.take('reserved', 'available', fen - promised, purpose);
}

/** What was received first, then what is promised; returns how much there was. */
function setAside(book: Book, purpose: Purpose, fen: number): number {
  const paid = book.take('available', 'reserved', fen, purpose);
  return paid + book.take('receivable', 'claimed', fen - paid, purpose);
}

function spoken(code: string, params: Readonly<Record<string, string>>): FieldFault {
  return { pointer: '', code, message: translate(currentContext().language, `details.${code}`, params) };
}

/** By gift; budget lines for which nothing changes are left out. */
function differences(
  before: readonly FundAllocation[],
  after: readonly FundAllocation[],
): Map<string, Difference[]> {
  const gifts = new Map<string, Map<string, Difference>>();
  const count = ({ donationId, activityId, budgetLineId, amountFen }: FundAllocation, sign: 1 | -1): void => {
    const lines = gifts.get(donationId) ?? new Map<string, Difference>();
    const key = purposeKey({ activityId, budgetLineId });
    const fen = (lines.get(key)?.fen ?? 0) + sign * amountFen;
    gifts.set(donationId, lines.set(key, { activityId, budgetLineId, fen }));
  };
  for (const allocation of before) count(allocation, -1);
  for (const allocation of after) count(allocation, 1);
  return new Map(
    [...gifts]
      .map(([id, lines]) => [id, [...lines.values()].filter(({ fen }) => fen !== 0)] as const)
      .filter(([, lines]) => lines.length > 0),
  );
}
