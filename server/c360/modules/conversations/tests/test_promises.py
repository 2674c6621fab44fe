"""Promises in notes, and the days they name; 24 November 2026 is a Tuesday."""

from datetime import date

import pytest

from c360.modules.conversations.days_in_words import find_day
from c360.modules.conversations.promises import promises

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("by Friday", date(2026, 11, 27)),
        ("by Tuesday", date(2026, 12, 1)),
        ("next Friday", date(2026, 12, 4)),
        ("before Friday", date(2026, 11, 26)),
        ("today", TUESDAY),
        ("by EOD", TUESDAY),
        ("tomorrow", date(2026, 11, 25)),
        ("the day after tomorrow", date(2026, 11, 26)),
        ("in 3 days", date(2026, 11, 27)),
        ("within two weeks", date(2026, 12, 8)),
        ("in a month", date(2026, 12, 24)),
        ("in a fortnight", date(2026, 12, 8)),
        ("this week", date(2026, 11, 27)),
        ("next week", date(2026, 12, 4)),
        ("by month end", date(2026, 11, 30)),
        ("by the end of the month", date(2026, 11, 30)),
        ("next month", date(2026, 12, 31)),
        ("on 4 Dec", date(2026, 12, 4)),
        ("on 4th of December", date(2026, 12, 4)),
        ("by December 4th, 2026", date(2026, 12, 4)),
        ("by 3 March", date(2027, 3, 3)),
        ("on 04/12/2026", date(2026, 12, 4)),
        ("on 4.12.", date(2026, 12, 4)),
        ("by 5/1", date(2027, 1, 5)),
        ("on 2026-12-04", date(2026, 12, 4)),
        ("by the 5th", date(2026, 12, 5)),
        ("by the 30th", date(2026, 11, 30)),
    ],
)
def test_a_day_in_words_is_seen_from_the_day_of_the_note(words: str, due: date) -> None:
    found = find_day(f"will send it {words}", TUESDAY)
    assert found is not None
    assert found[0] == due


@pytest.mark.parametrize(
    "words",
    [
        "soon",
        "on 31 Feb",
        "on 4 Nov 2026",
        "paid 25000 in cash",
        "the 5 accounts",
        "for 15 months",
        "for the last 2 weeks",
        "",
    ],
)
def test_words_without_a_coming_day_name_none(words: str) -> None:
    assert find_day(words, TUESDAY) is None


@pytest.mark.parametrize(
    ("note", "text", "due"),
    [
        ("Will send the form by Friday.", "Send the form", date(2026, 11, 27)),
        ("Happy with the app. I'll call back tomorrow", "Call back", date(2026, 11, 25)),
        ("Call back on Monday about the rates", "Call back about the rates", date(2026, 11, 30)),
        ("RM to share the FD rates within 2 days", "Share the FD rates", date(2026, 11, 26)),
        (
            "Customer will bring the KYC papers by 4 Dec",
            "Customer will bring the KYC papers",
            date(2026, 12, 4),
        ),
        ("By Friday we will open the account", "Open the account", date(2026, 11, 27)),
    ],
)
def test_a_promise_with_its_day_is_offered(note: str, text: str, due: date) -> None:
    (promise,) = promises(note, TUESDAY)
    assert (promise.text, promise.due_on) == (text, due)


@pytest.mark.parametrize(
    "note",
    [
        "Met him on Friday at the branch.",
        "He will not renew on Friday",
        "Will send the form.",
        "The salary came in today",
        "",
    ],
)
def test_what_is_no_promise_or_names_no_day_is_not_offered(note: str) -> None:
    assert promises(note, TUESDAY) == []


def test_each_sentence_may_hold_a_promise_and_words_tell_where_its_day_stands() -> None:
    note = "Will send the form by Friday. Customer liked it; visit them next week!"
    found = promises(note, TUESDAY)
    assert [(p.text, p.words) for p in found] == [
        ("Send the form", "by Friday"),
        ("Visit them", "next week"),
    ]
