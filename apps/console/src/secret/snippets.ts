import { changesCron, changesRecords, hasOperation, keepsAddress, listsZones, resourcesOf, type Rights } from './abilities.js';
import { firstCall } from './first-call-of.js';

/** For whom the snippets are, and where they call. */
export interface Aim {
  /** `https://gateway.example/t/demo`: where the panel's paths begin. */
  readonly base: string;
  readonly username: string;
  readonly secret: string;
  /** A domain of the account, for what names none itself. */
  readonly domain: string | null;
}

export type SnippetId = 'curl' | 'acmesh' | 'lego' | 'certbot' | 'dyndns' | 'terraform';

export interface Snippet {
  readonly id: SnippetId;
  /** What to put where: a file, or commands. */
  readonly parts: readonly { readonly file: string | null; readonly text: string }[];
}

/** Ready commands for what a token may do, and for nothing else. Secrets and names are letters and digits: no shell has to be told anything. */
export function snippetsFor(rights: Rights, aim: Aim): readonly Snippet[] {
  const challenge = resourcesOf(rights, 'record').find((record) => record.startsWith('_acme-challenge.'));
  const host = challenge?.replace(/^_acme-challenge\.(.*)\/.*$/, '$1') ?? resourcesOf(rights, 'zone')[0] ?? aim.domain ?? 'example.com';
  const forCertificates = changesRecords(rights);
  const snippets: readonly (Snippet | null)[] = [
    { id: 'curl', parts: [{ file: null, text: curl(rights, aim) }] },
    forCertificates && listsZones(rights) ? acmeSh(aim, host) : null,
    forCertificates && canParse(rights) ? lego(aim, host) : null,
    forCertificates && listsZones(rights) ? certbot(aim, host) : null,
    keepsAddress(rights) ? dynamicDns(rights, aim) : null,
    changesCron(rights) ? terraform(aim) : null,
  ];
  return snippets.filter((snippet) => snippet !== null);
}

/** lego calls UAPI alone. */
const canParse = (rights: Rights): boolean => rights.grants.every(({ operation }) => operation === undefined) || hasOperation(rights, 'DNS::mass_edit_zone');

const curl = (rights: Rights, { base, username, secret, domain }: Aim): string => `curl -H 'Authorization: cpanel ${username}:${secret}' \\
  '${base}/${firstCall(rights, domain ?? 'example.com')}'`;

const acmeSh = ({ base, username, secret }: Aim, host: string): Snippet => ({
  id: 'acmesh',
  parts: [{ file: null, text: `export cPanel_Username='${username}'
export cPanel_Apitoken='${secret}'
export cPanel_Hostname='${base}'
acme.sh --issue --dns dns_cpanel -d ${host}` }],
});

const lego = ({ base, username, secret }: Aim, host: string): Snippet => ({
  id: 'lego',
  parts: [{ file: null, text: `export CPANEL_USERNAME='${username}'
export CPANEL_TOKEN='${secret}'
export CPANEL_BASE_URL='${base}'
lego --email you@${host} --dns cpanel --domains ${host} run` }],
});

const certbot = ({ base, username, secret }: Aim, host: string): Snippet => ({
  id: 'certbot',
  parts: [
    { file: 'cpanel.ini', text: `cpanel_url = ${base}
cpanel_username = ${username}
cpanel_token = ${secret}` },
    { file: null, text: `pip install certbot-dns-cpanel
chmod 600 cpanel.ini
certbot certonly --authenticator cpanel --cpanel-credentials cpanel.ini -d ${host}` },
  ],
});

const terraform = ({ base, username, secret }: Aim): Snippet => ({
  id: 'terraform',
  parts: [
    { file: 'main.tf', text: `terraform {
  required_providers {
    cpanel = { source = "LoicBoursin/cpanel" }
  }
}

provider "cpanel" {
  host = "${base}"
}` },
    { file: null, text: `export CPANEL_USERNAME='${username}'
export CPANEL_API_TOKEN='${secret}'
terraform init && terraform plan` },
  ],
});

/** Reads the line of the record, then edits it, or adds one where there is none. */
function dynamicDns(rights: Rights, { base, username, secret, domain }: Aim): Snippet {
  const zone = resourcesOf(rights, 'zone')[0] ?? domain ?? 'example.com';
  const record = resourcesOf(rights, 'record').find((one) => /\/(?:A|AAAA)$/.test(one));
  const name = record?.replace(/\/[A-Z]+$/, '') ?? `home.${zone}`;
  const type = record?.endsWith('/AAAA') === true ? 'AAAA' : 'A';
  return {
    id: 'dyndns',
    parts: [
      { file: 'dyndns.sh', text: `#!/bin/sh
# Puts the current address of this network under ${name}.
zone=${zone} name=${name} type=${type}
address=$(curl -${type === 'A' ? 4 : 6} -fsS https://icanhazip.com) || exit 1

call() {
  function=$1; shift
  curl -fsS -G -H 'Authorization: cpanel ${username}:${secret}' \\
    -d cpanel_jsonapi_apiversion=2 -d cpanel_jsonapi_module=ZoneEdit -d "cpanel_jsonapi_func=$function" \\
    -d "domain=$zone" "$@" ${base}/json-api/cpanel
}

line=$(call fetchzone_records -d "name=$name." -d "type=$type" | sed -n 's/.*"line":"\\{0,1\\}\\([0-9]\\{1,\\}\\).*/\\1/p')
if [ -n "$line" ]; then
  call edit_zone_record -d "line=$line" -d "name=$name." -d "type=$type" -d ttl=300 -d "address=$address"
else
  call add_zone_record -d "name=$name." -d "type=$type" -d ttl=300 -d "address=$address"
fi` },
      { file: null, text: `chmod 700 dyndns.sh
(crontab -l; echo "*/5 * * * * $PWD/dyndns.sh >/dev/null") | crontab -` },
    ],
  };
}
