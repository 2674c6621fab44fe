"""`python -m bench.soak [PART ...]`: what takes long, part after part, and the report.

Runs the tests of promises at their long scale, and writes what each did, what is promised and
what was seen to `bench/results/soak.json` and `soak.md`. The exit code is 1 where a part failed.
SOAK_SCALE=0.2 does what is frequent a fifth as often, on a busy machine. Words that begin with a
hyphen, and all after the first of them, go to pytest.
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
COMMAND = "make soak"
MET = {True: "yes", False: "**no**", None: "not caused"}
Row = dict[str, Any]


def main() -> int:
    """Run, report."""
    words = sys.argv[1:]
    chosen = list(takewhile(lambda word: not word.startswith("-"), words))
    more, names = words[len(chosen) :], chosen or list(PARTS)
    if unknown := sorted(set(names) - set(PARTS)):
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
        return 2
    began, scale = time.monotonic(), os.environ.get("SOAK_SCALE", "1")
    command = COMMAND if names == list(PARTS) else f"python -m bench.soak {' '.join(names)}"
    parts: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="c360-soak-") as folder:
        rows_file = Path(folder) / "rows"
        rows_file.touch()
        for number, name in enumerate(names, 1):
            parts.append(_run(number, name, names, more, rows_file))
            rows = [json.loads(line) for line in rows_file.read_text().splitlines()]
            _report(  # after each part: a soak that is stopped keeps what it saw
                {
                    "command": f"SOAK_SCALE={scale} {command}" if scale != "1" else command,
                    "scale": float(scale),
                    "at": datetime.now(UTC).isoformat(timespec="seconds"),
                    "seconds": round(time.monotonic() - began),
                    **_machine(),
                    "parts": parts,
                    "rows": rows,
                }
            )
    return 0 if all(part["passed"] for part in parts) else 1


def _report(report: Row) -> None:
    """Write soak.json and soak.md."""
    rows = report["rows"]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "soak.json").write_text(json.dumps(report, indent=1) + "\n")
    (RESULTS / "soak.md").write_text(_page(report))
    print(f"{RESULTS / 'soak.md'}: {sum(row['met'] is True for row in rows)} of {len(rows)} met")


def _run(number: int, name: str, names: list[str], more: list[str], rows_file: Path) -> Row:
    """One part; pytest names each test as it begins, and long ones say how far they are."""
    what, asked = PARTS[name]
    now = time.strftime("%H:%M:%S")
    print(f"\n== {now} Part {number} of {len(names)}, {name}: {what}", flush=True)
    began = time.monotonic()
    pytest = [sys.executable, "-m", "pytest", "-v", "--capture=sys", "-rfEs", *asked, *more]
    done = subprocess.run(
        pytest, cwd=ROOT, check=False, env={**os.environ, "C360_SOAK": str(rows_file)}
    )
    seconds = round(time.monotonic() - began)
    return {"part": name, "what": what, "seconds": seconds, "passed": done.returncode == 0}


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


def _page(report: Row) -> str:
    lines = [
        "# Soak: what takes long, and each fault caused for real",
        f"`{report['command']}` on {report['at']}, {report['seconds']} s, commit"
        f" `{report['commit']}`, {report['cores']} cores ({report['processor']}), load average"
        f" {report['load_average']} at the end. What is run is in `{TESTS}`.",
        "",
        "| promise or fault | promised | done | times | seen | met |",
        "|---|---|---|---|---|---|",
    ]
    for row in report["rows"]:
        seen = "; ".join(row["saw"]).replace("\n", " ").replace("|", "/")
        cells = (row["promise"], row["promised"], row["did"], row["times"], seen, MET[row["met"]])
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    lines += ["", "| part | seconds | passed |", "|---|---|---|"]
    lines += [
        f"| {part['part']}: {part['what']} | {part['seconds']} | {MET[part['passed']]} |"
        for part in report["parts"]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
