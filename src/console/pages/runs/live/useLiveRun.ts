import { type RunView } from '@heli/contracts';
import { useEffect, useState } from 'react';
import { follow, queryClient, useRead, useRefresh, asError } from '~/api';
import { type Moment, withLook } from './curve';

/** What was seen of computations while this page was open, so that a look elsewhere does not cost the curve. */
const kept = new Map<string, readonly Moment[]>();

// Not the list of the contracts: that would pull zod into the browser.
const FINAL: ReadonlySet<RunView['state']> = new Set<RunView['state']>([
  'succeeded',
  'cancelled',
  'refused',
  'failed',
]);
export const isOver = ({ state }: RunView): boolean => FINAL.has(state);

/** A computation as it goes on, by server-sent events; `watched` is true where its end was seen here. */
export function useLiveRun(runId: string, seasonId: string) {
  const path = `/runs/${encodeURIComponent(runId)}`;
  const asked = useRead<RunView>(path);
  const refresh = useRefresh();
  const [curve, setCurve] = useState<readonly Moment[]>(() => kept.get(runId) ?? []);
  const [watched, setWatched] = useState(false);
  const [lost, setLost] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  const going = asked.data !== undefined && !isOver(asked.data);
  useEffect(() => {
    if (!going) return undefined;
    const end = new AbortController();
    const told = follow(
      `${path}/events`,
      ({ event, data }) => {
        if (event === 'heartbeat') return false;
        const run = data as RunView;
        queryClient.setQueryData([path, {}], run);
        const next = withLook(kept.get(runId) ?? [], run, Date.now());
        kept.set(runId, next);
        setCurve(next);
        if (event !== 'end') return false;
        setWatched(true);
        return true;
      },
      end.signal,
    );
    told
      .then(() => refresh(`/seasons/${encodeURIComponent(seasonId)}`))
      .catch((error: unknown) => {
        if (!end.signal.aborted) setLost(asError(error));
      });
    return () => end.abort();
    // `refresh` is made anew at each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the stream is opened once for each run and attempt
  }, [path, runId, going, attempt]);
  const again = () => {
    setLost(null);
    setAttempt(attempt + 1);
  };
  return { asked, curve, watched, lost, again };
}

/** The moment, looked at every second while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
