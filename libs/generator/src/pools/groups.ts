import { type AvailabilityWindowInput, type Dataset } from '@heli/contracts';
import { numbered } from '../ids.js';
import { type Neighbourhood, unevenWeights } from '../places.js';
import { type Random } from '../random.js';
import { spread } from '../spread.js';
import { rest, weekdays } from '../windows.js';

type Group = Dataset['groups'][number];

interface GroupShape {
  readonly name: string;
  readonly tags: readonly string[];
  readonly when: 'mornings' | 'evenings' | 'both';
}

/** What residents get together for; the first four can give a show. */
const GROUP_SHAPES: readonly GroupShape[] = [
  { name: '合唱队', tags: ['choir', 'performance'], when: 'both' },
  { name: '舞蹈队', tags: ['dance', 'performance'], when: 'evenings' },
  { name: '太极拳队', tags: ['taichi', 'performance', 'sport'], when: 'mornings' },
  { name: '巧手编织社', tags: ['handicraft'], when: 'mornings' },
  { name: '书画社', tags: ['calligraphy'], when: 'both' },
  { name: '京剧票友社', tags: ['opera', 'performance'], when: 'both' },
  { name: '邻里巡逻队', tags: ['patrol'], when: 'evenings' },
  { name: '绿色环保队', tags: ['environment'], when: 'both' },
  { name: '剪纸社', tags: ['papercut', 'handicraft'], when: 'mornings' },
  { name: '摄影社', tags: ['photography'], when: 'both' },
  { name: '腰鼓队', tags: ['drum', 'performance'], when: 'mornings' },
  { name: '亲子读书会', tags: ['reading', 'children'], when: 'evenings' },
  { name: '棋友会', tags: ['chess'], when: 'both' },
  { name: '葫芦丝队', tags: ['music', 'performance'], when: 'both' },
];

const PILOT_GROUPS = 92;
const PILOT_COMMUNITIES = 10;

export function makeGroups(neighbourhoods: readonly Neighbourhood[], random: Random): Group[] {
  const total = Math.round((PILOT_GROUPS * neighbourhoods.length) / PILOT_COMMUNITIES);
  const perCommunity = spread(total, unevenWeights(neighbourhoods.length, random));
  const idOf = numbered('grp', total, 3);
  const groups: Group[] = [];
  neighbourhoods.forEach(({ community, place, neighbours }, i) => {
    const count = perCommunity[i] ?? 0;
    const [choir, ...others] = GROUP_SHAPES;
    const order = [...(choir ? [choir] : []), ...random.shuffled(others)];
    for (let nth = 0; nth < count; nth++) {
      const shape = order[nth % order.length];
      if (!shape) continue;
      const again = Math.floor(nth / order.length);
      const performs = shape.tags.includes('performance');
      groups.push({
        id: idOf(groups.length),
        name: `${place}${shape.name}${again === 0 ? '' : String(again + 1)}`,
        communityId: community.id,
        servesCommunityIds: performs && random.chance(0.4) ? neighbours.slice(0, random.int(1, 2)) : [],
        tags: [...shape.tags],
        availability: groupWindows(shape.when, random),
        activitiesPerWeek: random.int(1, 3),
      });
    }
  });
  return groups;
}

function groupWindows(when: GroupShape['when'], random: Random): Group['availability'] {
  const windows: AvailabilityWindowInput[] = [rest('08:00', random.pick(['18:00', '21:30']))];
  const days = random.sample([1, 2, 3, 4, 5], random.int(3, 5)).sort((a, b) => a - b);
  if (when !== 'evenings') windows.push(weekdays(days, '08:00', '12:00'));
  if (when !== 'mornings') windows.push(weekdays(days, '18:00', '21:30'));
  if (random.chance(0.3)) windows.push(weekdays([5], '14:00', '17:00', 'avoid'));
  return windows as Group['availability'];
}
