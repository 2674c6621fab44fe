"""What a load writes goes to the disk as it comes, each byte once."""

import os
import time
from pathlib import Path

import pytest

from c360.nightly import write_behind
from c360.nightly.write_behind import LEAST, written_behind

Told = list[tuple[int, int, int]]  # inode, from where, how many bytes


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    found: Told = []

    def advise(file: int, since: int, size: int, advice: int) -> None:
        assert advice == os.POSIX_FADV_DONTNEED
        found.append((os.fstat(file).st_ino, since, size))

    monkeypatch.setattr(os, "posix_fadvise", advise)
    monkeypatch.setattr(write_behind, "EVERY", 0.01)
    return found


def until(told: Told, count: int) -> None:
    give_up = time.monotonic() + 5
    while len(told) < count and time.monotonic() < give_up:
        time.sleep(0.01)


def test_what_comes_is_begun_once_and_what_was_there_is_left(tmp_path: Path, told: Told) -> None:
    (tmp_path / "kept.parquet").write_bytes(b"k" * LEAST)
    path = tmp_path / "run" / "clean" / "a.unfinished"
    path.parent.mkdir(parents=True)
    with written_behind(tmp_path), path.open("wb") as file:
        file.write(b"a" * LEAST)
        file.flush()
        until(told, 1)
        path.rename(path.with_suffix(".parquet"))
        file.write(b"b" * LEAST)
        file.flush()
        until(told, 2)
        time.sleep(0.05)
        number = os.fstat(file.fileno()).st_ino
    assert told == [(number, 0, LEAST), (number, LEAST, LEAST)]


def test_a_file_under_a_number_that_another_had_is_begun_from_its_start(
    tmp_path: Path, told: Told
) -> None:
    whole, path = tmp_path / "whole", tmp_path / "run" / "spill"
    whole.write_bytes(b"a" * 3 * LEAST)
    path.parent.mkdir()
    with written_behind(path.parent):
        whole.rename(path)  # it comes whole: a file being written is begun in parts
        until(told, 1)
        os.truncate(path, LEAST)
        until(told, 2)
    number = path.stat().st_ino
    assert told == [(number, 0, 3 * LEAST), (number, 0, LEAST)]
