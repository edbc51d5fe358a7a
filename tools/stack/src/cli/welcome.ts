import type { Stack } from '../stack.js';

/**
 * What is told when the stack is ready: where it is, how to get in, and three things to try. Holds secrets, for the
 * terminal only.
 */
export function welcome({ info, demoTokens }: Pick<Stack, 'info' | 'demoTokens'>, tookMs: number): string {
  const { gateway, demo } = info;
  const lines: [string, string][] = [
    ['gateway', info.gateways.join('  ')],
    ['panel', `${info.panel} (a stand-in)`],
    ['operator', info.operatorToken],
    ['demo', `tenant ${demo.tenant}, account ${demo.account}, domain ${demo.domain}`],
    ['  full', demo.fullToken],
    ['  restricted', `${demo.restrictedToken} (lists domains, reads and edits DNS zones)`],
  ];
  const asPanel = `${gateway}/t/${demo.tenant}`; // what a client is told to take for the panel's address
  const asAccount = `curl -s -H 'Authorization: cpanel ${demo.account}:${demo.restrictedToken}'`;
  const asOperator = `curl -s -H 'Authorization: Bearer ${info.operatorToken}'`;
  const asCommand = `PORTCULLIS_URL=${gateway} PORTCULLIS_TOKEN=${info.operatorToken} npx portcullis`;
  const revoke = `/v1/tenants/${demo.tenant}/accounts/${demo.account}/tokens/${demoTokens.restricted.id}`;
  return `
Ready in ${(tookMs / 1000).toFixed(1)} s.

${lines.map(([label, value]) => `  ${label.padEnd(12)} ${value}\n`).join('')}
Three things to try:

  Read a DNS zone with the restricted token:
    ${asAccount} '${asPanel}/execute/DNS/parse_zone?zone=${demo.domain}'

  Make a mailbox with it, and be refused:
    ${asAccount} -d email=bob -d domain=${demo.domain} -d password=correct-horse '${asPanel}/execute/Email/add_pop'

  Revoke it, as the operator; then the first command is refused as well:
    ${asOperator} -X DELETE '${gateway}${revoke}'

The same, and all else, on the command line:
    ${asCommand} tokens list --tenant ${demo.tenant} --account ${demo.account}

In a browser: this prints a link that opens the console as ${demo.account}, once, within a minute:
    ${asCommand} accounts link ${demo.account} --tenant ${demo.tenant}

Ctrl-C stops everything.
`;
}
