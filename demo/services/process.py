"""Child processes that a killed parent cannot leave in the way of the next start.

Each child's process id and start time stand in a file of the run folder. A start first ends the
processes that such files still name; the start time keeps a reused id from being mistaken.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TAIL_LINES = 15


class StartError(Exception):
    """A start cannot go on; the message says what is wrong and what to do."""


def _started_at(pid: int) -> str | None:
    """When that process started, in the system's own words; None if it does not live."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (OSError, UnicodeDecodeError):
            return None
        return None if fields[0] in "ZX" else fields[19]
    ps = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return ps.stdout.strip() or None


def alive(pid: int) -> bool:
    """Whether a process of that id runs (a zombie does not)."""
    return _started_at(pid) is not None


def tail(log: Path, lines: int = TAIL_LINES) -> str:
    """The last lines of a log file, indented; empty if there is none."""
    if not log.exists():
        return ""
    text = log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in text)


@dataclass
class Child:
    """A running child; `stop_signal` asks it to stop in an orderly way."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    pid_file: Path
    stop_signal: signal.Signals = signal.SIGTERM

    def exit_code(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.process.poll()

    def stop(self, seconds: float = 15) -> None:
        """End it and all it started: politely, then by force after `seconds`."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                _signal_group(self.process.pid, signal.SIGKILL)
                self.process.wait(5)
        _signal_group(self.process.pid, signal.SIGTERM)
        self.pid_file.unlink(missing_ok=True)

    def died(self) -> StartError:
        """The words for a child that ended by itself, with the end of its log."""
        return StartError(
            f"{self.name} ended with exit code {self.exit_code()}. "
            f"The end of its log ({self.log}):\n{tail(self.log)}"
        )


def _signal_group(pid: int, number: signal.Signals) -> None:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def spawn(
    name: str,
    command: Sequence[str | Path],
    run_dir: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start a child in its own process group, its output in `<run_dir>/log/<name>.log`."""
    log = run_dir / "log" / f"{name}.log"
    pid_file = run_dir / "pid" / name
    log.parent.mkdir(parents=True, exist_ok=True)
    pid_file.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            cwd=cwd,
            start_new_session=True,
        )
    pid_file.write_text(f"{process.pid} {stop_signal.value} {_started_at(process.pid)}\n")
    return Child(name, process, log, pid_file, stop_signal)


def wait_until(
    ready: Callable[[], bool], child: Child, *, seconds: float = 30, every: float = 0.05
) -> None:
    """Wait until `ready()` is true; StartError if the child dies or the time is over."""
    end = time.monotonic() + seconds
    while not ready():
        if child.exit_code() is not None:
            raise child.died()
        if time.monotonic() > end:
            raise StartError(
                f"{child.name} does not answer after {seconds:.0f} s. "
                f"The end of its log ({child.log}):\n{tail(child.log)}"
            )
        time.sleep(every)


def end_leftovers(run_dir: Path, *, seconds: float = 15) -> list[str]:
    """End the processes that a killed earlier run left in this folder; their names."""
    ended = []
    for pid_file in sorted((run_dir / "pid").glob("*")):
        try:
            pid_text, number, started = pid_file.read_text().split(maxsplit=2)
            pid = int(pid_text)
        except ValueError:
            pid_file.unlink(missing_ok=True)
            continue
        if _started_at(pid) == started.strip():
            ended.append(pid_file.name)
            _end(pid, signal.Signals(int(number)), seconds)
        pid_file.unlink(missing_ok=True)
    return ended


def _end(pid: int, polite: signal.Signals, seconds: float) -> None:
    _kill(pid, polite)
    end = time.monotonic() + seconds
    while alive(pid):
        _reap(pid)
        if time.monotonic() > end:
            _signal_group(pid, signal.SIGKILL)
            end = time.monotonic() + seconds
        time.sleep(0.05)
    _signal_group(pid, signal.SIGTERM)


def _kill(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _reap(pid: int) -> None:
    """A child of this very process stays a zombie until somebody waits for it."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
