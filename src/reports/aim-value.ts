import { type TierName } from '@heli/contracts';
import { type Language } from './language.js';
import { yuan } from './money.js';

/** The value of an aim in words: a share in percent, money in yuan, everything else in points. */
export function aimValue(tier: TierName, value: number, language: Language): string {
  switch (tier) {
    case 'fairness':
      return value.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
    case 'cost':
      return yuan(value);
    case 'held':
    case 'coverage':
    case 'changes':
    case 'quality':
      return value.toLocaleString(language);
  }
}
