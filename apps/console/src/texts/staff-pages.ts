import i18next from 'i18next';
import './account-pages.js';
import { staffPages } from './en/staff-pages.js';

i18next.addResourceBundle('en', 'translation', staffPages);
