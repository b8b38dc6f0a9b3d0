import { sha256Of } from '@heli/allocator';
import { type DayCalendar, type Problem, type ProblemPolicy } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { lockUntilCommit, newId } from '../../database/index.js';
import { RuleSet } from './rule-set.entity.js';

/** What a plan is made under, beside the pools. */
export interface Rules {
  readonly policy: ProblemPolicy;
  readonly objective: Problem['objective'];
  readonly calendar: DayCalendar;
}

/** The version of a season's rules and weights that has just this content; a new one where there is none. */
export async function ruleSetOf(manager: EntityManager, seasonId: string, rules: Rules): Promise<RuleSet> {
  const { policy, objective, calendar } = rules;
  const sha256 = sha256Of({ policy, objective, calendar });
  const repository = manager.getRepository(RuleSet);
  // Two plans at the same moment: the second finds what the first has numbered.
  await lockUntilCommit(manager, `rule-sets:${seasonId}`);
  const known = await repository.findOneBy({ seasonId, sha256 });
  if (known !== null) return known;
  const last = await repository.maximum('number', { seasonId });
  return repository.save(
    repository.create({
      ...{ id: newId(), seasonId, number: (last ?? 0) + 1, sha256 },
      ...{ policy, objective, calendar, resolutionId: null },
    }),
  );
}
