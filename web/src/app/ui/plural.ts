import { language } from './language';

const FORMS: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The plural form of a count in the page's language, as Angular's `{count, plural, one {...} other {...}}` asks for it. */
export function pluralIndex(count: number): number {
  return FORMS.indexOf(new Intl.PluralRules(language()).select(count));
}

/** The same for texts of `$localize`: `plural(3, $localize`1 day`, $localize`${3}:days: days`)`. */
export function plural(count: number, one: string, other: string): string {
  return FORMS[pluralIndex(count)] === 'one' ? one : other;
}
