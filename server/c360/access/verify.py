"""Verify an exported audit: a program of its own, with nothing but Python's standard library.

    python verify.py AUDIT.jsonl --head SEQUENCE:HASH

needs the exported log and the head that was kept outside the product; no database, no Django,
and none of the product's other code. The file holds, for each batch in order, one line
`{"batch": {...}}` and then its records' lines exactly as they were hashed. It finds records that
were edited, added, deleted or reordered, batches that were, a cut tail, and numbers that a
process promised to the audit but that were never sealed.
"""

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

GENESIS = "0" * 64
UNSETTLED_MS = 60_000  # a number this young at the end of the log may still be on its way


@dataclass
class _Process:
    """What one process of the product numbered: its records, and those it named as void."""

    seen: set[int] = field(default_factory=set)
    void: set[int] = field(default_factory=set)
    at: dict[int, int] = field(default_factory=dict)  # ms since 1970


def merkle_root(leaves: Iterable[bytes]) -> str:
    """SHA-256 Merkle root (hex); leaves and nodes are hashed apart, an odd node moves up."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2])  # noqa: B905 (the odd one is added after)
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0].hex() if level else GENESIS


def batch_hash(sequence: int, previous: str, root: str, count: int) -> str:
    """The link of the chain (hex)."""
    return hashlib.sha256(f"{sequence}\n{previous}\n{root}\n{count}".encode()).hexdigest()


def _batches(lines: Iterable[str]) -> Iterator[tuple[dict[str, object], list[str]]]:
    header: dict[str, object] | None = None
    records: list[str] = []
    for line in lines:
        text = line.rstrip("\n")
        if text.startswith('{"batch":'):
            if header is not None:
                yield header, records
            header, records = json.loads(text)["batch"], []
        elif header is None:
            raise ValueError("the file does not begin with a batch")
        else:
            records.append(text)
    if header is not None:
        yield header, records


def faults(lines: Iterable[str], head: tuple[int, str]) -> list[str]:
    """What is wrong with the log, in words; nothing when it is whole up to the head."""
    found: list[str] = []
    previous, expected, passed_head = GENESIS, 1, False
    processes: dict[str, _Process] = defaultdict(_Process)
    for header, records in _batches(lines):
        sequence = int(str(header["sequence"]))
        if sequence != expected:
            found.append(f"batch {expected} is missing or out of order: {sequence} stands there")
        if header["previous"] != previous:
            found.append(f"batch {sequence} does not follow from the one before it")
        if len(records) != header["count"]:
            found.append(f"batch {sequence}: {len(records)} records, {header['count']} sealed")
        root = merkle_root(record.encode() for record in records)
        due = batch_hash(sequence, previous, root, len(records))
        if header["hash"] != due:
            found.append(f"batch {sequence}: its records are not the ones sealed")
        if sequence == head[0]:
            passed_head = True
            if due != head[1]:
                found.append(f"batch {sequence} is not the head that was kept outside")
        for record in records:
            _count(processes, record)
        previous, expected = str(header["hash"]), sequence + 1
    if not passed_head:
        found.append(f"the tail is cut: the log ends before the head, batch {head[0]}")
    return [*found, *_gaps(processes)]


def _count(processes: dict[str, _Process], record: str) -> None:
    try:
        said = json.loads(record)
    except ValueError:
        return  # the batch's hash has told already
    if "process" not in said or "number" not in said:
        return
    process, number = processes[said["process"]], int(said["number"])
    process.seen.add(number)
    process.at[number] = int(str(said.get("id", "0")).partition("-")[0])
    process.void |= {int(each) for each in str(said.get("void", "")).split(",") if each}


def _gaps(processes: dict[str, _Process]) -> Iterator[str]:
    newest = max((at for p in processes.values() for at in p.at.values()), default=0)
    for name, process in sorted(processes.items()):
        known = process.seen | process.void
        for number in sorted(set(range(1, max(known) + 1)) - known):
            later = min(at for after, at in process.at.items() if after > number)
            if newest - later >= UNSETTLED_MS:
                yield f"process {name}: number {number} was promised and never sealed"


def main(words: list[str] | None = None) -> int:
    """0 when the log is whole, 1 with a line for each fault."""
    parser = argparse.ArgumentParser(prog="c360 audit verify", description=__doc__)
    parser.add_argument("file", help="what `c360 audit export` wrote")
    parser.add_argument("--head", required=True, metavar="SEQUENCE:HASH")
    arguments = parser.parse_args(words)
    sequence, _, kept = arguments.head.partition(":")
    with Path(arguments.file).open(encoding="utf-8", newline="\n") as lines:
        try:
            found = faults(lines, (int(sequence), kept))
        except (ValueError, KeyError, TypeError) as error:
            found = [f"the file cannot be read as an audit: {error}"]
    for fault in found:
        print(fault)  # noqa: T201
    if not found:
        print(f"whole up to batch {sequence}")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
