"""A small bank published in the test's PostgreSQL, asked through the real views."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.parquet as pq
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from c360.access.roles import ROLE_PERMISSIONS
from c360.core.pointer import Publication
from c360.core.registry import plugs
from c360.core.viewer import SEE_STAFF, SEE_VIP, Viewer, in_bands
from c360.customers.tests.small_bank import SmallBank, add_account, add_customer, with_branches
from c360.http.answer import AnswerView
from c360.nightly import ddl, publish
from c360.nightly.copying import attach
from c360.nightly.engine import open_engine

AS_OF = date(2026, 11, 21)
NAMES = ("Sita Raghavan", "Seetha Ragavan", "Raghavan Sita", "Ajay Menon", "Ajai Menon",
         "Md Irfan Khan", "Farida D'Souza", "S. Raghavan", "Kiran Patel", "Nisha Patel",
         "Anil Kumar", "Sunil Kumar")  # fmt: skip


def small_book() -> SmallBank:
    """12 customers: the odd ones Vikram Shah's (rm_seq 2), the even Asha Rao's (rm_seq 1)."""
    bank = with_branches(AS_OF)
    for n, name in enumerate(NAMES):
        customer = f"1000{n:02}"
        add_customer(
            bank, customer, full_name=name, last_name=name.split()[-1],
            segment=("Private", "Premier", None)[n % 3], city=("Pune", "Nashik")[n % 2],
            mobile=f"98200123{n:02}", tax_pan=f"ABCPK12{n:02}F", email=f"n{n}@bank.in",
            household_id="H1" if n in (0, 1, 2) else None,
            onboarded_on=AS_OF if n == 10 else date(2015, 1, 1),
            kyc_due_on=AS_OF + timedelta(20 * n),
        )  # fmt: skip
        bank.add("book", rm_id=("E9", "E1")[n % 2], customer_id=customer,
                 from_date=date(2020, 1, 1))  # fmt: skip
        account = f"5010{n:08}"
        add_account(bank, account, customer, "savings", minimum_balance=2_000_00)
        bank.add("balance", account_id=account, as_of=date(2026, 9, 9), closing=1_000_00 * (n // 3))
        bank.add("balance", account_id=account, as_of=AS_OF, closing=1_000_00 * (n // 3) + 7 - n)
    add_account(bank, "9000001", "100000", "term_deposit", matures_on=date(2026, 12, 4))
    add_account(bank, "9000002", "100000", "term_deposit", matures_on=date(2026, 12, 4),
                renewal="principal")  # fmt: skip
    add_account(bank, "9000003", "100000", "loan", instalment=900, instalment_day=5)
    for account, balance in (("9000001", 500), ("9000002", 600), ("9000003", -70_000)):
        bank.add("balance", account_id=account, as_of=date(2026, 1, 9), closing=balance)
    bank.add("holding", customer_id="100003", account_id="501000000000", role="joint")
    bank.add("standing_instruction", instruction_id="S1", account_id="501000000000", amount=50,
             counterparty="Rent", next_on=date(2026, 12, 1))  # fmt: skip
    bank.add("consent", customer_id="100000", purpose="offers", channel="call", status="withdrawn")
    for purpose in ("service", "statements"):
        bank.add("consent", customer_id="100001", purpose=purpose, channel="sms", status="granted")
    return bank


def viewer(*scope: tuple[int, int], role: str = "rm") -> Viewer:
    """Somebody of that scope, staff and VIP customers too."""
    permissions = ROLE_PERMISSIONS[role] | {SEE_STAFF, SEE_VIP}
    return Viewer(f"user{scope}", "Asha Rao", role, "E9", "B1", in_bands(scope, permissions),
                  permissions, f"session{scope}", "Koregaon Park")  # fmt: skip


ASHA = viewer((1, 1))
HEAD = viewer((1, 2), role="branch_head")


@contextmanager
def published(bank: SmallBank, folder: Path) -> Iterator[Publication]:
    """Build, COPY, index and protect the tables as the load does; drop them in the end."""
    sources = {n: b for source in plugs("source") for n, b in source.TABLES.items()}
    files: dict[str, Path] = {}
    for name, content in bank.built(sources).items():
        files[name] = folder / f"{name}.parquet"
        pq.write_table(content, files[name])
    schema = f"small_{folder.name}"  # tests of the load drop every schema that a load makes
    publish.execute(
        f"create schema {schema}",
        f"grant usage on schema {schema} to {ddl.WEB_ROLE}, {ddl.LEDGER_ROLE}",
    )
    try:
        with closing(open_engine(memory="256MB", threads=1)) as engine:
            attach(engine, publish.owner())
            for model in ddl.published_models():
                file = files[model._meta.db_table]
                publish.publish_table(engine, schema, model, file, lambda *_: nullcontext())
        yield Publication(1, schema, AS_OF, timezone.now())
    finally:
        publish.execute(f"drop schema {schema} cascade")


def ask(
    view: type[AnswerView], who: Viewer, publication: Publication, query: Mapping[str, str] = {},
    **kwargs: str,
) -> dict[str, Any]:  # fmt: skip
    """The answer's JSON with its status under `status_code`."""
    request: Any = RequestFactory().get("/api/test", dict(query))
    request.viewer, request.publication = who, publication
    # Answers are cached by route: each view needs one of its own.
    request.resolver_match = SimpleNamespace(route=view.__name__)
    response = view.as_view()(request, **kwargs)
    assert isinstance(response, HttpResponse)
    return {**json.loads(response.content), "status_code": response.status_code}
