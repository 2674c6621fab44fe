"""The first few rows of each group, as the engine finds them fastest."""

from typing import Any

import ibis


@ibis.udf.agg.builtin(name="row_number")  # type: ignore[untyped-decorator]
def _number() -> int:  # type: ignore[empty-body]
    """The number of a row in its window, from 1.

    Ibis counts from 0, by taking one off; but only a number that is compared as it is tells the
    engine to keep no more rows of a group than are wanted, for a quarter of the time of a sort.
    """


def first_of(
    rows: ibis.Table, group_by: list[ibis.Value], order_by: list[ibis.Value], many: int = 1
) -> ibis.Table:
    """The first `many` rows of each group, with their `place`, from 0."""
    number: Any = _number()
    numbered = rows.mutate(place=number.over(group_by=group_by, order_by=order_by))
    return numbered.filter(numbered.place <= many).mutate(place=numbered.place - 1)
