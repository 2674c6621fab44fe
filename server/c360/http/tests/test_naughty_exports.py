"""Naughty strings as cells: no spreadsheet runs one, and none is lost."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest

from c360.http.export import Column, export

BIG_LIST = Path(__file__).resolve().parents[5] / "shared" / "data" / "conformance" / "blns.json"
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.com")',
)
TEXTS = [*json.loads(BIG_LIST.read_text(encoding="utf-8")), *FORMULAS]
RUN_BY_SPREADSHEETS = tuple("=+-@＝＋－＠")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(form: Literal["csv", "xlsx"], title: str) -> bytes:
    made = export("names", form, [Column(title)], [(text,) for text in TEXTS])
    assert made.rows == len(TEXTS)
    return b"".join(made.response)


def test_no_cell_of_a_csv_file_is_a_formula_and_each_is_the_text_again() -> None:
    text = written("csv", "=Title").decode("utf-8-sig")
    title, *cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
    assert title == "'=Title"
    assert [cell for cell in cells if cell.lstrip().startswith(RUN_BY_SPREADSHEETS)] == []
    plain = [cell[1:] if cell != text else cell for cell, text in zip(cells, TEXTS, strict=True)]
    assert plain == TEXTS


def test_no_cell_of_an_xlsx_file_is_a_formula_or_a_link_and_each_is_the_text_again() -> None:
    with zipfile.ZipFile(io.BytesIO(written("xlsx", "=Title"))) as book:
        assert not [name for name in book.namelist() if "rels" in name and "sheet" in name]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert list(sheet.iter(f"{SHEET}f")) == []
    found = {cell.get("r"): cell for cell in sheet.iter(f"{SHEET}c")}
    for row, text in enumerate(TEXTS, 2):
        cell = found.get(f"A{row}")
        if not text:
            assert cell is None or not "".join(cell.itertext())
            continue
        assert cell is not None and cell.get("t") == "inlineStr", text
        shown = "".join(cell.itertext())
        unescaped = re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), shown)
        assert unescaped == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_with_an_apostrophe(text: str) -> None:
    made = export("names", "csv", [Column("Name")], [(text,)])
    cells = list(csv.reader(io.StringIO(b"".join(made.response).decode("utf-8-sig"), newline="")))
    assert cells[1] == [f"'{text}"]
