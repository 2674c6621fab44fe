"""CSV files of other people's collections: the right rows, or a refusal that names the file."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from c360.core.errors import C360Error
from c360.nightly import run
from c360.nightly.tests.small_bank import DAY_1, DAY_2, SmallBank
from c360.nightly.warehouse import SEPARATORS, FileWarehouse, MappingQuery, extract

FILES = Path(__file__).resolve().parents[5] / "shared" / "data" / "conformance"
SPECTRUM = sorted((FILES / "csv-spectrum" / "csvs").glob("*.csv"))
FRICTIONLESS = sorted((FILES / "frictionless").glob("*.csv"))
ERRATA = {"1234567890": "2095257564"}  # a JSON of the spectrum has another number
Rows = list[tuple[str | None, ...]]


def loaded(content: bytes, folder: Path) -> tuple[list[str], Rows]:
    """Column names and rows of the content as a warehouse's file `t`. C360Error if refused."""
    (folder / "t.csv").write_bytes(content)
    warehouse = FileWarehouse(folder, memory="500MB", threads=1)
    try:
        query = MappingQuery(folder / "t.sql", 'select * from "t"')
        extract(warehouse, query, folder / "t.parquet")
    finally:
        warehouse.close()
    table = pq.read_table(folder / "t.parquet")
    return table.column_names, [tuple(row.values()) for row in table.to_pylist()]


def read_plainly(content: bytes) -> tuple[list[str], Rows] | None:
    """The same by Python's reader; None where a row has not the header's columns."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    blanks = '", "' in text.partition("\n")[0]  # a quote after a blank is a quote to DuckDB
    source = io.StringIO(text, newline="")
    lines = csv.reader(source, delimiter=separator, strict=True, skipinitialspace=blanks)
    header, *rows = [line for line in lines if line] or [[]]
    if not header or len({name.lower() for name in header}) != len(header):
        return None
    if any(len(row) != len(header) for row in rows):
        return None
    return header, [tuple(cell or None for cell in row) for row in rows]


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_the_spectrum_is_read_as_its_json_says(path: Path, tmp_path: Path) -> None:
    wanted = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text())
    wanted = wanted if isinstance(wanted, list) else [wanted]
    names, rows = loaded(path.read_bytes(), tmp_path)
    found = [{k: v or "" for k, v in zip(names, row, strict=True)} for row in rows]
    assert found == [{k: ERRATA.get(v, v) for k, v in row.items()} for row in wanted]


def test_every_file_gives_its_rows_or_a_refusal_that_names_it(tmp_path: Path) -> None:
    refused, wrong, unnamed = set(), set(), set()
    for number, path in enumerate(FRICTIONLESS):
        folder = tmp_path / str(number)
        folder.mkdir()
        content = path.read_bytes()
        wanted = read_plainly(content)
        try:
            found = loaded(content, folder)
        except C360Error as error:
            refused.add(path.name)
            if str(folder / "t.csv") not in str(error) or "Traceback" in str(error):
                unnamed.add(path.name)
            continue
        if wanted is None or found[1] != wanted[1]:
            wrong.add(path.name)
    assert (wrong, unnamed) == (set(), set())
    assert {"latin1.csv", "invalid.csv", "duplicate-headers.csv", "empty.csv"} <= refused
    assert len(refused) < len(FRICTIONLESS) / 3


Damage = Callable[[bytes], bytes]
DAMAGED: dict[str, Damage] = {
    "a field too many": lambda text: text.replace(b"C2,", b"C2,extra,", 1),
    "a field too few": lambda text: text.replace(b"C2,", b"", 1),
    "not UTF-8": lambda text: text.replace(b"Customer C2", b"Customer \xe9", 1),
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "a quote left open": lambda text: text.replace(b"Customer C2", b'"Customer C2', 1),
    "cut in the middle of a row": lambda text: text[: text.rindex(b"C3,") + 6],
    "no header": lambda text: text.partition(b"\n")[2],
    "a column twice": lambda text: text.replace(b"full_name", b"kind", 1),
    "a column renamed": lambda text: text.replace(b"full_name", b"fullname", 1),
    "nothing at all": lambda text: b"",
    "only line breaks": lambda text: b"\n\n\n",
    "a web page": lambda text: b"<html><body>503 Service Unavailable</body></html>\n",
}


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
@pytest.mark.usefixtures("hall_alone")
def test_no_damaged_file_publishes_a_day_and_each_is_named(
    small_bank: SmallBank, refused: Callable[..., str]
) -> None:
    run.load(DAY_1)
    path = small_bank.data / "customer.csv"
    whole = path.read_bytes()
    for damage, done in DAMAGED.items():
        path.write_bytes(done(whole))
        assert path.read_bytes() != whole, damage
        reason = refused(DAY_2)
        assert "customer" in reason, damage
        assert "Customer C" not in reason and "Traceback" not in reason, damage
    path.write_bytes(whole.replace(b"\r\n", b"\n"))
    assert run.load(DAY_2).state == "published"
