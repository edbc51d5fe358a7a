import { createAccountByGet, uploadAndExtract } from '@portcullis/panel';
import { startClientScene, type Aim, type ClientScene } from './client-scene.js';

const SITE = { dir: 'public_html', name: 'site.zip', bytes: Buffer.from('PK\x03\x04\r\n--\0\xff\r\n', 'latin1') };
const CAROL = { username: 'carol', domain: 'carol.example', password: 'Correct horse & 1', plan: 'default' };

let scene: ClientScene;
beforeAll(async () => (scene = await startClientScene()));
beforeEach(() => scene.forget());
afterAll(() => scene.close());

const deploy = (aim: Aim) => uploadAndExtract(aim, SITE);
const create = (aim: Aim) => createAccountByGet(aim, CAROL);

describe('a script that deploys an archive', () => {
  const below = (path: string) => [
    { operation: 'Fileman::upload_files', resources: [path] },
    { operation: 'Fileman::fileop', resources: [path] },
  ];

  it('reaches the panel byte for byte, with a token for one directory', async () => {
    await deploy(await scene.account(...below('path:/public_html/**')));
    expect(scene.panel.calls()).toHaveLength(2);
    await scene.expectSameAsDirect('alice', deploy);
  });

  it('is refused another directory, and unpacking where it may only upload', async () => {
    await expect(deploy(await scene.account(...below('path:/public_html/site/**')))).rejects.toThrow(
      /"errors":\["The token holds no grant for Fileman::upload_files on path:\/public_html/,
    );
    expect(scene.panel.calls()).toEqual([]);
    await expect(deploy(await scene.account(below('path:/public_html/**')[0]!))).rejects.toThrow(
      /"error":"The token holds no grant for Fileman::fileop\."/,
    );
    expect(scene.panel.calls()).toHaveLength(1);
  });
});

describe('a module that creates accounts by GET', () => {
  it('reaches the panel byte for byte', async () => {
    await create(await scene.whm({ feature: 'create-acct' }));
    expect(scene.panel.calls()).toHaveLength(1);
    await scene.expectSameAsDirect('root', create);
  });

  it('reads why it was refused, and the old words when it is not let in', async () => {
    await expect(create(await scene.whm({ feature: 'list-accts' }))).rejects.toThrow('The token holds no grant for WHM::createacct.');
    await expect(create({ ...(await scene.fullWhm()), token: 'NOTATOKEN' })).rejects.toThrow('Access denied');
    await expect(create(await scene.fullAccount())).rejects.toThrow('Access denied');
    expect(scene.panel.calls()).toEqual([]);
  });
});
