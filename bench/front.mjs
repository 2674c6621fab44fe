// A customer's page in headless Chromium through the edge: what came, how, and how soon.
// Reads {url, username, password, runs} as JSON from its one argument, writes JSON.
import { createRequire } from 'node:module'

const { chromium } = createRequire(new URL('../e2e/package.json', import.meta.url))('@playwright/test')
const { url, username, password, customers } = JSON.parse(process.argv[2])
const browser = await chromium.launch({
  executablePath: process.env.C360_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const context = await browser.newContext({ ignoreHTTPSErrors: true })
await context.addInitScript(() => {
  globalThis.largest = 0
  new PerformanceObserver((list) => { for (const one of list.getEntries()) globalThis.largest = one.startTime })
    .observe({ type: 'largest-contentful-paint', buffered: true })
})
const page = await context.newPage()
await page.goto(url)
await page.getByLabel('User name').fill(username)
await page.getByLabel('Password', { exact: true }).fill(password)
await page.getByRole('button', { name: 'Sign in' }).click()
await page.waitForURL(/\/book/)
const runs = []
for (const customer of customers) {
  const encodings = new Map()
  const note = (response) => encodings.set(response.url(), response.headers()['content-encoding'] ?? '')
  page.on('response', note)
  await page.goto(`${url}/customers/${customer}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  const entries = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => ({
    name: one.name, start: one.startTime, end: one.responseEnd, bytes: one.transferSize, plain: one.decodedBodySize, protocol: one.nextHopProtocol })))
  page.off('response', note)
  runs.push({ lcp: await page.evaluate(() => globalThis.largest), entries: entries.map((one) => ({ ...one, encoding: encodings.get(one.name) ?? '' })) })
}
await browser.close()
console.log(JSON.stringify(runs))
