import { asError } from '../api/problem';
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstLanguage, isLanguage, KEPT, type Language, LANGUAGES, readCatalogue } from './catalogues';

export { LANGUAGES, type Language } from './catalogues';

const catalogues: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    readCatalogue(language, namespace).then(
      (words) => done(null, words),
      (error: unknown) => done(asError(error), false),
    );
  },
};

/** @param first catalogues of the page that is shown first */
export async function startLanguages(first: readonly string[] = []): Promise<void> {
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
      ns: ['common', ...first],
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
