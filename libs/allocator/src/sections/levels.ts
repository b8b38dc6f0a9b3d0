import { type FairnessLevel, type FairnessProof } from '../solve/fairness.js';

const SAME = 1e-9;

/**
 * Fairness of a season from that of its sections: a vector of loads is lexicographically least where each section's is, so
 * its levels are theirs, from the most loaded down. A share that several have is one level, and proven as soon as one of
 * them cannot go lower.
 * @param wanted levels
 */
export function fairnessOf(proofs: readonly FairnessProof[], wanted: number): FairnessProof {
  const levels: FairnessLevel[] = [];
  const all = proofs.flatMap((proof) => proof.levels).sort((a, b) => b.share - a.share);
  for (const level of all) {
    const last = levels.at(-1);
    if (last && last.share - level.share <= SAME)
      levels[levels.length - 1] = {
        share: last.share,
        volunteers: last.volunteers + level.volunteers,
        proven: last.proven || level.proven,
      };
    else levels.push(level);
  }
  return {
    value: proofs.reduce((most, { value }) => Math.max(most, value), 0),
    bound: proofs.reduce((most, { bound }) => Math.max(most, bound), 0),
    levels: levels.slice(0, wanted),
  };
}
