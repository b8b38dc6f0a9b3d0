import { RequestsAndAudit1763900000000 } from './1763900000000-requests-and-audit.js';
import { Pools1763900100000 } from './1763900100000-pools.js';

/** All migrations in order. Append only: what was released is never edited. */
export const MIGRATIONS = [RequestsAndAudit1763900000000, Pools1763900100000];
