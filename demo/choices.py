"""What `make demo` is asked for: read, checked, and refused in clear words."""

import argparse
import gzip
import hashlib
import os
import shutil
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demo.services.process import StartError

ROOT = Path(__file__).resolve().parents[1]
BANKS = ROOT / "server" / "banks"
AS_OF = {"synthetic": date(2026, 11, 21), "eagle": date(2014, 3, 31)}
FEWEST_CUSTOMERS = 200
MOST_CUSTOMERS = 8_000_000
BYTES_PER_CUSTOMER = 60_000  # warehouse files, stage files and tables of 13 months
SPARE_DISK = 1_000_000_000


@dataclass(frozen=True)
class Choices:
    """One demo: its bank, its business date, where it runs."""

    bank: str
    data: Path | None
    customers: int
    seed: int
    as_of: date
    port: int
    runs: Path
    replicas: int = 0

    @property
    def synthetic(self) -> bool:
        """Whether the bank is generated here."""
        return self.bank == "synthetic"

    @property
    def run_dir(self) -> Path:
        """The folder of this bank and size; another choice has another."""
        if self.synthetic:
            return self.runs / f"{self.bank}-{self.customers}-{self.seed}"
        if self.data is None:
            return self.runs / self.bank
        mark = hashlib.sha256(str(self.data).encode()).hexdigest()[:6]
        return self.runs / f"{self.bank}-{mark}"


def known_banks() -> list[str]:
    """The banks that have a folder with a bank.toml."""
    return sorted(path.parent.name for path in BANKS.glob("*/bank.toml"))


def read_choices(argv: Sequence[str]) -> Choices:
    """The choices on the command line; an empty one means its default. StartError if unusable."""
    parser = argparse.ArgumentParser(prog="c360 demo", description="Run the whole product")
    for name, meaning in (
        ("bank", "a folder under server/banks (synthetic)"),
        ("data", "the folder of the bank's files"),
        ("customers", "how many customers the synthetic bank has (20000)"),
        ("seed", "another synthetic bank (1)"),
        ("as-of", "the business date to load, YYYY-MM-DD"),
        ("port", "where the browser finds it (8443)"),
        ("replicas", "how many replicas of the database answer beside it (0)"),
    ):
        parser.add_argument(f"--{name}", default="", help=meaning)
    given = parser.parse_args(argv)
    bank = _bank(given.bank or "synthetic")
    data = _data(bank, given.data)
    if data is not None:
        check_readable(data)
    choices = Choices(
        bank=bank,
        data=data,
        customers=_number("CUSTOMERS", given.customers, 20_000, FEWEST_CUSTOMERS, MOST_CUSTOMERS),
        seed=_number("SEED", given.seed, 1, 0, 2**31 - 1),
        as_of=_date(bank, given.as_of),
        port=_number("PORT", given.port, 8443, 1, 65535),
        replicas=_number("REPLICAS", given.replicas, 0, 0, 4),
        runs=Path(os.environ.get("C360_DEMO_RUNS") or ROOT / ".run").resolve(),
    )
    check_disk(choices)
    return choices


def _bank(name: str) -> str:
    if name not in known_banks():
        raise StartError(
            f"There is no bank called {name!r}. Known banks: {', '.join(known_banks())}. "
            "A bank is a folder server/banks/<name> with a bank.toml and its mapping."
        )
    return name


def _data(bank: str, given: str) -> Path | None:
    if bank == "synthetic":
        return None
    if given:
        return Path(given).expanduser().resolve()
    if "{data}" in (BANKS / bank / "bank.toml").read_text() and not os.environ.get(
        "C360_WAREHOUSE_URL"
    ):
        raise StartError(
            f"The bank {bank} needs the folder of its files: make demo BANK={bank} DATA=<folder>."
        )
    return None


def _number(name: str, given: str, default: int, least: int, most: int) -> int:
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        raise StartError(f"{name} is {given!r}; give a whole number from {least} to {most}.")
    return int(given)


def _date(bank: str, given: str) -> date:
    if given:
        try:
            return date.fromisoformat(given)
        except ValueError as error:
            raise StartError(f"AS_OF is {given!r}; give a day as YYYY-MM-DD.") from error
    if bank not in AS_OF:
        raise StartError(f"Say which business date to load: make demo BANK={bank} AS_OF=YYYY-MM-DD")
    return AS_OF[bank]


def check_readable(folder: Path) -> None:
    """StartError if the folder is missing or empty, or one of its files cannot be read."""
    if not folder.exists():
        raise StartError(f"The DATA folder {folder} does not exist. Check the path after DATA=.")
    if not folder.is_dir():
        raise StartError(f"DATA is {folder}, which is a file. Name the folder that it is in.")
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError as error:
        raise StartError(f"The DATA folder {folder} cannot be read: {error.strerror}.") from error
    if not files:
        raise StartError(f"The DATA folder {folder} has no files in it.")
    for path in files:
        try:
            _read_beginning(path)
        except (OSError, EOFError, zlib.error) as error:
            raise StartError(
                f"{path} cannot be read: {error}. Mend the file or its permissions, "
                "or take it out of the folder."
            ) from error


def _read_beginning(path: Path) -> None:
    with path.open("rb") as file:
        file.read(64)
    if path.suffix == ".gz":
        with gzip.open(path) as packed:
            packed.read(4096)


def check_disk(choices: Choices) -> None:
    """StartError if the disk cannot hold this demo."""
    folder = choices.run_dir
    if (folder / "postgres").exists():
        return
    needed = SPARE_DISK + (choices.customers * BYTES_PER_CUSTOMER if choices.synthetic else 0)
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(standing).free
    if free < needed:
        raise StartError(
            f"The disk is short: {free / 1e9:.1f} GB free at {standing}, this demo needs about "
            f"{needed / 1e9:.1f} GB. Free some space or ask for fewer CUSTOMERS."
        )


if __name__ == "__main__":
    try:
        read_choices(sys.argv[1:])
    except StartError as error:
        sys.exit(str(error))
