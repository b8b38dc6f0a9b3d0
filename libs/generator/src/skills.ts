import { type AgeClass, type Dataset } from '@heli/contracts';

export interface SkillShape {
  readonly id: string;
  readonly name: string;
  readonly needsQualification: boolean;
  /** Share of people of each age class who have it. */
  readonly share: Partial<Readonly<Record<AgeClass, number>>>;
}

const skill = (
  id: string,
  name: string,
  adult: number,
  senior: number,
  more: { needsQualification?: boolean; minor?: number } = {},
): SkillShape => ({
  id,
  name,
  needsQualification: more.needsQualification ?? false,
  share: { minor: more.minor ?? 0, adult, senior },
});

export const LEADER_SKILL = 'activity-leader';

/** What people can do, and how many of them. Shares are plausible guesses: a community of 300 has two lawyers. */
export const SKILLS: readonly SkillShape[] = [
  skill(LEADER_SKILL, '活动负责人', 0.09, 0.14, { needsQualification: true }),
  skill('first-aid', '急救', 0.042, 0.018, { needsQualification: true }),
  skill('medical-check', '义诊', 0.016, 0.028, { needsQualification: true }),
  skill('legal-advice', '法律咨询', 0.014, 0.008, { needsQualification: true }),
  skill('sign-language', '手语', 0.016, 0.01),
  skill('haircut', '理发', 0.024, 0.034),
  skill('appliance-repair', '家电维修', 0.018, 0.036),
  skill('hosting', '主持', 0.06, 0.04, { minor: 0.1 }),
  skill('photography', '摄影', 0.06, 0.05, { minor: 0.05 }),
  skill('order-keeping', '维持秩序', 0.16, 0.14),
  skill('child-company', '少儿陪伴', 0.12, 0.12, { minor: 0.1 }),
  skill('elder-care', '助老陪护', 0.1, 0.16, { minor: 0.05 }),
  skill('data-entry', '信息录入', 0.15, 0.05, { minor: 0.2 }),
  skill('teaching', '授课', 0.06, 0.07),
  skill('handicraft', '手工编织', 0.03, 0.12),
];

export const skillsOf = (): Dataset['skills'] =>
  SKILLS.map(({ id, name, needsQualification }) => ({ id, name, needsQualification }));
