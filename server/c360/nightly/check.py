"""`c360 mapping check`: what a bank's mapping lacks, has wrong or has too much."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from c360.core.canonical import BY_NAME, TABLES, CanonicalTable
from c360.core.errors import MappingError
from c360.nightly import warehouse
from c360.nightly.bank import Bank
from c360.nightly.column_types import WORDS, readable_as


@dataclass(frozen=True)
class Finding:
    """One line of the report; an error would refuse a load."""

    table: str
    place: str
    words: str
    is_error: bool = False

    def __str__(self) -> str:
        mark = "error" if self.is_error else "ok" if not self.place else "note"
        where = f" {self.place}:" if self.place else ""
        return f"{mark:5} {self.table}:{where} {self.words}"


def check_mapping(bank: Bank) -> list[Finding]:
    """Compare the mapping with the contract, running each query for a few rows.

    Raises SettingError where the warehouse does not answer.
    """
    source = warehouse.connect(
        bank.warehouse, memory=settings.C360_LOAD_MEMORY, threads=settings.C360_LOAD_THREADS
    )
    try:
        findings = [finding for table in TABLES for finding in _check_table(bank, source, table)]
    finally:
        source.close()
    for path in sorted(bank.mapping_folder.glob("*.sql")):
        if path.stem not in BY_NAME:
            findings.append(Finding(path.stem, f"{path}:1", "is no canonical table: not used"))
    return findings


def _check_table(bank: Bank, source: warehouse.Warehouse, table: CanonicalTable) -> list[Finding]:
    path = bank.mapping_folder / f"{table.name}.sql"
    if not path.exists():
        words = "not mapped: its features are switched off"
        if table.optional:
            return [Finding(table.name, "", words)]
        return [Finding(table.name, str(path), "is missing, and every bank maps it", True)]
    day = date.fromisoformat("2000-01-01") if bank.history_from is None else bank.history_from
    try:
        query = warehouse.read_mapping(
            path, source.dialect, as_of=day + timedelta(days=31), since=day
        )
        schema = warehouse.result_schema(source, query)
    except MappingError as error:
        return [Finding(table.name, "", str(error), True)]
    text = path.read_text(encoding="utf-8")
    findings = []
    for column in table.columns:
        if column.name not in schema.names:
            need = "required" if column.required else "optional"
            words = f"the {need} column {column.name} is missing"
            findings.append(Finding(table.name, f"{path}:1", words, column.required))
        elif not readable_as(column.type, schema.field(column.name).type):
            given = schema.field(column.name).type
            words = f"the column {column.name} is {given}, where {WORDS[column.type]} is expected"
            findings.append(Finding(table.name, _place(path, text, column.name), words, True))
    known = {column.name for column in table.columns}
    for name in schema.names:
        if name not in known:
            words = f"the column {name} is not used"
            findings.append(Finding(table.name, _place(path, text, name), words))
    if not any(finding.is_error for finding in findings):
        findings.insert(0, Finding(table.name, "", f"mapped, {len(schema.names)} columns"))
    return findings


def _place(path: Path, text: str, column: str) -> str:
    """File and line where the mapping names that column last: there it is given its name."""
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if column in line]
    return f"{path}:{lines[-1] if lines else 1}"
