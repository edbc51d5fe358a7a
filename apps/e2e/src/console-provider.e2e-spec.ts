import { sharedStack } from '@portcullis/testkit';
import type { Page } from 'playwright-core';
import { apiOf } from './clients/api.js';
import { AccountHolder, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, field, find, link, type Driver } from './console/drivers.js';
import { drivers, inBrowser, inLongRuns } from './console/in-browser.js';
import { signInAt } from './console/operator.js';
import { placesOf } from './console/secret-places.js';
import { Visits, type Visit } from './console/visits.js';
import { eventually } from './eventually.js';
import { issue, makeAccount, makeProvider, newSlug, type Issued, type OwnedAccount, type Provider } from './providers.js';

const { gateway, gateways, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const onAllGateways = (how: string): RegExp => new RegExp(`${how} on ${gateways.length} of ${gateways.length} gateways after \\d`);
const actionsOf = (username: string) => button(`What to do with ${username}`);
const checkbox = (name: string) => ({ role: 'checkbox' as const, name });

inBrowser('the console of a provider', () => {
  let visits: Visits;
  let provider: Provider;
  beforeAll(async () => {
    [visits, provider] = await Promise.all([Visits.start(), makeProvider(operator)]);
  });
  afterEach(() => visits.leaveAll());
  afterAll(() => visits.stop());

  const told = (page: Page, text: string | RegExp): Promise<void> => page.getByRole('status').getByText(text).first().waitFor();
  const account = (username: string) => operator.get(`${provider.path}/accounts/${username}`);

  /** What each gateway answers to a token that asks for the tokens of its account. */
  const answersTo = ({ secret }: Issued, path: string): Promise<number[]> => Promise.all(gateways.map(async (base) => (await apiOf(base, secret).get(`${path}/tokens`)).status));
  const WORKS = gateways.map(() => 200);
  const DEAD = gateways.map(() => 401);

  /** Signed in by the provider's own token, and at a page: `/accounts`, `/policy`, … */
  async function staff(path: string, title: string, driverOf: (page: Page) => Driver = byMouse, { id, token } = provider): Promise<{ visit: Visit; driver: Driver; page: Page }> {
    const visit = await visits.visit({ gateway });
    const driver = driverOf(visit.page);
    await signInAt(driver, `/t/${id}${path}`, title, token.secret);
    return { visit, driver, page: visit.page };
  }

  describe.each(drivers('keyboard'))('by $hand', ({ driverOf }) => {
    it('makes an account, suspends it and lets it work again, each in force everywhere when that is said', async () => {
      const { driver, page } = await staff('/accounts', 'Accounts', driverOf);
      const username = newSlug();
      await driver.press(button('Create an account'));
      await driver.write(field('User name'), username);
      await driver.fromList({ role: 'combobox', name: 'Feature list' }, 'plan');
      await driver.press(button('Create the account'));
      await told(page, `${username} was created`);
      expect(await account(username)).toMatchObject({ status: 200, body: { account: { featureList: 'plan', domains: [], status: 'active' } } });

      const token = await issue(operator, `${provider.path}/accounts/${username}/tokens`, { name: 'own', access: 'full' });
      const tries = (): Promise<number[]> => answersTo(token, `${provider.path}/accounts/${username}`);
      expect(await tries()).toEqual(WORKS);
      await driver.fromMenu(actionsOf(username), 'Suspend…');
      await driver.press(button('Suspend it'));
      await told(page, onAllGateways('In force'));
      expect(await tries()).toEqual(DEAD);
      await driver.fromMenu(actionsOf(username), 'Unsuspend…');
      await driver.press(button('Unsuspend it'));
      await told(page, `${username} is active again`);
      await eventually(async () => expect(await tries()).toEqual(WORKS));
    });
  });

  it('revokes many tokens at once, but first sees how many and which', async () => {
    const other = await makeAccount(operator, provider.path, newSlug());
    const labelled = { access: 'full', labels: { team: 'gone' } };
    const at = ({ path }: OwnedAccount): string => `${path}/tokens`;
    const dead: readonly Issued[] = [await issue(operator, at(provider.account), { name: newSlug(), ...labelled }), await issue(operator, at(provider.account), { name: newSlug(), ...labelled })];
    const elsewhere = await issue(operator, at(other), { name: 'elsewhere', ...labelled });
    const { driver, page } = await staff(`/tokens?account=${provider.account.username}&label=team%3Agone`, 'All tokens');
    await page.getByText('2 tokens', { exact: true }).waitFor();
    await driver.press(button('Revoke many…'));
    await driver.write(field('Reason'), 'the team is no more');
    await driver.press(button('See how many'));
    await find(page, heading('2 tokens would be revoked')).waitFor();
    for (const token of dead) expect(await answersTo(token, provider.account.path)).toEqual(WORKS);
    await driver.press(button('Revoke 2 tokens'));
    await told(page, '2 tokens were revoked');
    await told(page, onAllGateways('Dead'));
    for (const token of dead) expect(await answersTo(token, provider.account.path)).toEqual(DEAD);
    expect((await operator.get(`${at(other)}/${elsewhere.id}`)).body).toMatchObject({ token: { state: 'active' } });
  });

  it('stands in nobody’s way where accounts are', async () => {
    const { page } = await staff('/accounts', 'Accounts');
    await find(page, link(provider.account.username)).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  inLongRuns('in all of it', () => {
    it('stands in nobody’s way on its other pages, and in no dialog', async () => {
      const { driver, page } = await staff('/tokens', 'All tokens');
      await find(page, link('own')).first().waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await driver.press(button('Revoke many…'));
      await driver.press(button('See how many'));
      await page.getByText('Say at least one.').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`/console/t/${provider.id}/feature-lists`);
      await find(page, link('plan')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await driver.press(link('plan'));
      await find(page, checkbox('Email accounts')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`/console/t/${provider.id}/new-feature-list`);
      await driver.press(button('Create the list'));
      await page.getByText('Use letters, digits').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`/console/t/${provider.id}/accounts`);
      await driver.press(button('Create an account'));
      await driver.press(button('Create the account'));
      await page.getByText('Choose one.').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`/console/t/${provider.id}/policy`);
      await find(page, heading('How long tokens live')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto(`/console/t/${provider.id}/a/${provider.account.id}/tokens`);
      await find(page, heading('API tokens')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });

    it('makes a link that opens the console as an account, once; it goes with its dialog', async () => {
      const { visit, driver, page } = await staff('/accounts', 'Accounts');
      await driver.fromMenu(actionsOf(provider.account.username), 'Console link…');
      await driver.press(button('Make the link'));
      const url = await find(page, field('The link, shown once')).inputValue();
      await driver.press(button('Done'));
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await placesOf(new URL(url).hash.replace('#link=', ''), visit)).toEqual([]);
      const holder = await visits.visit({ gateway });
      await holder.page.goto(url);
      await find(holder.page, heading('API tokens')).waitFor();
      expect(new URL(holder.page.url()).pathname).toBe(`/console/t/${provider.id}/a/${provider.account.id}/tokens`);
      // Whoever has one account has no way above it.
      await holder.page.goto(`/console/t/${provider.id}/accounts`);
      await find(holder.page, heading('There is no such page')).waitFor();
    });

    it('looks after the tokens of an account, whose it is said to be', async () => {
      const { driver, page } = await staff('/accounts', 'Accounts');
      await driver.press(link(provider.account.username));
      await find(page, heading('API tokens')).waitFor();
      await page.getByRole('navigation', { name: 'Where you are' }).getByText(provider.account.username).waitFor();
      await driver.press(link('own'));
      await find(page, heading('own')).waitFor();
      await find(page.getByRole('navigation', { name: 'Where you are' }), link('Accounts')).click();
      await find(page, heading('Accounts')).waitFor();
    });

    it('is told what somebody else has made of an account meanwhile, and changes it on top of that', async () => {
      const { username } = await makeAccount(operator, provider.path, newSlug());
      const { driver, page } = await staff('/accounts', 'Accounts');
      await driver.fromMenu(actionsOf(username), 'Edit…');
      const { headers } = await account(username);
      expect((await operator.patch(`${provider.path}/accounts/${username}`, { status: 'suspended' }, { 'if-match': headers.get('etag')! })).status).toBe(200);
      await find(page, { role: 'combobox', name: 'Domains' }).fill('added.example');
      await page.keyboard.press('Enter');
      await driver.press(button('Save'));
      await page.getByText('It is Suspended now, and was Active.').waitFor();
      await driver.press(button('Save'));
      await told(page, `${username} was changed`);
      expect(await account(username)).toMatchObject({ body: { account: { status: 'suspended', domains: [`${username}.example`, 'added.example'] } } });
    });

    it('makes a feature list, none in place of another, and takes a feature away on top of what others changed', async () => {
      const name = newSlug();
      const { driver, page } = await staff('/new-feature-list', 'Create a feature list');
      await driver.write(field('Name'), 'plan');
      await driver.tick('Cron jobs');
      await driver.press(button('Create the list'));
      await page.getByText('A list of this name is there already.').waitFor();
      await driver.write(field('Name'), name);
      await driver.press(button('Create the list'));
      await driver.press(link(name));
      await find(page, checkbox('Cron jobs')).waitFor();
      expect(await operator.put(`${provider.path}/feature-lists/${name}`, { features: ['cron', 'ssh'] })).toMatchObject({ status: 200 });
      await find(page, checkbox('Cron jobs')).uncheck();
      await driver.tick('DNS zone editor');
      await driver.press(button('Save'));
      await page.getByText('Added: SSH access').waitFor();
      await driver.press(button('Save'));
      await told(page, `The list ${name} was changed`);
      expect((await operator.get(`${provider.path}/feature-lists/${name}`)).body).toMatchObject({ featureList: { features: expect.arrayContaining(['ssh', 'zoneedit']) as string[] } });
      expect((await operator.get(`${provider.path}/feature-lists/plan`)).body).toMatchObject({ featureList: { features: expect.not.arrayContaining(['cron']) as string[] } });
    });

    it('lays down a policy, and a reseller sees what is stricter above', async () => {
      const above = await makeProvider(operator);
      const below = await makeProvider(operator, above.slug);
      const { driver, page } = await staff('/policy', 'Policy', byMouse, above);
      await driver.write(field('Longest life'), '30');
      await find(page, { role: 'switch', name: /^Only certain jobs/ }).check();
      await page.getByText('Choose one at least, or switch it off.').waitFor();
      expect(await find(page, button('Save')).isDisabled()).toBe(true);
      await driver.tick('Databases');
      await driver.press(button('Save'));
      await told(page, onAllGateways('In force'));
      expect((await operator.get(`${above.path}/policy`)).body).toMatchObject({ policy: { longestLifeSeconds: 30 * 86_400, presets: ['databases'] } });
      const reseller = await staff('/policy', 'Policy', byMouse, below);
      await reseller.page.getByText('A tenant above is stricter: 30 days.').waitFor();
      await reseller.page.getByText('A tenant above is stricter: Databases.').waitFor();
    });

    it('makes no second account where the answer to the first was lost', async () => {
      const { visit, driver, page } = await staff('/accounts', 'Accounts');
      const username = newSlug();
      visit.faults.networkIsCut();
      let isLost = false;
      await page.route('**/accounts', async (route) => {
        if (route.request().method() !== 'POST' || isLost) return route.continue();
        isLost = true;
        await route.fetch();
        await route.abort('connectionreset');
      });
      await driver.press(button('Create an account'));
      await driver.write(field('User name'), username);
      await driver.fromList({ role: 'combobox', name: 'Feature list' }, 'plan');
      await driver.press(button('Create the account'));
      await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      await driver.press(button('Create the account'));
      await told(page, `${username} was created`);
    });

    it('is where account holders are not: their session leads to their own tokens', async () => {
      const { page } = await new AccountHolder(visits, provider).visit();
      await page.goto('/console/');
      await find(page, heading('API tokens')).waitFor();
      expect(await page.getByRole('link', { name: 'Accounts' }).count()).toBe(0);
    });
  });
});
