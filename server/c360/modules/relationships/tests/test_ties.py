"""What one person on an account is to another."""

import pytest

from c360.modules.relationships.queries import account_tie


@pytest.mark.parametrize(
    ("mine", "theirs", "tie"),
    [
        ({"owner"}, "joint", "joint_holder"),
        ({"joint"}, "owner", "joint_holder"),
        ({"owner"}, "nominee", "nominee"),
        ({"owner"}, "guarantor", "guarantor"),
        ({"nominee"}, "owner", "nominated_by"),
        ({"guarantor"}, "owner", "guaranteed_for"),
        ({"authorised"}, "joint", "authorised_by"),
        ({"nominee"}, "guarantor", None),
    ],
)
def test_a_tie_is_named_from_the_side_of_the_customer_shown(
    mine: set[str], theirs: str, tie: str | None
) -> None:
    assert account_tie(mine, theirs) == tie
