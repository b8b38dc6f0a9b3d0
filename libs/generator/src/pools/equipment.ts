import { type Dataset } from '@heli/contracts';
import { numbered } from '../ids.js';
import { type Neighbourhood } from '../places.js';
import { type Random } from '../random.js';
import { type TypedUnit } from './partners.js';

type Equipment = Dataset['equipment'][number];

interface EquipmentShape {
  readonly type: string;
  readonly name: string;
  readonly share: number;
  readonly quantity: readonly [low: number, high: number];
  readonly turnaroundMinutes: number;
  /** One set serves the ten communities around. */
  readonly forCircle?: boolean;
  readonly fromUnit?: boolean;
}

const EQUIPMENT_SHAPES: readonly EquipmentShape[] = [
  { type: 'projector', name: '投影仪', share: 1, quantity: [1, 2], turnaroundMinutes: 30 },
  { type: 'sound-set', name: '音响', share: 0.8, quantity: [1, 2], turnaroundMinutes: 60 },
  { type: 'folding-table', name: '折叠桌', share: 1, quantity: [12, 24], turnaroundMinutes: 30 },
  { type: 'first-aid-kit', name: '急救箱', share: 1, quantity: [2, 4], turnaroundMinutes: 0 },
  {
    type: 'tent',
    name: '帐篷',
    share: 0.5,
    quantity: [4, 8],
    turnaroundMinutes: 60,
    forCircle: true,
    fromUnit: true,
  },
  {
    type: 'tool-kit',
    name: '维修工具箱',
    share: 1,
    quantity: [2, 4],
    turnaroundMinutes: 15,
    fromUnit: true,
  },
  {
    type: 'laptop',
    name: '笔记本电脑',
    share: 1,
    quantity: [4, 10],
    turnaroundMinutes: 30,
    fromUnit: true,
  },
  {
    type: 'mobile-stage',
    name: '流动舞台',
    share: 0.1,
    quantity: [1, 1],
    turnaroundMinutes: 180,
    forCircle: true,
  },
  {
    type: 'sound-set',
    name: '大型音响',
    share: 0.2,
    quantity: [1, 1],
    turnaroundMinutes: 120,
    forCircle: true,
  },
];

export function makeEquipment(
  neighbourhoods: readonly Neighbourhood[],
  unitsByCommunity: ReadonlyMap<string, readonly TypedUnit[]>,
  random: Random,
): Equipment[] {
  const drawn: Omit<Equipment, 'id'>[] = [];
  for (const { community, place, circle } of neighbourhoods) {
    for (const shape of EQUIPMENT_SHAPES) {
      // The first of each circle keeps one of everything, so that no type is missing.
      if (circle[0] !== community.id && !random.chance(shape.share)) continue;
      const units = unitsByCommunity.get(community.id) ?? [];
      const owner = shape.fromUnit && units.length > 0 ? random.pick(units).unit : undefined;
      drawn.push({
        name: `${owner?.name ?? place}${shape.name}`,
        type: shape.type,
        quantity: random.int(...shape.quantity),
        communityId: community.id,
        servesCommunityIds: shape.forCircle ? circle.filter((id) => id !== community.id) : [],
        turnaroundMinutes: shape.turnaroundMinutes,
        ...(owner ? { ownerUnitId: owner.id } : {}),
      });
    }
  }
  const idOf = numbered('eq', drawn.length, 3);
  return drawn.map((item, i) => ({ id: idOf(i), ...item }));
}
