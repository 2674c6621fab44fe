import { DestroyRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ActivatedRouteSnapshot, Router, provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from './session';
import { Usage } from './usage';
import { pageName } from './usage-names';

const route = (...paths: string[]): ActivatedRouteSnapshot =>
  paths.reduceRight<unknown>((firstChild, path) => ({ routeConfig: { path }, firstChild }), null) as ActivatedRouteSnapshot;

describe('a page’s name', () => {
  it('never holds what stands in the address', () => {
    expect(pageName(route('', '', 'customers/:customerId', '', 'service-requests', ''))).toBe('customers.service-requests');
    expect(pageName(route('', '**'))).toBe('not-found');
    expect(pageName(route(''))).toBe('start');
  });
});

describe('usage', () => {
  const sent: { events: { kind: string; name: string }[] }[] = [];
  const ends: (() => void)[] = [];
  let usage: Usage;

  beforeEach(() => {
    sent.length = 0;
    vi.stubGlobal('fetch', (_url: string, init: { body: string; keepalive: boolean }) => {
      expect(init.keepalive).toBe(true);
      sent.push(JSON.parse(init.body) as typeof sent[number]);
      return Promise.resolve(new Response());
    });
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: 'book', children: [] }, { path: 'customers/:customerId', children: [] }]), { provide: Session, useValue: { token: 't' } }] });
    usage = TestBed.inject(Usage);
    usage.watch({ onDestroy: (end: () => void) => { ends.push(end); return () => undefined; } } as unknown as DestroyRef);
  });
  afterEach(() => { ends.splice(0).forEach(end => end()); vi.unstubAllGlobals(); });

  it('counts a page once, whatever its filters, and no id with it', async () => {
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/customers/61883526');
    await router.navigateByUrl('/customers/61883526?log=1');
    await router.navigateByUrl('/book');
    usage.send();
    expect(sent[0]?.events.filter(event => event.name !== 'start')).toEqual([{ kind: 'page', name: 'customers' }, { kind: 'page', name: 'book' }]);
  });

  it('counts presses of named controls only', () => {
    document.body.innerHTML = '<button data-use="call-and-log"><b>Call</b></button><button id="other">Anand Rao</button>';
    document.querySelector('b')?.click();
    document.getElementById('other')?.click();
    usage.send();
    expect(sent[0]?.events.filter(event => event.kind === 'click')).toEqual([{ kind: 'click', name: 'call-and-log' }]);
  });

  it('sends a hundred at most at a time, and nothing when there is nothing', () => {
    usage.send();
    sent.length = 0;
    usage.send();
    expect(sent).toEqual([]);
    for (let times = 0; times < 101; times++) usage.note('search', 'name');
    expect(sent.map(batch => batch.events.length)).toEqual([100]);
  });
});
