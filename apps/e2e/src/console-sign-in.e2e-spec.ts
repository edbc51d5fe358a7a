import { LONG, sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { AccountHolder, cookieOf, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, field, find, link, type Driver } from './console/drivers.js';
import { letExpire } from './console/expired-links.js';
import { drivers, inBrowser, inLongRuns } from './console/in-browser.js';
import { placesOf } from './console/secret-places.js';
import { Visits } from './console/visits.js';
import { issue, makeProvider, newSlug, type Provider } from './providers.js';
import { eventually } from './eventually.js';

const { gateway, gateways, operatorToken } = sharedStack();
const operator = apiOf(gateway, operatorToken);
const OF_SIGN_IN = heading('Manage API tokens');
const OF_TOKENS = heading('API tokens');

inBrowser('the console', () => {
  let visits: Visits;
  let provider: Provider;
  let holder: AccountHolder;
  beforeAll(async () => {
    [visits, provider] = await Promise.all([Visits.start(), makeProvider(operator)]);
    holder = new AccountHolder(visits, provider);
  });
  afterEach(() => visits.leaveAll());
  afterAll(() => visits.stop());

  const isOver = async (cookie: { cookie: string } | null): Promise<number[]> =>
    Promise.all(gateways.map(async (base) => (await apiOf(base, null).get('/v1/sessions/current', cookie!)).status));

  async function signIn(driver: Driver, token: string): Promise<void> {
    await driver.write(field('Token'), token);
    await driver.press(button('Sign in'));
  }

  describe('by a link', () => {
    it('opens at the tokens of its account, and nothing of the link stays', async () => {
      const url = await holder.link();
      const visit = await visits.visit({ gateway });
      const { page, context } = visit;
      await page.goto(url);
      await find(page, OF_TOKENS).waitFor();
      expect(new URL(page.url())).toMatchObject({ pathname: `${holder.home}/tokens`, hash: '', search: '' });
      expect(await context.cookies()).toEqual([
        expect.objectContaining({ name: '__Host-portcullis', httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }),
      ]);
      expect(await placesOf(new URL(url).hash.replace('#link=', ''), visit)).toEqual([]);
    });

    it.each(LONG ? ['used', 'wrong', 'expired'] : ['used'])('that is %s leads to the sign-in, which says what to do', async (kind) => {
      const url = await holder.link();
      if (kind === 'used') expect((await apiOf(gateway, new URL(url).hash.replace('#link=', '')).post('/v1/sessions')).status).toBe(201);
      if (kind === 'expired') await letExpire(provider.id, 'link');
      const visit = await visits.visit({ gateway });
      const { page } = visit;
      await page.goto(kind === 'wrong' ? `${url.slice(0, -3)}000` : url);
      const told = page.getByRole('alert');
      await told.getByText('This link does not work any more').waitFor();
      expect(await told.textContent()).toContain('Go back to your hosting panel');
      expect(page.url()).not.toContain('pcll');
      expect(await cookieOf(visit)).toBeNull();
      if (kind === 'used') expect(await barriersOn(page)).toEqual([]);
    });
  });

  it('is heard when it hits its own policy, throws or reports an error: such a test fails', async () => {
    const { page, faults } = await visits.visit({ gateway });
    await page.goto('/console/');
    await find(page, OF_SIGN_IN).waitFor();
    await page.evaluate(misbehave);
    await eventually(async () => expect(faults.seen.join('\n')).toMatch(/^(?=[^]*Content-Security-Policy: script-src-elem forbids inline)(?=[^]*thrown: on purpose)(?=[^]*console: said on purpose)/));
    faults.seen.length = 0;
  });

  describe.each(drivers('keyboard'))('by $hand', ({ driverOf }) => {
    it('lets staff in with a token, shows why it refuses another, and keeps neither', async () => {
      const visit = await visits.visit({ gateway });
      const { page } = visit;
      const driver = driverOf(page);
      await page.goto('/console/');
      await find(page, OF_SIGN_IN).waitFor();
      const limited = await issue(operator, `${provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants: [{ feature: 'zoneedit' }] });
      await signIn(driver, limited.secret);
      await page.getByRole('alert').waitFor();
      await signIn(driver, provider.account.token.secret);
      await find(page, OF_TOKENS).waitFor();
      expect(new URL(page.url()).pathname).toBe(`${holder.home}/tokens`);
      for (const { secret } of [limited, provider.account.token]) expect(await placesOf(secret, visit)).toEqual([]);
    });
  });

  inLongRuns('whoever leaves', () => {
    describe.each(drivers('mouse'))('by $hand', ({ driverOf }) => {
      it('signs out, here alone or everywhere', async () => {
        const [here, there] = [await holder.visit(), await holder.visit()];
        const [first, second] = [await cookieOf(here), await cookieOf(there)];
        await driverOf(here.page).fromMenu(button(/alice$/), 'Sign out');
        await find(here.page, OF_SIGN_IN).waitFor();
        expect([await cookieOf(here), await isOver(first), await isOver(second)]).toEqual([null, [401, 401], [200, 200]]);
        const elsewhere = await holder.visit();
        await driverOf(elsewhere.page).fromMenu(button(/alice$/), 'Sign out everywhere');
        await find(elsewhere.page, OF_SIGN_IN).waitFor();
        expect(await isOver(second)).toEqual([401, 401]);
        await there.page.reload();
        await find(there.page, OF_SIGN_IN).waitFor();
      });
    });
  });

  inLongRuns('whoever signs in', () => {
    it('goes on where they wanted to go without a session', async () => {
      const { page } = await visits.visit({ gateway });
      await page.goto(`${holder.home}/activity?search=deploy`);
      await signIn(byMouse(page), provider.account.token.secret);
      await find(page, heading('Activity')).waitFor();
      expect(page.url()).toContain('/activity?search=deploy');
    });

    it('again, after the session ended meanwhile, goes on there', async () => {
      const visit = await holder.visit();
      const { page } = visit;
      const cookie = await cookieOf(visit);
      expect((await apiOf(gateway, null).delete('/v1/sessions/current', { ...cookie!, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
      // What a page asks next is refused, and the page tells why it asks.
      await find(page, link('Activity')).click();
      await page.getByRole('alert').getByText('You were signed out').waitFor();
      await signIn(byMouse(page), provider.account.token.secret);
      await find(page, heading('Activity')).waitFor();
    });

    it('is sent nowhere else by an address that names another site', async () => {
      const { page } = await visits.visit({ gateway });
      await page.goto('/console/sign-in?to=%2F%2Fevil.example%2F');
      await signIn(byMouse(page), provider.account.token.secret);
      await find(page, OF_TOKENS).waitFor();
      expect(new URL(page.url()).origin).toBe(gateway);
    });

    it('by a link on a lost network is told so, and gets in by a new one', async () => {
      const { page, context, faults } = await visits.visit({ gateway });
      faults.networkIsCut();
      await context.route('**/v1/**', (route) => route.abort('internetdisconnected'));
      await page.goto(await holder.link());
      await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      await context.unroute('**/v1/**');
      await page.goto('about:blank');
      await page.goto(await holder.link());
      await find(page, OF_TOKENS).waitFor();
    });

    it('finds the theme that they chose', async () => {
      const { page } = await holder.visit();
      await byMouse(page).press(button('Use the dark theme'));
      await find(page, button('Use the light theme')).waitFor();
      await page.reload();
      await find(page, button('Use the light theme')).waitFor();
    });

    it('sees, hears or moves in whatever way they can: nothing stands against it at the sign-in, nor where nothing is', async () => {
      const { page } = await visits.visit({ gateway });
      await page.goto('/console/');
      await find(page, OF_SIGN_IN).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await page.goto('/console/no/such/page');
      await find(page, heading('There is no such page')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await byMouse(page).press(link('Back to the start'));
      await find(page, OF_SIGN_IN).waitFor();
    });
  });
});

/** In the browser, where it runs. */
declare const document: { createElement(name: string): { textContent: string }; readonly body: { append(node: unknown): void } };
declare const reportError: (error: Error) => void;

function misbehave(): void {
  const script = document.createElement('script');
  script.textContent = 'alert(1)';
  document.body.append(script);
  reportError(new Error('on purpose'));
  console.error('said on purpose');
}
