import { asError } from '../api/problem';
import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'heli.language';
const isLanguage = (text: unknown): text is Language => LANGUAGES.some((one) => one === text);

/** One catalogue a page: `i18n/zh-CN/<page>.json`, read when the page is. */
const files = import.meta.glob<{ default: ResourceKey }>('./*/*.json');

const catalogues: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.json`];
    if (load === undefined) {
      done(new Error(`no catalogue ${language}/${namespace}`), false);
      return;
    }
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(asError(error), false),
    );
  },
};

/** What somebody chose here before; else Chinese, the language of the pilot, unless the browser wants English first. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  const [wish = 'zh-CN'] = navigator.languages;
  return wish.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

export async function startLanguages(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(catalogues)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      supportedLngs: [...LANGUAGES],
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: true },
    });
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
}

export const languageNow = (): Language => (isLanguage(i18next.language) ? i18next.language : 'zh-CN');
