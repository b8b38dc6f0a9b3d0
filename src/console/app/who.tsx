import { type MeRead } from '@heli/contracts';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { call, queryClient } from '../api';
import { hasSession, isSignedOut, onSession } from '../api/session';

export type Role = MeRead['memberships'][number]['role'];

/** Who works with the console. */
export interface Who {
  readonly me: MeRead;
  /** May do everything: the operator, and admins of the platform. */
  readonly everything: boolean;
  readonly roles: ReadonlySet<Role>;
  /** Whether somebody has one of these roles somewhere; the service decides about each thing anyway. */
  readonly is: (...roles: readonly Role[]) => boolean;
}

export const READERS = ['admin', 'council', 'coordinator', 'auditor'] as const;
export const STAFF = ['admin', 'council', 'coordinator'] as const;
export const DECIDERS = ['admin', 'council'] as const;
export const KEEPERS = ['admin', 'coordinator'] as const;

function whoOf(me: MeRead): Who {
  const roles = new Set(me.memberships.map(({ role }) => role));
  const everything =
    me.kind === 'operator' ||
    me.memberships.some(({ role, organizationId }) => role === 'admin' && organizationId === null);
  return { me, everything, roles, is: (...wanted) => everything || wanted.some((role) => roles.has(role)) };
}

const Context = createContext<Who | null>(null);

/** Whoever is signed in. Only below `WhoProvider`. */
export function useWho(): Who {
  const who = use(Context);
  if (who === null) throw new Error('nobody is signed in here');
  return who;
}

interface Props {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
  readonly stranger: ReactNode;
  readonly failed: (error: Error, retry: () => void) => ReactNode;
}

/** Shows `stranger` until somebody is signed in. */
export function WhoProvider({ children, waiting, stranger, failed }: Props) {
  const [session, setSession] = useState(hasSession);
  useEffect(
    () =>
      onSession(() => {
        queryClient.clear();
        setSession(hasSession());
      }),
    [],
  );
  const asked = useQuery({
    queryKey: ['/me', {}],
    queryFn: ({ signal }) => call<MeRead>('/me', { signal }),
    enabled: session,
    staleTime: 60_000,
  });
  const who = useMemo(() => (asked.data === undefined ? null : whoOf(asked.data)), [asked.data]);
  if (!session || (asked.error !== null && isSignedOut(asked.error))) return stranger;
  if (who === null) return asked.error === null ? waiting : failed(asked.error, () => void asked.refetch());
  return <Context value={who}>{children}</Context>;
}
