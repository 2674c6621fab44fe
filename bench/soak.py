"""`python -m bench.soak [PART ...]`: what takes long, part after part, and the report.

Runs the tests of promises at their long scale, and writes what each did, what is promised and
what was seen to `bench/results/soak.json` and `soak.md`; parts that are not run keep what they
saw before. The exit code is 1 where a part failed. SOAK_SCALE=0.2 does what is frequent a fifth
as often, on a busy machine. Words that begin with a hyphen, and all after the first of them, go
to pytest; what then runs is less than a part, and is not reported.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from bench.run import ROOT

RESULTS = ROOT / "bench" / "results"
TESTS = "server/c360/config/tests"
TWO = ["-n", "2", "--dist", "worksteal"]  # workers
LOADS = f"{TESTS}/faults/test_loads.py"
# By name: what it is, and what pytest is asked for.
PARTS: dict[str, tuple[str, list[str]]] = {
    "api": (
        "masked values in every answer, and Schemathesis as each role",
        [*TWO, "-m", "promise", f"{TESTS}/test_masked_values.py", f"{TESTS}/test_schema.py"],
    ),
    "oracle": (
        "scope against the slow oracle, with and without the first wall",
        ["-m", "promise", f"{TESTS}/test_scope_oracle.py"],
    ),
    "loads": ("loads and databases killed, disks full", ["-m", "promise", LOADS]),
    "faults": (
        "every other fault, 64 readers at once, and what the audit costs",
        ["-m", "promise", f"{TESTS}/faults", f"--ignore={LOADS}"],
    ),
    "twins": (
        "the slow twins of rules and figures on many more books",
        [*TWO, "-m", "slow and not promise"],
    ),
}
MET = {True: "yes", False: "**no**", None: "not caused"}
Row = dict[str, Any]


def main() -> int:
    """Run, report."""
    words = sys.argv[1:]
    if {"-h", "--help"} & set(words):
        print(__doc__)
        return 0
    chosen = list(takewhile(lambda word: not word.startswith("-"), words))
    more, names = words[len(chosen) :], chosen or list(PARTS)
    if unknown := sorted(set(names) - set(PARTS)):
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
        return 2
    has_passed = True
    for number, name in enumerate(names, 1):
        seen = _run(number, name, names, more)
        has_passed = has_passed and seen["passed"]
        if not more:
            _report(seen)  # after each part: a soak that is stopped keeps what it saw
    return 0 if has_passed else 1


def _report(seen: Row) -> None:
    """Put what a part saw into soak.json and soak.md, in the place of what it saw before."""
    file = RESULTS / "soak.json"
    before = json.loads(file.read_text())["parts"] if file.exists() else []
    by_name = {part["part"]: part for part in [*before, seen]}
    parts = [by_name[name] for name in PARTS if name in by_name]
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps({"parts": parts}, indent=1) + "\n")
    (RESULTS / "soak.md").write_text(_page(parts))
    rows = seen["rows"]
    print(f"{RESULTS / 'soak.md'}: {sum(row['met'] is True for row in rows)} of {len(rows)} met")


def _run(number: int, name: str, names: list[str], more: list[str]) -> Row:
    """One part; pytest names each test as it begins, and long ones say how far they are."""
    what, asked = PARTS[name]
    print(
        f"\n== {time.strftime('%H:%M:%S')} Part {number} of {len(names)}, {name}: {what}",
        flush=True,
    )
    began = time.monotonic()
    pytest = [sys.executable, "-m", "pytest", "-v", "--capture=sys", "-rfEs", *asked, *more]
    with tempfile.NamedTemporaryFile("r", prefix="c360-soak-") as rows:
        environment = {**os.environ, "C360_SOAK": rows.name}
        done = subprocess.run(pytest, cwd=ROOT, check=False, env=environment)
        seen = [json.loads(line) for line in rows]
    return {
        "part": name,
        "what": what,
        "seconds": round(time.monotonic() - began),
        "passed": done.returncode == 0,
        "scale": float(os.environ.get("SOAK_SCALE", "1")),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        **_machine(),
        "rows": seen,
    }


def _machine() -> Row:
    """What it ran on."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False)
    return {
        "processor": next((x.partition(":")[2].strip() for x in info if "model name" in x), "?"),
        "cores": os.cpu_count(),
        "load_average": [round(load, 1) for load in os.getloadavg()],
        "commit": commit.stdout.strip(),
    }


def _page(parts: list[Row]) -> str:
    lines = [
        "# Soak: what takes long, and each fault caused for real",
        f"`make soak`, or `python -m bench.soak PART` for one part. What is run is in `{TESTS}`.",
        "",
        "| part | scale | seconds | passed | on | commit | machine | load average at the end |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {part['part']}: {part['what']} | {part['scale']:g} | {part['seconds']} |"
        f" {MET[part['passed']]} | {part['at']} | `{part['commit']}` |"
        f" {part['cores']} cores ({part['processor']}) | {part['load_average']} |"
        for part in parts
    ]
    lines += [
        "",
        "| promise or fault | promised | done | times | seen | met |",
        "|---|---|---|---|---|---|",
    ]
    for row in (row for part in parts for row in part["rows"]):
        seen = "; ".join(row["saw"]).replace("\n", " ").replace("|", "/")
        cells = (row["promise"], row["promised"], row["did"], row["times"], seen, MET[row["met"]])
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
