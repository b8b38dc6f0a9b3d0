import { AuditEntry } from './audit/index.js';
import { type Entities } from './database/index.js';
import { POOL_ENTITIES } from './features/index.js';
import { IdempotencyKey } from './http/idempotency-key.entity.js';

/** Every table of Heli. A new feature adds its entities here, and a migration in `src/database/migrations`. */
export const ENTITIES: Entities = [AuditEntry, IdempotencyKey, ...POOL_ENTITIES];
