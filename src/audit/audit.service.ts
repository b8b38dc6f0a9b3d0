import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { currentContext } from '../http/context.js';
import { AuditEntry } from './audit-entry.entity.js';

export interface Change {
  /** A verb of the domain: `volunteer.created`, `plan.published`. */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly before?: object | null;
  readonly after?: object | null;
  /** Fields that tell who a person is: that they changed is noted, their values are not. */
  readonly personal?: readonly string[];
}

const HIDDEN = '[personal]';

/** The book of changes. Call it inside the transaction that makes the change; it joins by itself. */
@Injectable()
export class AuditService {
  constructor(private readonly transactions: Transactions) {}

  async record(change: Change): Promise<void> {
    const { actor, requestId } = currentContext();
    const personal = new Set(change.personal);
    await this.transactions.run((manager) =>
      manager.getRepository(AuditEntry).save({
        actor,
        requestId,
        action: change.action,
        entityType: change.entityType,
        entityId: change.entityId,
        before: withoutPersonal(change.before, personal),
        after: withoutPersonal(change.after, personal),
      }),
    );
  }
}

function withoutPersonal(
  state: object | null | undefined,
  personal: ReadonlySet<string>,
): Record<string, unknown> | null {
  if (state == null) return null;
  return Object.fromEntries(
    Object.entries(state).map(([key, value]: [string, unknown]) => [
      key,
      personal.has(key) && value !== null && value !== undefined ? HIDDEN : value,
    ]),
  );
}
