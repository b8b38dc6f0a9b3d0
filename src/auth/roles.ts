/** What somebody may be in an organization. */
export const ROLES = ['admin', 'council', 'coordinator', 'partner', 'volunteer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];
