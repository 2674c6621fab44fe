"""Lists as files: CSV and XLSX, written row by row to disk, so that memory stays what it is.

No cell is ever a formula: in CSV a text that a spreadsheet would run begins with an apostrophe,
in XLSX a text is written as a text.
"""

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from io import TextIOWrapper
from typing import IO, Any, Literal

import xlsxwriter
from django.http import FileResponse

from c360.core.errors import Problem

Form = Literal["csv", "xlsx"]
Kind = Literal["text", "minor", "date", "number"]
MOST_ROWS = 200_000
KEPT_IN_MEMORY = 2_000_000  # bytes
# Spreadsheets skip blanks and marks that show nothing before they look for a formula.
_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\ufeff\u200b-\u200f\u2060]*[=+@＝＋－＠-]")
_EXACT = 10**15  # beyond, a spreadsheet's number loses digits
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Column:
    """A column of the file; `minor` holds integer minor units, two of their digits decimals."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Export:
    """A written file and how many rows it has."""

    response: FileResponse
    rows: int


def export(
    name: str, form: Form, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> Export:
    """The rows as a file called `name`; X-Export-Rows says how many they are.

    Raises too_many_rows (413) beyond MOST_ROWS.
    """
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 (Django closes it)
    counted = _Counted(rows)
    write: Callable[[IO[bytes], Sequence[Column], Iterable[Sequence[Any]]], None]
    write = _write_csv if form == "csv" else _write_xlsx
    try:
        write(file, columns, counted)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=f"{name}.{form}", content_type=MEDIA_TYPES[form]
    )
    response["Content-Length"] = str(size)
    response["X-Export-Rows"] = str(counted.rows)
    return Export(response, counted.rows)


class _Counted:
    def __init__(self, source: Iterable[Sequence[Any]]) -> None:
        self.source = source
        self.rows = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self.source:
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise Problem(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    "too_many_rows",
                    f"A file has at most {MOST_ROWS:,} rows. Narrow the filters.",
                )
            yield row


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def major(minor: int) -> str:
    """Minor units as a decimal number, exactly: -1234567 is -12345.67."""
    sign = "-" if minor < 0 else ""
    whole, part = divmod(abs(minor), 100)
    return f"{sign}{whole}.{part:02}"


def _as_text(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    if kind == "minor":
        return major(value)
    if kind == "number":
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else safe(str(value))


def _write_csv(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([safe(column.title) for column in columns])
    kinds = [column.kind for column in columns]
    writer.writerows(
        [_as_text(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows
    )
    text.detach()


def _write_xlsx(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    formats = {
        "minor": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "dd mmm yyyy"}),
    }
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 16)
        sheet.write_string(0, place, column.title, bold)
    for number, row in enumerate(rows, 1):
        for place, (value, column) in enumerate(zip(row, columns, strict=True)):
            if value is None:
                continue
            if column.kind == "minor" and abs(value) < _EXACT:
                sheet.write_number(number, place, value / 100, formats["minor"])
            elif column.kind == "number":
                sheet.write_number(number, place, value)
            elif column.kind == "date":
                sheet.write_datetime(number, place, value, formats["date"])
            else:
                text = major(value) if column.kind == "minor" else str(value)
                sheet.write_string(number, place, text[:32_767])
    book.close()
