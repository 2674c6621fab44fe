"""The step `rms`: 200 RMs at work on the two cores that everything shares."""

import random
from collections import defaultdict
from urllib.parse import quote

from bench.run import Bench, Json
from bench.sample import Sampled
from bench.stats import Figure, percentile
from bench.traffic import Load, Request, serving

THINK = 12.0  # seconds between two actions of one RM, exponential
MIX = (("customer", 40), ("search", 20), ("home", 10), ("grid", 15), ("transactions", 15))


def rms(bench: Bench) -> Json:
    """The latency of every request of every action, and errors."""
    load = serving(bench)
    runs, by_route, errors, answers = [], defaultdict(list), 0, 0
    for number in range(bench.repeats):
        load.forget()
        load.seed += number
        requests, users = script(load, random.Random(load.seed))
        read = load.users(requests, users, THINK, 8.0 if bench.small else 30.0)
        runs.append(percentile(read["latency"], 0.99) * 1000)
        errors += sum(status != 200 for status in read["status"]) + read["unanswered"]
        answers += len(read["latency"])
        for index, seconds in zip(read["index"], read["latency"], strict=True):
            by_route[route_of(str(requests[index]["path"]))].append(seconds * 1000)
    return {
        "answers": answers,
        "rms": len(load.sample.rms),
        "routes": {
            route: {"answers": len(found), "p50": percentile(found, 0.5),
                    "p99": percentile(found, 0.99), "slowest": max(found)}
            for route, found in sorted(by_route.items())
        },
        "figures": [
            Figure("200 RMs working, p99", "ms", tuple(runs), goal=100,
                   note=f"{answers:,} answers, think time {THINK:g} s").as_json(),
            Figure("200 RMs working, errors", "", (errors,), goal=0).as_json(),
        ],
    }  # fmt: skip


def route_of(path: str) -> str:
    """The route without ids and values."""
    plain = path.partition("?")[0]
    words = plain.split("/")
    return "/".join("{id}" if word.isdigit() else word for word in words)


def script(load: Load, draw: random.Random) -> tuple[list[Request], list[list[list[int]]]]:
    """All requests, and for each RM the actions as lists of their places."""
    books: dict[str, list[Sampled]] = defaultdict(list)
    for one in load.sample.customers:
        books[one.rm_id].append(one)
    requests: list[Request] = []
    users = []
    kinds = [kind for kind, weight in MIX for _ in range(weight)]
    for rm, token in ((rm, load.tokens[rm]) for rm in load.sample.rms if rm in books):
        actions = [_action(draw.choice(kinds), books[rm], draw) for _ in range(30)]
        places = []
        for paths in actions:
            places.append(list(range(len(requests), len(requests) + len(paths))))
            requests += [{"path": path, "token": token} for path in paths]
        users.append(places)
    return requests, users


def _action(kind: str, book: list[Sampled], draw: random.Random) -> list[str]:
    one = draw.choice(book)
    at = f"/api/customers/{one.customer_id}"
    if kind == "customer":
        return [at, f"{at}/balances", f"{at}/cashflow", f"{at}/transactions?limit=10"]
    if kind == "search":
        return [f"/api/search?q={quote(one.name[: draw.randint(3, len(one.name))])}"]
    if kind == "grid":
        sort = draw.choice(("-trv", "name", "-casa", "last_contact_on"))
        return [f"/api/book/customers?sort={sort}"]
    if kind == "transactions":
        return [f"{at}/transactions?direction={draw.choice(('debit', 'credit'))}",
                f"{at}/transactions/summary"]  # fmt: skip
    return [f"/api/book{part}" for part in ("", "/trend", "/movers", "/calendar")]
