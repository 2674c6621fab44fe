"""The sealer: moves looks from the stream into the append-only audit, as a chain of batches.

A batch's hash covers its records (a Merkle root) and the batch before it. The stream is trimmed
only after the commit; records of a batch committed but not yet trimmed are recognised and left
out, so that a sealer killed anywhere loses and doubles nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.db import connections, transaction
from django.utils import timezone
from psycopg import sql

from c360.access import store
from c360.access.models import AuditBatch, AuditRecord

BATCH = 2_000  # records
GENESIS = "0" * 64
_LOCK = 0xC360_5EA1


@dataclass(frozen=True)
class StreamRecord:
    """A record as it stands in the stream; `id` is `<ms since 1970>-<n>`."""

    id: str
    fields: dict[str, str]

    @property
    def at(self) -> datetime:
        """When the store took it."""
        return datetime.fromtimestamp(int(self.id.partition("-")[0]) / 1000, UTC)

    @property
    def canonical(self) -> bytes:
        """The bytes that the chain covers: sorted keys, no spaces."""
        return orjson.dumps({**self.fields, "id": self.id}, option=orjson.OPT_SORT_KEYS)


def merkle_root(leaves: Iterable[bytes]) -> str:
    """SHA-256 Merkle root (hex); leaves and nodes are hashed apart, an odd node moves up."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0].hex() if level else GENESIS


def batch_hash(sequence: int, previous: str, root: str, count: int) -> str:
    """The link of the chain (hex)."""
    return hashlib.sha256(f"{sequence}\n{previous}\n{root}\n{count}".encode()).hexdigest()


def seal_once() -> int:
    """Seal what waits in the stream, batch by batch; how many records it took (0: none waits).

    Only one sealer works at a time; another answers 0. Raises RedisError or DatabaseError: the
    stream then still holds all that is not committed.
    """
    connections["owner"].close_if_unusable_or_obsolete()  # the database may have been restarted
    sealed = count = _seal_batch()
    while count == BATCH:
        count = _seal_batch()
        sealed += count
    return sealed


def _seal_batch() -> int:
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = AuditBatch.objects.using("owner").order_by("-sequence").first()
        records = _waiting(last.last_id if last else None)
        if records:
            _append(last, records)
    newest = records[-1].id if records else (last.last_id if last else None)
    if newest is not None:
        _trim(newest)
    return len(records)


def _waiting(after: str | None) -> list[StreamRecord]:
    start = f"({after}" if after else "-"
    found: Any = store.sealer().xrange(store.STREAM, min=start, count=BATCH)
    return [
        StreamRecord(
            stream_id.decode(),
            {name.decode(): value.decode("utf-8", "replace") for name, value in fields.items()},
        )
        for stream_id, fields in found
    ]


def _trim(sealed: str) -> None:
    """Drop all up to and with the last sealed record."""
    ms, _, number = sealed.partition("-")
    store.sealer().xtrim(store.STREAM, minid=f"{ms}-{int(number) + 1}", approximate=False)


def _append(last: AuditBatch | None, records: Sequence[StreamRecord]) -> None:
    sequence = last.sequence + 1 if last else 1
    previous = last.hash if last else GENESIS
    for month in sorted({record.at.strftime("%Y-%m-01") for record in records}):
        _ensure_month(datetime.fromisoformat(month).replace(tzinfo=UTC))
    root = merkle_root(record.canonical for record in records)
    AuditRecord.objects.using("owner").bulk_create(
        AuditRecord(
            at=record.at,
            sequence=sequence,
            position=position,
            kind=record.fields.get("kind", ""),
            username=record.fields.get("user", ""),
            customer_id=record.fields.get("path_customer_id"),
            request_id=record.fields.get("request_id", ""),
            record=record.canonical.decode(),
        )
        for position, record in enumerate(records)
    )
    AuditBatch.objects.using("owner").create(
        sequence=sequence,
        previous=previous,
        root=root,
        hash=batch_hash(sequence, previous, root, len(records)),
        first_id=records[0].id,
        last_id=records[-1].id,
        count=len(records),
        sealed_at=timezone.now(),
    )


def _ensure_month(first: datetime) -> None:
    """The month's partition, append-only like the whole."""
    name = f"audit_{first:%Y%m}"
    following = (first + timedelta(days=32)).replace(day=1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("select to_regclass(%s)", [f"app.{name}"])
        if cursor.fetchone()[0] is not None:
            return
        for statement in (
            "create table app.{name} partition of app.audit for values from ({low}) to ({high})",
            "create trigger append_only before update or delete or truncate on app.{name}"
            " for each statement execute function app.refuse_change()",
            "revoke insert, update, delete, truncate on app.{name} from c360_web",
        ):
            cursor.execute(
                sql.SQL(statement).format(
                    name=sql.Identifier(name),
                    low=sql.Literal(first.isoformat()),
                    high=sql.Literal(following.isoformat()),
                )
            )
