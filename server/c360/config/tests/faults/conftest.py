"""One product for all tests of this folder; each leaves it as it found it."""

from collections.abc import Iterator

import pytest

from c360.config.tests.faults.house import House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them, one after the other."""
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product, serving the first day."""
    house = House(tmp_path_factory.mktemp("faults"))
    try:
        house.open()
        yield house
    finally:
        house.close()
