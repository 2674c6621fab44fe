"""`python -m bench.soak`: every fault of the promised table, caused for real, and the report.

Runs the tests of `config/tests/faults` at their long scale and writes what each did, what the
table promises and what was seen to `bench/results/soak.json` and `soak.md`. The exit code is 1
where a row is not met. SOAK_SCALE=0.2 causes the frequent ones a fifth as often, on a busy machine.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.run import ROOT

RESULTS = ROOT / "bench" / "results"
TESTS = "server/c360/config/tests/faults"
COMMAND = "make soak"
MET = {True: "yes", False: "**no**", None: "not caused"}
Row = dict[str, Any]


def main() -> int:
    """Run, report."""
    began, scale = time.monotonic(), os.environ.get("SOAK_SCALE", "1")
    with tempfile.TemporaryDirectory(prefix="c360-soak-") as folder:
        rows_file = Path(folder) / "rows"
        rows_file.touch()
        pytest = [sys.executable, "-m", "pytest", TESTS, "-q", "-rfEs", *sys.argv[1:]]
        done = subprocess.run(
            pytest, cwd=ROOT, check=False, env={**os.environ, "C360_SOAK": str(rows_file)}
        )
        rows = [json.loads(line) for line in rows_file.read_text().splitlines()]
    report = {
        "command": f"SOAK_SCALE={scale} {COMMAND}" if scale != "1" else COMMAND,
        "scale": float(scale),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - began),
        **_machine(),
        "rows": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "soak.json").write_text(json.dumps(report, indent=1) + "\n")
    (RESULTS / "soak.md").write_text(_page(report))
    print(f"{RESULTS / 'soak.md'}: {sum(row['met'] is True for row in rows)} of {len(rows)} met")
    return done.returncode


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
        "# Soak: each fault caused for real",
        f"`{report['command']}` on {report['at']}, {report['seconds']} s, commit"
        f" `{report['commit']}`, {report['cores']} cores ({report['processor']}), load average"
        f" {report['load_average']} at the end. What is run is in `{TESTS}`.",
        "",
        "| fault | promised | done | times | seen | met |",
        "|---|---|---|---|---|---|",
    ]
    for row in report["rows"]:
        seen = "; ".join(row["saw"]).replace("\n", " ").replace("|", "/")
        cells = (row["fault"], row["promise"], row["did"], row["times"], seen, MET[row["met"]])
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
