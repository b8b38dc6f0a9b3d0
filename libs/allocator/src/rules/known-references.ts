import { type Rule } from './rule.js';

/** A plan names only what the problem knows, and assigns people and things only to activities that take place. */
export const knownReferences: Rule = {
  name: 'known-references',
  sentence: {
    'zh-CN': '方案只涉及已登记的人员和资源，以及确定举办的活动',
    en: 'A plan names only what the problem knows and activities that take place',
  },
  check: (facts) => [...facts.unresolved],
};
