import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayConfig } from '@portcullis/gateway/config';
import { serviceConfig } from '@portcullis/platform/service';
import { tokensConfig } from '@portcullis/tokens/config';
import { REPOSITORY } from './layout.js';

const PROCESSES = { gateway: gatewayConfig, tokens: tokensConfig, permissions: serviceConfig, audit: serviceConfig } as const;
/** Read by `Shutdown`, before there is a configuration. */
const BESIDES = 'PORTCULLIS_STOP_ON_STDIN_END';

/** Each variable of the table in docs/operations.md, and the processes it is for. */
function documented(): Record<string, string[]> {
  const text = readFileSync(join(REPOSITORY, 'docs', 'operations.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (`PORTCULLIS_\w+`(?:, `PORTCULLIS_\w+`)*) \| ([\w, ]+) \|/gm)];
  return Object.fromEntries(
    rows.flatMap(([, names, who]) => {
      const processes = who === 'all' ? Object.keys(PROCESSES) : who!.split(', ');
      return names!.split(', ').map((name) => [name.replaceAll('`', ''), processes.sort()]);
    }),
  );
}

it('docs/operations.md lists every variable, beside the processes that read it', () => {
  const read: Record<string, string[]> = { [BESIDES]: Object.keys(PROCESSES).sort() };
  for (const [name, schema] of Object.entries(PROCESSES)) {
    for (const variable of Object.keys(schema.shape)) read[variable] = [...(read[variable] ?? []), name].sort();
  }
  expect(documented()).toEqual(read);
});
