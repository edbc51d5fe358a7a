import { LONG, sharedStack } from '@portcullis/testkit';
import { apiOf } from './clients/api.js';
import { AccountHolder, heading } from './console/account-holder.js';
import { barriersOn } from './console/accessibility.js';
import { button, byMouse, field, find, type Driver } from './console/drivers.js';
import { drivers, inBrowser, inLongRuns } from './console/in-browser.js';
import { placesOf } from './console/secret-places.js';
import { Visits } from './console/visits.js';
import { DOMAINS, isServed, startDenialScene, ZONE, type DenialScene } from './denial-scene.js';
import { issue, newSlug, type Issued } from './providers.js';
import { eventually } from './eventually.js';
import { DEAD, worth, WORKS } from './worth.js';

const { gateways } = sharedStack();
const onAllGateways = new RegExp(`Dead on ${gateways.length} of ${gateways.length} gateways after \\d`);

inBrowser('one token in the console', () => {
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

  const make = (name = newSlug()): Promise<Issued> => issue(holder.operator, `${holder.provider.account.path}/tokens`, { name, access: 'full' });
  const shown = async ({ id }: Pick<Issued, 'id'>): Promise<Record<string, unknown>> =>
    ((await holder.operator.get(`${holder.provider.account.path}/tokens/${id}`)).body as { token: Record<string, unknown> }).token;
  const isWorth = (token: Issued): Promise<string> => worth(gateways, holder.provider, token);

  /** What a dialog shows of a new secret. */
  async function secretIn({ page }: Driver): Promise<string> {
    await find(page, { role: 'dialog', name: 'Copy the secret now' }).waitFor();
    return find(page, field('Secret')).inputValue();
  }

  async function putAway(driver: Driver): Promise<void> {
    await driver.press(button('Copy'));
    await driver.press(button('Done'));
    await driver.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async function edit(driver: Driver, changes: Readonly<Record<string, string>>): Promise<void> {
    await driver.press(button('Edit'));
    for (const [name, text] of Object.entries(changes)) await driver.write(field(name), text);
    await driver.press(button('Save'));
  }

  describe.each(drivers('mouse'))('by $hand', ({ driverOf }) => {
    it('is given a new secret while the old one still works, until that is ended', async () => {
      const token = await make();
      const visit = await holder.visit(`/tokens/${token.id}`);
      const driver = driverOf(visit.page);
      await driver.press(button('New secret'));
      await driver.press(button('Make a new secret'));
      const renewed = { id: token.id, secret: await secretIn(driver) };
      await putAway(driver);
      await find(visit.page, heading('Two secrets work now')).waitFor();
      expect([await isWorth(token), await isWorth(renewed)]).toEqual([WORKS, WORKS]);
      expect(await placesOf(renewed.secret, visit)).toEqual([]);
      await driver.press(button('End the old one now'));
      await visit.page.getByText(onAllGateways).waitFor();
      expect([await isWorth(token), await isWorth(renewed)]).toEqual([DEAD, WORKS]);
    });

    it('is revoked, with a receipt, and dead on every gateway', async () => {
      const token = await make();
      expect(await isWorth(token)).toBe(WORKS);
      const driver = driverOf((await holder.visit(`/tokens/${token.id}`)).page);
      await driver.press(button('Revoke'));
      await driver.write(field('Reason'), 'lost laptop');
      await driver.press(button('Revoke it'));
      await driver.page.getByText(onAllGateways).waitFor();
      expect(await isWorth(token)).toBe(DEAD);
      expect(await shown(token)).toMatchObject({ state: 'revoked' });
      await driver.page.getByText('This token was revoked').waitFor();
    });
  });

  inLongRuns('whoever holds it', () => {
    describe.each(drivers('mouse'))('by $hand', ({ driverOf }) => {
      it('is edited', async () => {
        const token = await make();
        const driver = driverOf((await holder.visit(`/tokens/${token.id}`)).page);
        const name = newSlug();
        await edit(driver, { Name: name, Description: 'the router in the office' });
        await driver.page.getByText('Your changes are saved').waitFor();
        await find(driver.page, heading(name)).waitFor();
        expect(await shown(token)).toMatchObject({ name, description: 'the router in the office' });
      });

      it('is allowed what it was denied, by the code that its client was told', async () => {
        const token = await scene.limited();
        const code = await scene.denied(token, ZONE);
        await scene.opened(code);
        const driver = driverOf((await holder.visit(`/denials/${code}`)).page);
        await driver.press(button('Allow for good'));
        await driver.page.getByText('Allowed as long as the token lives').waitFor();
        for (const base of gateways) expect(isServed(await scene.ask(token, ZONE, base))).toBe(true);
      });
    });
  });

  it('has nothing that stands against those who see, hear or move in other ways, its dialogs included', async () => {
    const token = await scene.limited();
    const code = await scene.denied(token, DOMAINS);
    await scene.opened(code);
    const { page } = await holder.visit(`/tokens/${token.id}`);
    const driver = byMouse(page);
    await find(page, heading('Recent activity')).waitFor();
    expect(await barriersOn(page)).toEqual([]);
    for (const opener of LONG ? ['Edit', 'New secret', 'Revoke'] : ['Edit']) {
      await driver.press(button(opener));
      await page.getByRole('dialog').waitFor();
      expect({ opener, barriers: await barriersOn(page) }).toEqual({ opener, barriers: [] });
      await driver.press(button('Cancel'));
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    if (!LONG) return;
    await page.goto(`${holder.home}/denials/${code}`);
    await find(page, heading('Why it was denied')).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  inLongRuns('in the hands of several, on networks that fail,', () => {
    it('keeps what two people change at the same time', async () => {
      const token = await make();
      const [one, other] = [byMouse((await holder.visit(`/tokens/${token.id}`)).page), byMouse((await holder.visit(`/tokens/${token.id}`)).page)];
      await one.press(button('Edit'));
      await one.write(field('Description'), 'mine');
      await edit(other, { Description: 'theirs', Name: `${newSlug()}` });
      await other.page.getByText('Your changes are saved').waitFor();
      const { name } = await shown(token);
      await one.press(button('Save'));
      const told = one.page.getByRole('alert');
      await told.getByText('Somebody else changed this token meanwhile').waitFor();
      expect(await told.textContent()).toContain('Description: None → theirs (you: mine)');
      expect(await find(one.page, field('Description')).inputValue()).toBe('mine');
      await one.press(button('Apply my changes on top'));
      await one.page.getByText('Your changes are saved').waitFor();
      expect(await shown(token)).toMatchObject({ name, description: 'mine' });
    });

    it('keeps what was typed when the network is lost, and saves it when that is back', async () => {
      const token = await make();
      const { page, context, faults } = await holder.visit(`/tokens/${token.id}`);
      const driver = byMouse(page);
      await driver.press(button('Edit'));
      await driver.write(field('Description'), 'typed on a train');
      faults.networkIsCut();
      await context.setOffline(true);
      await driver.press(button('Save'));
      await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
      expect(await find(page, field('Description')).inputValue()).toBe('typed on a train');
      await context.setOffline(false);
      await driver.press(button('Save'));
      await page.getByText('Your changes are saved').waitFor();
      expect(await shown(token)).toMatchObject({ description: 'typed on a train' });
    });

    it('tells who still uses the old secret', async () => {
      const token = await make();
      const { page } = await holder.visit(`/tokens/${token.id}`);
      const driver = byMouse(page);
      await driver.press(button('New secret'));
      await driver.press(button('Make a new secret'));
      await secretIn(driver);
      await putAway(driver);
      await page.getByText('Nobody has used it.').waitFor();
      await apiOf(gateways[0]!, token.secret).get(`${holder.provider.account.path}/tokens`, { 'user-agent': 'nightly-backup/1.0' });
      await page.getByText('nightly-backup/1.0').first().waitFor();
      await page.getByText('Nobody has changed over yet.').waitFor();
    });

    it('is found in the activity, where denials can be allowed too', async () => {
      const token = await scene.limited();
      const { name } = await shown(token);
      const code = await scene.denied(token, ZONE);
      await scene.opened(code);
      const { page } = await holder.visit('/activity');
      const driver = byMouse(page);
      await driver.write(field('Search'), String(name));
      await eventually(async () => expect(page.url()).toContain(`search=${String(name)}`));
      const entry = page.getByRole('listitem').filter({ hasText: `${String(name)} was denied` });
      await entry.waitFor();
      expect(await barriersOn(page)).toEqual([]);
      await find(entry, button('Allow…')).click();
      await find(entry, button('Allow once')).click();
      await entry.getByText('Allowed once').waitFor();
      expect(isServed(await scene.ask(token, ZONE))).toBe(true);
      expect(isServed(await scene.ask(token, ZONE))).toBe(false);
      await driver.write(field('Open a denial by its code'), `Allow it with ${code}.`);
      await driver.press(button('Open'));
      await find(page, heading('A denied call')).waitFor();
    });

    it('with a list of addresses tells what it can do from there, and is edited there', async () => {
      const token = await issue(holder.operator, `${holder.provider.account.path}/tokens`, { name: newSlug(), access: 'restricted', grants: [{ operation: 'Email::list_pops' }], ipAllowlist: ['198.51.100.0/24'] });
      const { page } = await holder.visit(`/tokens/${token.id}`);
      await page.getByRole('table').getByText('Email::list_pops').waitFor();
      const driver = byMouse(page);
      await driver.press(button('Edit'));
      await driver.press(button('Add my address (127.0.0.1)'));
      await driver.press(button('Save'));
      await page.getByText('Your changes are saved').waitFor();
      expect(await shown(token)).toMatchObject({ ipAllowlist: ['198.51.100.0/24', '127.0.0.1'] });
    });

    it('that is not there is said to be gone', async () => {
      const { page } = await holder.visit(`/tokens/tok_${'0'.repeat(22)}`);
      await find(page, heading('There is no such token')).waitFor();
      expect(await barriersOn(page)).toEqual([]);
    });
  });
});
