import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { HttpClient, HttpEventType } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { count } from './amounts';
import { download } from './chart/plot';
import { ErrorBlock } from './error-block';
import { Icon } from './icon';
import { Settings } from './settings';
import { Toasts } from './toasts';

type Form = 'csv' | 'xlsx';

/** The list as it stands, with its filters, as a file; each export is on record. */
@Component({
  selector: 'c-export-button',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, ErrorBlock, Icon],
  template: `
    <button type="button" class="button" [cdkMenuTriggerFor]="forms" [attr.aria-disabled]="loaded() !== null || null"><c-icon name="download" size="14" /> {{ words() }}</button>
    @if (error(); as failed) {<c-error-block what="The export failed" i18n-what [error]="failed" (again)="error.set(null)" />}
    <ng-template #forms><div class="menu" cdkMenu>
      <button type="button" cdkMenuItem data-use="export.xlsx" (cdkMenuItemTriggered)="start('xlsx')" i18n>Excel (XLSX)</button>
      <button type="button" cdkMenuItem data-use="export.csv" (cdkMenuItemTriggered)="start('csv')" i18n>Text (CSV)</button>
    </div></ng-template>`,
})
export class ExportButton {
  readonly url = input.required<string>();
  readonly params = input<Record<string, string | number | boolean | readonly string[]>>({});
  /** The file's name without its ending. */
  readonly name = input.required<string>();
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly settings = inject(Settings);
  /** Bytes that came so far; null while nothing is on its way. */
  protected readonly loaded = signal<number | null>(null);
  private readonly total = signal<number | null>(null);
  protected readonly error = signal<unknown>(null);

  protected readonly words = computed(() => {
    const bytes = this.loaded();
    if (bytes === null) return $localize`Export`;
    if (!bytes) return $localize`Exporting`;
    const total = this.total();
    return total ? $localize`Exporting, ${Math.floor(bytes / total * 100)}:percent: %` : $localize`Exporting, ${Math.round(bytes / 1024)}:size: kB`;
  });

  protected start(form: Form): void {
    if (this.loaded() !== null) return;
    this.loaded.set(0);
    this.error.set(null);
    const params = { ...this.params(), form };
    this.http.get(this.url(), { params, responseType: 'blob', observe: 'events', reportProgress: true }).subscribe({
      next: event => {
        if (event.type === HttpEventType.DownloadProgress) { this.loaded.set(event.loaded); this.total.set(event.total ?? null); }
        else if (event.type === HttpEventType.Response && event.body) this.save(event.body, form, event.headers.get('X-Export-Rows'));
      },
      error: (failed: unknown) => { this.loaded.set(null); this.error.set(failed); },
    });
  }

  private save(file: Blob, form: Form, rows: string | null): void {
    this.loaded.set(null);
    const address = URL.createObjectURL(file);
    download(`${this.name()}.${form}`, address);
    URL.revokeObjectURL(address);
    this.toasts.show(rows ? $localize`${count(Number(rows), this.settings.conventions())}:rows: rows exported` : $localize`Exported`);
  }
}
