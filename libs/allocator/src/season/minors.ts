import { type ProblemVolunteer } from '@heli/contracts';

/** Under age: serves only with a guardian's consent and never alone. */
export const isMinor = (volunteer: ProblemVolunteer): boolean =>
  volunteer.ageClass === 'child' || volunteer.ageClass === 'minor';
