import { type TradeOffMeasure, type TradeOffs } from '@heli/contracts';

/** Words of a menu of plans. Shares and money come written out, numbers as they are. */
export interface TradeOffsTexts {
  readonly measures: Readonly<Record<TradeOffMeasure, string>>;
  readonly title: (measures: readonly string[]) => string;
  readonly part: (decided: number, activities: number) => string;
  readonly stored: (facts: string) => string;
  readonly storedIs: Readonly<Record<TradeOffs['storedIs'], string>>;
  readonly places: (count: number) => string;
  readonly share: (share: string) => string;
  readonly cost: (amount: string) => string;
  readonly point: (number: number, changes: string) => string;
  readonly morePlaces: (count: number) => string;
  readonly fewerPlaces: (count: number) => string;
  /** Points of coverage that are no places: attendance seated. */
  readonly coverage: (points: string) => string;
  readonly shareTo: (from: string, to: string) => string;
  readonly dearer: (amount: string) => string;
  readonly cheaper: (amount: string) => string;
  readonly people: (count: number) => string;
  readonly held: (points: string) => string;
  readonly nothing: string;
  readonly proven: string;
  /** What stands between a plan and its proof. */
  readonly unproven: (open: readonly string[]) => string;
  readonly openBound: (measure: string, bound: string) => string;
  readonly nothingProven: (measure: string) => string;
  readonly none: string;
  readonly further: (count: number) => string;
  readonly ended: Readonly<Record<TradeOffs['ended'], string | null>>;
  readonly priceTitle: string;
  readonly priceShares: (without: string, fair: string, least: string | null) => string;
  readonly priceCoverage: (points: string, places: number) => string;
  readonly priceQuality: (points: string) => string;
  readonly priceStored: (coverage: string, quality: string) => string;
  readonly exactly: (points: string) => string;
  readonly between: (low: string, high: string) => string;
  readonly atLeast: (low: string) => string;
  readonly atMost: (high: string) => string;
  readonly unknown: string;
  readonly noPrice: string;
}
