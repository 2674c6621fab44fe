"""Forgetting a customer: what Customer 360 holds beyond the warehouse goes, and says what stays."""

import getpass
from dataclasses import dataclass

from django.db import transaction

from c360.access import books, store
from c360.access.models import AuditRecord
from c360.core import databases
from c360.core.errors import C360Error
from c360.core.registry import plugs
from c360.customers.models import LastContact
from c360.http import answer_cache
from c360.nightly import journal


@dataclass(frozen=True)
class Forgotten:
    """What went (or, on a dry run, would go): rows by what they are; and records that stay."""

    rows: dict[str, int]
    cached_answers: int
    audit_records: int
    is_dry: bool

    def __str__(self) -> str:
        head = "Would go (nothing was changed; --yes does it):" if self.is_dry else "Gone:"
        return "\n".join(
            [
                head,
                *(f"{count:6}  {what}" for what, count in self.rows.items()),
                f"{self.cached_answers:6}  cached answers, those of other customers among them",
                "Stays:",
                f"{self.audit_records:6}  records of the sealed audit: who read or wrote, when,"
                " from where, with the customer's id and no text or value. They are kept by law,"
                " and without them the chain could not be verified.",
                "        The published day and its history: they are the warehouse's. Erase the"
                " customer there; the next load shows it.",
                "        Files that users took: they are not kept here; the audit names who took"
                " them.",
            ]
        )


def forget(customer_id: str, *, is_dry: bool) -> Forgotten:
    """Remove or pseudonymise everything users wrote about the customer, in one transaction.

    A module that keeps what users write has `forget(customer_id)` in its actions. Leaves a record
    in the audit unless `is_dry`. Raises C360Error for an empty id.
    """
    if not customer_id.strip():
        raise C360Error("Name the customer: c360 privacy forget CUSTOMER")
    if not is_dry:
        books.note_writing([books.EVERY])
    try:
        rows = _removed(customer_id, is_dry=is_dry)
    finally:
        books.settle(0, databases.written_up_to())
    found = Forgotten(
        rows,
        answer_cache.count() if is_dry else answer_cache.forget(),
        AuditRecord.objects.using("owner").filter(customer_id=customer_id).count(),
        is_dry,
    )
    if not is_dry:
        said: dict[str, str | int] = {"path_customer_id": customer_id, "rows": sum(rows.values())}
        user = f"system:{getpass.getuser()}"
        store.note({"kind": "forget", "user": user, "request_id": "", **said})
    return found


def _removed(customer_id: str, *, is_dry: bool) -> dict[str, int]:
    rows: dict[str, int] = {}
    with transaction.atomic(using="owner"):
        for actions in plugs("actions"):
            if hasattr(actions, "forget"):
                rows |= actions.forget(customer_id)
        contacts = LastContact.objects.using("owner").filter(customer_id=customer_id)
        rows["days of the last contact"] = contacts.delete()[0]
        rows["rows held back by loads"] = journal.forget_quarantined(customer_id)
        if is_dry:
            transaction.set_rollback(True, using="owner")
    return rows
