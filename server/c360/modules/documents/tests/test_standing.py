"""How long a paper is still good."""

from datetime import date, timedelta

import pytest

from c360.modules.documents.queries import SOON, standing

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "word"),
    [(-1, "expired"), (0, "soon"), (SOON, "soon"), (SOON + 1, "valid"), (None, "open")],
)
def test_a_paper_is_called_for_in_its_last_ninety_days(days: int | None, word: str) -> None:
    expires_on = None if days is None else TODAY + timedelta(days)
    assert standing(expires_on, TODAY) == word
