"""Write the sealed audit to a file that `verify.py` reads, and say its head."""

from pathlib import Path

import orjson

from c360.access.models import AuditBatch, AuditRecord
from c360.core.errors import C360Error


def head() -> str:
    """The newest link of the chain as SEQUENCE:HASH; C360Error when nothing is sealed yet."""
    return _said(AuditBatch.objects.using("default").order_by("-sequence").first())


def _said(last: AuditBatch | None) -> str:
    if last is None:
        raise C360Error("Nothing is sealed yet: the worker seals the audit every few seconds.")
    return f"{last.sequence}:{last.hash}"


def export(target: Path) -> str:
    """Write every sealed batch with its records; the head as SEQUENCE:HASH.

    Raises C360Error when nothing is sealed yet.
    """
    last = None
    with target.open("wb") as out:
        for last in AuditBatch.objects.using("default").order_by("sequence").iterator():
            header = {
                "sequence": last.sequence,
                "previous": last.previous,
                "root": last.root,
                "hash": last.hash,
                "count": last.count,
            }
            out.write(orjson.dumps({"batch": header}) + b"\n")
            records = AuditRecord.objects.using("default").filter(sequence=last.sequence)
            for record in records.order_by("position").values_list("record", flat=True):
                out.write(record.encode() + b"\n")
    return _said(last)
