import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

export const CHROMIUM = process.env.HELI_CHROMIUM ?? '/usr/bin/chromium';

export type Part = 'council' | 'coordinator' | 'auditor' | 'partner' | 'volunteer' | 'admin';
export type Language = 'zh-CN' | 'en';

interface Site {
  readonly address: string;
  readonly signIns: readonly { readonly login: string; readonly password: string; readonly role: Part }[];
}

/** The demo that browser-setup.mjs started. */
export const site = (): Site => JSON.parse(process.env.HELI_BROWSER_SITE ?? '{}') as Site;

/**
 * Who looks at the pages: Chinese at a desk and English on a phone. Pairs are few because CI's time is; `HELI_BROWSER=all`
 * takes every language with every width.
 */
export const VISITS: readonly { readonly language: Language; readonly width: number }[] =
  process.env.HELI_BROWSER === 'all'
    ? (['zh-CN', 'en'] as const).flatMap((language) => [1440, 390].map((width) => ({ language, width })))
    : [
        { language: 'zh-CN', width: 1440 },
        { language: 'en', width: 390 },
      ];
const HEIGHT = 900;
const SHOTS = process.env.HELI_SHOTS ?? 'coverage/screens';
/** Explanations with confirmed repairs are computed while somebody waits. */
const PATIENCE_MS = 60_000;

let browser: Browser | undefined;

async function theBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

export interface Visitor {
  /** Null: a stranger who has to sign in. */
  readonly part: Part | null;
  readonly language: Language;
  readonly width: number;
  /** Somebody beside the demo's people. */
  readonly signIn?: Pick<Site['signIns'][number], 'login' | 'password'>;
}

/** What says that something is on its way, in both languages. */
const LOADING = '[role=status][aria-label="正在加载……"], [role=status][aria-label="Loading…"]';

/** What is serious for people who use the console with a keyboard, a screen reader or weak eyes. */
const GRAVE = new Set(['serious', 'critical']);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Somebody at the console: a browser context of their own, signed in, whose every complaint is written down. */
export class Visit {
  private constructor(
    readonly visitor: Visitor,
    readonly page: Page,
    private readonly context: BrowserContext,
    /** Errors in the browser's console and addresses outside the service. */
    readonly complaints: string[],
  ) {}

  static async begin(visitor: Visitor): Promise<Visit> {
    const { part, language, width } = visitor;
    const { address, signIns } = site();
    const context = await (
      await theBrowser()
    ).newContext({
      viewport: { width, height: HEIGHT },
      locale: language,
      timezoneId: 'Asia/Shanghai',
      hasTouch: width < 600,
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const signIn = visitor.signIn ?? signIns.find(({ role }) => role === part);
    if (part !== null) {
      const answer = await context.request.post(`${address}/api/v1/auth/sign-in`, {
        data: { login: signIn?.login, password: signIn?.password, cookie: true },
      });
      if (!answer.ok()) throw new Error(`${part} cannot sign in: ${answer.status()}`);
    }
    // Scripts for the page are texts: the sources of tests know no DOM.
    const kept = { 'heli.language': language, ...(part === null ? {} : { 'heli.signed-in': '1' }) };
    await context.addInitScript(
      `for (const [key, value] of Object.entries(${JSON.stringify(kept)})) if (localStorage.getItem(key) === null) localStorage.setItem(key, value);`,
    );
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !/^(data|blob):/.test(url)) complaints.push(`asked ${url}`);
    });
    return new Visit(visitor, page, context, complaints);
  }

  /** Goes to a page of the console and waits until nothing is being loaded. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${site().address}${path}`, { waitUntil: 'domcontentloaded' });
    await this.settle();
  }

  /** Until the page has its title and nothing on it says that it is being loaded. */
  async settle(): Promise<void> {
    await this.page.waitForSelector('h1', { state: 'visible' });
    await this.page.waitForLoadState('networkidle');
    const loading = this.page.locator(LOADING);
    while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
  }

  async title(): Promise<string> {
    return (await this.page.locator('h1').first().innerText()).trim();
  }

  /** Serious and critical faults that axe-core finds, one a line. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(await readFile(AXE, 'utf8'));
    const { violations } = await this.page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
    return violations
      .filter(({ impact }) => GRAVE.has(impact ?? ''))
      .flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
      );
  }

  /** Pixels by which the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  }

  /** Keeps a picture of the page for people to look at. */
  async picture(name: string): Promise<string> {
    await mkdir(SHOTS, { recursive: true });
    const path = join(SHOTS, `${name}.${this.visitor.language}.${this.visitor.width}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async end(): Promise<void> {
    await this.context.close();
  }
}
