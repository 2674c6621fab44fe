"""What a process and all that it started use, sampled while it runs."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25  # seconds


@dataclass(frozen=True)
class Usage:
    """Wall seconds; the greatest sum of resident bytes of the tree; memory free at the least.

    Pages that processes of the tree share count once for each, so the sum errs upwards.
    """

    seconds: float
    peak_rss: int
    least_available: int


def watched(process: "subprocess.Popen[bytes]") -> Usage:
    """Wait for the process to end."""
    began = time.monotonic()
    peak, least = 0, available()
    while process.poll() is None:
        peak = max(peak, rss_of_tree(process.pid))
        least = min(least, available())
        time.sleep(EVERY)
    return Usage(time.monotonic() - began, peak, least)


def available() -> int:
    """The system's available memory in bytes."""
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    raise LookupError("no MemAvailable")


def rss_of_tree(pid: int) -> int:
    """Resident bytes of a process and its descendants."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * 4096
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(word) for word in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
    return total
