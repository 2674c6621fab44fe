import { peopleOf, personOf, type Person } from '../demo.ts';
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
    const [below, elsewhere] = peopleOf('rm'); // the first is of the branch whose head is to review it
    const id = await firstOfTheBookOf(page, elsewhere);
    await signIn(page, below);
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
    await page.reload();
    await expect(page.getByText(/Opened out of scope, to be read for (30|29|28) more minutes/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Call and log' })).toHaveCount(0);
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

test('a session elsewhere is listed and ended', async ({ page, browser }) => {
  const elsewhere = await (await browser.newContext()).newPage();
  await signIn(elsewhere);
  await signIn(page);
  await page.getByRole('banner').getByRole('button', { name: /, account$/ }).click();
  await page.getByRole('menuitem', { name: 'Where you are signed in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where you are signed in' });
  await expect(dialog.getByRole('listitem').first()).toContainText('This session');
  await expectAccessible(page, 'where you are signed in');
  const others = dialog.getByRole('button', { name: /^End the session from/ });
  await expect(others).not.toHaveCount(0);
  while (await others.count()) { // sessions of other journeys, too
    const before = await others.count();
    await others.first().click();
    await expect(others).toHaveCount(before - 1);
  }
  await elsewhere.reload();
  await expect(elsewhere.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await elsewhere.context().close();
});

test('a head chooses the RMs of a cover by name, never the same one twice', async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page, 'region_head');
  await page.getByRole('banner').getByRole('link', { name: 'Covers' }).click();
  await expectAccessible(page, 'covers');
  await page.getByRole('button', { name: 'Grant a cover' }).click();
  const dialog = page.getByRole('dialog', { name: 'Grant a cover' });
  const [covered, covering] = [dialog.getByLabel('RM on leave'), dialog.getByLabel('Served by')];
  await dialog.getByRole('button', { name: 'Grant', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Two relationship managers');
  await expectAccessible(page, 'grant a cover');
  const names = await covered.getByRole('option').allTextContents();
  expect(names[1]).toMatch(/^[A-Z]\S+ [A-Z]/);
  await expect(covering.getByRole('option')).toHaveText(names);
  await covered.selectOption({ index: 1 });
  await expect(covering.getByRole('option')).toHaveCount(names.length - 1);

  await dialog.getByRole('button', { name: 'To: choose from a month' }).click();
  const month = page.getByRole('dialog', { name: 'To', exact: true });
  await expect(month.locator('button:focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(month).toBeHidden();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'To: choose from a month' }).click();
  await expect(month.locator('button:focus')).toHaveCount(1);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Enter');
  await expect(month).toBeHidden();
  await dialog.getByLabel('From', { exact: true }).fill('31/12/2099');
  await dialog.getByLabel('Reason').focus();
  await expect(dialog.getByLabel('To', { exact: true })).toHaveValue(/^31.Dec.2099$/);
});

test('a customer who withdrew consent for calls is not called, and a conversation is logged all the same', async ({ page }) => {
  test.setTimeout(90_000);
  const id = await customerNotToCall(page);
  await signIn(page);
  await page.goto(`/customers/${id}`);
  await expect(page.getByText('No calls: consent withdrawn (Calls)').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Call and log' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Log a conversation' }).first().click();
  await expect(page).toHaveURL(/log=1/);
  await page.keyboard.press('Escape');
  await openTab(page, 'Consent');
  await expect(page.getByText('Digital Personal Data Protection Act 2023')).toBeVisible();
  await expectAccessible(page, 'consent');
});

test('the reads of one visit are one line of the access log, opened into its parts', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page);
  await openFirstCustomer(page);
  await openTab(page, 'Accounts');
  await expect(async () => {
    await openTab(page, 'Overview');
    await openTab(page, 'Access log');
    const visit = page.getByRole('row').filter({ has: page.getByRole('button', { expanded: false }) }).first();
    await expect(visit).toContainText(/Overview|more/, { timeout: 3_000 }); // the line names the newest kinds of reads
    await visit.getByRole('button').click({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  for (const read of ['Accounts', 'Overview']) await expect(page.getByRole('listitem').filter({ hasText: read }).first()).toBeVisible();
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: /, account$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
}

interface Signed { token: string }

/** A session of a person, for questions that no screen of another person may answer. */
async function signed(page: Page, person: Person | undefined): Promise<Signed> {
  if (!person) throw new Error('demo.json names too few people');
  const answer = await page.request.post('/api/session', { data: { username: person.username, password: person.password } });
  return await answer.json() as Signed;
}

async function customerNotToCall(page: Page): Promise<string> {
  const { token } = await signed(page, personOf('rm'));
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await page.request.get('/api/book/customers?limit=100', { headers });
  const { results } = await answer.json() as { results: { customer_id: string }[] };
  for (const { customer_id } of results) {
    const page_ = await page.request.get(`/api/customers/${customer_id}`, { headers });
    const { contact } = await page_.json() as { contact: { action: string; allowed: boolean }[] };
    if (contact.some((one) => one.action === 'call' && !one.allowed)) return customer_id;
  }
  throw new Error('every customer may be called');
}

async function firstOfTheBookOf(page: Page, rm: Person | undefined): Promise<string> {
  const { token } = await signed(page, rm);
  const answer = await page.request.get('/api/book/customers?limit=1', { headers: { Authorization: `Bearer ${token}` } });
  const { results } = await answer.json() as { results: { customer_id: string }[] };
  if (!results[0]) throw new Error('the other book is empty');
  return results[0].customer_id;
}
