import type { Grant } from '@portcullis/access';
import { authorities, DENIAL, origin, TENANT, tokenFacts } from './authorities-for-spec.js';
import { inWords, tellDenial } from './told-denial.js';

const tell = async (grant: Grant | null, record?: null) => {
  const { denials, told } = authorities({});
  const log = record === null ? { record: async () => null } : denials;
  const denied = { operation: 'Cron::add_line', leaves: [{ kind: 'cron_line', command: 'curl -u me:secret x' }], code: 'not_granted', missing: 'No.', grant } as const;
  return { denial: await tellDenial(log, { facts: tokenFacts() }, origin, denied), told };
};

it('is told with the one grant that would have helped, and then tells people how to come by it', async () => {
  const { denial, told } = await tell({ operation: 'DNS::parse_zone', resources: ['zone:example.com'] });
  expect(denial).toEqual({ code: DENIAL, helps: true });
  expect(told).toMatchObject([[TENANT, { tokenName: 'ci', operation: 'Cron::add_line', grant: { operation: 'DNS::parse_zone', resources: ['zone:example.com'] } }]]);
  expect(inWords('The token holds no grant for DNS::parse_zone.', denial)).toBe(`The token holds no grant for DNS::parse_zone. Allow it with ${DENIAL}.`);
});

it('can be opened where no grant would help, and promises nothing', async () => {
  const { denial } = await tell(null);
  expect(denial).toEqual({ code: DENIAL, helps: false });
  expect(inWords('The token has expired.', denial)).toBe('The token has expired.');
});

it('names no code that leads nowhere', async () => {
  const { denial } = await tell({ operation: 'DNS::parse_zone' }, null);
  expect(inWords('No.', denial)).toBe('No.');
});

it('never tells a command of a cron job, which may hold a password', async () => {
  const { denial, told } = await tell({ operation: 'Cron::add_line', resources: ['cron_line:curl -u me:secret x'] });
  expect(denial).toEqual({ code: DENIAL, helps: false });
  expect(told).toMatchObject([[TENANT, { grant: null }]]);
  expect(JSON.stringify(told)).not.toContain('secret');
});
