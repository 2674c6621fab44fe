"""What a process and all that it started use, sampled while it runs."""

import os
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25  # seconds


@dataclass(frozen=True)
class Usage:
    """Wall seconds; the greatest sum of resident bytes of the tree; memory free at the least.

    Pages that processes of the tree share count once for each, so the sum errs upwards. `cpu` are
    the processor's seconds of the process, `database_cpu` those of PostgreSQL meanwhile.
    """

    seconds: float
    peak_rss: int
    least_available: int
    cpu: float
    database_cpu: float = 0.0


def watched(process: "subprocess.Popen[bytes]") -> Usage:
    """Wait for the process to end."""
    began = time.monotonic()
    before = _cpu_of_ended()
    peak, least = 0, available()
    while process.poll() is None:
        peak = max(peak, rss_of_tree(process.pid))
        least = min(least, available())
        time.sleep(EVERY)
    return Usage(time.monotonic() - began, peak, least, _cpu_of_ended() - before)


def _cpu_of_ended() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_of_tree(pid: int) -> float:
    """The processor's seconds of a process and its descendants, the ended ones included."""
    ticks, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            stat = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            continue  # ended meanwhile: it counts with its parent
        ticks += sum(int(word) for word in stat[11:15])
        waiting += [int(word) for word in children]
    return ticks / os.sysconf("SC_CLK_TCK")


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
