import { type Explanations, type OpenGroup, type OpenPlace, type Plan } from '@heli/contracts';
import { openPlacesOf } from '../../explain.js';
import { nth, type Season } from '../../season/season.js';
import { type Workbench } from '../workbench.js';
import { explainOne, type ExplainOptions } from './explain-place.js';
import { siteOf } from './place.js';

export interface ExplainAllOptions extends Omit<ExplainOptions, 'timeMs'> {
  /** Milliseconds for all; default 60,000, none where work is limited. What is not reached is counted. */
  readonly timeMs?: number;
  /** Milliseconds for one place; default 2,000, none where work is limited. */
  readonly timeMsEach?: number;
  /** Places explained of each group; default: all that the time allows. */
  readonly maxOfGroup?: number;
}

const USUAL_MS = 60_000;
const USUAL_MS_EACH = 2_000;

interface Member {
  readonly open: OpenPlace;
  /** Points that it would make: what it weighs. */
  readonly weight: number;
}

interface Group {
  readonly key: Pick<OpenGroup, 'bottleneck' | 'skillIds' | 'dropped'>;
  readonly members: Member[];
}

/**
 * Everything that is open, those that lack the same together. The first of every group is explained before the second
 * of any: what a reader sees at the top is there however short the time.
 */
export async function explainAll(
  workbench: Workbench,
  options: ExplainAllOptions = {},
): Promise<Explanations> {
  const { season, standing } = workbench;
  const until = workbench.momentAfter(options.timeMs, USUAL_MS);
  const site = siteOf(workbench);
  const open = openPlacesOf(site.occupied, standing.plan);
  const groups = groupsOf(season, standing.plan, open);
  const found = groups.map((): OpenGroup['explanations'] => []);
  const longest = Math.max(0, ...groups.map(({ members }) => members.length));
  let explained = 0;
  for (let round = 0; round < Math.min(longest, options.maxOfGroup ?? Infinity); round++)
    for (const [position, { members }] of groups.entries()) {
      const member = members[round];
      if (!member || workbench.isStopped || workbench.now() >= until) continue;
      const by = Math.min(until, workbench.momentAfter(options.timeMsEach, USUAL_MS_EACH));
      const explanation = await explainOne(site, member.open, { ...options, by, check: false });
      nth(found, position).push(explanation);
      explained += 1;
    }
  return {
    groups: groups.map(({ key, members }, position) => ({
      ...key,
      missing: members.reduce((sum, member) => sum + member.open.missing, 0),
      members: members.map((member, at) => ({
        activityId: member.open.activityId,
        roleId: member.open.roleId,
        missing: member.open.missing,
        explained: at < nth(found, position).length,
      })),
      explanations: nth(found, position),
    })),
    open: open.length,
    explained,
  };
}

/** Groups and their members, the weightiest first; dropped activities before open places. */
function groupsOf(season: Season, plan: Plan, open: readonly OpenPlace[]): Group[] {
  const { weights } = season.problem.objective;
  const groups = new Map<string, Group>();
  const dropped = new Set(plan.dropped);
  for (const entry of open) {
    const activity = nth(season.activities, season.position.activity.get(entry.activityId) ?? -1);
    const role = activity.roles.find(({ raw }) => raw.id === entry.roleId);
    const isDropped = dropped.has(entry.activityId);
    const key = {
      bottleneck: entry.bottleneck,
      skillIds: [...(role?.raw.skillIds ?? [])],
      dropped: isDropped,
    };
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, members: [] };
    groups.set(name, group);
    const weight = isDropped
      ? activity.raw.priority
      : entry.missing * weights.place * (role?.raw.weight ?? 1);
    group.members.push({ open: entry, weight });
  }
  const weightOf = ({ members }: Group): number => members.reduce((sum, { weight }) => sum + weight, 0);
  for (const { members } of groups.values()) members.sort((a, b) => b.weight - a.weight);
  return [...groups.values()].sort(
    (a, b) => Number(b.key.dropped) - Number(a.key.dropped) || weightOf(b) - weightOf(a),
  );
}
