import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';

/** Entries this far back may still have been uncommitted when a mark was taken. */
const LOOK_BACK = 10_000;
/** What the problem of a season is made of, as the book of changes names it. */
const POOLS = [
  'Activity',
  'ActivitySeries',
  'Community',
  'Donation',
  'EquipmentItem',
  'GrassrootsGroup',
  'Pin',
  'Season',
  'Skill',
  'Venue',
  'Volunteer',
];

/** How far the book of changes was written at a moment. */
export interface PoolMark {
  readonly last: string;
  /** Entries shortly before it: numbers are given out before their transactions end. */
  readonly recent: string;
  readonly at: Date;
}

/** Tells whether the pools were changed since a moment, by the book of changes; of any season. */
@Injectable()
export class PoolMarks {
  constructor(private readonly transactions: Transactions) {}

  /** Before the pools are read: whatever is changed after this is noticed by `changedSince`. */
  async take(): Promise<PoolMark> {
    const [{ last } = { last: '0' }] = await this.transactions.manager.query<{ last: string }[]>(
      `SELECT coalesce(max(id), 0) AS last FROM audit_entries`,
    );
    return { last, recent: await this.recent(last), at: new Date() };
  }

  async changedSince({ last, recent }: PoolMark): Promise<boolean> {
    const [{ later } = { later: false }] = await this.transactions.manager.query<{ later: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM audit_entries WHERE id > $1 AND entity_type = ANY ($2)) AS later`,
      [last, POOLS],
    );
    return later || (await this.recent(last)) !== recent;
  }

  private async recent(last: string): Promise<string> {
    const [{ recent } = { recent: '0' }] = await this.transactions.manager.query<{ recent: string }[]>(
      `SELECT count(*) AS recent FROM audit_entries
       WHERE id > $1::bigint - $2 AND id <= $1::bigint AND entity_type = ANY ($3)`,
      [last, LOOK_BACK, POOLS],
    );
    return recent;
  }
}
