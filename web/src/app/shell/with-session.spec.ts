import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it } from 'vitest';
import { Leaving } from './leaving';
import { withSession } from './with-session';

describe('a call of the API while the reader signs out', () => {
  let http: HttpClient;
  let server: HttpTestingController;
  const said: string[] = [];
  const ask = (path: string) => http.get(path).subscribe({ next: () => said.push('answer'), error: () => said.push('error'), complete: () => said.push('complete') });

  beforeEach(() => {
    said.length = 0;
    TestBed.configureTestingModule({ providers: [provideRouter([]), provideHttpClient(withInterceptors([withSession])), provideHttpClientTesting()] });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  });

  it('is given up where it is under way, and never made afterwards', () => {
    ask('/api/book');
    const underWay = server.expectOne('/api/book');
    TestBed.inject(Leaving).begin();
    ask('/api/publication');
    expect(underWay.cancelled).toBe(true);
    server.expectNone('/api/publication');
    expect(said).toEqual([]);
  });

  it('still ends the session', () => {
    TestBed.inject(Leaving).begin();
    http.delete('/api/session').subscribe();
    server.expectOne('/api/session').flush(null);
  });

  it('is answered as any other before that', () => {
    ask('/api/book');
    server.expectOne('/api/book').flush({});
    expect(said).toEqual(['answer', 'complete']);
  });
});
