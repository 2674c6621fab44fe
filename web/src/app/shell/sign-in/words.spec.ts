import { INDIAN } from '../../ui/settings';
import { endedNotice, refusedNotice } from './words';

const problem = { status: 401, title: 'T', detail: 'D.', request_id: '7F3A-91C2' };

describe('the words of sign-in', () => {
  it('tells how many tries are left', () => {
    expect(refusedNotice({ ...problem, code: 'wrong_password', attempts_left: 3 }, INDIAN).text).toContain('3 tries left');
    expect(refusedNotice({ ...problem, code: 'wrong_password', attempts_left: 1 }, INDIAN).text).toContain('1 try left');
  });

  it('tells in the bank’s time until when a lock holds', () => {
    const notice = refusedNotice({ ...problem, code: 'locked_out', until: '2026-11-23T05:35:00Z' }, INDIAN);
    expect(notice.text).toContain('at 11:05');
    expect(notice.until).toBe('2026-11-23T05:35:00Z');
  });

  it('offers another try with the request id when the directory does not answer', () => {
    const notice = refusedNotice({ ...problem, code: 'directory_unreachable' }, INDIAN);
    expect(notice.again).toBe(true);
    expect(notice.text).toContain('7F3A-91C2');
  });

  it('names the idle time once it is known', () => {
    expect(endedNotice('session_idle', 15)?.text).toContain('after 15 minutes');
  });

  it('says nothing on a plain visit or for a reason it does not know', () => {
    expect(endedNotice(undefined, null)).toBeNull();
    expect(endedNotice('<script>', null)).toBeNull();
  });
});
