import { sharedStack } from '@portcullis/testkit';
import type { Page } from 'playwright-core';
import { AccountHolder, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, field, find, link, type Driver } from './console/drivers.js';
import { drivers, inBrowser, inLongRuns } from './console/in-browser.js';
import { placesOf } from './console/secret-places.js';
import { Visits } from './console/visits.js';
import { isServed, startDenialScene, ZONE, type DenialScene } from './denial-scene.js';
import { newSlug } from './providers.js';

const { gateways } = sharedStack();
const SECRET = { role: 'dialog' as const, name: 'Copy the secret now' };
const CREATE = button('Create the token');

inBrowser('a new token in the console', () => {
  let visits: Visits;
  let scene: DenialScene;
  let holder: AccountHolder;
  beforeAll(async () => {
    [visits, scene] = await Promise.all([Visits.start(), startDenialScene()]);
    holder = new AccountHolder(visits, scene.provider);
  });
  afterEach(() => visits.leaveAll());
  afterAll(async () => {
    await visits.stop();
    await scene.panel.close();
  });

  const tokens = async (name: string): Promise<Record<string, unknown>[]> =>
    ((await holder.operator.get(`${holder.provider.account.path}/tokens?name=${name}`)).body as { items: Record<string, unknown>[] }).items;
  const secretOn = async (page: Page): Promise<string> => {
    await find(page, SECRET).waitFor();
    return find(page, field('Secret')).inputValue();
  };

  /** What is filled in, as the summary and then the API tell it. */
  async function create(driver: Driver, name: string): Promise<Record<string, unknown>> {
    await driver.write(field('Name'), name);
    await driver.press(CREATE);
    await secretOn(driver.page);
    const [made, ...others] = await tokens(name);
    expect(others).toEqual([]);
    return made!;
  }

  describe.each(drivers('keyboard'))('by $hand', ({ driverOf }) => {
    it('for one job shows its secret once, and its first call as it comes; then the secret is nowhere', async () => {
      const visit = await holder.visit();
      const { page } = visit;
      const driver = driverOf(page);
      await driver.press(link('Create a token'));
      await driver.press(link('Let’s Encrypt for one domain'));
      await driver.press(CREATE);
      const secret = await secretOn(page);
      await page.getByText('Waiting for the first call…').waitFor();
      for (const base of gateways) expect(isServed(await scene.ask({ id: '', secret }, ZONE, base))).toBe(true);
      await page.getByText('It works').waitFor();
      await driver.press(button('Copy'));
      await driver.press(button('Done'));
      await find(page, SECRET).waitFor({ state: 'detached' });
      await find(page, heading(/^letsencrypt-alice-example/)).waitFor();
      expect(await placesOf(secret, visit)).toEqual([]);
      await page.goBack();
      expect(await placesOf(secret, visit)).toEqual([]);
    });

    it('of chosen features can do these, and no more', async () => {
      const { page } = await holder.visit('/tokens/new?access=restricted');
      const driver = driverOf(page);
      await driver.write({ role: 'searchbox', name: 'Search features' }, 'zone');
      await driver.tick('DNS zone editor');
      expect(await create(driver, newSlug())).toMatchObject({ access: 'restricted', grants: [{ feature: 'zoneedit', access: 'read' }] });
    });

    it('with full access is warned about, and lives as long as is chosen', async () => {
      const { page } = await holder.visit('/tokens/new?access=full');
      const driver = driverOf(page);
      await page.getByText(/^Whoever has this token can do all that you can/).waitFor();
      await driver.choose('Never ends');
      await page.getByText('Works until it is revoked').waitFor();
      expect(await create(driver, newSlug())).toMatchObject({ access: 'full', expiresAt: null });
    });
  });

  it('has nothing that stands against those who see, hear or move in other ways', async () => {
    const { page } = await holder.visit('/tokens/new');
    await find(page, heading('What is it for?')).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await byMouse(page).press(link('Let’s Encrypt for one domain'));
    await find(page, heading('How long it works')).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await byMouse(page).write(field('Name'), newSlug());
    await byMouse(page).press(CREATE);
    await secretOn(page);
    await page.getByRole('tab').first().waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  inLongRuns('on networks that fail, and by people who err,', () => {
    it('keeps what was typed when the network is lost, and is made when that is back', async () => {
      const { page, context, faults } = await holder.visit('/tokens/new?access=full');
      const driver = byMouse(page);
      const name = newSlug();
      await driver.write(field('Name'), name);
      faults.networkIsCut();
      await context.setOffline(true);
      await driver.press(CREATE);
      await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      expect(await find(page, field('Name')).inputValue()).toBe(name);
      await context.setOffline(false);
      await driver.press(CREATE);
      await secretOn(page);
      expect(await tokens(name)).toHaveLength(1);
    });

    it('is made once though the answer was lost', async () => {
      const { page, faults } = await holder.visit('/tokens/new?access=full');
      const driver = byMouse(page);
      const name = newSlug();
      await driver.write(field('Name'), name);
      faults.networkIsCut();
      await page.route('**/tokens', async (route) => {
        if (route.request().method() !== 'POST') return route.fallback();
        await route.fetch();
        await route.abort('connectionreset');
      }, { times: 1 });
      await driver.press(CREATE);
      await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      await driver.press(CREATE);
      await secretOn(page);
      expect(await tokens(name)).toHaveLength(1);
    });

    it('whose secret nobody copied asks before it goes', async () => {
      const visit = await holder.visit('/tokens/new?access=full');
      const { page } = visit;
      const driver = byMouse(page);
      await driver.write(field('Name'), newSlug());
      await driver.press(CREATE);
      const secret = await secretOn(page);
      await driver.press(button('Done'));
      await page.getByText('Have you copied it?').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await driver.press(button('Close without copying'));
      await find(page, SECRET).waitFor({ state: 'detached' });
      expect(await placesOf(secret, visit)).toEqual([]);
    });

    it('with a name that is there already is offered another one', async () => {
      const { page } = await holder.visit('/tokens/new?access=full');
      const driver = byMouse(page);
      await driver.write(field('Name'), 'own');
      await page.getByText('A token of this name is there already.').waitFor();
      await driver.press(button('Use own-2'));
      expect(await find(page, field('Name')).inputValue()).toBe('own-2');
    });

    it('that lacks something says what, and nothing is made', async () => {
      const { page } = await holder.visit('/tokens/new?access=restricted');
      const driver = byMouse(page);
      await driver.press(CREATE);
      await page.getByText('Choose at least one feature.').waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });
  });
});
