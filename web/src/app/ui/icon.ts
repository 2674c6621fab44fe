import { Component, ElementRef, effect, inject, input, numberAttribute } from '@angular/core';
import { ICONS, IconName } from './icons';

export type { IconName } from './icons';
const SVG = 'http://www.w3.org/2000/svg';

/** A Lucide icon: 16 px, stroke 1.75. It stands beside a word; alone, give `label`. */
@Component({
  selector: 'c-icon',
  template: '',
  host: { '[attr.aria-hidden]': "label() ? null : 'true'", '[attr.role]': "label() ? 'img' : null", '[attr.aria-label]': 'label() || null' },
  styles: `:host { display: inline-flex; flex: none; vertical-align: -3px; } :host ::ng-deep svg { display: block; }`,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly size = input(16, { transform: numberAttribute });
  readonly label = input<string>('');

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => host.replaceChildren(copyOf(this.name(), this.size())));
  }
}

const known = new Map<string, SVGElement>();

/** A page has many of the same icon: each is drawn once and copied. */
function copyOf(name: IconName, size: number): Node {
  const key = `${name} ${size}`;
  const first = known.get(key) ?? drawn(name, size);
  known.set(key, first);
  return first.cloneNode(true);
}

function drawn(name: IconName, size: number): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = {
    width: size, height: size, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor',
    'stroke-width': 1.75 * 24 / (size * 1.2), 'stroke-linecap': 'round', 'stroke-linejoin': 'round',
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value));
  for (const [tag, shape] of ICONS[name] ?? []) {
    const part = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(shape)) part.setAttribute(key, String(value));
    svg.append(part);
  }
  return svg;
}
