import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { problemOf } from './problem';

describe('problems', () => {
  it('shows the server’s own words and request id', () => {
    const error = new HttpErrorResponse({ status: 503, error: { code: 'busy', title: 'Busy', detail: 'Later.', request_id: '7F3A' } });
    expect(problemOf(error)).toMatchObject({ code: 'busy', detail: 'Later.', request_id: '7F3A' });
  });

  it('takes the request id from the header where the body is not ours', () => {
    const error = new HttpErrorResponse({ status: 502, error: '<html>', headers: new HttpHeaders({ 'X-Request-Id': 'AB12' }) });
    expect(problemOf(error)).toMatchObject({ code: 'unknown', request_id: 'AB12' });
  });

  it('says when there is no connection', () => {
    expect(problemOf(new HttpErrorResponse({ status: 0 })).code).toBe('offline');
  });
});
