import { Navigate } from 'react-router';
import { Waiting } from '../ui/Waiting';
import { useSeason } from './seasons';
import { useWho, type Who } from './who';

/** Where somebody's work begins. */
function startOf(who: Who, seasonId: string | null): string {
  if (!who.everything && who.roles.size > 0) {
    if (who.is('volunteer') && !who.is('admin', 'council', 'coordinator', 'auditor')) return '/my/duties';
    if (who.is('partner') && !who.is('admin', 'council', 'coordinator', 'auditor')) return '/partner';
    if (who.is('coordinator') && !who.is('admin', 'council')) return '/desk';
  }
  if (seasonId === null) return '/welcome';
  if (who.is('auditor') && !who.is('admin', 'council', 'coordinator'))
    return `/seasons/${seasonId}/dashboard`;
  return `/seasons/${seasonId}/board`;
}

export function Home() {
  const who = useWho();
  const { season, loading } = useSeason();
  if (loading) return <Waiting />;
  return <Navigate to={startOf(who, season?.id ?? null)} replace />;
}
