"""A head's book as a file, from the request to the last byte: part of the step `answers`."""

import time
from http.client import HTTPConnection

from bench.run import Json
from bench.stats import Figure
from bench.traffic import Load

ROWS = 20_000  # what the goal is for
GOAL = 5.0  # seconds
COLUMNS = (
    "segment,city,rm,trv,trv_change_day,trv_change_month,casa,casa_average,term_deposits,"
    "investments,loans,card_used,money_in,money_out,last_contact_on,last_activity_on,kyc_due_on,"
    "next_maturity_on,products,flags,tags"
)


def files(load: Load) -> list[Json]:
    """Seconds of 20,000 rows with every column, by those of a cluster's whole book."""
    out = []
    for form in ("csv", "xlsx"):
        runs, rows, size = [], 0, 0
        for _ in range(load.bench.repeats):
            begun = time.monotonic()
            rows, size = _fetch(load, form)
            runs.append((time.monotonic() - begun) * ROWS / rows)
        out.append(
            Figure(f"20,000 customers as {form.upper()}, every column", "s", tuple(runs),
                   goal=GOAL, note=f"{rows:,} rows, {size:,} bytes, scaled").as_json()
        )  # fmt: skip
    return out


def _fetch(load: Load, form: str) -> tuple[int, int]:
    """Rows and bytes of a file; RuntimeError for any answer but a whole one."""
    connection = HTTPConnection("127.0.0.1", load.app.ports[0], timeout=120)
    path = f"/api/book/customers/export?form={form}&sort=-trv&cols={COLUMNS}"
    connection.request("GET", path, headers={"Authorization": f"Bearer {load.head('cluster')}"})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"the export answered {answer.status}")
    return int(answer.headers["X-Export-Rows"]), size
