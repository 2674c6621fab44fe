"""The synthetic bank, served once for all tests of this folder."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from demo.services.slapd import Directory
from demo.services.stack import Stack

from .truth import synthetic
from .truth.bank import Bank
from .truth.served import ROOT, Served, served

CUSTOMERS = 4_000  # five books
AS_OF = date(2026, 11, 21)


@dataclass(frozen=True)
class Synthetic:
    """The bank's files and raw rows, its books by RM, and the product serving the same files."""

    whole = "BANK"  # the unit above all others

    files: Path
    bank: Bank
    books: dict[str, set[str]]
    product: Served


@pytest.fixture(scope="session")
def bank(
    stack: Stack, directory: Directory, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Synthetic]:
    """The synthetic bank, generated, loaded and served."""
    folder = tmp_path_factory.mktemp("truth")
    command = [sys.executable, "-m", "demo.bank", "--customers", str(CUSTOMERS), "--seed", "7"]
    command += ["--activity", "12", "--as-of", AS_OF.isoformat(), "--out", str(folder / "files")]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    raw = synthetic.read(folder / "files", AS_OF)
    books: dict[str, set[str]] = defaultdict(set)
    for customer_id, rm in raw.rm_of.items():
        books[rm].add(customer_id)
    with served(stack, "synthetic", folder / "files", AS_OF, folder / "run") as product:
        yield Synthetic(folder / "files", raw, dict(books), product)
