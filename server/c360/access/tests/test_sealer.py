"""The sealer as a process of its own, killed for real while it seals."""

import json
import random
import subprocess
import sys
import time
from itertools import pairwise
from typing import Any

import pytest

from c360.access import seal, store
from c360.access.models import AuditBatch, AuditRecord

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

KILLS = 6
RECORDS = 6_000
SEALER = """
import django
django.setup()
from c360.access import seal
seal.BATCH = 20
print("ready", flush=True)
while True:
    seal.seal_once()
"""


def test_a_sealer_killed_at_random_points_loses_and_doubles_nothing(redis_admins: Any) -> None:
    while seal.seal_once():
        pass
    first = _last_sequence() + 1
    for number in range(RECORDS):
        store.note({"kind": "look", "user": "someone", "mark": str(number)})
    interrupted = 0
    for _ in range(KILLS):
        _seal_and_be_killed(after=random.uniform(0.01, 0.15))
        interrupted += redis_admins["sessions"].xlen("audit") > 0
    while seal.seal_once():
        pass
    assert interrupted > 0
    assert redis_admins["sessions"].xlen("audit") == 0
    sealed = AuditRecord.objects.using("owner").filter(sequence__gte=first)
    kept = sealed.order_by("sequence", "position").values_list("record", flat=True)
    assert [int(json.loads(record)["mark"]) for record in kept] == list(range(RECORDS))
    _check_chain(first)


def _seal_and_be_killed(after: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", SEALER], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(after)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _check_chain(first: int) -> None:
    batches = list(AuditBatch.objects.using("owner").filter(sequence__gte=first - 1))
    batches.sort(key=lambda batch: batch.sequence)
    for before, batch in pairwise(batches):
        rows = AuditRecord.objects.using("owner").filter(sequence=batch.sequence)
        lines = list(rows.order_by("position").values_list("record", flat=True))
        root = seal.merkle_root(line.encode() for line in lines)
        assert (batch.sequence, batch.previous) == (before.sequence + 1, before.hash)
        assert batch.hash == seal.batch_hash(batch.sequence, before.hash, root, len(lines))


def _last_sequence() -> int:
    last = AuditBatch.objects.using("owner").order_by("-sequence").first()
    return last.sequence if last else 0
