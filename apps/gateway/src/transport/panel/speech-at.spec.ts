import { isPanelRoute, panelRoute } from './panel-route.js';
import { isPowerDnsUrl } from './speech-at.js';

describe('an address', () => {
  it.each(['/api', '/api/v1', '//api/v1?x=/execute/', '/t/acme/api', '/t/acme//api/v1/servers/localhost/zones/example.com.', '/api?x'])('is one of PowerDNS: %s', (url) => expect(isPowerDnsUrl(url)).toBe(true));

  it.each(['/execute/api/v1', '/t/acme/execute/DNS/lookup?/api/', '/t/api/execute/X/y', '/apix', '/t/acme/apix', '/json-api/cpanel', '/t/acme/api-v1', '/%61pi/v1', '/'])('is none of PowerDNS: %s', (url) => expect(isPowerDnsUrl(url)).toBe(false));

  it.each(['/api', '/api/', '//api/v1', '/api?x'])('at the root of a host belongs to the door of panels: %s', (url) => expect(isPanelRoute(panelRoute(url))).toBe(true));

  it.each(['/apix', '/v1/api', '/docs/api'])('that only looks like one does not: %s', (url) => expect(isPanelRoute(panelRoute(url))).toBe(false));
});
