import { AuditEntry } from './audit/index.js';
import { type Entities } from './database/index.js';
import { Attendance, CheckInWord, HourRule } from './features/attendance/index.js';
import { BookingRequest, SeasonProposal, VenueExceptionReason } from './features/bookings/index.js';
import { BusyImport } from './features/busy-times/index.js';
import { StoredDataQualityReport } from './features/data-quality/index.js';
import { Duty, DutyChange, StandInSearch, SwapRequest, Waiting } from './features/duties/index.js';
import { CalendarLink } from './features/feeds/index.js';
import { Account, AccountMembership, ApiKey, OneTimeCode, RefreshToken } from './features/accounts/index.js';
import { HourCertificate, HourEntry } from './features/hours/index.js';
import { POOL_ENTITIES } from './features/index.js';
import { Expense, LedgerAccount, LedgerLine, LedgerTransaction } from './features/ledger/index.js';
import {
  Assignment,
  EquipmentLoan,
  FundAllocation,
  GroupEngagement,
  ScheduledActivity,
  StoredPlan,
  VenueBooking,
} from './features/plans/index.js';
import { Resolution, RuleSet } from './features/resolutions/index.js';
import { StoredQuestion } from './features/questions/index.js';
import { AllocationRun, Errand, RunProblem } from './features/runs/index.js';
import { IdempotencyKey } from './http/idempotency-key.entity.js';
import { Notification, NotificationPreference } from './notifications/index.js';
import { FailedJob } from './queue/failed-job.entity.js';

/** Every table of Heli. A new feature adds its entities here, and a migration in `src/database/migrations`. */
export const ENTITIES: Entities = [
  AuditEntry,
  IdempotencyKey,
  ...POOL_ENTITIES,
  AllocationRun,
  RunProblem,
  Errand,
  Resolution,
  RuleSet,
  StoredPlan,
  ScheduledActivity,
  Assignment,
  VenueBooking,
  GroupEngagement,
  EquipmentLoan,
  FundAllocation,
  Expense,
  LedgerTransaction,
  LedgerLine,
  LedgerAccount,
  StoredQuestion,
  Duty,
  Attendance,
  CheckInWord,
  HourRule,
  HourEntry,
  HourCertificate,
  DutyChange,
  Waiting,
  StandInSearch,
  SwapRequest,
  BookingRequest,
  SeasonProposal,
  VenueExceptionReason,
  StoredDataQualityReport,
  Notification,
  NotificationPreference,
  CalendarLink,
  BusyImport,
  Account,
  AccountMembership,
  RefreshToken,
  ApiKey,
  OneTimeCode,
  FailedJob,
];
