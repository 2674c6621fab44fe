import { Directive, TemplateRef, inject, input } from '@angular/core';

/** Draws the cells of one column: `<ng-template cCell="flags" let-row>`. */
@Directive({ selector: 'ng-template[cCell]' })
export class CellTemplate {
  readonly key = input.required<string>({ alias: 'cCell' });
  readonly template = inject<TemplateRef<{ $implicit: never }>>(TemplateRef);
}
