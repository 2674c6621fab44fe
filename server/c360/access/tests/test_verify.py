"""The stand-alone verifier finds every kind of tampering with an exported audit."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from c360.access import seal, store, verify
from c360.access.export import export

PROCESS = "p" * 12


def record(number: int, **more: str) -> str:
    said = {"id": f"{1_700_000_000_000 + number * 1000}-0", "kind": "look", "user": "meera",
            "process": PROCESS, "number": str(number), **more}  # fmt: skip
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def log(batches: list[list[str]]) -> tuple[list[str], tuple[int, str]]:
    """The lines of an honest log, and its head."""
    lines: list[str] = []
    previous = verify.GENESIS
    for sequence, records in enumerate(batches, 1):
        root = seal.merkle_root(each.encode() for each in records)
        digest = seal.batch_hash(sequence, previous, root, len(records))
        header = {"sequence": sequence, "previous": previous, "root": root, "hash": digest,
                  "count": len(records)}  # fmt: skip
        lines += [json.dumps({"batch": header}, separators=(",", ":")), *records]
        previous = digest
    return lines, (len(batches), previous)


NUMBERS = [[1, 2, 3], [4], [5, 6, 7, 8, 9], [200, 201]]
FILLED = [*NUMBERS[:3], list(range(10, 202))]


def honest() -> tuple[list[str], tuple[int, str]]:
    return log([[record(n) for n in batch] for batch in FILLED])


def _edit(lines: list[str]) -> list[str]:
    return [line.replace('"meera"', '"rahul"') if i == 2 else line for i, line in enumerate(lines)]


def _swap(lines: list[str]) -> list[str]:
    return [lines[0], lines[2], lines[1], *lines[3:]]


def _forge_count(lines: list[str]) -> list[str]:
    header = json.loads(lines[0])
    header["batch"]["count"] = 2
    return [json.dumps(header, separators=(",", ":")), lines[1], lines[2], *lines[4:]]


def _reseal(lines: list[str]) -> list[str]:
    """Somebody with the database edits a record and makes the whole chain anew."""
    batches: list[list[str]] = []
    for line in _edit(lines):
        if line.startswith('{"batch"'):
            batches.append([])
        else:
            batches[-1].append(line)
    return log(batches)[0]


TAMPERED: dict[str, Callable[[list[str]], list[str]]] = {
    "edited": _edit,
    "deleted": lambda lines: lines[:2] + lines[3:],
    "deleted with its count": _forge_count,
    "added": lambda lines: [*lines[:2], record(77), *lines[2:]],
    "reordered": _swap,
    "a batch deleted": lambda lines: lines[:4] + lines[6:],
    "batches reordered": lambda lines: lines[4:6] + lines[:4] + lines[6:],
    "tail cut": lambda lines: lines[:12],
    "tail of a batch cut": lambda lines: lines[:-1],
    "chain made anew": _reseal,
    "emptied": lambda lines: [],
}


def test_an_honest_log_has_no_fault() -> None:
    lines, head = honest()
    assert verify.faults(lines, head) == []


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_tampering_is_found(tamper: Callable[[list[str]], list[str]]) -> None:
    lines, head = honest()
    assert verify.faults(tamper(lines), head)


def test_what_was_sealed_after_the_kept_head_is_no_fault() -> None:
    lines, _ = honest()
    batches = [[record(n) for n in batch] for batch in FILLED[:2]]
    assert verify.faults(lines, log(batches)[1]) == []


def test_a_number_promised_and_never_sealed_is_a_gap_and_a_void_one_is_not() -> None:
    lines, head = log([[record(n) for n in batch] for batch in NUMBERS])
    found = verify.faults([*lines], head)
    assert found == []  # 200 came just now: what is before it may be on its way
    late = [*NUMBERS[:3], [200, *range(201, 300)]]
    lines, head = log([[record(n) for n in batch] for batch in late])
    assert f"process {PROCESS}: number 10 was promised and never sealed" in verify.faults(
        lines, head
    )
    void = ",".join(str(n) for n in range(10, 200))
    last = [record(200, void=void), *(record(n) for n in range(201, 300))]
    lines, head = log([*([record(n) for n in batch] for batch in NUMBERS[:3]), last])
    assert verify.faults(lines, head) == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_program_alone_verifies_what_the_product_exports(tmp_path: Path) -> None:
    for number in range(5):
        store.note({"kind": "look", "user": "someone", "path_customer_id": f"C{number} शेष"})
    seal.seal_once()
    file = tmp_path / "audit.jsonl"
    head = export(file)
    program = tmp_path / "verify.py"
    program.write_text(Path(verify.__file__).read_text(encoding="utf-8"), encoding="utf-8")

    def run(kept: str) -> tuple[int, str]:
        words = [sys.executable, "-I", "-S", str(program), str(file), "--head", kept]
        done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
        return done.returncode, done.stdout + done.stderr

    _, said = run(head)
    # Other tests empty the stream before it is sealed: those gaps are real and are told.
    honest_words = ("whole up to batch", "process ")
    assert [line for line in said.splitlines() if not line.startswith(honest_words)] == []
    assert run(f"{head.split(':')[0]}:{'0' * 64}")[0] == 1
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("C3 ", "C4 "), encoding="utf-8")
    code, said = run(head)
    assert code == 1
    assert "not the ones sealed" in said
