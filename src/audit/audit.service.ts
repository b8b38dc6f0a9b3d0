import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { currentContext } from '../http/context.js';

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

  record(change: Change): Promise<void> {
    return this.recordAll([change]);
  }

  /** Many changes of one transaction, e.g. those of an imported file, in one statement. */
  recordAll(changes: readonly Change[]): Promise<void> {
    const { actor, requestId } = currentContext();
    const entries = changes.map(({ action, entityType, entityId, before, after, personal }) => {
      const hidden = new Set(personal);
      return {
        action,
        type: entityType,
        id: entityId,
        before: withoutPersonal(before, hidden),
        after: withoutPersonal(after, hidden),
      };
    });
    return this.transactions.run(async (manager) => {
      await manager.query(
        `INSERT INTO audit_entries (actor, request_id, action, entity_type, entity_id, before, after)
         SELECT $1, $2, entry.action, entry.type, entry.id, entry.before, entry.after
         FROM jsonb_to_recordset($3::jsonb)
           AS entry (action text, type text, id text, before jsonb, after jsonb)`,
        [actor, requestId, JSON.stringify(entries)],
      );
    });
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
