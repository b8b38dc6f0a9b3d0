import { site } from './browser.js';

/** Ids of the demo that pages are opened with. */
export interface DemoIds {
  readonly season: string;
  readonly run: string;
  readonly plan: string;
  /** One that begins soon. */
  readonly activity: string;
  readonly volunteer: string;
  readonly venue: string;
  readonly donation: string;
}

/** Reads of the public API as one of the demo's people. */
export async function readAs(login: string): Promise<<T>(path: string) => Promise<T>> {
  const { address, signIns } = site();
  const password = signIns.find((one) => one.login === login)?.password;
  const answer = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return async <T>(path: string) => {
    const response = await fetch(`${address}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
}

export async function idsOfDemo(): Promise<DemoIds> {
  const read = await readAs('council');
  const first = async <T>(path: string): Promise<T> => {
    const { items } = await read<{ items: T[] }>(path);
    const [item] = items;
    if (item === undefined) throw new Error(`the demo has no ${path}`);
    return item;
  };
  const season = (await first<{ id: string }>('seasons')).id;
  const plan = await first<{ id: string; runId: string }>(`seasons/${season}/plans?state=published`);
  const from = new Date().toISOString();
  return {
    season,
    plan: plan.id,
    run: plan.runId,
    activity: (await first<{ activityId: string }>(`duties?state=accepted&from=${from}`)).activityId,
    volunteer: (await first<{ id: string }>('volunteers')).id,
    venue: (await first<{ id: string }>('venues')).id,
    donation: (await first<{ id: string }>('donations')).id,
  };
}
