import { loadTranslations } from '@angular/localize';

const KEY = 'c360.language';
const SOURCE = 'en';

export interface Language { code: string; name: string }

/** The code of the language the page is in: `en`, `hi`. */
export function language(): string {
  return document.documentElement.lang || SOURCE;
}

/** Every language there is a file for. */
export async function languages(): Promise<Language[]> {
  const answer = await fetch('languages/list.json');
  return await answer.json() as Language[];
}

/** Keeps the choice in this browser and shows the page in it, at the same address. */
export function choose(code: string): void {
  try { localStorage.setItem(KEY, code); } catch { return; /* storage is off: the language cannot change */ }
  location.reload();
}

/** The bank's language for a reader who chose none: `hi-IN` is Hindi, if there is a file for it. */
export async function followBank(locale: string): Promise<void> {
  const code = locale.slice(0, 2);
  if (chosen() === null && code !== language() && (await languages()).some(one => one.code === code)) choose(code);
}

/** Before the application is imported: reads the chosen language's texts. English needs none. */
export async function speak(): Promise<void> {
  const code = chosen() ?? SOURCE;
  if (code === SOURCE) return;
  try {
    const answer = await fetch(`languages/${code}.json`);
    if (!answer.ok) return;
    loadTranslations(await answer.json() as Record<string, string>);
    $localize.locale = code;
    document.documentElement.lang = code;
  } catch { /* not reachable: the page is in English */ }
}

function chosen(): string | null {
  try {
    const code = localStorage.getItem(KEY);
    return code && /^[a-z]{2,3}$/.test(code) ? code : null;
  } catch { return null; }
}
