import { expect, openFirstCustomer, openTab, signIn, test } from '../journey.ts';

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
