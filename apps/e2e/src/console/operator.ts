import { sharedStack } from '@portcullis/testkit';
import { button, field, find, type Driver } from './drivers.js';
import { heading } from './account-holder.js';

/** Signs in with a token, and is at a page: `/tenants`, `/panels`, … Staff have no panel to come from. */
export async function signInAt(driver: Driver, path: string, title: string, token = sharedStack().operatorToken): Promise<void> {
  const { page } = driver;
  await page.goto(`/console/sign-in?to=${encodeURIComponent(path)}`);
  await driver.write(field('Token'), token);
  await driver.press(button('Sign in'));
  await find(page, heading(title)).waitFor();
}
