"""Why a name is found, and which of its letters are marked."""

import pytest

from c360.customers.masking import email_masked, last_four
from c360.customers.match import Reason, match, slips
from c360.customers.phonetics import words
from c360.customers.search import reading


@pytest.mark.parametrize(
    ("typed", "name", "reason"),
    [
        ("sita raghavan", "Sita Raghavan", Reason.EXACT),
        ("sit", "Sita Raghavan", Reason.PREFIX),
        ("sita rag", "Sita Raghavan", Reason.PREFIX),
        ("raghavan sita", "Sita Raghavan", Reason.WORD_ORDER),
        ("sita raghavan", "S. Raghavan", Reason.WORD_ORDER),
        ("s raghavan", "Sita Raghavan", Reason.WORD_ORDER),
        ("seetha ragavan", "Sita Raghavan", Reason.SOUNDS_SAME),
        ("sita raghvan", "Sita Raghavan", Reason.CLOSE_SPELLING),
        ("rgahavan", "Sita Raghavan", Reason.CLOSE_SPELLING),
    ],
)
def test_the_reason_is_the_least_sure_of_the_words(typed: str, name: str, reason: Reason) -> None:
    found = match(words(typed), name)
    assert found is not None
    assert found.reason == reason


def test_a_word_that_is_nowhere_in_the_name_is_no_match() -> None:
    assert match(["sita", "menon"], "Sita Raghavan") is None


def test_two_typed_words_need_two_words_of_the_name() -> None:
    assert match(["sita", "sita"], "Sita Raghavan") is None


def test_the_letters_typed_are_marked_where_they_stand() -> None:
    found = match(words("rag s"), "Sita Raghavan")
    assert found is not None
    assert [found.spans[0], found.spans[1]] == [(0, 1), (5, 8)]


def test_swapped_letters_are_one_slip() -> None:
    assert slips("mehra", "merha") == 1
    assert slips("mehra", "xyzzy") == 4


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("10048273", "customer_id"),
        ("C0012345", "customer_id"),
        ("ABCPK1234F", "pan"),
        ("98200 12345", "mobile"),
        ("+91 98200-12345", "mobile"),
        ("50100012345678", "account"),
        ("meera", "name"),
        ("k. v. rao", "name"),
        ("24 seven stores", "name"),
    ],
)
def test_the_box_knows_what_was_typed(typed: str, kind: str) -> None:
    assert reading(typed) == kind


def test_masks_keep_four_characters_at_most() -> None:
    assert last_four("ABCPK1234F") == "••••••234F"
    assert last_four("123") == "•••"
    assert last_four(None) is None
    assert email_masked("kaveri@bank.co.in") == "k•••••@•••••.in"


def test_an_initial_in_another_place_is_a_guess_at_best() -> None:
    in_order = match(["sita", "raghavan"], "S. Raghavan")
    elsewhere = match(["ajya", "s", "verma"], "Shyam A. Verma")
    assert in_order is not None and in_order.reason == Reason.WORD_ORDER
    assert elsewhere is not None and elsewhere.reason == Reason.CLOSE_SPELLING


def test_a_name_written_out_comes_before_one_with_an_initial_for_it() -> None:
    short, whole = match(["ravi", "kumar"], "R. Kumar"), match(["ravi", "kumar"], "Kumar Ravi")
    assert short is not None and whole is not None
    assert short.reason == whole.reason and short.slips > whole.slips
