import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Seconds of the specs that take longest; all others take their size into account. Only the order matters. */
const LONG = {
  'test/e2e/runs.e2e-spec.ts': 150,
  'test/integration/allocator/replan.spec.ts': 140,
  'test/e2e/processes.e2e-spec.ts': 120,
  'test/e2e/questions.e2e-spec.ts': 100,
  'test/e2e/errands.e2e-spec.ts': 90,
  'test/integration/attendance/check-in.spec.ts': 90,
  'test/integration/access/walk.spec.ts': 80,
  'test/integration/embedded-postgres.spec.ts': 75,
  'test/e2e/cli.e2e-spec.ts': 70,
  'test/e2e/fuzz.e2e-spec.ts': 60,
  'test/peer/jslp.spec.ts': 55,
  'test/e2e/notices.e2e-spec.ts': 50,
  'test/integration/bookings/lost-halls.spec.ts': 50,
  'test/integration/operations.spec.ts': 45,
  'test/integration/upgrade.spec.ts': 40,
};
const BYTES_A_SECOND = 1_000;

/** The longest first, so that none begins last while other cores idle: by the last run, and by what is known where there was none. */
export default class LongestFirst extends Sequencer {
  time(test) {
    const known = super.time(test);
    if (known !== undefined) return known;
    const { config, hasteFS } = test.context;
    const seconds =
      LONG[relative(config.rootDir, test.path)] ?? (hasteFS.getSize(test.path) ?? 0) / BYTES_A_SECOND;
    return seconds * 1000;
  }
}
