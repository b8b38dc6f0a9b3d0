// How fast the console is: `HELI_BROWSER_SITE=$(cat demo.json) npm run bench:console`, demo.json being what
// `npm run demo -- --serve --json > demo.json` prints. Visits are first ones, with nothing in the browser's cache, unless named otherwise.
import { chromium } from 'playwright-core';

const { address, signIns } = JSON.parse(process.env.HELI_BROWSER_SITE ?? '{}');
if (address === undefined)
  throw new Error('HELI_BROWSER_SITE is to hold what `heli demo --serve --json` prints');
const VISITS = 5;
const ROWS = 100_000;
const SCROLL_MS = 10_000;
/** A frame that is later than this is seen as a stutter. */
const LATE_MS = 50;

const browser = await chromium.launch({
  executablePath: process.env.HELI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function visit(role) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const { login, password } = signIns.find((one) => one.role === role);
  const answer = await context.request.post(`${address}/api/v1/auth/sign-in`, {
    data: { login, password, cookie: true },
  });
  if (!answer.ok()) throw new Error(`${role} cannot sign in: ${answer.status()}`);
  const { accessToken } = await answer.json();
  await context.addInitScript(`localStorage.setItem('heli.signed-in', '1')`);
  return { context, page: await context.newPage(), accessToken };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Milliseconds from the address to the first activity that is drawn: of a first visit, and of one with scripts in the cache. */
async function board() {
  const [first, again] = [[], []];
  for (let turn = 0; turn < VISITS; turn += 1) {
    const { context, page, accessToken } = await visit('council');
    const seasons = await context.request.get(`${address}/api/v1/seasons`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const [{ id }] = (await seasons.json()).items;
    for (const took of [first, again]) {
      await page.goto(`${address}/seasons/${id}/board`, { waitUntil: 'commit' });
      await page.waitForSelector('.vis-item-content .hb-card, .hb-card', { state: 'visible' });
      took.push(Math.round(await page.evaluate('performance.now()')));
      await page.waitForLoadState('networkidle');
    }
    await context.close();
  }
  return { boardMs: first, medianMs: median(first), againMs: again, againMedianMs: median(again) };
}

/** Frames while somebody scrolls through a list of many rows; pages of it come from here, so that only the console is measured. */
async function list() {
  const { context, page, accessToken } = await visit('coordinator');
  const one = await context.request.get(`${address}/api/v1/volunteers?limit=1`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const [like] = (await one.json()).items;
  await page.route(/\/api\/v1\/volunteers\?/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit') ?? 100)];
    const until = Math.min(ROWS, from + limit);
    const items = Array.from({ length: until - from }, (_, at) => ({
      ...like,
      id: `bench-${from + at}`,
      name: `志愿者${from + at}`,
    }));
    await route.fulfill({ json: { items, nextCursor: until < ROWS ? String(until) : null, total: ROWS } });
  });
  await page.goto(`${address}/pools/volunteers`);
  await page.getByRole('row').nth(5).waitFor();
  const seen = await page.evaluate(`(async () => {
    const scrolled = [...document.querySelectorAll('main *')].find((box) =>
      box.scrollHeight > box.clientHeight + 200 && /auto|scroll/.test(getComputedStyle(box).overflowY)) ?? document.scrollingElement;
    let long = 0;
    new PerformanceObserver((found) => { long += found.getEntries().length; }).observe({ type: 'longtask' });
    const frames = [];
    const began = performance.now();
    let last = began;
    while (last - began < ${SCROLL_MS}) {
      const now = await new Promise((resolve) => requestAnimationFrame(resolve));
      frames.push(now - last);
      last = now;
      scrolled.scrollTop += 120;
    }
    return { frames: frames.slice(1), long, top: scrolled.scrollTop };
  })()`);
  await context.close();
  const sorted = [...seen.frames].sort((a, b) => a - b);
  return {
    rows: ROWS,
    frames: sorted.length,
    medianFrameMs: Math.round(median(sorted) * 10) / 10,
    p95FrameMs: Math.round(sorted[Math.floor(sorted.length * 0.95)] * 10) / 10,
    framesLate: sorted.filter((ms) => ms > LATE_MS).length,
    longTasks: seen.long,
    scrolledPixels: seen.top,
  };
}

console.log(JSON.stringify({ board: await board(), list: await list() }, null, 2));
await browser.close();
