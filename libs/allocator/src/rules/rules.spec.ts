import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { RULES } from './index.js';
import { type Rule } from './rule.js';

const here = new URL('.', import.meta.url);
const files = readdirSync(here);
const sources = files.filter(
  (file) => /^[a-z-]+\.ts$/.test(file) && !['index.ts', 'rule.ts', 'cliques.ts'].includes(file),
);

const isRule = (value: unknown): value is Rule =>
  typeof value === 'object' && value !== null && 'name' in value && 'sentence' in value && 'check' in value;

describe('the list of rules', () => {
  it.each(sources)('%s holds one rule, named like the file, in the list, with a spec', async (file) => {
    const exported: unknown = await import(new URL(file, here).href);
    const rules = Object.values(exported as object).filter(isRule);
    expect(rules.map(({ name }) => `${name}.ts`)).toEqual([file]);
    expect(RULES).toContain(rules[0]);
    expect(files).toContain(file.replace(/\.ts$/, '.spec.ts'));
  });

  it('names each rule once', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
    expect(RULES).toHaveLength(sources.length);
  });

  it.each(RULES.map((rule) => [rule.name, rule.sentence] as const))(
    'says %s in both languages',
    (_name, sentence) => {
      expect(sentence.en).toMatch(/^[A-Z][^.]{15,}$/);
      expect(sentence['zh-CN']).toMatch(/^[\p{Script=Han}，、（）：；]{6,}$/u);
    },
  );
});
