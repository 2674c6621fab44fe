"""Promises in a note: sentences in which somebody will do something by a day that is named."""

import re
from dataclasses import dataclass
from datetime import date

from c360.modules.conversations.days_in_words import find_day

LONGEST = 200  # a follow-up's text

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+|,\s+(?:and|then)\s+")
_NEVER = re.compile(
    r"\b(?:won't|will not|shall not|cannot|can't|need not|do(?:es)? not|never)\b", re.IGNORECASE
)
_WILL = re.compile(
    r"(?P<who>\b(?:I|we|RM|he|she|they|customer|client|branch)\b)?\s*"
    r"(?P<will>\b(?:will|shall|promised to|agreed to|going to|needs? to|ha(?:s|ve) to|must|to)\b"
    r"|'ll\b)\s+(?P<rest>\w.*)",
    re.IGNORECASE | re.DOTALL,
)
_DO = re.compile(
    r"(?:please\s+)?(?P<rest>(?:send|call|ring|phone|meet|visit|share|e-?mail|mail|arrange|check|"
    r"submit|provide|get|confirm|follow|update|open|collect|deliver|transfer|renew|bring|sign|"
    r"block|fix|remind|book|discuss|review|prepare|revert|issue|close)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_OTHERS = ("he", "she", "they", "customer", "client", "branch")


@dataclass(frozen=True)
class Promise:
    """A promise; `words` is the part of the note that names the day."""

    text: str
    due_on: date
    words: str


def promises(note: str, day: date) -> list[Promise]:
    """The promises of a note written on `day`, in its order; what names no day is none."""
    found = (_promise(sentence.strip(), day) for sentence in _SENTENCE.split(note))
    return [promise for promise in found if promise]


def _promise(sentence: str, day: date) -> Promise | None:
    if _NEVER.search(sentence):
        return None
    named = find_day(sentence, day)
    if named is None:
        return None
    due_on, words = named
    asked = sentence.replace(words, " ", 1)
    match = _WILL.search(asked) or _DO.match(asked.strip())
    if match is None:
        return None
    action = match["rest"]
    who = (match.groupdict().get("who") or "").lower()
    if who in _OTHERS:
        action = f"{who} {match['will']} {action}"
    text = re.sub(r"\s+", " ", action).strip(" ,.;:!?-")
    if len(text.split()) == 1 and who in _OTHERS:
        return None
    return Promise(text[:1].upper() + text[1:LONGEST], due_on, words) if text else None
