import { sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { AccountHolder, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, find, link } from './console/drivers.js';
import { inBrowser, inLongRuns } from './console/in-browser.js';
import { Visits } from './console/visits.js';
import { issue, makeAccount, makeProvider, type OwnedAccount, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateway, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const SEARCH = { role: 'searchbox' as const, name: 'Search by name' };
/** Most of what is loaded before the page can be used, as it comes over the wire. */
const MOST_KB = 250;

inBrowser('the list of tokens', () => {
  let visits: Visits;
  let provider: Provider;
  let account: OwnedAccount;
  let holder: AccountHolder;
  beforeAll(async () => {
    [visits, provider] = await Promise.all([Visits.start(), makeProvider(operator)]);
    account = await makeAccount(operator, provider.path, 'listed');
    holder = new AccountHolder(visits, { ...provider, account });
    const tokens = `${account.path}/tokens`;
    await issue(operator, tokens, { name: 'deploy', description: 'the shop', access: 'restricted', grants: [{ feature: 'zoneedit', access: 'read' }] });
    await issue(operator, tokens, { name: 'backup', access: 'full' });
    const { id } = await issue(operator, tokens, { name: 'lost', access: 'full' });
    await operator.delete(`${tokens}/${id}`);
    await issue(operator, tokens, { name: 'ending', access: 'full', expiresAt: new Date(Date.now() + 3 * 86_400_000).toISOString() });
  });
  afterEach(() => visits.leaveAll());
  afterAll(() => visits.stop());

  it(`is there after at most ${MOST_KB} kB of scripts, and nothing stands against anybody who uses it`, async () => {
    const visit = await visits.visit({ gateway });
    const { page } = visit;
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script') sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(`${holder.home}/tokens${new URL(await holder.link()).hash}`);
    await page.getByText('deploy', { exact: true }).waitFor();
    const kilobytes = (await Promise.all(sizes)).reduce((all, each) => all + each, 0) / 1000;
    expect(kilobytes).toBeGreaterThan(50);
    expect(kilobytes).toBeLessThanOrEqual(MOST_KB);
    expect(await barriersOn(page)).toEqual([]);
  });

  inLongRuns('whoever looks', () => {
    const names = async (page: Parameters<typeof byMouse>[0]): Promise<(string | null)[]> => page.getByRole('rowheader').getByRole('link').allTextContents();
    const shows = (page: Parameters<typeof byMouse>[0], ...expected: string[]): Promise<void> => eventually(async () => expect(await names(page)).toEqual(expected));

    it('searches, filters and sorts, which the address keeps', async () => {
      const { page } = await holder.visit();
      const driver = byMouse(page);
      await shows(page, 'ending', 'lost', 'backup', 'deploy', 'own');
      await driver.write(SEARCH, 'dep');
      await shows(page, 'deploy');
      await page.reload();
      await shows(page, 'deploy');
      await driver.write(SEARCH, 'nothing-like-it');
      await page.getByText('No token fits').waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.getByRole('button', { name: 'Clear filters' }).first().click();
      await shows(page, 'ending', 'lost', 'backup', 'deploy', 'own');
      await driver.press(button('Sort by Name'));
      await shows(page, 'backup', 'deploy', 'ending', 'lost', 'own');
      await find(page, { role: 'combobox', name: 'State' }).selectOption('Revoked');
      await shows(page, 'lost');
      await find(page, { role: 'combobox', name: 'State' }).selectOption('All states');
      await find(page, { role: 'combobox', name: 'Access' }).selectOption('Restricted');
      await shows(page, 'deploy');
      await driver.press({ role: 'link', name: 'deploy' });
      await find(page, heading('deploy')).waitFor();
      await page.goBack();
      await shows(page, 'deploy');
    });

    it('is taught what a token is for while there is none', async () => {
      const made = await operator.post(`${provider.path}/accounts`, { username: 'newcomer', domains: ['newcomer.example'], featureList: 'plan' });
      const { id } = (made.body as { account: { id: string } }).account;
      const newcomer = { ...account, username: 'newcomer', id, path: `${provider.path}/accounts/newcomer` };
      const { page } = await new AccountHolder(visits, { ...provider, account: newcomer }).visit();
      await find(page, heading('Give each program a key of its own')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await byMouse(page).press(link('Let’s Encrypt for one domain'));
      await find(page, heading('Create a token')).waitFor();
    });

    it('is shown the list again by a press when the network was lost', async () => {
      const { page, context, faults } = await holder.visit();
      await shows(page, 'ending', 'lost', 'backup', 'deploy', 'own');
      faults.networkIsCut();
      await context.setOffline(true);
      await byMouse(page).write(SEARCH, 'dep');
      await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      await context.setOffline(false);
      await byMouse(page).press(button('Try again'));
      await shows(page, 'deploy');
    });
  });
});
