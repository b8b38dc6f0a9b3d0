import { type AccountRead, type AuditEntryView } from '@heli/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readAll } from '~/api';
import { useWho } from '~/app/who';
import { useFormat } from '~/ui';
import { type FieldChange } from './diff';

const SHORT = 8;
const LONG_VALUE = 240;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

interface Member {
  readonly accountId: string;
  readonly displayName?: string;
  readonly login?: string;
}

/** Names of the accounts that this person may know: all for the platform, else those of their own organizations. */
function useAccountNames(): ReadonlyMap<string, string> {
  const { me, everything } = useWho();
  const organizations = everything
    ? []
    : [
        ...new Set(
          me.memberships
            .filter(({ role }) => role === 'admin' || role === 'auditor')
            .flatMap(({ organizationId }) => organizationId ?? []),
        ),
      ];
  const asked = useQuery({
    queryKey: ['/accounts', { everything, organizations }, 'names'],
    enabled: everything || organizations.length > 0,
    queryFn: async ({ signal }) => {
      if (everything) {
        const accounts = await readAll<AccountRead>('/accounts', {}, signal);
        return accounts.map(({ id, displayName }) => [id, displayName] as const);
      }
      const lists = await Promise.all(
        organizations.map((id) =>
          readAll<Member>(`/organizations/${encodeURIComponent(id)}/members`, {}, signal),
        ),
      );
      return lists
        .flat()
        .map(({ accountId, displayName, login }) => [accountId, displayName ?? login ?? accountId] as const);
    },
    staleTime: 300_000,
  });
  return new Map(asked.data ?? []);
}

/** Entries in words: who, what, and values as people write them. */
export function useEntryWords() {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  const { me } = useWho();
  const names = useAccountNames();

  const actor = (text: string): string => {
    const [kind = '', id = ''] = text.split(/:(.*)/s);
    if (kind === 'account') {
      if (id === me.id) return t('actor.me', { name: me.displayName ?? me.login ?? '' });
      return names.get(id) ?? t('actor.account', { id: id.slice(0, SHORT) });
    }
    if (kind === 'key') return t('actor.key', { id: id.slice(0, SHORT) });
    return t(`actor.${kind}`, text);
  };

  const did = ({ action }: AuditEntryView): string => {
    const last = action.split('.').at(-1) ?? action;
    return t([`action.${action}`, `verb.${last}`], action);
  };

  const type = (entityType: string): string => t(`type.${entityType}`, entityType);

  const field = (path: readonly string[]): string => path.map((key) => t(`field.${key}`, key)).join(' › ');

  const value = (given: unknown, key: string): string => {
    if (given === undefined || given === null || given === '') return '—';
    if (given === '[personal]') return t('personal');
    if (typeof given === 'boolean') return t(given ? 'yes' : 'no');
    if (typeof given === 'number') {
      if (/fen$/i.test(key)) return format.money(given);
      if (/minutes/i.test(key)) return format.duration(given);
      return format.number(given);
    }
    if (typeof given === 'string') {
      if (INSTANT.test(given)) return format.dateTime(given);
      return t([`value.${given}`, `common:kind.${given}`, `common:role.${given}`], given);
    }
    if (Array.isArray(given)) {
      if (given.length === 0) return t('none');
      const parts = given.every((one) => typeof one !== 'object' || one === null)
        ? given.map((one) => value(one, key)).join(t('comma'))
        : given.map((one) => sentence(one)).join(t('semicolon'));
      return parts.length > LONG_VALUE ? `${parts.slice(0, LONG_VALUE)}…` : parts;
    }
    return sentence(given);
  };

  /** An object in one line: `字段 值，字段 值`. */
  const sentence = (given: unknown): string =>
    typeof given === 'object' && given !== null
      ? Object.entries(given)
          .filter(([, inner]) => inner !== null && inner !== undefined)
          .map(([key, inner]) => `${field([key])} ${value(inner, key)}`)
          .join(t('comma'))
      : value(given, '');

  const of = ({ path, before, after }: FieldChange) => {
    const key = path.at(-1) ?? '';
    return { name: field(path), before: value(before, key), after: value(after, key) };
  };
  return { t, format, actor, did, type, of };
}
