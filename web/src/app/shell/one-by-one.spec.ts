import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { expect, it } from 'vitest';
import { oneByOne } from './one-by-one';

it('answers that come together are handed on in their order, each in a task of its own', async () => {
  TestBed.configureTestingModule({ providers: [provideHttpClient(withInterceptors([oneByOne])), provideHttpClientTesting()] });
  const said: unknown[] = [];
  const http = TestBed.inject(HttpClient);
  for (const path of ['/api/a', '/api/b']) http.get(path).subscribe(answer => { said.push(answer); setTimeout(() => said.push('a task')); });
  const server = TestBed.inject(HttpTestingController);
  server.expectOne('/api/a').flush('a');
  server.expectOne('/api/b').flush('b');
  expect(said).toEqual([]);
  await expect.poll(() => said).toEqual(['a', 'a task', 'b', 'a task']);
});
