import { type AccountRead, maskedPhone } from '@heli/contracts';
import { type Account, type AccountMembership } from './account.entity.js';

/** Enough to recognise an address by: `l***@example.org`, `138****5678`. */
export function maskedContact(contact: string): string {
  const at = contact.indexOf('@');
  return at < 0 ? maskedPhone(contact) : `${contact.slice(0, 1)}***${contact.slice(at)}`;
}

export function accountViewOf(
  account: Account,
  memberships: readonly AccountMembership[],
  hasPassword: boolean,
): AccountRead {
  const { id, version, login, displayName, language, state, oidcSubject, volunteerId, partnerUnitId } =
    account;
  return {
    id,
    version,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
    login,
    displayName,
    language,
    state,
    contact: account.contact === null ? null : maskedContact(account.contact),
    hasPassword,
    oidcSubject,
    volunteerId,
    partnerUnitId,
    lockedUntil: account.lockedUntil?.toISOString() ?? null,
    memberships: memberships.map((one) => ({
      id: one.id,
      organizationId: one.organizationId,
      role: one.role,
    })),
  };
}
