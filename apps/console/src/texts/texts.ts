import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/en.js';

/** All texts of the console, by language; English first. A key that is not there does not compile. */
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  // The texts are here already: nothing is waited for.
  initAsync: false,
});

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}
