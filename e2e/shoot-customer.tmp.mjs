import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
const demo = JSON.parse(readFileSync('/work/wt-customer/.run/demo.json'));
const user = demo.users.find(u => u.role === 'rm');
const base = process.env.BASE ?? 'http://127.0.0.1:9444';
const steps = process.argv.slice(2); // name:path[:full]
const widths = (process.env.W ?? '1440').split(',').map(Number);
const themes = (process.env.T ?? 'light').split(',');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking'] });
const api = await (await browser.newContext({ ignoreHTTPSErrors: true })).request;
const sess = await api.post(demo.url.replace(/\/$/,'') + '/api/session', { data: { username: user.username, password: user.password } });
const { token } = await sess.json();
for (const w of widths) for (const t of themes) {
  const ctx = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: w, height: w < 700 ? 844 : 900 }, colorScheme: t, locale: 'en-IN', timezoneId: 'Asia/Kolkata', reducedMotion: 'reduce', hasTouch: w < 700, isMobile: w < 700 });
  await ctx.addInitScript(([tok, lang]) => { sessionStorage.setItem('c360.token', tok); if (lang) localStorage.setItem('c360.language', lang); }, [token, process.env.LANG_C360 ?? '']);
  const page = await ctx.newPage();
  page.on('console', m => m.type() === 'error' && console.log('CONSOLE', m.text(), m.location().url));
  page.on('pageerror', e => console.log('PAGEERROR', e.message.slice(0, 300)));
  for (const step of steps) {
    const [name, path, ...rest] = step.split('~');
    if (path) { await page.goto(base + path); }
    await page.waitForTimeout(600); await page.waitForLoadState('networkidle').catch(() => {}); await page.waitForTimeout(600);
    for (const act of rest) { if (act !== 'full') { try { await new Function('page', `return (async()=>{${act}})()`)(page); } catch (e) { console.log('ACT', act, e.message.slice(0, 400)); } await page.waitForTimeout(500); } }
    await page.screenshot({ path: `/tmp/shots-customer/${name}-${w}-${t}.png`, fullPage: rest.includes('full') });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth); if (wide) console.log(name, w, 'sideways', wide);
  }
  await ctx.close();
}
await browser.close();
