import { RequestsAndAudit1763900000000 } from './1763900000000-requests-and-audit.js';
import { Pools1763900100000 } from './1763900100000-pools.js';
import { RunsAndPlans1763900200000 } from './1763900200000-runs-and-plans.js';
import { SeriesHolidaysAndSeasonOfPlans1763900300000 } from './1763900300000-series-holidays-and-season-of-plans.js';
import { Questions1764060000000 } from './1764060000000-questions.js';
import { Errands1764065000000 } from './1764065000000-errands.js';
import { Reliability1764070000000 } from './1764070000000-reliability.js';
import { KindOfRuns1764080000000 } from './1764080000000-kind-of-runs.js';
import { Accounts1764090000000 } from './1764090000000-accounts.js';
import { Notifications1764091000000 } from './1764091000000-notifications.js';
import { CalendarLinks1764091100000 } from './1764091100000-calendar-links.js';
import { Duties1764200000000 } from './1764200000000-duties.js';
import { Attendance1764200400000 } from './1764200400000-attendance.js';
import { DutyChanges1764200100000 } from './1764200100000-duty-changes.js';
import { OpenPlaces1764200110000 } from './1764200110000-open-places.js';
import { Bookings1764200200000 } from './1764200200000-bookings.js';
import { Ledger1764200300000 } from './1764200300000-ledger.js';
import { LedgerRules1764200300100 } from './1764200300100-ledger-rules.js';
import { PlanLife1764200500000 } from './1764200500000-plan-life.js';
import { Nightly1764200600000 } from './1764200600000-nightly.js';
import { Swaps1764200700000 } from './1764200700000-swaps.js';
import { FailedJobs1764200800000 } from './1764200800000-failed-jobs.js';
import { FindVolunteers1764201300000 } from './1764201300000-find-volunteers.js';
import { SharesOfRuns1764300110000 } from './1764300110000-shares-of-runs.js';

/** All migrations in order. Append only: what was released is never edited. */
export const MIGRATIONS = [
  RequestsAndAudit1763900000000,
  Pools1763900100000,
  RunsAndPlans1763900200000,
  SeriesHolidaysAndSeasonOfPlans1763900300000,
  Questions1764060000000,
  Errands1764065000000,
  Reliability1764070000000,
  KindOfRuns1764080000000,
  Accounts1764090000000,
  Notifications1764091000000,
  CalendarLinks1764091100000,
  Duties1764200000000,
  Attendance1764200400000,
  DutyChanges1764200100000,
  OpenPlaces1764200110000,
  Bookings1764200200000,
  Ledger1764200300000,
  LedgerRules1764200300100,
  PlanLife1764200500000,
  Nightly1764200600000,
  Swaps1764200700000,
  FailedJobs1764200800000,
  FindVolunteers1764201300000,
  SharesOfRuns1764300110000,
];
