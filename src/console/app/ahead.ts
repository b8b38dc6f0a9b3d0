import {
  type ChinaCalendar,
  type MeRead,
  type PlanDocument,
  type PlanView,
  type SeasonRead,
} from '@heli/contracts';
import { call } from '../api/client';
import { readAll } from '../api/lists';
import { naturalPlan } from '../api/natural-plan';
import { basePath } from '../api/place';
import { queryClient } from '../api/query-client';
import { hasSession } from '../api/session';
import { firstLanguage, readCatalogue } from '../i18n/catalogues';
import { byDay } from '../pages/board/byDay';

const BOARD = /^\/seasons\/([^/]+)\/board$/;
/** Whatever fails here is asked again, and told, by the page that shows it. */
const leave = (): undefined => undefined;

interface Asked {
  readonly signal: AbortSignal;
}

const ask = <T>(queryKey: readonly unknown[], queryFn: (asked: Asked) => Promise<T>): Promise<T> =>
  queryClient.query({ queryKey, queryFn });

const askOne = <T>(path: string, query = {}): Promise<T> =>
  ask([path, query], ({ signal }) => call<T>(path, { query, signal }));

const askAll = <T>(path: string, query = {}): Promise<T[]> =>
  ask([path, query, 'all'], ({ signal }) => readAll<T>(path, query, signal));

/** The plan that is shown, as soon as it is known which. */
async function askForPlan(seasonId: string, asked: string | null): Promise<void> {
  const plans = askOne<{ readonly items: readonly PlanView[] }>(
    `/seasons/${encodeURIComponent(seasonId)}/plans`,
    { limit: 50 },
  );
  const id = asked ?? naturalPlan((await plans).items)?.id;
  if (id !== undefined) await askOne<PlanDocument>(`/plans/${encodeURIComponent(id)}/document`);
}

async function askForDays(seasons: Promise<readonly SeasonRead[]>, seasonId: string): Promise<void> {
  const season = (await seasons).find(({ id }) => id === seasonId);
  if (season === undefined) return;
  const [firstYear, lastYear] = [season.start.slice(0, 4), season.end.slice(0, 4)];
  await askOne<ChinaCalendar>('/calendars/china', { firstYear, lastYear });
}

function readBoard(seasonId: string, seasons: Promise<readonly SeasonRead[]>): void {
  const planAsked = new URLSearchParams(window.location.search).get('plan');
  const all: readonly Promise<unknown>[] = [
    askForPlan(seasonId, planAsked),
    askAll('/activities', { seasonId }),
    askAll('/communities'),
    askAll('/venues'),
    askForDays(seasons, seasonId),
    import('../pages/board/Board'),
    ...(byDay() ? [] : [import('../pages/board/Timeline')]),
    ...['board', 'answers'].map((name) => readCatalogue(firstLanguage(), name)),
  ];
  for (const one of all) one.catch(leave);
}

/** Asks side by side, while the page is still being put together, for what it would ask for one after the other. */
export function readAhead(): void {
  readCatalogue(firstLanguage(), 'common').catch(leave);
  if (!hasSession()) return;
  askOne<MeRead>('/me').catch(leave);
  const seasons = askAll<SeasonRead>('/seasons');
  seasons.catch(leave);
  const [, season] = BOARD.exec(window.location.pathname.slice(basePath.length)) ?? [];
  if (season !== undefined) readBoard(decodeURIComponent(season), seasons);
}
