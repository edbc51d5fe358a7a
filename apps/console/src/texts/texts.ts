import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { accountPages } from './en/account-pages.js';
import { en } from './en/en.js';
import type { staffPages } from './en/staff-pages.js';

/**
 * All texts of the console, by language; English first. A key that is not there does not compile. What the first page does not show comes with the
 * pages that do: each of those imports `account-pages.js` or `staff-pages.js`.
 */
void i18next.use(initReactI18next).init({
  // Of the languages there are texts in, as the viewer writes dates and numbers: en-GB, en-US, …
  lng: navigator.languages.find((language) => /^en\b/.test(language)) ?? 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  // The texts are here already: nothing is waited for.
  initAsync: false,
});

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & typeof accountPages & typeof staffPages };
  }
}
