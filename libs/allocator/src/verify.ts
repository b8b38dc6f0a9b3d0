import { type PlanDocument, type Problem, type TierResult, type Violation } from '@heli/contracts';
import { type VerifyDocument, type VerifyPlan } from './api.js';
import { type Facts, factsOf, timeOf, violationAt } from './plan/facts.js';
import { tierGap } from './plan/gap.js';
import { measureFacts } from './plan/measure.js';
import { planOfDocument } from './plan/of-document.js';
import { problemSha256, sealOf } from './plan/seal.js';
import { RULES } from './rules/index.js';

/** Checks every rule from the problem alone; knows nothing of models. Empty when the plan keeps all rules. */
export const verifyPlan: VerifyPlan = (problem, plan) => violationsIn(factsOf(problem, plan));

/** As `verifyPlan`, of a plan that lies beside its problem already. */
export const violationsIn = (facts: Facts): Violation[] => RULES.flatMap((rule) => rule.check(facts));

const VALUE_TOLERANCE = 1e-6;

/** Whether the gap and the quality that are stated follow from value and bound. */
function checkGap(
  { tier, sense, value, bound, gap, quality }: TierResult,
  say: (rule: string, message: string) => void,
): void {
  const real = tierGap(sense, value, bound);
  if (Math.abs(real - gap) > VALUE_TOLERANCE)
    say('certificate-values', `The certificate states a gap of ${gap} for ${tier}; it is ${real}`);
  if (quality === 'optimal' && real > VALUE_TOLERANCE)
    say('certificate-values', `The certificate calls ${tier} optimal, with a gap of ${real}`);
}

/** As `verifyPlan`, and that the plan belongs to the problem, is as it was sealed, and is worth what its certificate says. */
export const verifyDocument: VerifyDocument = (problem, document) =>
  verifyHashed(problem, problemSha256(problem), document);

/** As `verifyDocument`, where the hash of the problem is known already. */
export function verifyHashed(problem: Problem, hash: string, document: PlanDocument): Violation[] {
  const { certificate, problemSha256: statedHash } = document;
  const plan = planOfDocument(document);
  const facts = factsOf(problem, plan);
  const found = violationsIn(facts);
  const say = (rule: string, message: string, activityIds: string[] = []): void => {
    found.push({ rule, message, activityIds, volunteerIds: [], resourceIds: [] });
  };
  if (hash !== statedHash)
    say('same-problem', `The plan was made for another problem (${statedHash}), not for this one (${hash})`);

  const ids = problem.activities.map((activity) => activity.id);
  const seal = sealOf(plan, statedHash, ids);
  for (const [id, digest] of Object.entries(seal.activities)) {
    if (certificate.seal.activities[id] === digest) continue;
    const held = facts.held.get(id);
    const people = (facts.inActivity.get(id) ?? []).map((person) => person.volunteer.id);
    if (held)
      found.push(
        violationAt(
          'sealed',
          held,
          `The decisions about ${held.activity.title} (${timeOf(held)}) were changed after the certificate was written; it now names ${people.join(', ') || 'nobody'}`,
          {
            volunteerIds: people,
          },
        ),
      );
    else say('sealed', `The decisions about ${id} were changed after the certificate was written`, [id]);
  }
  if (seal.plan !== certificate.seal.plan && !found.some((violation) => violation.rule === 'sealed'))
    say('sealed', 'The seal of the certificate does not fit the plan');

  const stated = new Map(certificate.tiers.map((tier) => [tier.tier, tier]));
  for (const { tier, value } of measureFacts(facts)) {
    const claim = stated.get(tier);
    if (!claim) say('certificate-values', `The certificate says nothing of the tier ${tier}`);
    else if (Math.abs(claim.value - value) > VALUE_TOLERANCE * Math.max(1, Math.abs(value)))
      say(
        'certificate-values',
        `The certificate states ${claim.value} for ${tier}; the plan is worth ${value}`,
      );
    else if (
      claim.sense === 'max' ? claim.bound < value - VALUE_TOLERANCE : claim.bound > value + VALUE_TOLERANCE
    )
      say(
        'certificate-values',
        `The certificate bounds ${tier} by ${claim.bound}, but the plan is worth ${value}`,
      );
    else checkGap(claim, say);
  }
  const worst = Math.max(0, ...certificate.tiers.map(({ gap }) => gap));
  if (Math.abs(certificate.gap - worst) > VALUE_TOLERANCE)
    say(
      'certificate-values',
      `The certificate states a gap of ${certificate.gap}; the largest of its aims is ${worst}`,
    );
  if (certificate.termination === 'converged' && worst > certificate.requestedGap + VALUE_TOLERANCE)
    say(
      'certificate-values',
      `The certificate says that the gap asked for, ${certificate.requestedGap}, is proven; it is ${worst}`,
    );
  return found;
}
