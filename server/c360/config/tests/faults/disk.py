"""A small disk that really gets full: a file system in memory, mounted where a server writes."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BALLAST = "ballast"
NO_SMALL_DISK = (
    "a full disk was not caused: mounting a small file system takes root (CAP_SYS_ADMIN);"
    " run the tests as root to prove this row of docs/faults.md"
)


@dataclass
class SmallDisk:
    """A mounted file system."""

    folder: Path

    @contextmanager
    def full(self, *, but: int = 0) -> Iterator[None]:
        """Within, only so many bytes are free."""
        ballast = self.folder / BALLAST
        state = os.statvfs(self.folder)
        size = state.f_bavail * state.f_frsize - but
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)
        try:
            yield
        finally:
            ballast.unlink()

    def remove(self) -> None:
        """Unmount it; what still uses it loses it."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=False)


def small_disk(folder: Path, *, megabytes: int) -> SmallDisk | None:
    """Mount one at an empty folder; None where that is not allowed (it takes root)."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    return SmallDisk(folder) if done.returncode == 0 else None
