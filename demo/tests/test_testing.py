"""The test run itself."""

import pytest


def test_side_by_side_tests_that_belong_together_stay_in_one_worker(
    request: pytest.FixtureRequest,
) -> None:
    """pytest-xdist tells by a name in the test's id; a newer pytest does not keep it there."""
    grouped = request.config.getoption("loadgroup", False)
    assert request.node.nodeid.endswith("@demo/tests/test_testing.py") == grouped
