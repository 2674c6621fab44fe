import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { OpenPromises } from './open-promises';

describe('open promises', () => {
  let fixture: ComponentFixture<OpenPromises>;
  const all = <E extends Element>(selector: string) => [...(fixture.nativeElement as HTMLElement).querySelectorAll<E>(selector)];
  const inputs = () => all<HTMLInputElement>('form input');

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])] });
    fixture = TestBed.createComponent(OpenPromises);
    fixture.componentRef.setInput('customerId', 'C1');
    document.body.append(fixture.nativeElement as HTMLElement);
  });

  it('are ready for one more when the page asks for it, and close once it is kept', async () => {
    fixture.componentRef.setInput('adding', true);
    fixture.detectChanges();
    const [text, due] = inputs() as [HTMLInputElement, HTMLInputElement];
    expect(document.activeElement).toBe(text);
    text.value = 'Send the quote';
    due.value = '2099-12-31';
    due.dispatchEvent(new Event('change'));
    fixture.detectChanges();
    all('form')[0]?.dispatchEvent(new Event('submit', { cancelable: true }));
    const call = TestBed.inject(HttpTestingController).expectOne('/api/customers/C1/follow-ups');
    expect(call.request.body).toEqual({ text: 'Send the quote', due_on: '2099-12-31' });
    call.flush({});
    fixture.detectChanges();
    expect(fixture.componentInstance.adding()).toBe(false);
    expect(inputs()).toHaveLength(0);
  });
});
