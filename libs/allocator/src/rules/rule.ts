import { type GroupDemand, type Violation } from '@heli/contracts';
import { type SeasonModel } from '../model/season-model.js';
import { type Facts } from '../plan/facts.js';
import {
  type Season,
  type SeasonActivity,
  type SeasonGroup,
  type SeasonRole,
  type SeasonStart,
  type SeasonVenue,
  type SeasonVolunteer,
} from '../season/season.js';

/**
 * One hard rule. Its name is the same in the model's rows, in the verdict of the check and in explanations.
 *
 * `admits…` leave out, by proof, what the rule could never allow; `addTo` writes the rows that remain; `check` reads a
 * finished plan and the problem, and nothing of models.
 */
export interface Rule {
  readonly name: string;
  /** The rule as a person would say it. */
  readonly sentence: { readonly 'zh-CN': string; readonly en: string };
  readonly admitsStart?: (season: Season, activity: SeasonActivity, start: SeasonStart) => boolean;
  readonly admitsVenue?: (
    season: Season,
    activity: SeasonActivity,
    start: SeasonStart,
    venue: SeasonVenue,
  ) => boolean;
  /** Whatever the start. */
  readonly admitsVolunteer?: (
    season: Season,
    activity: SeasonActivity,
    role: SeasonRole,
    volunteer: SeasonVolunteer,
  ) => boolean;
  readonly admitsVolunteerAt?: (
    season: Season,
    activity: SeasonActivity,
    role: SeasonRole,
    volunteer: SeasonVolunteer,
    start: SeasonStart,
  ) => boolean;
  readonly admitsGroup?: (
    season: Season,
    activity: SeasonActivity,
    demand: GroupDemand,
    group: SeasonGroup,
  ) => boolean;
  readonly admitsGroupAt?: (
    season: Season,
    activity: SeasonActivity,
    group: SeasonGroup,
    start: SeasonStart,
  ) => boolean;
  readonly addTo?: (model: SeasonModel) => void;
  readonly check: (facts: Facts) => Violation[];
}

/** Whether a rule would let somebody serve in a role at a start. */
export const admitsPersonThen = (
  rule: Rule,
  season: Season,
  activity: SeasonActivity,
  role: SeasonRole,
  volunteer: SeasonVolunteer,
  start: SeasonStart,
): boolean =>
  (rule.admitsVolunteer?.(season, activity, role, volunteer) ?? true) &&
  (rule.admitsVolunteerAt?.(season, activity, role, volunteer, start) ?? true);

/** Whether a rule would let a group meet a demand at a start. */
export const admitsGroupThen = (
  rule: Rule,
  season: Season,
  activity: SeasonActivity,
  demand: GroupDemand,
  group: SeasonGroup,
  start: SeasonStart,
): boolean =>
  (rule.admitsGroup?.(season, activity, demand, group) ?? true) &&
  (rule.admitsGroupAt?.(season, activity, group, start) ?? true);
