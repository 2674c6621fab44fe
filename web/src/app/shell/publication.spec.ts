import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { Settings } from '../ui/settings';
import { Publication } from './publication';
import { PublicationAnswer } from './session-answers';

function stands(state: string): Publication {
  TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
  const publication = TestBed.inject(Publication);
  publication.answer.set({ as_of: '2026-11-20', published_at: '2026-11-21T00:10:00Z', state, expected_as_of: '2026-11-21', quarantined_rows: 0, bank_name: 'Bank' } as PublicationAnswer);
  return publication;
}

describe('the business date in force', () => {
  it('says on its badge and in the banner that a day is late, and of which day the figures are', () => {
    const late = stands('late');
    expect(late.badge()).toMatchObject({ word: 'Late', tone: 'late', icon: 'clock' });
    expect(late.banner()?.text).toMatch(/The load of .*21.* is late: these are the figures of .*20/);
  });

  it('has no banner where the day is there', () => {
    const current = stands('current');
    expect(current.badge()).toMatchObject({ word: 'T-1' });
    expect(current.banner()).toBeNull();
  });

  it('brings the bank\'s calendar day along, whatever this device\'s clock says', async () => {
    const publication = stands('current');
    publication.answer.set(null);
    const asked = publication.beforePage();
    TestBed.inject(HttpTestingController).expectOne('/api/publication').flush({ as_of: '2026-11-21', state: 'current', today: '2026-11-22' });
    await asked;
    expect(TestBed.inject(Settings).today()).toBe('2026-11-22');
  });
});
