import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allocate, RULES, validate, verifyDocument } from '@heli/allocator';
import { planDocument, problem as problemContract } from '@heli/contracts';
import { createHighs, createJsLp } from '@heli/lp';

const text = readFileSync('docs/formats.md', 'utf8');

function block(name: string): unknown {
  const written = new RegExp(`<!-- worked example: ${name} -->\\s+\`\`\`json\\n([\\s\\S]*?)\`\`\``).exec(
    text,
  )?.[1];
  if (written === undefined) throw new Error(`docs/formats.md has no worked example: ${name}`);
  return JSON.parse(written);
}

describe('the worked example of docs/formats.md', () => {
  const problem = problemContract.parse(block('problem'));
  const printed = planDocument.parse(block('plan'));
  const clock = { now: () => performance.now(), cpu: () => process.cpuUsage().user / 1000 };

  it('is a sound problem, and the plan printed beside it answers it', () => {
    expect(validate(problem)).toEqual([]);
    expect(verifyDocument(problem, printed)).toEqual([]);
  });

  it.each([
    ['highs', createHighs],
    ['js-lp', createJsLp],
  ])('is solved by %s as well as the docs say, to proven optimality', async (_name, create) => {
    const allocation = await allocate(problem, { solver: await create(), clock });
    if (allocation.kind !== 'plan') throw new Error(JSON.stringify(allocation.faults));
    expect(verifyDocument(problem, allocation.document)).toEqual([]);
    expect(allocation.document.certificate.tiers.map(({ tier, value }) => [tier, value])).toEqual(
      printed.certificate.tiers.map(({ tier, value }) => [tier, value]),
    );
    expect(allocation.document.certificate).toMatchObject({ quality: 'optimal', termination: 'converged' });
  });

  const tampered = (assignments: typeof printed.assignments) =>
    verifyDocument(problem, { ...printed, assignments });

  it('tells of every single assignment that is given to somebody else, with rule, people and times', () => {
    const changes = printed.assignments.flatMap((original, index) =>
      problem.volunteers
        .filter(({ id }) => id !== original.volunteerId)
        .map(({ id }) => ({
          newcomer: id,
          assignments: printed.assignments.with(index, { ...original, volunteerId: id }),
        })),
    );
    expect(changes).toHaveLength(10);
    for (const { newcomer, assignments } of changes) {
      const violations = tampered(assignments);
      expect(violations.every(({ rule, message }) => rule !== '' && message !== '')).toBe(true);
      expect(violations.flatMap(({ volunteerIds }) => volunteerIds)).toContain(newcomer);
      expect(violations.some(({ start, end }) => start !== undefined && end !== undefined)).toBe(true);
    }
  });

  it('tells of every assignment that is left out or written twice, with activity and time', () => {
    for (const [index, original] of printed.assignments.entries())
      for (const assignments of [
        printed.assignments.toSpliced(index, 1),
        printed.assignments.toSpliced(index, 0, original),
      ]) {
        const concerned = tampered(assignments).filter(({ activityIds }) =>
          activityIds.includes(original.activityId),
        );
        expect(concerned.some(({ start }) => start !== undefined)).toBe(true);
      }
  });
});

describe('the tables of docs/formats.md', () => {
  it('list every rule with its sentences', () => {
    const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    for (const { name, sentence } of RULES)
      expect(rows).toContainEqual(['', `\`${name}\``, sentence.en, sentence['zh-CN'], '']);
  });
});
