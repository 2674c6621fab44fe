import { runningAt } from '../demo.ts';
import { expect, expectAccessible, find, openFirstCustomer, openTab, signIn, test, type Page } from '../journey.ts';

test('a mobile is revealed for a reason, masks again, and stands in the access log', async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page);
  await openFirstCustomer(page);
  const field = page.locator('c-masked-field').filter({ has: page.getByRole('img', { name: 'Mobile' }) });
  const masked = (await field.locator('.value').textContent() ?? '').trim();
  expect(masked).toContain('•');

  await field.getByRole('button', { name: 'Reveal Mobile' }).click();
  await page.getByRole('dialog', { name: 'Reveal Mobile' }).getByRole('button', { name: 'The customer asked' }).click();
  await expect(field.locator('.value')).toHaveText(/^\+?[\d ]{10,}$/);
  const mobile = (await field.locator('.value').textContent() ?? '').trim();
  await expect(field).toContainText(/\d+ s/);
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(kept).not.toContain(mobile);

  await field.getByRole('button', { name: 'Mask Mobile' }).click();
  await expect(field.locator('.value')).toHaveText(masked);

  // Looks are sealed a little later than they are made.
  await expect(async () => {
    await openTab(page, 'Overview');
    await openTab(page, 'Access log');
    await expect(page.getByRole('row', { name: /Revealed mobile/ }).first()).toContainText('The customer asked', { timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
});

test.describe('a customer out of scope', () => {
  // The customer is absent until opened, which the browser writes down.
  test.use({ allowed: [[/status of 404/], { scope: 'test' }] });

  test('is opened for a reason, to be read, and the head reviews it', async ({ page }) => {
    test.setTimeout(120_000);
    const id = await customerOfAnotherBook(page);
    await signIn(page);
    await find(page, id);
    await page.getByRole('button', { name: 'Open a customer out of scope' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open a customer out of scope' });
    await expect(dialog.getByLabel('Customer id')).toHaveValue(id);
    await expectAccessible(page, 'open out of scope');
    await dialog.getByRole('button', { name: 'Open to read' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('Choose a reason');
    await dialog.getByRole('button', { name: 'The RM is away' }).click();
    await dialog.getByRole('button', { name: 'Open to read' }).click();

    await expect(page).toHaveURL(new RegExp(`/customers/${id}`));
    await expect(page.getByText(/Opened out of scope, to be read for (30|29) more minutes/)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Call and log' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Reveal Mobile' })).toHaveCount(0);
    await signOut(page);

    await signIn(page, 'branch_head');
    await expect(page.getByRole('banner').getByRole('link', { name: 'My book' })).toHaveCount(0);
    await page.getByRole('banner').getByRole('link', { name: 'Reviews' }).click();
    const row = page.getByRole('row').filter({ hasText: id });
    await expect(row).toContainText('The RM is away');
    await expectAccessible(page, 'reviews');
    await row.getByRole('button', { name: /^Review/ }).click();
    await page.getByRole('dialog', { name: 'Was it justified?' }).getByRole('button', { name: 'Justified', exact: true }).click();
    await expect(row).toHaveCount(0);
  });
});

test.describe('a cover by an RM of another unit', () => {
  test.use({ allowed: [[/status of 404/], { scope: 'test' }] });

  test('is not granted, and what was typed is kept', async ({ page }) => {
    test.setTimeout(120_000);
    const rms = runningAt().users.filter((user) => user.role === 'rm');
    const [covered, covering] = [await signed(page, rms[0]), await signed(page, rms[1])];
    await signIn(page, 'branch_head');
    await page.getByRole('banner').getByRole('link', { name: 'Covers' }).click();
    await expect(page.getByText('No cover')).toBeVisible();
    await expectAccessible(page, 'covers');
    await page.getByRole('button', { name: 'Grant a cover' }).click();
    const dialog = page.getByRole('dialog', { name: 'Grant a cover' });
    await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('employee ids');
    await expectAccessible(page, 'grant a cover');
    await dialog.getByLabel('RM on leave').fill(covered.viewer.employee_id);
    await dialog.getByLabel('Served by').fill(covering.viewer.employee_id);
    await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('The cover was not granted');
    await expect(dialog.getByLabel('RM on leave')).toHaveValue(covered.viewer.employee_id);
  });
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /, account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
}

interface Signed { token: string; viewer: { employee_id: string } }

/** A session of a person, for questions that no screen of another person may answer. */
async function signed(page: Page, person: { username: string; password: string } | undefined): Promise<Signed> {
  if (!person) throw new Error('demo.json names too few people');
  const answer = await page.request.post('/api/session', { data: { username: person.username, password: person.password } });
  return await answer.json() as Signed;
}

async function customerOfAnotherBook(page: Page): Promise<string> {
  const { token } = await signed(page, runningAt().users.filter((user) => user.role === 'rm')[1]);
  const answer = await page.request.get('/api/book/customers?limit=1', { headers: { Authorization: `Bearer ${token}` } });
  const { results } = await answer.json() as { results: { customer_id: string }[] };
  if (!results[0]) throw new Error('the other book is empty');
  return results[0].customer_id;
}
