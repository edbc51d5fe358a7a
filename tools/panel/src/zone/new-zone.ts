import type { Zone, ZoneEntry } from './zone.js';

/** Addresses and names that RFC 5737 and RFC 2606 set aside, so that nothing in a test zone can reach anybody. */
const ADDRESS = '192.0.2.10';
const NAMESERVERS = ['ns1.stand-in.example.', 'ns2.stand-in.example.'];
const FIRST_SERIAL = '2024010100';
const DEFAULT_TTL_SECONDS = 14_400;
const AUTHORITY_TTL_SECONDS = 86_400;

/** The zone a panel writes for a new domain. `subdomains` are full names below it, without trailing dots. */
export function newZone(name: string, subdomains: readonly string[]): Zone {
  const apex = `${name}.`;
  return {
    name,
    entries: [
      // Clients of the older API recognise a zone by these first words.
      {
        kind: 'comment',
        text:
          '; cPanel first:0.0.0 (update_time):1704067200 Cpanel::ZoneFile::VERSION:1.3 ' +
          'hostname:stand-in.example latest:0.0.0',
      },
      { kind: 'comment', text: `; Zone file for ${name}` },
      { kind: 'control', text: `$TTL ${DEFAULT_TTL_SECONDS}` },
      {
        kind: 'record',
        name: apex,
        ttlSeconds: AUTHORITY_TTL_SECONDS,
        type: 'SOA',
        data: [NAMESERVERS[0]!, 'hostmaster.stand-in.example.', FIRST_SERIAL, '3600', '1800', '1209600', '86400'],
        // The long form in brackets, one number to a line: it pulls line indexes and list positions apart.
        lineCount: 7,
      },
      ...NAMESERVERS.map((server) => record(apex, 'NS', [server], AUTHORITY_TTL_SECONDS)),
      record(apex, 'A', [ADDRESS]),
      record(apex, 'MX', ['0', apex]),
      record('mail', 'CNAME', [apex]),
      record('www', 'CNAME', [apex]),
      record('ftp', 'A', [ADDRESS]),
      record(apex, 'TXT', [`v=spf1 +a +mx +ip4:${ADDRESS} ~all`]),
      // One TXT record of two character-strings (RFC 1035 section 3.3.14), as every DKIM key is.
      record('default._domainkey', 'TXT', [`v=DKIM1; k=rsa; p=${'A'.repeat(237)}`, `${'B'.repeat(120)};`]),
      ...subdomains.map((subdomain) => record(subdomain.slice(0, -name.length - 1), 'A', [ADDRESS])),
    ],
  };
}

function record(name: string, type: string, data: readonly string[], ttlSeconds = DEFAULT_TTL_SECONDS): ZoneEntry {
  return { kind: 'record', name, ttlSeconds, type, data, lineCount: 1 };
}
