import { cpanelApiPython, type CpanelApiPythonOptions } from '@portcullis/panel';
import { DOMAIN, startClientScene, type Aim, type ClientScene } from './client-scene.js';
import { allowable } from './denial-codes.js';

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

/** By host name alone: it can carry no path before the call's own. */
function client({ connectTo, host, user, token }: Aim, over: Partial<CpanelApiPythonOptions> = {}) {
  return cpanelApiPython({ connectTo, host, user, secret: token, ...over });
}

const FILES = [
  { name: 'index.html', bytes: Buffer.from('<p>hello</p>\r\n') },
  { name: 'image.bin', bytes: Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256)) },
];

describe('cpanel-api and cpanel-cli', () => {
  it('reach the panel byte for byte', async () => {
    const sequence = async (aim: Aim) => {
      await client(aim).uapi('DNS', 'parse_zone', [['zone', DOMAIN]]);
      await client(aim).api2('ZoneEdit', 'fetchzones');
      expect(await client(aim).command('DomainInfo', 'list_domains')).toMatchObject({ main_domain: DOMAIN });
      await client(aim).upload('/public_html', FILES);
    };
    await sequence(
      await scene.account({ operation: 'DomainInfo::*' }, { feature: 'zoneedit' }, { feature: 'filemanager' }),
    );
    expect(scene.panel.calls()).toHaveLength(4);
    await scene.expectSameAsDirect('alice', sequence);
  });

  it.each(['cpanel', 'whm', 'WHM'] as const)('are known by their token, whether they call it %s or not', async (scheme) => {
    const aim = await scene.account({ operation: 'DomainInfo::list_domains' });
    expect(await client(aim, { scheme }).command('DomainInfo', 'list_domains')).toMatchObject({ main_domain: DOMAIN });
    expect(scene.panel.calls()[0]!.rawHeaders).toEqual(expect.arrayContaining([expect.stringMatching(/^cpanel alice:/)]));
  });

  it('upload into the directory that the token is for, and nowhere else', async () => {
    const aim = await scene.account({ operation: 'Fileman::upload_files', resources: ['path:/public_html/site/**'] });
    await client(aim).upload('public_html/site', FILES);
    await client(aim).upload('/home/alice/public_html/site', FILES);
    expect(scene.panel.calls()).toHaveLength(2);
    // Whether a path from the root on is meant to lie in the home directory, not every panel sees alike.
    for (const dir of ['public_html', 'public_html/site/../..', '.ssh', '/home/bob/public_html/site', '/public_html/site']) {
      await expect(client(aim).upload(dir, FILES)).rejects.toThrow(/Fileman::upload_files/);
    }
    expect(scene.panel.calls()).toHaveLength(2);
  });

  it('raise the first error, or that they are not let in', async () => {
    const aim = await scene.account({ operation: 'DNS::parse_zone', resources: [`zone:${DOMAIN}`] });
    await expect(client(aim).command('DNS', 'parse_zone', [['zone', 'bob.example']])).rejects.toThrow(
      'You do not control a DNS zone named bob.example.',
    );
    await expect(client(aim).command('Email', 'add_pop', [['email', 'bob']])).rejects.toThrow('The token holds no grant for Email::add_pop.');
    await expect(client(aim).upload('/public_html', FILES)).rejects.toThrow('The token holds no grant for Fileman::upload_files.');
    expect(await client(aim).api2('ZoneEdit', 'fetchzones')).toMatchObject({
      cpanelresult: { error: allowable('The token holds no grant for ZoneEdit::fetchzones.'), event: { result: 0 } },
    });
    await expect(client(aim, { scheme: 'basic' }).uapi('DNS', 'parse_zone')).rejects.toThrow('Unauthorized');
    await expect(client(aim, { secret: 'NOTATOKEN' }).uapi('DNS', 'parse_zone')).rejects.toThrow('Unauthorized');
    await expect(client(aim, { host: 'unknown.example:2083' }).uapi('DNS', 'parse_zone')).rejects.toThrow();
    expect(scene.panel.calls()).toEqual([]);
  });
});
