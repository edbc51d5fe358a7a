import { sharedStack } from '@portcullis/testkit';
import type { Page } from 'playwright-core';
import { apiOf } from './clients/api.js';
import { AccountHolder, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, field, find, link, type Driver } from './console/drivers.js';
import { drivers, inBrowser, inLongRuns } from './console/in-browser.js';
import { signInAt } from './console/operator.js';
import { placesOf } from './console/secret-places.js';
import { Visits } from './console/visits.js';
import { eventually } from './eventually.js';
import { issue, makeProvider, newSlug, type Provider } from './providers.js';
import { connectZonePanel } from './zone-panel.js';

const { gateway, gateways, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
/** In the browser, where it is read. */
declare const document: { readonly activeElement: unknown };
const SEARCH = { role: 'searchbox' as const, name: 'Search by name' };

inBrowser('the console of an operator', () => {
  let visits: Visits;
  beforeAll(async () => {
    visits = await Visits.start();
  });
  afterEach(() => visits.leaveAll());
  afterAll(() => visits.stop());

  const told = (page: Page, text: string): Promise<void> => page.getByRole('status').getByText(text).waitFor();

  describe.each(drivers('keyboard'))('by $hand', ({ driverOf }) => {
    it('makes a tenant, connects its panel, and sees whether the promise holds', async () => {
      const { page } = await visits.visit({ gateway });
      const driver: Driver = driverOf(page);
      await signInAt(driver, '/tenants', 'Tenants');
      const name = `Berg ${newSlug()}`;
      await driver.press(button('Create a tenant'));
      await driver.write(field('Name'), name);
      await driver.press(button('Create the tenant'));
      await told(page, `${name} was created`);
      const slug = name.toLowerCase().replaceAll(' ', '-');
      expect(await operator.get(`/v1/tenants/${slug}`)).toMatchObject({ status: 200, body: { tenant: { name, parentId: null } } });
      await driver.press(link('Connect its panel'));
      await driver.write(field('Address'), 'https://panel.berg.example:2083');
      await driver.press(button('Connect'));
      await told(page, `The panel of ${name} is connected`);
      expect(await operator.get(`/v1/tenants/${slug}`)).toMatchObject({ body: { tenant: { panelUrl: 'https://panel.berg.example:2083', panelKind: 'cpanel' } } });

      await page.goto('/console/enforcement');
      for (const at of gateways.keys()) await find(page, { role: 'rowheader', name: `gateway-${at + 1}` }).waitFor();
      await find(page, heading(/promise|revoked token/)).waitFor();
      await find(page, heading('How long revokes take')).waitFor();
    });
  });

  it('stands in nobody’s way: neither among tenants nor where the promise is shown', async () => {
    const { page } = await visits.visit({ gateway });
    const provider = await makeProvider(operator);
    await operator.put(`${provider.path}/panel`, { url: 'https://panel.berg.example:2083', hosts: [`${provider.slug}.example`] });
    await operator.delete(`/v1/tenants/ten_platform/tokens/${(await issue(operator, '/v1/tenants/ten_platform/tokens', { kind: 'operator', name: newSlug(), access: 'full' })).id}`);
    await signInAt(byMouse(page), '/tenants', 'Tenants');
    await byMouse(page).write(SEARCH, provider.slug);
    await page.getByText('1 tenant', { exact: true }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.goto('/console/enforcement');
    // It is drawn last.
    await page.getByRole('img', { name: /How many calls/ }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  inLongRuns('in all of it', () => {
    let provider: Provider;
    beforeAll(async () => {
      provider = await makeProvider(operator);
      await operator.put(`${provider.path}/panel`, { url: 'https://panel.berg.example:2083', hosts: [] });
    });

    const atTenant = async (): Promise<{ readonly driver: Driver; readonly page: Page }> => {
      const { page } = await visits.visit({ gateway });
      const driver = byMouse(page);
      await signInAt(driver, '/tenants', 'Tenants');
      await driver.write(SEARCH, provider.slug);
      await page.getByText('1 tenant', { exact: true }).waitFor();
      return { driver, page };
    };
    const menu = button(/^What to do with/);

    it('stands in nobody’s way where panels are, and in no dialog', async () => {
      const { driver, page } = await atTenant();
      await driver.fromMenu(menu, 'Rename');
      await driver.press(button('Cancel'));
      // Whoever has no mouse goes on from where they were.
      await eventually(async () => expect(await find(page, menu).evaluate((node) => node === document.activeElement)).toBe(true));
      await driver.fromMenu(menu, 'Suspend');
      await find(page, button('Suspend it')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await driver.press(button('Cancel'));
      await driver.press(button('Create a tenant'));
      await driver.press(button('Create the tenant'));
      await page.getByText('Give it a name.').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`/console/panels?connect=${provider.id}`);
      await find(page, field('Address')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await driver.press(button('Cancel'));
      await find(page, link(`Provider ${provider.slug}`)).waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });

    it('suspends a tenant and lifts it: its tokens are dead, and work again', async () => {
      const { driver, page } = await atTenant();
      const asks = async (): Promise<number> => (await apiOf(gateways.at(-1)!, provider.account.token.secret).get(`${provider.account.path}/tokens`)).status;
      expect(await asks()).toBe(200);
      await driver.fromMenu(menu, 'Suspend');
      await driver.press(button('Suspend it'));
      await told(page, 'is suspended');
      await told(page, 'Dead');
      expect(await asks()).toBe(401);
      await driver.fromMenu(menu, 'Lift the suspension');
      await driver.press(button('Lift it'));
      await told(page, 'is active again');
      expect(await asks()).toBe(200);
    });

    it('is told what somebody else has changed meanwhile, and renames on top of it', async () => {
      const { driver, page } = await atTenant();
      await driver.fromMenu(menu, 'Rename');
      await driver.write(field('Name'), 'Mine');
      await operator.patch(provider.path, { name: 'Theirs' });
      await driver.press(button('Rename'));
      await page.getByText('It is called Theirs now').waitFor();
      await driver.press(button('Rename'));
      await told(page, 'It is called Mine now');
      await operator.patch(provider.path, { name: `Provider ${provider.slug}` });
    });

    it('makes one tenant though the network was lost, and what was typed stays', async () => {
      const { page, context, faults } = await visits.visit({ gateway });
      const driver = byMouse(page);
      await signInAt(driver, '/tenants', 'Tenants');
      const slug = newSlug();
      await driver.press(button('Create a tenant'));
      await driver.write(field('Name'), 'Lost');
      await driver.write(field('Name in addresses'), slug);
      faults.networkIsCut();
      await context.setOffline(true);
      await driver.press(button('Create the tenant'));
      await page.getByText('The server cannot be reached').waitFor();
      expect(await find(page, field('Name in addresses')).inputValue()).toBe(slug);
      await context.setOffline(false);
      await driver.press(button('Create the tenant'));
      await told(page, 'Lost was created');
      await driver.press(button('Create a tenant'));
      await driver.write(field('Name'), 'Again');
      await driver.write(field('Name in addresses'), slug);
      await driver.press(button('Create the tenant'));
      await page.getByText('Another tenant has it.').waitFor();
    });

    it('sets the WHM credential, and keeps it nowhere', async () => {
      const visit = await visits.visit({ gateway });
      const driver = byMouse(visit.page);
      await signInAt(driver, '/panels', 'Panels');
      await driver.fromMenu(button(`What to do with the panel of Provider ${provider.slug}`), 'Set the WHM credential');
      const secret = `WHM${newSlug().replaceAll('-', '').toUpperCase()}`;
      await driver.write(field('User'), 'root');
      await visit.page.getByLabel('API token of WHM').fill(secret);
      await driver.press(button('Set it'));
      await told(visit.page, `The WHM credential of Provider ${provider.slug} was set`);
      expect(await operator.get(provider.path)).toMatchObject({ body: { tenant: { upstream: { scheme: 'whm', user: 'root' } } } });
      // It went out once, to the gateway.
      const places = (await placesOf(secret, visit)).filter((place) => !place.endsWith(' in requests'));
      expect(places).toEqual([]);
    });

    it('shows what is revoked while it is looked at', async () => {
      const { page } = await visits.visit({ gateway });
      await signInAt(byMouse(page), '/enforcement', 'Enforcement');
      const { id } = await issue(operator, '/v1/tenants/ten_platform/tokens', { kind: 'operator', name: newSlug(), access: 'full' });
      const { enforcement } = (await operator.delete(`/v1/tenants/ten_platform/tokens/${id}`)).body as { enforcement: { id: string } };
      await page.getByText(enforcement.id).waitFor();
    });

    it('has no panels for a provider, and whether the promise holds for its own calls', async () => {
      const { page } = await visits.visit({ gateway });
      await signInAt(byMouse(page), '/enforcement', 'Enforcement', provider.token.secret);
      await find(page, { role: 'rowheader', name: 'gateway-1' }).waitFor();
      await page.goto('/console/panels');
      await find(page, heading('There is no such page')).waitFor();
    });

    it('offers the hosts of the account’s own zone to whoever makes a token', async () => {
      await connectZonePanel(operator, provider);
      const { page } = await new AccountHolder(visits, provider).visit('/tokens/new?preset=dynamic-dns');
      const combobox = (name: string) => ({ role: 'combobox' as const, name });
      await byMouse(page).write(combobox('Domain'), 'alice.example');
      await find(page, combobox('Host name to keep up to date')).click();
      await page.getByRole('option', { name: 'mail.alice.example' }).waitFor();
    });
  });
});
