import { splitTenantPath } from '@portcullis/cpanel';
import { isApiPath } from '@portcullis/powerdns';
import { speechAt as cpanelSpeechAt } from './cpanel-speech.js';
import { powerdnsSpeech } from './powerdns-speech.js';
import type { PanelSpeech } from './speech.js';

/** Whether a raw address is one of PowerDNS' API. What else panels may have there, the API of cPanel has not. */
export function isPowerDnsUrl(url: string): boolean {
  const [path = ''] = url.split('?');
  return isApiPath(splitTenantPath(path)?.rest ?? path);
}

/** For a request of which nothing but its raw address is known. */
export function speechAt(url: string): PanelSpeech {
  return isPowerDnsUrl(url) ? powerdnsSpeech : cpanelSpeechAt(url);
}
