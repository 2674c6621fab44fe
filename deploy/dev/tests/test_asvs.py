"""The table of the ASVS: whole, and every test it names exists."""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from steps import ROOT

SECURITY = ROOT / "docs/security"
PLACES = (
    *ROOT.glob("server/**/tests/**/test_*.py"),
    *ROOT.glob("demo/**/test_*.py"),
    *ROOT.glob("deploy/**/test_*.py"),
    *ROOT.glob("edge/tests/*.test.ts"),
    *ROOT.glob("e2e/journeys/*.test.ts"),
    *ROOT.glob("web/src/**/*.spec.ts"),
)
Row = tuple[str, int, str, str, list[str]]  # id, level, state, how, tests


def levels() -> dict[str, int]:
    """The level of each requirement of the standard."""
    found: dict[str, int] = {}
    for line in (SECURITY / "asvs-5.0.0.txt").read_text().splitlines():
        if not line.startswith("#"):
            section, digits = line.split()
            found |= {f"{section}.{n}": int(digit) for n, digit in enumerate(digits, 1)}
    return found


def rows() -> list[Row]:
    """The lines of the table that apply."""
    found = []
    for line in (SECURITY / "asvs.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"V\d+\.\d+\.\d+", cells[0]) and len(cells) == 6:
            tests = re.findall(r"`([^`]+)`", cells[5])
            found.append((cells[0], int(cells[1]), cells[3], cells[4], tests))
    return found


def not_applicable() -> list[str]:
    """The ids of the last table, ranges written out."""
    text = (SECURITY / "asvs.md").read_text().split("## Not applicable")[1]
    found = []
    for cell in re.findall(r"^\| (V[^|]+) \| [^|]+ \|$", text, re.M):
        for section, first, last in re.findall(r"(V\d+\.\d+)\.(\d+)(?:-(\d+))?", cell):
            found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def named(test: str) -> bool:
    """Whether that `file::name` is a test of ours; of a journey or the edge the title."""
    file, _, name = test.partition("::")
    texts = [path.read_text() for path in PLACES if path.name == file]
    if file.endswith(".py"):
        return any(re.search(rf"^def {re.escape(name)}\(", text, re.M) for text in texts)
    return any(f"test({quote}{name}{quote}" in text for text in texts for quote in "'\"`")


def test_the_standard_is_whole() -> None:
    assert Counter(levels().values()) == {1: 70, 2: 183, 3: 92}


def test_every_requirement_of_levels_1_and_2_stands_in_the_table_once() -> None:
    stated = Counter([row[0] for row in rows()] + not_applicable())
    assert {one for one, times in stated.items() if times > 1} == set()
    assert set(stated) <= set(levels())
    assert {one for one, level in levels().items() if level < 3} - set(stated) == set()
    assert {row[0] for row in rows() if row[1] != levels()[row[0]]} == set()


def test_what_is_met_names_tests_and_every_test_named_exists() -> None:
    table = rows()
    assert {row[2] for row in table} <= {"met", "partly", "not met"}
    assert [row[0] for row in table if row[2] != "not met" and not row[4]] == []
    assert [row[0] for row in table if not row[3]] == []
    missing = {test for row in table for test in row[4] if not named(test)}
    assert missing == set()


def test_the_counts_at_the_head_are_those_of_the_table() -> None:
    states = Counter(row[2] for row in rows() if row[1] < 3)
    levels_1_and_2 = [one for one in not_applicable() if levels()[one] < 3]
    said = (
        f"{states['met']} met, {states['partly']} partly, {states['not met']} not met, "
        f"{len(levels_1_and_2)} not applicable."
    )
    assert said in (SECURITY / "asvs.md").read_text()
