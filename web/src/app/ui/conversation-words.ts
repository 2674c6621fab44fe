/** The words of a conversation's codes, as several places show them; in the order they are offered. */
export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  call: $localize`Call`, visit: $localize`Visit`, branch: $localize`Branch`, video: $localize`Video`, email: $localize`E-mail`,
};
export const PURPOSE_WORDS: Readonly<Record<string, string>> = {
  maturity: $localize`Maturity`, large_debit: $localize`Large debit`, service: $localize`Service`, review: $localize`Review`, other: $localize`Other`,
};
export const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  agreed: $localize`Agreed`, interested: $localize`Interested`, call_back: $localize`Call back`, not_interested: $localize`Not interested`, no_answer: $localize`No answer`,
};
export const MOOD_WORDS: Readonly<Record<string, string>> = { good: $localize`:mood|:Good`, neutral: $localize`:mood|:Neutral`, upset: $localize`:mood|:Upset` };

/** `Call, maturity, interested`: a conversation by its channel, purposes and outcome; codes without words as they are. */
export function conversationTitle(of: { channel: string; purposes?: readonly string[] | undefined; outcome?: string | null | undefined }): string {
  const about = [...(of.purposes ?? []).map(code => PURPOSE_WORDS[code] ?? code), ...(of.outcome ? [OUTCOME_WORDS[of.outcome] ?? of.outcome] : [])];
  return [CHANNEL_WORDS[of.channel] ?? of.channel, ...about.map(word => word.charAt(0).toLowerCase() + word.slice(1))].join(', ');
}
