import { Injectable, computed, effect, signal } from '@angular/core';

const KEY = 'c360.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Light or dark: the reader's choice, else the system's. Kept in this browser beyond the tab, as the language is. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly system = signal<'light' | 'dark'>(dark.matches ? 'dark' : 'light');
  private readonly chosen = signal<'light' | 'dark' | null>(stored());
  readonly resolved = computed(() => this.chosen() ?? this.system());

  constructor() {
    dark.addEventListener('change', event => this.system.set(event.matches ? 'dark' : 'light'));
    effect(() => {
      const chosen = this.chosen();
      if (chosen) document.documentElement.dataset['theme'] = chosen;
    });
  }

  toggle(): void {
    const next = this.resolved() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    this.chosen.set(next);
    try { localStorage.setItem(KEY, next); } catch { /* storage is off: the choice holds for this page */ }
  }
}

function stored(): 'light' | 'dark' | null {
  const value = document.documentElement.dataset['theme'];
  return value === 'light' || value === 'dark' ? value : null;
}
