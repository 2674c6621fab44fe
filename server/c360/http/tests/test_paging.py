"""Cursors belong to one viewer, list and set of filters; page sizes are capped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from c360.core.errors import Problem
from c360.http.paging import decode_cursor, encode_cursor, page_limit

from .conftest import viewer

ROUTE = "book/customers"
FILTERS = {"sort": "-trv", "segment": "nri"}
MEERA = viewer((1, 1))


@given(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.booleans()), max_size=5))
def test_a_cursor_gives_back_what_it_was_made_of(values: list[object]) -> None:
    cursor = encode_cursor(MEERA, ROUTE, values, FILTERS)
    paged = {**FILTERS, "cursor": cursor, "limit": "10"}
    assert decode_cursor(MEERA, ROUTE, cursor, paged) == values


def test_no_cursor_is_the_first_page() -> None:
    assert decode_cursor(MEERA, ROUTE, None) is None
    assert decode_cursor(MEERA, ROUTE, "") is None


@pytest.mark.parametrize(
    ("who", "route", "filters"),
    [
        (viewer((1, 1), username="rahul"), ROUTE, FILTERS),
        (viewer((1, 2)), ROUTE, FILTERS),
        (MEERA, "customers/C1/transactions", FILTERS),
        (MEERA, ROUTE, {**FILTERS, "segment": "hni"}),
        (MEERA, ROUTE, {}),
    ],
)
def test_a_cursor_of_another_viewer_scope_list_or_filter_is_refused(
    who: object, route: str, filters: dict[str, str]
) -> None:
    cursor = encode_cursor(MEERA, ROUTE, ["last"], FILTERS)
    with pytest.raises(Problem) as refused:
        decode_cursor(who, route, cursor, filters)  # type: ignore[arg-type]
    assert (refused.value.status, refused.value.code) == (400, "bad_cursor")


@given(st.text(min_size=1))
def test_words_are_no_cursor(text: str) -> None:
    with pytest.raises(Problem):
        decode_cursor(MEERA, ROUTE, text, FILTERS)


def test_every_changed_character_spoils_a_cursor() -> None:
    cursor = encode_cursor(MEERA, ROUTE, [1_000, "C9"], FILTERS)
    for index, character in enumerate(cursor[:-1]):
        changed = cursor[:index] + ("A" if character != "A" else "B") + cursor[index + 1 :]
        with pytest.raises(Problem):
            decode_cursor(MEERA, ROUTE, changed, FILTERS)


@pytest.mark.parametrize(("text", "size"), [("", 50), ("1", 1), ("200", 200), ("9999", 200)])
def test_page_sizes_are_capped(text: str, size: int) -> None:
    assert page_limit({"limit": text}) == size


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "１", "1" * 5000])
def test_a_page_size_is_a_number(text: str) -> None:
    with pytest.raises(Problem):
        page_limit({"limit": text})
