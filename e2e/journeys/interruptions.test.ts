import { cuttable } from '../cut.ts';
import { runningAt } from '../demo.ts';
import { expect, expectAccessible, fillSignIn, openFirstCustomer, openTab, signIn, test, type Page } from '../journey.ts';

const said = 'Asked for a locker. Will send the form by Friday.';

async function writeConversation(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Call and log' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Interested', exact: true }).click();
  await page.getByLabel('What was said').fill(said);
}

test.describe('a session that ends in the middle of work', () => {
  test.use({ allowed: [[/status of 401/], { scope: 'test' }] });

  test('shows nothing of the customer, and what was typed is there after signing in again', async ({ page }) => {
    await signIn(page);
    const name = await openFirstCustomer(page);
    await writeConversation(page);
    const headers = { Authorization: `Bearer ${await page.evaluate(() => sessionStorage.getItem('c360.token') ?? '')}` };
    expect((await page.request.delete('/api/session', { headers })).ok()).toBe(true);

    await page.keyboard.press('Control+Enter');
    await expect(page).toHaveURL(/sign-in/);
    await expect(page.getByText('Session ended')).toBeVisible();
    await expect(page.getByText(name)).toHaveCount(0);
    expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain('locker');

    await fillSignIn(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
    await expect(page.getByLabel('What was said')).toHaveValue(said);
    await page.getByLabel('What was said').press('Control+Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: 'saved' })).toBeVisible();
  });
});

test('another language is asked about before a conversation being written is lost', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  await writeConversation(page);
  const askHindi = async () => {
    await page.locator('button.initials').click();
    await page.getByRole('menuitemradio', { name: 'हिन्दी' }).click();
    await expect(page.getByRole('dialog', { name: 'Leave what you typed?' })).toBeVisible();
  };
  await askHindi();
  await page.getByRole('button', { name: 'Keep writing' }).click();
  await expect(page.getByLabel('What was said')).toHaveValue(said);
  await askHindi();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'hi');
});

test('another language is asked about before a promise being written is lost', async ({ page }) => {
  await signIn(page);
  await openFirstCustomer(page);
  await page.locator('c-open-promises').getByRole('button', { name: 'Add' }).click();
  const text = page.getByLabel('What is promised');
  await text.fill('Send the locker form');
  await page.locator('button.initials').click();
  await page.getByRole('menuitemradio', { name: 'हिन्दी' }).click();
  await page.getByRole('dialog', { name: 'Leave what you typed?' }).getByRole('button', { name: 'Keep writing' }).click();
  await expect(text).toHaveValue('Send the locker form');
});

test.describe('a server that restarts', () => {
  const lost = /ERR_(CONNECTION|EMPTY|SOCKET|HTTP2|NETWORK)|status of 50[23]|dynamically imported module/;
  test.use({ allowed: [[lost], { scope: 'test' }] });

  test('is said in a banner, keeps what was typed, and the page goes on by itself', async ({ page }) => {
    const way = await cuttable(runningAt().url);
    await signIn(page, 'rm', way.url);
    await openFirstCustomer(page);
    await openTab(page, 'Timeline');
    await expect(page).toHaveURL(/\/timeline/); // its code has come, so that only its answer is missing below
    await openTab(page, 'Overview');
    await expect(page).not.toHaveURL(/\/timeline/);
    await writeConversation(page);

    await way.cut();
    await page.getByLabel('What was said').press('Control+Enter');
    const banner = page.getByText('The server is restarting.');
    await expect(banner).toBeVisible();
    await expect(page.getByText('The conversation was not saved.')).toBeVisible();
    await openTab(page, 'Timeline');
    await expect(page.getByText('The timeline did not load')).toBeVisible();

    await way.mend();
    await expect(banner).toBeHidden();
    await expect(page.getByText('The timeline did not load')).toBeHidden();
    await page.getByRole('button', { name: 'Call and log' }).first().click();
    await expect(page.getByLabel('What was said')).toHaveValue(said);
    await page.getByLabel('What was said').press('Control+Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await way.cut();
  });
});

test.describe('a part whose code does not come', () => {
  test.use({ allowed: [[/ERR_FAILED/], { scope: 'test' }] });

  test('is said where it was asked for, and comes when the page is loaded again', async ({ page }) => {
    let cut = false;
    await page.route('**/api/book/customers*', async (route) => { cut = true; await route.continue(); });
    await page.route(/\.js$/, (route) => cut && !route.request().url().includes('engine') ? route.abort() : route.continue());
    await signIn(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('This part of the page did not come.');
    await expectAccessible(page, 'a part that did not come');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible();
  });
});

test.describe('being offline', () => {
  test.use({ allowed: [[/ERR_INTERNET_DISCONNECTED/], { scope: 'test' }] });

  test('is said in clear words, and the page goes on when the network is back', async ({ page, context }) => {
    await signIn(page);
    await openFirstCustomer(page);
    await openTab(page, 'Transactions');
    await expect(page.getByRole('table').first()).toBeVisible();
    await openTab(page, 'Overview');
    await context.setOffline(true);
    await expect(page.getByText('No network.')).toBeVisible();
    await openTab(page, 'Transactions');
    await expect(page.getByText('The server cannot be reached from here.').first()).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(page.getByText('No network.')).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText('No network.')).toBeHidden();
    await expect(page.getByRole('table').first()).toBeVisible();
    await expect(page.getByText('The server cannot be reached from here.')).toHaveCount(0);
  });
});
