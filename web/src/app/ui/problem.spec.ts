import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { problemOf } from './problem';

describe('problems', () => {
  it('are worded by their code, with the request id', () => {
    const error = new HttpErrorResponse({ status: 503, error: { code: 'busy', title: 'T', detail: 'D.', request_id: '7F3A' } });
    expect(problemOf(error)).toMatchObject({ code: 'busy', title: 'Busy', request_id: '7F3A' });
  });

  it('keep the server’s own words where the code is not known', () => {
    const error = new HttpErrorResponse({ status: 400, error: { code: 'new_code', title: 'New', detail: 'Later.' } });
    expect(problemOf(error)).toMatchObject({ title: 'New', detail: 'Later.' });
  });

  it('takes the request id from the header where the body is not ours', () => {
    const error = new HttpErrorResponse({ status: 502, error: '<html>', headers: new HttpHeaders({ 'X-Request-Id': 'AB12' }) });
    expect(problemOf(error)).toMatchObject({ code: 'unknown', request_id: 'AB12' });
  });

  it('says when there is no connection', () => {
    expect(problemOf(new HttpErrorResponse({ status: 0 })).code).toBe('offline');
  });
});
