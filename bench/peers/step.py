"""The step `peers`: the same jobs on the same rows, ours and what a team would use instead."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from bench.peers.engines import PEERS
from bench.peers.prepare import prepare, take_away
from bench.run import App, Bench, Json
from bench.sample import Sampled
from bench.stats import Figure, percentile
from bench.traffic import Load, Request

JOBS = {
    "customer": "customer with accounts and last 50 transactions",
    "book": "book page sorted",
    "search": "search by the start of a name",
}
CUSTOMER_ID = re.compile(r'"(?:customer_id|customerId)":\s*"(\w+)"')
TRANSACTION_ID = re.compile(r'"(?:transaction_id|transactionId)":\s*"(\w+)"')
Make = Callable[[str, Sampled], Sequence[Request]]


def peers(bench: Bench) -> Json:
    """Throughput of a closed load at its best, then p99 at the same offered rate."""
    load = Load(bench)
    prepare(bench, load.sample)
    sides: dict[str, tuple[App, Make]] = {"ours": (load.app, lambda job, one: ours(load, job, one))}
    failed: dict[str, str] = {}
    for name, (start, make) in PEERS.items():
        try:
            sides[name] = (start(bench), _one_request(make))
        except Exception as error:
            failed[name] = f"{type(error).__name__}: {error}"[:600]
            print(f"    {name} does not start: {failed[name]}", flush=True)
    try:
        jobs = {job: _job(load, job, sides) for job in JOBS}
    finally:
        for app, _ in sides.values():
            app.stop()
        take_away(bench)
    return {
        "jobs": jobs,
        "failed": failed,
        "figures": [figure for job, found in jobs.items() for figure in _figures(job, found)],
    }


def _one_request(make: Callable[[str, Sampled], Request]) -> Make:
    return lambda job, one: [make(job, one)]


def ours(load: Load, job: str, one: Sampled) -> list[Request]:
    """The product's requests for a job: a customer's page asks three answers at once."""
    if job == "customer":
        return [load.ask(one), load.ask(one, "/accounts"), load.ask(one, "/transactions?limit=50")]
    if job == "book":
        return [{"path": "/api/book/customers?sort=-trv&limit=50", "token": load.token(one)}]
    return [{"path": f"/api/search?q={quote(one.name[:4])}", "token": load.token(one)}]


def _job(load: Load, job: str, sides: dict[str, tuple[App, Make]]) -> Json:
    bench = load.bench
    found: dict[str, Json] = {}
    seconds = 0.6 if bench.small else 8.0
    people = load.sample.customers
    for name, (app, make) in sides.items():
        requests = [request for one in people for request in make(job, one)]
        each = len(make(job, people[0]))
        runs, errors = [], 0
        for _ in range(bench.repeats):
            best = 0.0
            for connections in bench.connections:
                load.forget()
                read = load.closed(requests, connections, seconds, app.ports)
                good = sum(status == 200 for status in read["status"])
                errors += len(read["status"]) - good
                best = max(best, good / each / read["seconds"])
            runs.append(best)
        found[name] = {"per_second": runs, "requests_each": each, "errors": errors,
                       "ids": _ids(load, job, app, make)}  # fmt: skip
        print(f"    {job}, {name}: {max(runs):.0f}/s, {errors} errors", flush=True)
    rates = [max(side["per_second"]) for name, side in found.items() if name != "ours"]
    rate = max(5.0, 0.5 * max(rates, default=10.0))
    for name, (app, make) in sides.items():
        requests = [request for one in people for request in make(job, one)]
        p99s = []
        for _ in range(bench.repeats):
            load.forget()
            each = found[name]["requests_each"]
            read = load.open(requests, rate * each, 2 * seconds, ports=app.ports)
            p99s.append(percentile(read["latency"], 0.99) * 1000)
        found[name]["p99"] = p99s
    same = {name: side["ids"] == found["ours"]["ids"] for name, side in found.items()}
    return {"rate": rate, "sides": found, "same_ids": same}


def _ids(load: Load, job: str, app: App, make: Make) -> list[list[str]]:
    """What identifies the rows of ten answers: bookings of a customer, customers of a list.

    RuntimeError for an answer that is an error: GraphQL's come with status 200.
    """
    answers = []
    for one in load.sample.customers[:10]:
        read = load.open(make(job, one), 20, 1.0, ports=app.ports, keep=True)
        bodies = [_parsed(body) for body in read["kept"].values()]
        for body in bodies:
            if isinstance(body, dict) and body.get("errors"):
                raise RuntimeError(f"{job}: {json.dumps(body['errors'])[:600]}")
        text = " ".join(json.dumps(_typed_so(job, body)) for body in bodies)
        pattern = TRANSACTION_ID if job == "customer" else CUSTOMER_ID
        answers.append(sorted(set(pattern.findall(text))))
    return answers


def _typed_so(job: str, body: Any) -> Any:
    """Of our search, the customers whose name has what was typed: peers find no misspellings."""
    if job == "search" and isinstance(body, dict) and "groups" in body:
        return [group for group in body["groups"] if group["reason"] in ("exact", "prefix")]
    return body


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


def _figures(job: str, found: Json) -> list[Json]:
    peers_of = {name: side for name, side in found["sides"].items() if name != "ours"}
    peers_of = {name: side for name, side in peers_of.items() if max(side["per_second"]) > 0}
    if not peers_of:
        return []
    ours_of = found["sides"]["ours"]
    best = max(peers_of, key=lambda name: max(peers_of[name]["per_second"]))
    most = max(peers_of[best]["per_second"])
    least_p99 = min(sorted(side["p99"])[len(side["p99"]) // 2] for side in peers_of.values())
    title = JOBS[job]
    return [
        Figure(
            f"{title}, throughput times the best peer's", "x",
            tuple(rate / most for rate in ours_of["per_second"]), goal=3.0, at_least=True,
            note=f"best peer: {best}, {most:.0f}/s; same rows: {found['same_ids'][best]}",
        ).as_json(),
        Figure(
            f"{title}, p99 at {found['rate']:.0f}/s", "ms", tuple(ours_of["p99"]),
            goal=least_p99, note="goal: the best peer's p99 at the same rate",
        ).as_json(),
    ]  # fmt: skip
