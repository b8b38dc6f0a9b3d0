import { type Model } from '@heli/lp';
import { RULES } from '../rules/index.js';
import { type Season } from '../season/season.js';
import { addColumns } from './columns.js';
import { addDecided, type Surroundings } from './decided.js';
import { type Formulation, SeasonModel } from './season-model.js';

export interface BuiltModel {
  /** All hard rules; the objective is empty, tiers bring their own costs. */
  readonly model: Model;
  readonly index: SeasonModel;
}

/**
 * Problem → Model: one model of the whole season, every rule in it.
 * @param around a part of the season that is open, all else as it was decided
 * @throws SeasonTooWide for more than `mostColumns` decisions
 */
export function buildModel(
  season: Season,
  formulation: Formulation = 'strong',
  around?: Surroundings,
  mostColumns = Infinity,
): BuiltModel {
  const index = new SeasonModel(season, formulation, mostColumns);
  addColumns(index, around?.open);
  if (around) addDecided(index, around);
  for (const rule of RULES) {
    index.beginRule(rule.name);
    rule.addTo?.(index);
  }
  return { model: index.finish(), index };
}
