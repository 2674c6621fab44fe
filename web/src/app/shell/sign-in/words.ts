import { clockTime } from '../../ui/dates';
import { IconName } from '../../ui/icon';
import { Problem } from '../../ui/problem';
import { Conventions } from '../../ui/settings';

/** What the sign-in page says: its tone, an icon, a title and one or two sentences. */
export interface Notice { tone: '' | 'late' | 'loss'; icon: IconName; title: string; text: string; again?: boolean; until?: string }

const ENDED: Record<string, Notice> = {
  signed_out: { tone: '', icon: 'log-in', title: 'Signed out', text: 'You are signed out in every tab of this browser.' },
  session_idle: { tone: '', icon: 'clock', title: '', text: 'You were signed out after a time without activity. Sign in and you are back where you were.' },
  session_ended: { tone: '', icon: 'info', title: 'Session ended', text: 'This session was ended: you signed out or signed in elsewhere. Sign in and you are back where you were.' },
  session_required: { tone: '', icon: 'info', title: '', text: 'Sign in and you are back where you were.' },
  token_invalid: { tone: '', icon: 'info', title: 'Session ended', text: 'This session is no longer known here. Sign in and you are back where you were.' },
};

/** Why the page is shown: idle, signed out, ended elsewhere; null for a plain visit. */
export function endedNotice(why: string | undefined, idleMinutes: number | null): Notice | null {
  const notice = why ? ENDED[why] ?? null : null;
  if (!notice || why !== 'session_idle' || idleMinutes === null) return notice;
  return { ...notice, text: notice.text.replace('a time', `${idleMinutes} minutes`) };
}

/** What a refused sign-in says. */
export function refusedNotice(problem: Problem, conventions: Conventions): Notice {
  switch (problem.code) {
    case 'wrong_password': {
      const left = problem.attempts_left;
      const tries = left === undefined ? '' : ` ${left} ${left === 1 ? 'try' : 'tries'} left before a lock.`;
      return { tone: 'loss', icon: 'circle-alert', title: 'Wrong password', text: `User name and password do not match.${tries}` };
    }
    case 'locked_out': {
      const until = problem.until ? `You can sign in again at ${clockTime(problem.until, conventions)}` : 'You can sign in again later';
      const notice: Notice = { tone: 'late', icon: 'lock', title: 'Locked out', text: `Too many tries. ${until}, or call the service desk.` };
      return problem.until ? { ...notice, until: problem.until } : notice;
    }
    case 'directory_unreachable':
      return { tone: 'late', icon: 'triangle-alert', title: 'Directory not reachable', text: `The bank’s directory does not answer. Your password was not checked. Try again in a minute.${request(problem)}`, again: true };
    default:
      return { tone: 'late', icon: 'triangle-alert', title: problem.title, text: `${problem.detail} Your password was not checked.${request(problem)}`, again: true };
  }
}

function request(problem: Problem): string {
  return problem.request_id ? ` Request ${problem.request_id}.` : '';
}
