"""The step `truth`: a sample of customers and every unit, worked out a second time by slow means.

Nothing of the product makes the second figures: they come from the warehouse's own rows in plain
Python and plain SQL (`c360.config.tests.truth`).
"""

import json
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from bench.run import Bench, Json
from bench.stats import Figure
from bench.traffic import Load, Request, serving
from c360.config.tests.truth import customer, sample
from c360.config.tests.truth.bank import Bank
from c360.config.tests.truth.compare import by, differences
from c360.config.tests.truth.synthetic import bank_of

CUSTOMERS = 1_000
WORKERS = 2
FORK = multiprocessing.get_context("fork")
TRIES = 5


def truth(bench: Bench) -> Json:
    """How many values differ: of published rows, and of answers that are made when asked for."""
    os.environ.update(bench.environment())  # where the database is, and the secret of account keys
    as_of = bench.served_day()
    with ProcessPoolExecutor(1, FORK) as beside:
        units = beside.submit(_units, bench.warehouse, as_of, bench.folder)
        warehouse = sample.Warehouse(bench.warehouse, as_of, bench.folder / "spill-asked")
        warehouse.choose(CUSTOMERS, bench.seed)
        bank, rms = bank_of(warehouse.rows, as_of), warehouse.rms()
        # Forked, so that each process has the bank's rows without reading them.
        with ProcessPoolExecutor(WORKERS, FORK, _know, (bank,)) as pool:
            customers = pool.submit(_customers, rms)
            asked, answered = _answers(bench, bank, pool)
            published = [*customers.result(), *units.result()]
    return {
        "as_of": as_of.isoformat(),
        "customers": len(bank.customers),
        "answers": asked,
        "differences": [*published[:50], *answered[:50]],
        "figures": [
            Figure("published values that differ from the truth", "", (len(published),), goal=0,
                   note=f"{len(bank.customers):,} customers, every unit").as_json(),
            Figure("answers' values that differ from the truth", "", (len(answered),), goal=0,
                   note=f"{asked:,} answers: balances, cash flow, counterparties").as_json(),
        ],
    }  # fmt: skip


def _units(folder: Path, as_of: date, beside: Path) -> list[str]:
    """What differs in the published rows of units."""
    warehouse = sample.Warehouse(folder, as_of, beside / "spill-units")
    with closing(sample.connect()) as database:
        return sample.units_differ(database, warehouse)


def _customers(rms: dict[str, int]) -> list[str]:
    """What differs in the published rows of the customers."""
    with closing(sample.connect()) as database:
        return sample.customers_differ(database, _known[0], rms)


def _flow(bank: Bank, customer_id: str, given: Json) -> list[str]:
    return differences(customer.cashflow(bank, customer_id), given, f"{customer_id}/cashflow")


def _summary(bank: Bank, customer_id: str, given: Json) -> list[str]:
    for name in ("channels", "categories"):
        given["facets"][name] = {row["value"]: row["count"] for row in given["facets"][name]}
    return differences(customer.summary(bank, customer_id), given, f"{customer_id}/summary")


def _balances(bank: Bank, customer_id: str, given: Json) -> list[str]:
    given["series"] = by(given["series"], "account_key")
    return differences(customer.balances(bank, customer_id), given, f"{customer_id}/balances")


CHECKS: dict[str, Callable[[Bank, str, Any], list[str]]] = {
    "/cashflow": _flow,
    "/transactions/summary": _summary,
    "/balances": _balances,
}


def _answers(bench: Bench, bank: Bank, pool: ProcessPoolExecutor) -> tuple[int, list[str]]:
    """How many answers were compared, and what differs; asked by each customer's RM."""
    facts = bank.customers  # RMs see neither staff nor VIPs
    served = sorted(
        one
        for one in bank.rm_of
        if one in facts and not (facts[one]["is_staff"] or facts[one]["is_vip"])
    )
    employees = [[rm, "rm"] for rm in sorted({bank.rm_of[one] for one in served})]
    load = serving(bench)
    tokens: dict[str, str] = bench.python("bench.sessions", {"employees": employees}, {})
    places = [(one, below) for one in served for below in CHECKS]
    requests: list[Request] = [
        {"path": f"/api/customers/{one}{below}", "token": tokens[bank.rm_of[one]]}
        for one, below in places
    ]
    bodies = _bodies(load, requests)
    answered = [(*place, bodies.get(number)) for number, place in enumerate(places)]
    shares = [answered[first::WORKERS] for first in range(WORKERS)]
    lines = [line for part in pool.map(_compared, shares) for line in part]
    return len(places), lines


_known: list[Bank] = []


def _know(bank: Bank) -> None:
    """Called once in each process that compares."""
    _known.append(bank)


def _compared(answered: list[tuple[str, str, str | None]]) -> list[str]:
    """What differs in these answers, each with its customer and route."""
    found: list[str] = []
    for one, below, body in answered:
        if body is None:
            found.append(f"{one}{below}: not answered")
        else:
            found += CHECKS[below](_known[0], one, json.loads(body))
    return found


def _bodies(load: Load, requests: list[Request]) -> dict[int, str]:
    """The answers of status 200 by place; what was refused or timed out is asked again."""
    bodies: dict[int, str] = {}
    for _ in range(TRIES):
        left = [place for place in range(len(requests)) if place not in bodies]
        if not left:
            break
        asked = [requests[place] for place in left]
        read = load.each(asked)
        for index, status in zip(read["index"], read["status"], strict=True):
            body = read["kept"].get(str(index), "")
            if status == 200 and body.startswith("{"):
                bodies[left[index]] = body
    return bodies
