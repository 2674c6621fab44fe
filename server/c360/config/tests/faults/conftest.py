"""One product for all tests of this folder; each leaves it as it found it.

Each test says with `@pytest.mark.promise(fault, promised)` which row of the promised table of
faults it causes.
"""

from collections.abc import Iterator

import pytest

from c360.config.tests.faults.house import House
from c360.config.tests.faults.loads import Loads


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker breaks the product, another the loads; each one after the other."""
    for item in items:
        if "faults" in item.path.parts:
            group = "faults-loads" if item.path.name == "test_loads.py" else "faults"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product, serving the first day."""
    house = House(tmp_path_factory.mktemp("faults"))
    try:
        house.open()
        yield house
    finally:
        house.close()


@pytest.fixture(scope="session")
def loads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loads]:
    """A database of its own in which loads are killed."""
    loads = Loads(tmp_path_factory.mktemp("loads"))
    try:
        loads.open()
        yield loads
    finally:
        loads.close()
