"""A load's files go to the disk as they are written, not gigabytes at once.

Else the system keeps what the engine writes until there is much of it, and a look's record of a
few bytes, which is answered when it is on the disk, waits behind it all (ADR 18).
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EVERY = 0.1  # seconds: what is written in it, the disk takes in less
LEAST = 1 << 20  # bytes

File = tuple[int, int]  # device and inode: a file keeps them when it is renamed


@contextmanager
def written_behind(folder: Path) -> Iterator[None]:
    """While inside, have the system begin to write what comes into the files below `folder`.

    Nothing waits for it. What is there before is left as it is; so is all where the system cannot
    be told (macOS).
    """
    if not hasattr(os, "posix_fadvise"):
        yield
        return
    begun, ended = _sizes(folder), threading.Event()

    def follow() -> None:
        nonlocal begun
        while not ended.wait(EVERY):
            begun = _begin(folder, begun)

    follower = threading.Thread(target=follow, name="write-behind", daemon=True)
    follower.start()
    try:
        yield
    finally:
        ended.set()
        follower.join()


def _files(folder: Path) -> Iterator[tuple[str, File, int]]:
    """Path, identity and size of each file below a folder; those that go meanwhile are passed."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 (a thousand times a second)
            with suppress(OSError):
                found = os.stat(path)  # noqa: PTH116
                yield path, (found.st_dev, found.st_ino), found.st_size


def _sizes(folder: Path) -> dict[File, int]:
    return {file: size for _, file, size in _files(folder)}


def _begin(folder: Path, begun: dict[File, int]) -> dict[File, int]:
    """Begin to write what files have more than `begun` says; answers up to where it is begun."""
    now: dict[File, int] = {}
    for path, file, size in _files(folder):
        since = begun.get(file, 0)
        if size < since:  # another file under the same number
            since = 0
        if size - since >= LEAST:
            with suppress(OSError), open(path, "rb") as written:  # noqa: PTH123
                # Pages that are not written yet are not dropped by this: their writing begins.
                os.posix_fadvise(written.fileno(), since, size - since, os.POSIX_FADV_DONTNEED)
            since = size
        now[file] = since
    return now
