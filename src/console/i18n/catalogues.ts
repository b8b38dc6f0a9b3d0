import type { ResourceKey } from 'i18next';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const KEPT = 'heli.language';
export const isLanguage = (text: unknown): text is Language => LANGUAGES.some((one) => one === text);

/** One catalogue a page: `i18n/zh-CN/<page>.json`, read when the page is. */
const files = import.meta.glob<{ default: ResourceKey }>('./*/*.json');

/** @throws Error where there is none of this name */
export async function readCatalogue(language: string, namespace: string): Promise<ResourceKey> {
  const load = files[`./${language}/${namespace}.json`];
  if (load === undefined) throw new Error(`no catalogue ${language}/${namespace}`);
  return (await load()).default;
}

/** What somebody chose here before; else Chinese, the language of the pilot, unless the browser wants English first. */
export function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  const [wish = 'zh-CN'] = navigator.languages;
  return wish.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}
