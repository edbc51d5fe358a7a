import i18next from 'i18next';
import { accountPages } from './en/account-pages.js';

i18next.addResourceBundle('en', 'translation', accountPages);
