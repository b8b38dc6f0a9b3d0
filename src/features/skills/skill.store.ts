import { type SkillCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { type ColumnsOf, type Keeping, PoolStore, type Reference } from '../pools/index.js';
import { Skill } from './skill.entity.js';

export type SkillValue = SkillCreate & { id: string };

export class SkillStore extends PoolStore<Skill, SkillValue> {
  readonly type = 'Skill';
  readonly entity = Skill;

  /** A dictionary that all organizations share: whoever may, adds to it; changing what others use is for the platform. */
  protected override readonly inArea = { shared: null };

  override keepingsOf(_manager: EntityManager, values: readonly SkillValue[]): Promise<Keeping[]> {
    return Promise.resolve(values.map(() => ({ owners: { communities: [], common: true } })));
  }

  protected columns({ id, name, needsQualification }: SkillValue): ColumnsOf<Skill> {
    return { id, name, needsQualification };
  }

  values(_manager: EntityManager, rows: readonly Skill[]): Promise<SkillValue[]> {
    return Promise.resolve(
      rows.map(({ id, name, needsQualification }) => ({ id, name, needsQualification })),
    );
  }

  references(): Reference[] {
    return [];
  }
}
