import { expect, openTab, signIn, test, type Page } from '../journey.ts';

// What breaks out of markup, attributes, styles, scripts and templates, turns the writing round, or is no letter.
const hostile = [
  '<script>document.title = "owned"</script>',
  '<img src=x onerror="document.title = \'owned\'">',
  '"><svg onload="document.title=1">',
  "'; document.title = 'owned'; //",
  '{{constructor.constructor("document.title=1")()}}',
  '${document.title = "owned"}',
  'javascript:document.title="owned"',
  '<a href="javascript:document.title=1">press</a>',
  '<iframe srcdoc="<script>parent.document.title=1</script>"></iframe>',
  '</title></textarea></style><style>*{display:none}</style>',
  '=HYPERLINK("https://evil.example";"press")',
  '\u202Eright to left \u2066 and back',
  'Z\u0351\u036B\u0343a\u0345l\u0321g\u0322o',
  '&lt;b&gt;not bold&lt;/b&gt; &amp;amp;',
  '田中さんにあげて下さい 👩‍👩‍👦 नमस्ते',
];
const words = new Set(['full_name', 'name', 'customer_name', 'narration', 'counterparty', 'text', 'detail', 'city', 'address_line', 'occupation', 'rm_name', 'branch_name', 'by']);

/** Every text of a customer in an answer becomes one of the hostile ones, in turn. */
async function poison(page: Page, sent: Set<string>): Promise<void> {
  let next = 0;
  const change = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => change(one, key));
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one, name)]));
    if (typeof value !== 'string' || !words.has(key)) return value;
    const text = hostile[next++ % hostile.length] ?? '';
    sent.add(text);
    return text;
  };
  await page.route('**/api/{book,customers,search,follow-ups}*/**', async (route) => {
    if (route.request().method() !== 'GET') { await route.continue(); return; }
    const response = await route.fetch();
    const isJson = (response.headers()['content-type'] ?? '').includes('json');
    if (!response.ok() || !isJson) { await route.fulfill({ response }); return; }
    await route.fulfill({ response, json: change(await response.json()) });
  });
}

test('text that looks like markup is shown as text', async ({ page }) => {
  test.setTimeout(120_000);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  await signIn(page);
  const link = page.getByRole('main').getByRole('table').getByRole('link').first();
  const address = await link.getAttribute('href') ?? '';
  const sent = new Set<string>();
  await poison(page, sent);

  const shown = new Set<string>();
  const look = async (where: string) => {
    await page.waitForLoadState('networkidle');
    const text = await page.locator('body').evaluate((body) => (body as HTMLElement).innerText);
    for (const one of hostile) if (text.includes(one)) shown.add(one);
    // An element that only a hostile text could have made.
    const made = await page.locator('iframe, svg[onload], img[onerror], a[href^="javascript"], [srcdoc]').count();
    expect(made, where).toBe(0);
    expect(await page.title(), where).not.toMatch(/^(owned|1)$/);
  };
  await page.goto('/book');
  await expect(page.getByRole('main').getByRole('table').first()).toBeVisible();
  await look('book');
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('customer');
  for (const tab of ['Accounts', 'Transactions', 'Relationships', 'Timeline', 'Service requests']) {
    await openTab(page, tab);
    await look(tab);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('sharma');
  await expect(page.getByRole('option').first()).toBeVisible();
  await look('search');
  expect(dialogs).toEqual([]);
  expect(sent.size).toBe(hostile.length);
  expect([...shown].length, `shown: ${[...shown].join(' | ')}`).toBeGreaterThan(hostile.length - 3);
});

test('a hostile note is kept and shown letter by letter', async ({ page }) => {
  await signIn(page);
  const link = page.getByRole('main').getByRole('table').getByRole('link').first();
  const address = await link.getAttribute('href') ?? '';
  const headers = { Authorization: `Bearer ${await page.evaluate(() => sessionStorage.getItem('c360.token') ?? '')}` };
  const id = /customers\/([^/?]+)/.exec(address)?.[1] ?? '';
  for (const text of hostile) {
    const kept = await page.request.post(`/api/customers/${id}/conversations`, { headers, data: { channel: 'call', outcome: 'agreed', text } });
    expect(kept.status()).toBe(201);
  }
  await page.goto(address);
  await openTab(page, 'Timeline');
  // The overview shows the newest of them, too: wait for the timeline with all.
  await expect.poll(async () => {
    const text = await page.getByRole('main').evaluate((main) => (main as HTMLElement).innerText);
    return hostile.filter((one) => !text.includes(one));
  }).toEqual([]);
});
