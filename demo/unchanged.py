"""What a start need not do again: marks of what tables, mapping and files were when it was done."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from demo.choices import BANKS, ROOT, Choices


def migrations_mark() -> str:
    """Changes with any migration of the product or of the job queue."""
    digest = hashlib.sha256(version("procrastinate").encode())
    for path in sorted((ROOT / "server").rglob("migrations/*.py")):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def load_mark(choices: Choices, warehouse: Path) -> str:
    """Changes with the business date, the bank's mapping, the load's code, or a source file.

    Source files count by name, size and time of change: reading them all takes too long.
    """
    digest = hashlib.sha256(choices.as_of.isoformat().encode())
    code = (ROOT / "server" / "c360").rglob("*.py")
    mapping = (path for path in (BANKS / choices.bank).rglob("*") if path.is_file())
    for path in sorted((*code, *mapping)):
        if "tests" not in path.parts:
            digest.update(str(path).encode() + path.read_bytes())
    for line in _listing(warehouse):
        digest.update(line.encode())
    return digest.hexdigest()


def _listing(folder: Path) -> Iterable[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            status = path.stat()
            yield f"{path} {status.st_size} {status.st_mtime_ns}\n"


def done(stamp: Path, mark: str) -> bool:
    """Whether this was done for that mark."""
    return stamp.exists() and stamp.read_text() == mark
