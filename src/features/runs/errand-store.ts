import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { type RowLease, Transactions } from '../../database/index.js';
import { Errand } from './errand.entity.js';

/** What is sent out: an id of its own, and the packed model. */
export interface ErrandOrder {
  readonly id: string;
  readonly question: Uint8Array;
}

/** What is to be solved, and the trace that it belongs to. */
export interface AskedErrand {
  readonly question: Buffer;
  readonly traceParent: string | null;
}

/** An errand is wanted while its run is at the attempt that asked, nobody has cancelled it, and nobody has answered. */
const WANTED = `e.id = $1 AND e.answer IS NULL AND r.state = 'running' AND r.attempt = e.attempt AND r.cancel_requested_at IS NULL`;

/** Models of runs on their way to other worker processes, and their answers. */
@Injectable()
export class ErrandStore {
  constructor(private readonly transactions: Transactions) {}

  /** @param traceParent of the run */
  async put(
    { id: runId, attempt }: RowLease,
    orders: readonly ErrandOrder[],
    traceParent: string | null,
  ): Promise<void> {
    await this.transactions.manager.insert(
      Errand,
      orders.map(({ id, question }) => ({
        id,
        runId,
        attempt,
        traceParent,
        question: Buffer.from(question),
      })),
    );
  }

  /** How many errands for the communities of a run are out: whoever has many waits behind those who have few. */
  async outOfShare({ id }: RowLease): Promise<number> {
    const [counted] = await this.transactions.manager.query<{ out: number }[]>(
      `SELECT count(*)::int AS out
         FROM errands e JOIN allocation_runs r ON r.id = e.run_id, allocation_runs own
        WHERE own.id = $1 AND e.answer IS NULL AND (r.id = own.id OR r.share = own.share)`,
      [id],
    );
    return counted?.out ?? 0;
  }

  /** The question of an errand that is still wanted. */
  async question(id: string): Promise<AskedErrand | undefined> {
    const rows = await this.transactions.manager.query<AskedErrand[]>(
      `SELECT e.question, e.trace_parent AS "traceParent" FROM errands e JOIN allocation_runs r ON r.id = e.run_id WHERE ${WANTED}`,
      [id],
    );
    return rows[0];
  }

  async isWanted(id: string): Promise<boolean> {
    const rows = await this.transactions.manager.query<unknown[]>(
      `SELECT 1 FROM errands e JOIN allocation_runs r ON r.id = e.run_id WHERE ${WANTED}`,
      [id],
    );
    return rows.length > 0;
  }

  /** The first answer stays: all who solve the same model come to the same one. */
  async answer(id: string, answer: Uint8Array): Promise<void> {
    await this.transactions.manager.query(
      `UPDATE errands SET answer = $2 WHERE id = $1 AND answer IS NULL RETURNING id`,
      [id, Buffer.from(answer)],
    );
  }

  /** Those of the errands that are answered, by id. */
  async answers(ids: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await this.transactions.manager.find(Errand, {
      select: { id: true, answer: true },
      where: { id: In([...ids]) },
    });
    return new Map(rows.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer] as const])));
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.transactions.manager.delete(Errand, { id: In([...ids]) });
  }

  /** Ids of all errands of a run that this attempt or an earlier one sent out. */
  async upTo({ id: runId, attempt }: RowLease): Promise<string[]> {
    const rows = await this.transactions.manager.find(Errand, {
      select: { id: true },
      where: { runId, attempt: LessThanOrEqual(attempt) },
    });
    return rows.map(({ id }) => id);
  }
}
