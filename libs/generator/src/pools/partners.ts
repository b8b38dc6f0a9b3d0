import { type Dataset } from '@heli/contracts';
import { numbered } from '../ids.js';
import { type Neighbourhood, unevenWeights } from '../places.js';
import { type Random } from '../random.js';
import { spread } from '../spread.js';

type PartnerUnit = Dataset['partnerUnits'][number];

export type UnitType = (typeof UNIT_TYPES)[number][0];
/** A partner unit with what it is; the type is not part of the data set. */
export interface TypedUnit {
  readonly unit: PartnerUnit;
  readonly type: UnitType;
}

/** Kinds of units with their share of all. */
const UNIT_TYPES = [
  ['便民商店', 0.27],
  ['餐馆', 0.16],
  ['公司', 0.18],
  ['物业公司', 0.08],
  ['美发店', 0.07],
  ['社区卫生站', 0.05],
  ['小学', 0.04],
  ['幼儿园', 0.04],
  ['中学', 0.03],
  ['银行网点', 0.04],
  ['书店', 0.02],
  ['养老驿站', 0.02],
] as const;

const PILOT_UNITS = 895;
const PILOT_UNIT_MEMBERS = 179;
const PILOT_COMMUNITIES = 10;

export function makePartnerUnits(neighbourhoods: readonly Neighbourhood[], random: Random): TypedUnit[] {
  const scale = neighbourhoods.length / PILOT_COMMUNITIES;
  const total = Math.round(PILOT_UNITS * scale);
  const members = Math.round(PILOT_UNIT_MEMBERS * scale);
  const perCommunity = spread(total, unevenWeights(neighbourhoods.length, random));
  const idOf = numbered('unit', total, 4);
  const units: TypedUnit[] = [];
  neighbourhoods.forEach(({ community, place }, i) => {
    const perType = spread(
      perCommunity[i] ?? 0,
      UNIT_TYPES.map(([, share]) => share * (0.8 + 0.4 * random.real())),
    );
    UNIT_TYPES.forEach(([type], t) => {
      for (let nth = 1; nth <= (perType[t] ?? 0); nth++) {
        units.push({
          type,
          unit: {
            id: idOf(units.length),
            name: `${place}${type}${String(nth).padStart(2, '0')}`,
            communityId: community.id,
            isUnitMember: false,
          },
        });
      }
    });
  });
  for (const { unit } of random.sample(units, members)) unit.isUnitMember = true;
  return units;
}
