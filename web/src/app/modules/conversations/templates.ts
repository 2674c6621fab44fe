import { httpResource } from '@angular/common/http';
import { Component, computed, output } from '@angular/core';
import { Template } from '../../api/models/template';
import { TemplateList } from '../../api/models/template-list';
import { TEMPLATE_WORDS } from './words';

/** Beginnings of usual conversations, one press each. Absent while they are not known: nothing waits for them. */
@Component({
  selector: 'c-templates',
  host: { role: 'group', '[attr.aria-label]': 'label' },
  template: `@if (all().length) {<span class="muted" aria-hidden="true" i18n>Begin with</span>}@for (one of all(); track one.id) {<button type="button" class="chip add" (click)="chosen.emit(one)">{{ one.title }}</button>}`,
  styles: `:host { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; font: var(--t-12); min-height: 24px; }`,
})
export class Templates {
  protected readonly label = $localize`Begin with`;
  readonly chosen = output<Template>();
  private readonly answer = httpResource<TemplateList>(() => '/api/conversation-templates');
  protected readonly all = computed(() => (this.answer.hasValue() ? this.answer.value().results.map(worded) : []));
}

function worded(template: Template): Template {
  const words = TEMPLATE_WORDS[template.id];
  return words ? { ...template, title: words.title, text: words.text, next_step: words.next } : template;
}
