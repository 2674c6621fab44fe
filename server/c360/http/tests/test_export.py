"""Files of lists: exact amounts, no formulas, many rows in little memory and time."""

import csv
import io
import time
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from c360.core.errors import Problem
from c360.http import export as module
from c360.http.export import Column, Form, export

COLUMNS = (Column("Name"), Column("Balance", "minor"), Column("On", "date"), Column("n", "number"))
EVIL = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1")


def rows(count: int) -> Iterator[Sequence[Any]]:
    for number in range(count):
        yield f"Sita {number}", number * 12_345 - 7, date(2026, 11, 21), number


def content(form: Form, given: Iterator[Sequence[Any]] | list[Sequence[Any]]) -> bytes:
    return b"".join(export("book", form, COLUMNS, given).response)


def read(given: list[Sequence[Any]]) -> list[list[str]]:
    text = content("csv", given).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_amounts_are_exact_and_absent_values_empty() -> None:
    found = read([('शेष, "x"\n', -1_234_567, date(2026, 11, 21), 3), (None, 5, None, None)])
    assert found == [
        ["Name", "Balance", "On", "n"],
        ['शेष, "x"\n', "-12345.67", "2026-11-21", "3"],
        ["", "0.05", "", ""],
    ]


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_a_formula(text: str) -> None:
    assert read([(text, 0, None, 0)])[1][0] == f"'{text}"
    with zipfile.ZipFile(io.BytesIO(content("xlsx", [(text, 0, None, 0)]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "inlineStr" in sheet


def test_the_answer_names_the_file_and_counts_its_rows() -> None:
    made = export("book", "xlsx", COLUMNS, rows(3))
    assert made.rows == 3
    assert made.response["X-Export-Rows"] == "3"
    assert 'filename="book.xlsx"' in made.response["Content-Disposition"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_twenty_thousand_rows_take_less_than_five_seconds(form: Form) -> None:
    begun = time.process_time()
    assert len(content(form, rows(20_000))) > 100_000
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(form: Form) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        export("book", form, COLUMNS, rows(count)).response.close()
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(40_000) < peak(2_000) + module.KEPT_IN_MEMORY + 3_000_000


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 10)
    with pytest.raises(Problem) as refused:
        export("book", "csv", COLUMNS, rows(11))
    assert refused.value.code == "too_many_rows"
