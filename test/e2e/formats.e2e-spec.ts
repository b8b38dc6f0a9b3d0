import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allocate, validate, verifyDocument } from '@heli/allocator';
import { planDocument, problem as problemContract } from '@heli/contracts';
import { createHighs, createJsLp } from '@heli/lp';

const text = readFileSync('docs/formats.md', 'utf8');

function block(name: string): unknown {
  const written = new RegExp(`<!-- worked example: ${name} -->\\s+\`\`\`json\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
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

  it('tells of every single assignment that is changed, left out or added, with rule, people and times', () => {
    const people = problem.volunteers.map(({ id }) => id);
    const changes = printed.assignments.flatMap((original, index) => [
      ...people
        .filter((volunteerId) => volunteerId !== original.volunteerId)
        .map((volunteerId) => printed.assignments.with(index, { ...original, volunteerId })),
      printed.assignments.toSpliced(index, 1),
      printed.assignments.toSpliced(index, 0, original),
    ]);
    expect(changes.length).toBeGreaterThan(10);
    for (const assignments of changes) {
      const violations = verifyDocument(problem, { ...printed, assignments });
      expect(violations.length).toBeGreaterThan(0);
      for (const violation of violations) expect(violation.rule).not.toBe('');
      const concerned = violations.flatMap((violation) => violation.volunteerIds);
      expect(concerned.length).toBeGreaterThan(0);
      expect(violations.some((violation) => violation.start !== undefined && violation.end !== undefined)).toBe(true);
    }
  });
});
