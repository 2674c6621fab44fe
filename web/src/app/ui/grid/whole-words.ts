import { Directive } from '@angular/core';

/** Around table cells: one whose words are cut says them whole while the pointer is on it. */
@Directive({ selector: '[cWholeWords]', host: { '(mouseover)': 'say($event)' } })
export class WholeWords {
  private said: HTMLElement | null = null;

  protected say(event: Event): void {
    const cell = (event.target as Element).closest<HTMLElement>('td');
    if (cell === this.said) return;
    this.said?.removeAttribute('title');
    this.said = cell && cell.scrollWidth > cell.clientWidth ? cell : null;
    if (this.said) this.said.title = this.said.textContent?.trim() ?? '';
  }
}
