// The web application in headless Chromium, through the edge. Reads one JSON argument, writes JSON:
// {url, people: {role: {username, password}}, head, customers, rows, screens, runs: {loading, acting, lighthouse, scrolling}};
// `head` is a role; `screens` are those on which it is seen what moves: desk, phone.
import { PAGES } from '../../e2e/pages.ts'
import { act } from './acting.mjs'
import { DESK, PHONE, launch, signedIn } from './browser.mjs'
import { shift, visit } from './loading.mjs'
import { scores } from './quality.mjs'
import { scroll } from './scrolling.mjs'

const { url, people, head, customers, rows, screens, runs } = JSON.parse(process.argv[2])
const customer = `${url}/customers/${customers[0]}`
const book = `${url}/book`
const browser = await launch()
const times = async (many, measure) => { const all = []; for (let n = 0; n < many; n += 1) all.push(await measure(n)); return all }
const began = Date.now()
const told = (what) => console.error(`    ${what}: ${((Date.now() - began) / 1000).toFixed(0)} s`)
const found = { version: await browser.version() }

const rm = await signedIn(browser, url, people.rm)
for (const address of [book, customer]) await visit(rm, address, false) // the API's answers are in its cache from here on
found.first = { book: await times(runs.loading, () => visit(rm, book, true)), customer: await times(runs.loading, () => visit(rm, customer, true)) }
found.again = { book: await times(runs.loading, () => visit(rm, book, false)), customer: await times(runs.loading, () => visit(rm, customer, false)) }
told('loading')
found.acting = await times(runs.acting, (n) => act(rm, { book, customer: `${url}/customers/${customers[n % customers.length]}` }))
told('acting')
found.quality = { book: await scores(rm, book, runs.lighthouse), customer: await scores(rm, customer, runs.lighthouse) }
told('Lighthouse')

const wide = await signedIn(browser, url, people[head])
found.scrolling = await times(runs.scrolling, () => scroll(wide, book, rows))
told('scrolling')

// What moves does not hang on how fast a page comes: all sessions go through their pages at once.
found.shifts = {}
await Promise.all(Object.entries(PAGES).flatMap(([role, pages]) => screens.map(async (screen) => {
  const page = await signedIn(browser, url, people[role], { desk: DESK, phone: PHONE }[screen])
  for (const { name, path } of pages) found.shifts[`${name}, ${screen}`] = await shift(page, url + path.replace(':customer', customers[0]))
})))
told('layout shift')
await browser.close()
console.log(JSON.stringify(found))
