import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { DateField } from './date-field';

describe('a date field', () => {
  let fixture: ComponentFixture<DateField>;
  const box = () => (fixture.nativeElement as HTMLElement).querySelector('input') as HTMLInputElement;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    fixture = TestBed.createComponent(DateField);
    fixture.componentRef.setInput('label', 'Due on');
    fixture.componentRef.setInput('value', '2026-11-21');
    fixture.componentRef.setInput('min', '2026-11-21');
    fixture.componentRef.setInput('required', true);
    await fixture.whenStable();
  });

  async function type(text: string): Promise<void> {
    box().value = text;
    box().dispatchEvent(new Event('change'));
    await fixture.whenStable();
  }

  it('keeps its form from being sent while a wrong date stands in it', async () => {
    await type('31 Nov 2026');
    expect(box().validity.valid).toBe(false);
    expect(box().getAttribute('aria-invalid')).toBe('true');
    expect(fixture.componentInstance.value()).toBe('2026-11-21');
    await type('25/11/2026');
    expect(box().validity.valid).toBe(true);
    expect(fixture.componentInstance.value()).toBe('2026-11-25');
  });

  it('takes no day before the first, and asks for one where one is needed', async () => {
    await type('20 Nov 2026');
    expect(box().validity.valid).toBe(false);
    await type('');
    expect(box().validity.valueMissing).toBe(true);
  });

  it('forgets what was wrong once the date is chosen elsewhere', async () => {
    await type('soon');
    fixture.componentRef.setInput('value', '2026-11-28');
    await fixture.whenStable();
    expect(box().validity.valid).toBe(true);
    expect(box().value).toContain('28');
  });
});
