import { personOf } from '../demo.ts';
import { expect, fillSignIn, openFirstCustomer, openTab, signIn, test } from '../journey.ts';

test.describe('a wrong password', () => {
  test.use({ allowed: [[/status of 401/], { scope: 'test' }] });

  test('is said in clear words and keeps the user name', async ({ page }) => {
    const { username, password } = personOf('rm');
    await page.goto('/');
    await page.getByLabel('User name').fill(username);
    await page.getByLabel('Password', { exact: true }).fill(`${password}x`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.locator('[aria-live=assertive]')).toContainText(/password/i);
    await expect(page.getByLabel('User name')).toHaveValue(username);
    await expect(page).toHaveURL(/sign-in/);
  });
});

test('after sign-out Back shows nothing, and the second tab is signed out too', async ({ page, context }) => {
  await signIn(page);
  const name = await openFirstCustomer(page);
  const address = page.url();
  const second = await context.newPage();
  // The second tab asks the first for its session and waits briefly: a busy machine may need another try.
  await expect(async () => {
    await second.goto(address);
    await expect(second.getByRole('heading', { level: 1 })).toContainText(name, { timeout: 4_000 });
  }).toPass({ timeout: 30_000 });
  await openTab(second, 'Accounts');
  await expect(second).toHaveURL(/accounts/);

  await page.getByRole('banner').getByRole('button', { name: /, account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  await expect(second).toHaveURL(/sign-in/);

  for (const tab of [page, second]) {
    await tab.goBack().catch(() => null);
    await expect(tab.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(tab.getByText(name)).toHaveCount(0);
    expect(await tab.evaluate(() => sessionStorage.length + [...Array(localStorage.length).keys()].filter((i) => !['c360.theme', 'c360.language'].includes(localStorage.key(i) ?? '')).length)).toBe(0);
  }
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('an address asked for before sign-in is shown after it', async ({ page }) => {
  await signIn(page);
  const name = await openFirstCustomer(page);
  const address = new URL(page.url()).pathname;
  await page.evaluate(() => { sessionStorage.clear(); });
  await page.goto(`${address}/transactions`);
  await fillSignIn(page);
  await expect(page).toHaveURL(new RegExp(`${address}/transactions`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
});
