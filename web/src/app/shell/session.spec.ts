import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '../ui/settings';
import { Session } from './session';

describe('how the reader has money and dates written', () => {
  let server: HttpTestingController;
  const written = () => TestBed.inject(Settings).conventions().date_format;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideRouter([]), provideHttpClient(), provideHttpClientTesting()] });
    server = TestBed.inject(HttpTestingController);
    TestBed.inject(Session).choose({ date_format: 'yyyy-MM-dd' });
  });

  it('holds at once, and as the server kept it', () => {
    expect(written()).toBe('yyyy-MM-dd');
    const asked = server.expectOne('/api/session/format');
    expect(asked.request.body).toEqual({ date_format: 'yyyy-MM-dd' });
    asked.flush({ short_units: 'thousand_million', date_format: 'yyyy-MM-dd' });
    expect(TestBed.inject(Settings).conventions()).toMatchObject({ date_format: 'yyyy-MM-dd', grouping: 'thousands' });
  });

  it('is as before where the server could not keep it', () => {
    server.expectOne('/api/session/format').flush({}, { status: 503, statusText: 'away' });
    expect(written()).toBe('dd MMM yyyy');
  });
});
