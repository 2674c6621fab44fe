import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Note } from '../../api/models/note';
import { NoteList } from '../../api/models/note-list';
import { Answer, kept } from '../../ui/answer';
import { CHANNEL_WORDS } from '../../ui/conversation-words';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Icon } from '../../ui/icon';
import { marked } from './marked';

const SHORTEST = 2;
const TYPED_MS = 250;
const KIND_WORDS: Readonly<Record<string, string>> = {
  conversation: $localize`Conversation`, service_request: $localize`Service request`, contact: $localize`Contact`, booking: $localize`Booking`,
};

/** Words in notes, service requests, contacts and bookings over the whole book; the URL holds them. */
@Component({
  selector: 'c-notes-page',
  imports: [Answer, DateText, Empty, Icon, RouterLink],
  template: `
    <main class="page">
      <div class="title"><h1 i18n>Notes</h1></div>
      <label class="words"><c-icon name="search" /><input class="input" type="search" autofocus placeholder="Words in notes, requests, contacts and bookings" i18n-placeholder aria-label="Words in notes" i18n-aria-label [value]="q() ?? ''" (input)="typed($any($event.target).value)" /></label>
      @if (asked()) {
        <c-answer [of]="answer" what="Notes" i18n-what shape="row" [rows]="8" [has]="!!held()">
          @if (held(); as found) {
            <ol>
              @for (note of found.results; track note.kind + note.id) {
                <li>
                  <span class="second on">{{ note.on | cDate }}</span>
                  <div><p><a class="medium" [routerLink]="['/customers', note.customer_id, 'timeline']">{{ note.customer_name }}</a>&ngsp;<span class="muted">{{ kindWord(note) }}</span></p>
                    <p class="second">@for (part of parts(note.text); track $index) {@if (part.hit) {<mark>{{ part.text }}</mark>} @else {<ng-container>{{ part.text }}</ng-container>}}</p></div>
                </li>
              } @empty {<li class="none"><c-empty title="No note has these words" i18n-title text="Whole words are looked for, in English also their other forms." i18n-text /></li>}
            </ol>
          }
        </c-answer>
      } @else {<c-empty title="What was said" i18n-title text="Type a word: every note, service request, contact and booking of your book is searched." i18n-text />}
    </main>`,
  styles: `
    .title { margin-bottom: var(--s-2); min-height: 32px; } .words { position: relative; display: block; max-width: 560px; margin-bottom: var(--s-4); }
    .words c-icon { position: absolute; left: 10px; top: 8px; color: var(--text-3); pointer-events: none; } .words .input { width: 100%; padding-left: 32px; }
    ol { max-width: 920px; border-top: 1px solid var(--text); } li { display: grid; grid-template-columns: 104px minmax(0, 1fr); gap: var(--s-3); padding: var(--s-2) 0; border-bottom: 1px solid var(--line-soft); } li.none { display: block; }
    mark { background: none; color: inherit; font-weight: var(--w-medium); text-decoration: underline; text-decoration-color: var(--accent); text-underline-offset: 2px; }
    @media (max-width: 719px) { li { grid-template-columns: minmax(0, 1fr); gap: 0; } }`,
})
export class NotesPage {
  readonly q = input<string>();
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private timer: ReturnType<typeof setTimeout> | undefined;
  protected readonly asked = computed(() => (this.q() ?? '').trim().length >= SHORTEST);
  protected readonly answer = httpResource<NoteList>(() => (this.asked() ? { url: '/api/search/notes', params: { q: (this.q() ?? '').trim() } } : undefined));
  protected readonly held = kept(this.answer);

  protected parts(text: string): ReturnType<typeof marked> {
    return marked(text, this.q() ?? '');
  }

  /** `Conversation, visit`: the kind, and the channel or the warehouse's own kind. */
  protected kindWord(note: Note): string {
    const title = CHANNEL_WORDS[note.title] ?? note.title.replaceAll('_', ' ');
    return [KIND_WORDS[note.kind] ?? note.kind.replaceAll('_', ' '), title.charAt(0).toLowerCase() + title.slice(1)].filter(Boolean).join(', ');
  }

  protected typed(words: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.router.navigate([], { relativeTo: this.route, queryParams: { q: words.trim() || null }, replaceUrl: true }), TYPED_MS);
  }
}
