"""The step `peers`: the same jobs on the same rows, ours and what a team would use instead."""

import json
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bench.peers.engines import PEERS, install_node
from bench.peers.prepare import prepare, take_away
from bench.run import App, Bench, Json
from bench.sample import Sampled
from bench.stats import Figure, percentile
from bench.traffic import Load, Request, serving

JOBS = {
    "customer": "customer with accounts and last 50 transactions",
    "book": "book page sorted",
    "search": "search by the start of a name",
}
CUSTOMER_ID = re.compile(r'"(?:customer_id|customerId)":\s*"(\w+)"')
TRANSACTION_ID = re.compile(r'"(?:transaction_id|transactionId)":\s*"(\w+)"')
Make = Callable[[str, Sampled], Request]
OURS, FIRST = "ours", "ours, first asked"
WORKED = 200  # customers of whom a day's work asks again and again


@dataclass(frozen=True)
class Side:
    """One of those that are compared. `first_asked`: no answer was made before it is asked for."""

    app: App
    make: Make
    first_asked: bool = False

    def requests(self, load: Load, job: str) -> list[Request]:
        """A day's work: the same customers over and over; of what is first asked, every one.

        Customers of one book ask for the same page of it: what is first asked differs by a
        parameter that means nothing.
        """
        people = load.sample.customers
        if not self.first_asked:
            return [self.make(job, one) for one in people[:WORKED]]
        made = (self.make(job, one) for one in people)
        return [{**one, "path": f"{one['path']}&fresh={n}"} for n, one in enumerate(made)]


def peers(bench: Bench) -> Json:
    """Throughput of a closed load at its best, then p99 at the same offered rate."""
    began = time.monotonic()
    with ThreadPoolExecutor(1) as packages:  # most of their coming is waiting
        packages.submit(install_node)  # what fails is told by the peers that want them
        load = serving(bench)
        prepare(bench, load.sample)
    print(f"    packages and rows of the peers: {time.monotonic() - began:.0f} s", flush=True)
    sides = {
        OURS: Side(load.app, lambda job, one: ours(load, job, one)),
        FIRST: Side(load.app, lambda job, one: ours(load, job, one), first_asked=True),
    }
    failed: dict[str, str] = {}
    with ThreadPoolExecutor(len(PEERS)) as pool:  # most of a start is waiting
        started = {name: pool.submit(start, bench) for name, (start, _) in PEERS.items()}
    for name, (_, make) in PEERS.items():
        if error := started[name].exception():
            failed[name] = f"{type(error).__name__}: {error}"[:600]
            print(f"    {name} does not start: {failed[name]}", flush=True)
        else:
            sides[name] = Side(started[name].result(), make)
    print(f"    all started: {time.monotonic() - began:.0f} s", flush=True)
    try:
        jobs = {job: _job(load, job, sides) for job in JOBS}
    finally:
        for side in sides.values():
            if side.app is not load.app:
                side.app.stop()
        take_away(bench)
    return {
        "jobs": jobs,
        "failed": failed,
        "figures": [figure for job, found in jobs.items() for figure in _figures(job, found)],
    }


def ours(load: Load, job: str, one: Sampled) -> Request:
    """The product's request for a job."""
    if job == "customer":
        return load.ask(one, "?include=accounts,transactions")
    if job == "book":
        return {"path": "/api/book/customers?sort=-trv&limit=50", "token": load.token(one)}
    return {"path": f"/api/search?q={quote(one.name[:4])}", "token": load.token(one)}


def _job(load: Load, job: str, sides: dict[str, Side]) -> Json:
    found: dict[str, Json] = {}
    for name, side in sides.items():
        found[name] = {**_throughput(load, side, job), "ids": _ids(load, job, side)}
        best, errors = max(found[name]["per_second"]), found[name]["errors"]
        print(f"    {job}, {name}: {best:.0f}/s, {errors} errors", flush=True)
    rates = [max(side["per_second"]) for name, side in found.items() if name not in (OURS, FIRST)]
    rate = max(5.0, 0.5 * max(rates, default=10.0))
    seconds = 0.8 if load.bench.small else 16.0
    for name, side in sides.items():
        requests, runs = side.requests(load, job), []
        # Who cannot give so many is measured once: it falls behind further in any longer run.
        times = load.bench.repeats if max(found[name]["per_second"]) >= rate else 1
        for _ in range(times):
            _ready(load, side, requests)
            runs.append(load.open(requests, rate, seconds, ports=side.app.ports)["latency"])
        found[name]["p99"] = [percentile(run, 0.99) * 1000 for run in runs]
        found[name]["answers"] = sum(len(run) for run in runs)
    same = {name: side["ids"] == found[OURS]["ids"] for name, side in found.items()}
    return {"rate": rate, "sides": found, "same_ids": same}


def _throughput(load: Load, side: Side, job: str) -> Json:
    """Answers a second; every number of connections is tried once, the best then again.

    What is first asked has no goal: it is not tried again.
    """
    requests, seconds = side.requests(load, job), 0.5 if load.bench.small else 8.0
    errors = 0

    def rate(connections: int) -> float:
        nonlocal errors
        _ready(load, side, requests)
        read = load.closed(requests, connections, seconds, side.app.ports)
        good = sum(status == 200 for status in read["status"])
        errors += len(read["status"]) - good
        return float(good / read["seconds"])

    tried = {connections: rate(connections) for connections in load.bench.connections}
    best = max(tried, key=lambda connections: tried[connections])
    again = 0 if side.first_asked else load.bench.repeats - 1
    runs = [tried[best], *(rate(best) for _ in range(again))]
    return {"per_second": runs, "errors": errors}


def _ready(load: Load, side: Side, requests: Sequence[Request]) -> None:
    """Before what is first asked no answer is kept; before a day's work the product made them."""
    if side.first_asked:
        load.forget()
    elif side.app is load.app:
        load.fill(requests)


def _ids(load: Load, job: str, side: Side) -> list[list[str]]:
    """What identifies the rows of ten answers: bookings of a customer, customers of a list.

    RuntimeError for an answer that is an error: GraphQL's come with status 200.
    """
    requests = [side.make(job, one) for one in load.sample.customers[:10]]
    kept = load.each(requests, side.app.ports)["kept"]
    answers = []
    for place in range(len(requests)):
        body = _parsed(kept.get(str(place), ""))
        if isinstance(body, dict) and body.get("errors"):
            raise RuntimeError(f"{job}: {json.dumps(body['errors'])[:600]}")
        pattern = TRANSACTION_ID if job == "customer" else CUSTOMER_ID
        answers.append(sorted(set(pattern.findall(json.dumps(_typed_so(job, body))))))
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
    """A day's work has the goals; what is first asked stands beside it without one."""
    sides = found["sides"]
    peers_of = {
        name: side
        for name, side in sides.items()
        if name not in (OURS, FIRST) and max(side["per_second"]) > 0
    }
    if not peers_of:
        return []
    best = max(peers_of, key=lambda name: max(peers_of[name]["per_second"]))
    most = max(peers_of[best]["per_second"])
    least_p99 = min(sorted(side["p99"])[len(side["p99"]) // 2] for side in peers_of.values())
    title = JOBS[job]
    same = f"best peer: {best}, {most:.0f}/s; same rows: {found['same_ids'][best]}"
    figures = []
    for name, how in (
        (OURS, f"as a day is worked: {WORKED} customers asked for again and again"),
        (FIRST, "first asked: the answer cache emptied, each customer asked for once"),
    ):
        side, is_goal = sides[name], name == OURS
        said = "" if is_goal else ", first asked"
        count = f"{side['answers']:,} answers"
        figures += [
            Figure(
                f"{title}{said}, throughput times the best peer's", "x",
                tuple(rate / most for rate in side["per_second"]),
                goal=3.0 if is_goal else None, at_least=True, note=f"{how}; {same}",
            ).as_json(),
            Figure(
                f"{title}{said}, p99 at {found['rate']:.0f}/s", "ms", tuple(side["p99"]),
                goal=least_p99 if is_goal else None,
                note=f"{count}; the best peer's p99 at the same rate: {least_p99:.1f} ms",
            ).as_json(),
        ]  # fmt: skip
    return figures
