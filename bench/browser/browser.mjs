// The browser of all measurements: a tab that is signed in and counts what moves, paints and waits.
import puppeteer from 'puppeteer-core'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true }

export const launch = () => puppeteer.launch({
  executablePath: process.env.C360_CHROMIUM ?? '/usr/bin/chromium', args: flags, headless: true, acceptInsecureCerts: true, defaultViewport: DESK,
})

/** Runs in every page before its own scripts. Shifts after a person's input do not count, as in the metric itself. */
function count() {
  globalThis.seen = { largest: 0, shift: 0, interactions: [] }
  const watch = (type, note, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more })
  watch('largest-contentful-paint', (one) => { globalThis.seen.largest = one.startTime })
  watch('layout-shift', (one) => { if (!one.hadRecentInput) globalThis.seen.shift += one.value })
  watch('event', (one) => { if (one.interactionId) globalThis.seen.interactions.push(one.duration) }, { durationThreshold: 16 })
}

/** A tab of a browsing context of its own, signed in as `who`. */
export async function signedIn(browser, url, who, viewport = DESK) {
  const page = await (await browser.createBrowserContext()).newPage()
  await page.setViewport(viewport)
  await page.evaluateOnNewDocument(count)
  await page.goto(url)
  await page.locator('::-p-aria(User name)').fill(who.username)
  await page.locator('input[type=password]').fill(who.password)
  await page.locator('::-p-aria(Sign in[role="button"])').click()
  await page.waitForFunction(() => sessionStorage.getItem('c360.token') && !location.pathname.startsWith('/sign-in'))
  await rest(page)
  return page
}

/** Until nothing has been asked for in half a second. */
export const rest = (page) => page.waitForNetworkIdle({ idleTime: 500 })

/** Goes there and waits until answers, fonts and charts stand. */
export async function open(page, address) {
  await page.goto(address, { waitUntil: 'networkidle0' })
  await page.waitForSelector('h1')
  await page.evaluate(() => document.fonts.ready)
}

/** Forgets every file, as of a person's first visit; who is signed in stays. */
export async function forgetFiles(page) {
  const client = await page.createCDPSession()
  await client.send('Network.clearBrowserCache')
  await client.detach()
}
