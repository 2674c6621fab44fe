"""Steps that are done once: progress with seconds, stamps by content, clear words on failure."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
TAIL = 15
UNREACHABLE = (
    "could not resolve host", "failure resolving", "name resolution", "dns error",
    "connection refused", "connection timed out", "max retries", "econnrefused", "enotfound",
    "etimedout", "eai_again", "network is unreachable", "error sending request",
    "unable to connect",
)  # fmt: skip
MIRROR = (
    "A package mirror cannot be reached. Check the network and HTTPS_PROXY, or name your own "
    "mirrors: pip config set global.index-url URL; npm config set registry URL."
)


class SetupError(Exception):
    """Set-up cannot go on; the message says what is wrong and what to do."""


def run(name: str, command: Sequence[str | Path], *, cwd: Path = ROOT,
        env: Mapping[str, str] | None = None, remedy: str = "") -> str:  # fmt: skip
    """Run a tool, its output kept in `.tools/log/<name>.log`; SetupError with its end."""
    log = TOOLS / "log" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            check=False,
        )  # fmt: skip
    except OSError as error:
        raise SetupError(f"{words[0]} does not start: {error}. {remedy}") from error
    log.write_text(f"$ {' '.join(words)}\n{done.stdout}")
    if done.returncode:
        raise SetupError(failure(words, done.returncode, done.stdout, log, remedy))
    return done.stdout


def failure(words: Sequence[str], code: int, output: str, log: Path, remedy: str) -> str:
    """The words for a tool that failed: the end of its output, and what to do."""
    end = "\n".join(f"    {line}" for line in output.strip().splitlines()[-TAIL:])
    lower = output.lower()
    if any(sign in lower for sign in UNREACHABLE):
        remedy = MIRROR
    elif "no space left" in lower:
        remedy = "The disk is full: free some space, then run this again."
    return f"`{' '.join(words[:4])}` failed ({code}):\n{end}\n    (all of it: {log})\n{remedy}"


def content_hash(paths: Iterable[Path], *extra: str, skip: Iterable[str] = ()) -> str:
    """A hash of these files, of all files below these folders, and of the extra words."""
    left_out = {"node_modules", "dist", ".angular", "__pycache__", *skip}
    digest = hashlib.sha256("\0".join(extra).encode())
    for path in paths:
        if path.is_file():
            _add(digest, path)
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if name not in left_out)
            for name in sorted(files):
                _add(digest, Path(folder) / name)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", path: Path) -> None:
    digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
    digest.update(path.read_bytes() if path.exists() else b"")


def stamped(name: str, mark: str) -> bool:
    """Whether the step was done for this content."""
    stamp = TOOLS / "stamps" / name
    return stamp.exists() and stamp.read_text() == mark


def step(title: str, work: Callable[[], object], *, stamp: str = "", mark: str = "") -> None:
    """Do a step and print how long it took; a stamp remembers it for this content."""
    print(f"  {title} ...", end="", flush=True)
    began = time.monotonic()
    try:
        work()
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" {time.monotonic() - began:.1f} s", flush=True)
    if stamp:
        path = TOOLS / "stamps" / stamp
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mark)


def warn(text: str) -> None:
    """Say something that does not stop the set-up."""
    print(f"  note: {text}", file=sys.stderr, flush=True)
