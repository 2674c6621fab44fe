import { clockTime } from '../../ui/dates';
import { IconName } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { Problem } from '../../ui/problem';
import { Conventions } from '../../ui/settings';

/** What the sign-in page says: its tone, an icon, a title and one or two sentences. */
export interface Notice { tone: '' | 'late' | 'loss'; icon: IconName; title: string; text: string; again?: boolean; until?: string }

const ENDED: Record<string, Notice> = {
  signed_out: { tone: '', icon: 'log-in', title: $localize`Signed out`, text: $localize`You are signed out in every tab of this browser.` },
  session_idle: { tone: '', icon: 'clock', title: '', text: $localize`You were signed out after a time without activity. Sign in and you are back where you were.` },
  session_ended: { tone: '', icon: 'info', title: $localize`Session ended`, text: $localize`This session was ended: you signed out or signed in elsewhere. Sign in and you are back where you were.` },
  session_required: { tone: '', icon: 'info', title: '', text: $localize`Sign in and you are back where you were.` },
  token_invalid: { tone: '', icon: 'info', title: $localize`Session ended`, text: $localize`This session is no longer known here. Sign in and you are back where you were.` },
};

/** Why the page is shown: idle, signed out, ended elsewhere; null for a plain visit. */
export function endedNotice(why: string | undefined, idleMinutes: number | null): Notice | null {
  const notice = why ? ENDED[why] ?? null : null;
  if (!notice || why !== 'session_idle' || idleMinutes === null) return notice;
  return { ...notice, text: $localize`You were signed out after ${idleMinutes}:minutes: minutes without activity. Sign in and you are back where you were.` };
}

/** What a refused sign-in says. */
export function refusedNotice(problem: Problem, conventions: Conventions): Notice {
  switch (problem.code) {
    case 'wrong_password': {
      const left = problem.attempts_left;
      const tries = left === undefined ? '' : plural(left, $localize`1 try left before a lock.`, $localize`${left}:left: tries left before a lock.`);
      return { tone: 'loss', icon: 'circle-alert', title: $localize`Wrong password`, text: sentences($localize`User name and password do not match.`, tries) };
    }
    case 'locked_out': {
      const time = problem.until ? clockTime(problem.until, conventions) : null;
      const text = time ? $localize`Too many tries. You can sign in again at ${time}:time:, or call the service desk.` : $localize`Too many tries. You can sign in again later, or call the service desk.`;
      const notice: Notice = { tone: 'late', icon: 'lock', title: $localize`Locked out`, text };
      return problem.until ? { ...notice, until: problem.until } : notice;
    }
    case 'directory_unreachable':
      return { tone: 'late', icon: 'triangle-alert', title: $localize`Directory not reachable`, text: sentences($localize`The bank’s directory does not answer. Your password was not checked. Try again in a minute.`, request(problem)), again: true };
    default:
      return { tone: 'late', icon: 'triangle-alert', title: problem.title, text: sentences(problem.detail, $localize`Your password was not checked.`, request(problem)), again: true };
  }
}

function request(problem: Problem): string {
  return problem.request_id ? $localize`Request ${problem.request_id}:id:.` : '';
}

function sentences(...all: string[]): string {
  return all.filter(Boolean).join(' ');
}
