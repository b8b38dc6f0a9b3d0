import { RequestsAndAudit1763900000000 } from './1763900000000-requests-and-audit.js';

/** All migrations in order. Append only: what was released is never edited. */
export const MIGRATIONS = [RequestsAndAudit1763900000000];
