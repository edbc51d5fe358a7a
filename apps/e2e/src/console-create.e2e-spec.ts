import { LONG, sharedStack } from '@portcullis/testkit';
import type { Page } from 'playwright-core';
import { AccountHolder, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, field, find, link, type Driver } from './console/drivers.js';
import { drivers, inBrowser, inLongRuns } from './console/in-browser.js';
import { placesOf } from './console/secret-places.js';
import { Visits } from './console/visits.js';
import { isServed, startDenialScene, ZONE, type DenialScene } from './denial-scene.js';
import { newSlug, PLAN } from './providers.js';

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
    expect(await driver.page.getByText('A token of this name is there already.').count()).toBe(0);
    const [made, ...others] = await tokens(name);
    expect(others).toEqual([]);
    return made!;
  }

  describe.each(drivers('keyboard'))('by $hand', ({ driverOf }) => {
    it('for one job shows its secret once, and its first call as it comes; then the secret is nowhere', async () => {
      const visit = await holder.visit();
      const { page } = visit;
      await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const driver = driverOf(page);
      await driver.press(link('Create a token'));
      await driver.press(link('Let’s Encrypt for one domain'));
      await driver.press(CREATE);
      const secret = await secretOn(page);
      await page.getByText('Waiting for the first call…').waitFor();
      for (const base of gateways) expect(isServed(await scene.ask({ id: '', secret }, ZONE, base))).toBe(true);
      await page.getByText('It works').waitFor();
      await driver.press(button('Copy'));
      await driver.press(button('Copy commands'));
      await driver.press(button('Done'));
      await find(page, SECRET).waitFor({ state: 'detached' });
      await find(page, heading(/^letsencrypt-alice-example/)).waitFor();
      expect(await placesOf(secret, visit)).toEqual([]);
      await page.goBack();
      expect(await placesOf(secret, visit)).toEqual([]);
      // No page of the console may read it.
      await page.route('**/favicon.ico', (route) => route.fulfill({ body: '' }));
      await page.goto('/openapi.json');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`export cPanel_Apitoken='${secret}'`);
    });
  });

  inLongRuns('whoever makes it', () => {
    describe.each(drivers('keyboard'))('by $hand', ({ driverOf }) => {
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
  });

  it('has nothing that stands against those who see, hear or move in other ways', async () => {
    const { page } = await holder.visit('/tokens/new?preset=acme-dns-01');
    await find(page, heading('How long it works')).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    if (LONG) {
      await byMouse(page).press(CREATE);
      await secretOn(page);
      await page.getByRole('tab').first().waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`${holder.home}/tokens/new`);
      await find(page, heading('What is it for?')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
    }
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

    it('works from the addresses that are listed, and until the end of the day that is picked', async () => {
      const { page } = await holder.visit('/tokens/new?access=full');
      const driver = byMouse(page);
      await driver.press(button('Add my address (127.0.0.1)'));
      await page.getByText('Only from 127.0.0.1').waitFor();
      await driver.choose('Until a date');
      await driver.press(button('Last day'));
      const last = page.locator('table button:not([disabled])').last();
      const day = await last.getAttribute('aria-label');
      await last.click();
      expect(await create(driver, newSlug())).toMatchObject({ ipAllowlist: ['127.0.0.1'], expiresAt: new Date(`${day} 23:59:59 +0530`).toISOString() });
    });

    it('that lets its holder get beyond it asks first, and is made only then', async () => {
      expect(await holder.operator.put(`${holder.provider.path}/feature-lists/plan`, { features: [...PLAN, 'cron'] })).toMatchObject({ status: 200 });
      const { page } = await holder.visit('/tokens/new?access=restricted');
      const driver = byMouse(page);
      const name = newSlug();
      await driver.write(field('Name'), name);
      await driver.write({ role: 'searchbox', name: 'Search features' }, 'cron');
      await driver.tick('Cron jobs');
      await driver.choose('Read and change');
      await driver.choose('7 days');
      await driver.press(CREATE);
      await find(page, { role: 'dialog', name: 'This goes beyond the token' }).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await driver.press(button('Go back'));
      expect(await tokens(name)).toEqual([]);
      await driver.press(CREATE);
      await driver.press(button('I understand, create it'));
      await secretOn(page);
      expect(await tokens(name)).toMatchObject([{ grants: [{ feature: 'cron' }] }]);
    });

    it('asks before what was typed is left behind', async () => {
      const { page } = await holder.visit('/tokens/new?access=full');
      const driver = byMouse(page);
      await driver.write(field('Name'), 'half-done');
      await driver.press(link('All tokens'));
      await driver.press(button('Stay'));
      expect(await find(page, field('Name')).inputValue()).toBe('half-done');
      await driver.press(link('All tokens'));
      await driver.press(button('Leave'));
      await find(page, heading('API tokens')).waitFor();
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

/** In the browser, where it is read. */
declare const navigator: { readonly clipboard: { readText(): Promise<string> } };
