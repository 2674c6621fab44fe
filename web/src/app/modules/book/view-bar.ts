import { CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Observable } from 'rxjs';
import { kept } from '../../ui/answer';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';
import { CountedView, SavedViews } from './answers';
import { Query, sameQuery } from './filters';

const SIDE_BY_SIDE = 3;
const URL = '/api/book/views';

/** Saved views side by side, own before shared, and what can be done with them; all customers stand first. */
@Component({
  selector: 'c-view-bar',
  imports: [CdkMenu, CdkMenuItem, CdkMenuItemCheckbox, CdkMenuTrigger, Dialog, ErrorBlock, Icon],
  templateUrl: './view-bar.html',
  styleUrl: './view-bar.css',
})
export class ViewBar {
  /** What the grid shows now. */
  readonly query = input.required<Query>();
  readonly total = input<string>('');
  readonly chosen = output<Query>();
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly written = inject(Written);
  private readonly answer = httpResource<SavedViews>(() => { this.written.times(); return URL; });
  private readonly held = kept(this.answer);
  private readonly views = computed(() => this.held()?.results ?? []);
  protected readonly current = computed(() => this.views().find(view => sameQuery(view.query, this.query())) ?? null);
  protected readonly everything = computed(() => sameQuery(this.query(), {}));
  protected readonly beside = computed(() => this.views().slice(0, SIDE_BY_SIDE));
  protected readonly others = computed(() => this.views().slice(SIDE_BY_SIDE));
  /** The view that is open and was changed since. */
  protected readonly opened = signal<CountedView | null>(null);
  protected readonly naming = signal<'new' | 'rename' | null>(null);
  protected readonly error = signal<unknown>(null);
  protected readonly working = signal(false);
  protected readonly saveTitle = $localize`Save this view`;
  protected readonly renameTitle = $localize`Rename the view`;

  protected open(view: CountedView | null): void {
    this.opened.set(view);
    this.chosen.emit(view?.query ?? {});
  }

  protected mine(): CountedView | null {
    const view = this.current() ?? this.opened();
    return view?.own ? view : null;
  }

  protected save(event: Event): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const name = String(form.get('name') ?? '').trim();
    const mine = this.naming() === 'rename' ? this.mine() : null;
    if (!name || this.working()) return;
    const body = { name, shared: form.get('shared') !== null };
    const sent = mine ? this.http.patch<CountedView>(`${URL}/${mine.id}`, body) : this.http.post<CountedView>(URL, { ...body, query: this.query() });
    this.run(sent, $localize`View “${name}:name:” saved`);
  }

  protected update(view: CountedView): void {
    this.run(this.http.patch<CountedView>(`${URL}/${view.id}`, { query: this.query() }), $localize`View “${view.name}:name:” saved`);
  }

  protected share(view: CountedView): void {
    const said = view.shared ? $localize`View “${view.name}:name:” is yours alone` : $localize`View “${view.name}:name:” shared`;
    this.run(this.http.patch<CountedView>(`${URL}/${view.id}`, { shared: !view.shared }), said);
  }

  protected remove(view: CountedView): void {
    const again = { name: view.name, query: view.query, shared: view.shared };
    this.run(this.http.delete(`${URL}/${view.id}`), $localize`View “${view.name}:name:” deleted`, () => this.http.post(URL, again).subscribe(() => this.written.note()));
  }

  private run(sent: Observable<unknown>, said: string, undo?: () => void): void {
    this.working.set(true);
    this.error.set(null);
    sent.subscribe({
      next: answer => {
        this.working.set(false);
        this.naming.set(null);
        this.opened.set(answer ? answer as CountedView : null);
        this.written.note();
        this.toasts.show(said, undo);
      },
      error: (failed: unknown) => { this.working.set(false); this.error.set(failed); },
    });
  }
}
