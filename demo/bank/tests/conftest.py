"""One small bank with two nights for the tests of this folder."""

from pathlib import Path

import pytest

from demo.bank.build import build_bank
from demo.bank.layout import make_plan

from .canonical import AS_OF


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bank")
    build_bank(make_plan(2_000, 1, AS_OF, nights=2), place, workers=1)
    return place
