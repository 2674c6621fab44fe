"""The step `answers`: each of the product's answers under an open load, beside its floors."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import floor_queries
from bench.files import files
from bench.run import App, Bench, Json
from bench.stats import Figure, percentile
from bench.traffic import Load, Request, serving, warm

FILTERS = (
    "",
    "?direction=debit",
    "?channel=UPI",
    "?direction=credit&min=100000",
    "?category=groceries,bills",
    "?q=upi&direction=debit",
    "?from=2026-03-01&to=2026-06-30",
    "?channel=UPI,NEFT&min=5000&max=5000000&from=2025-12-01",
)
SORTS = ("-trv", "name", "city", "last_contact_on", "-casa", "trv_change_day", "segment", "loans")
WORDS = ("deposit", "groceries", "locker", "salary", "renew")  # of notes, bookings and requests
LONGEST_RUN = 16.0  # seconds, of an answer that is asked for rarely
BOOK_FILTERS = ("", "&segment=affluent", "&product=savings", "&min_trv=10000000", "&q=sha")


@dataclass(frozen=True)
class Measured:
    """One answer to measure: how many a second, its goals in ms, its floor's statement.

    `asked_again`: each run asks the same, for what to ask for takes long to find.
    """

    name: str
    rate: float
    goals: dict[float, float]
    requests: Callable[[Load, int], list[Request]]
    floor: str = ""
    cached: bool = False
    asked_again: bool = False


def _about(below: str) -> Callable[[Load, int], list[Request]]:
    return lambda load, count: [load.ask(one, below) for one in load.take(count)]


def _transactions(load: Load, count: int) -> list[Request]:
    return [
        load.ask(one, f"/transactions{FILTERS[n % len(FILTERS)]}")
        for n, one in enumerate(load.take(count))
    ]


def _last_pages(load: Load, count: int) -> list[Request]:
    """The last page of those with more than one, found by going there, then asked afresh."""
    going = [load.ask(one, "/transactions?limit=20") for one in load.take(count)]
    last: list[Request] = []
    for _ in range(12):
        read = load.open(going, 200, len(going) / 200 + 0.5, keep=True)
        following = []
        for place, body in read["kept"].items():
            cursor = _next(body)
            asked = going[int(place)]
            base = asked["path"].partition("&cursor=")[0]
            if cursor:
                following.append({**asked, "path": f"{base}&cursor={cursor}"})
            elif "cursor" in asked["path"]:
                last.append(asked)
        going = following
        if not going:
            break
    load.forget()
    return last or going


def _next(body: str) -> str:
    import json
    from urllib.parse import quote

    return quote(json.loads(body).get("next") or "")


def _search(load: Load, texts: Iterable[str]) -> list[Request]:
    from urllib.parse import quote

    bank = load.head("bank")
    return [{"path": f"/api/search?q={quote(text)}", "token": bank} for text in texts]


def _typed(load: Load, count: int) -> list[Request]:
    """Names as they are typed: 3 letters, 5, the first word, the whole name in turn."""
    texts = []
    for n, one in enumerate(load.take(count)):
        first = one.name.split()[0]
        texts.append((one.name[:3], one.name[:5], first, one.name)[n % 4])
    return _search(load, texts)


def _misspelt(load: Load, count: int) -> list[Request]:
    cases = load.misspelt
    first = load.seed * count
    return _search(load, [cases[(first + n) % len(cases)].typed for n in range(count)])


def _exact(load: Load, count: int) -> list[Request]:
    return _search(
        load,
        [
            (one.customer_id, one.mobile, one.pan, one.account_id)[n % 4]
            for n, one in enumerate(load.take(count))
        ],
    )


def _grid(load: Load, count: int) -> list[Request]:
    combos = [f"sort={sort}{more}" for sort in SORTS for more in BOOK_FILTERS]
    rms = list(load.sample.rms)
    return [
        {
            "path": f"/api/book/customers?{combos[(n // len(rms) + n) % len(combos)]}",
            "token": load.tokens[rms[n % len(rms)]],
        }
        for n in range(count)
    ]


def _as_rms(*paths: str) -> Callable[[Load, int], list[Request]]:
    def requests(load: Load, count: int) -> list[Request]:
        rms = list(load.sample.rms)
        every = [{"path": path, "token": load.tokens[rm]} for path in paths for rm in rms]
        return every[:count]

    return requests


def _notes(load: Load, count: int) -> list[Request]:
    rms = list(load.sample.rms)
    return [
        {
            "path": f"/api/search/notes?q={WORDS[n % len(WORDS)]}",
            "token": load.tokens[rms[(load.seed * count + n) % len(rms)]],
        }
        for n in range(count)
    ]


def _as_head(level: str) -> Callable[[Load, int], list[Request]]:
    """Each answer differs by a parameter that means nothing, so that none is cached."""
    return lambda load, count: [
        {"path": f"/api/book?fresh={load.seed}-{n}", "token": load.head(level)}
        for n in range(count)
    ]


def _again(load: Load, count: int) -> list[Request]:
    """Answers that are in the cache: the same 100 first screens over and over."""
    requests = [load.ask(one) for one in load.sample.customers[:100]]
    load.open(requests, 100, 1.5)
    return requests


ANSWERS = (
    Measured("customer 360", 40, {0.5: 8, 0.99: 25}, _about(""), "customer"),
    Measured("answer from the cache", 200, {0.99: 5}, _again, cached=True),
    Measured("balance trend, 13 months", 40, {0.99: 15}, _about("/balances"), "balances"),
    Measured("transactions, filtered", 40, {0.99: 20}, _transactions, "transactions"),
    Measured(
        "transactions, last page", 20, {0.99: 20}, _last_pages, "transactions", asked_again=True
    ),
    Measured("search as typed, whole bank", 20, {0.99: 15}, _typed, "search"),
    Measured("search misspelt, whole bank", 20, {0.99: 30}, _misspelt, "search"),
    Measured("search exact number, whole bank", 40, {0.99: 5}, _exact, "exact"),
    Measured("book of 1,000, any sort and filter", 20, {0.99: 30}, _grid, "book_page"),
    Measured("notes of a book by a word", 5, {0.99: 100}, _notes),
    Measured("book home", 40, {0.99: 10}, _as_rms("/api/book", "/api/book/trend"), "book_home"),
    Measured("branch roll-up", 40, {0.99: 15}, _as_head("branch"), "roll_up_branch"),
    Measured("region roll-up", 40, {0.99: 15}, _as_head("region"), "roll_up_region"),
    Measured("bank roll-up", 40, {0.99: 15}, _as_head("bank"), "roll_up_bank"),
)


def answers(bench: Bench) -> Json:
    """Every answer in turn; the application serves nothing else meanwhile."""
    load = serving(bench)
    bare = bench.application("bench.bare:application")
    found, details = [], []
    for one in ANSWERS:
        figures, detail = _measure(load, bare, one)
        found += figures
        details.append(detail)
        print(f"    {one.name}: {detail['p50']:.1f} / {detail['p99']:.1f} ms", flush=True)
    found += _throughput(load, bare)
    found += files(load)
    bare.stop()
    found += _cold(bench, load)
    return {"figures": found, "answers": details}


def _measure(load: Load, bare: App, one: Measured) -> tuple[list[Json], Json]:
    bench = load.bench
    rate = one.rate * bench.rate_times
    # So many that a p99 is not one of the run's two or three slowest.
    seconds = min(max(bench.seconds, bench.answers_of_run / rate), LONGEST_RUN)
    count = int(rate * seconds * 1.3) + 20
    runs: list[list[float]] = []
    errors = size = 0
    requests: list[Request] = []
    for _ in range(bench.repeats):
        if not (requests and one.asked_again):
            requests = one.requests(load, count)
        if not one.cached:
            load.forget()
        warm(bench)
        read = load.open(requests, rate, min(seconds, len(requests) / rate))
        runs.append([seconds * 1000 for seconds in read["latency"]])
        errors += sum(status != 200 for status in read["status"]) + read["unanswered"]
        size = int(percentile(read["size"], 0.5))
    path = [{"path": f"/bytes/{size}"}]
    plain = load.open(path, rate, bench.seconds_of_floor, ports=bare.ports)["latency"]
    statement = floor_queries.measure(bench, load.sample, one.floor) if one.floor else None
    figures, answered = [], sum(len(run) for run in runs)
    for share, goal in one.goals.items():
        floors = {"bare view": percentile(plain, share) * 1000}
        if statement:
            floors["prepared statement"] = percentile(statement, share) * 1000
        figure = Figure(
            f"{one.name}, p{share * 100:.0f}",
            "ms",
            tuple(percentile(run, share) for run in runs),
            floor=max(floors.values()),
            goal=goal,
            note=f"{rate:g}/s, {answered:,} answers, {errors} errors, {size:,} bytes",
        ).as_json()
        if errors:
            figure["met"] = False
        figures.append({**figure, "floors": floors})
    every = [latency for run in runs for latency in run]
    detail = {
        "name": one.name, "rate": rate, "errors": errors, "bytes": size, "runs": len(runs),
        "answers": len(every), "p50": percentile(every, 0.5), "p90": percentile(every, 0.9),
        "p99": percentile(every, 0.99), "slowest": max(every),
    }  # fmt: skip
    return figures, detail


def _throughput(load: Load, bare: App) -> list[Json]:
    """A cached answer beside a bare view that returns the same bytes: closed loop."""
    requests = _again(load, 0)
    size = int(percentile(load.open(requests, 100, 1.0)["size"], 0.5))
    ratios, rates = [], []
    for _ in range(load.bench.repeats):
        ours = best_rate(load, requests, load.app.ports)
        plain = best_rate(load, [{"path": f"/bytes/{size}"}], bare.ports)
        ratios.append(ours / plain)
        rates.append(ours)
    return [
        Figure("cached answer, throughput beside a bare view", "x", tuple(ratios), floor=1.0,
               goal=0.35, at_least=True, note=f"{size:,} bytes").as_json(),
        Figure("cached answer, throughput", "answers/s", tuple(rates)).as_json(),
    ]  # fmt: skip


def best_rate(load: Load, requests: Sequence[Request], ports: list[int]) -> float:
    """Answers a second of status 200 at the best of some numbers of connections."""
    best = 0.0
    for connections in load.bench.connections:
        read = load.closed(requests, connections, 0.7 if load.bench.small else 5.0, ports)
        good = sum(status == 200 for status in read["status"])
        best = max(best, good / read["seconds"])
    return best


def _cold(bench: Bench, earlier: Load) -> list[Json]:
    """Customer 360 with nothing of the database in memory: restarted, the page cache dropped."""
    runs, dropped, rate, answered = [], False, 0.0, 0
    for number in range(bench.repeats):
        bench.stop_servers()
        bench.servers()
        load = Load(bench, like=earlier)
        load.seed += 1000 * (number + 1)
        load.take(2000 * number % max(1, len(load.sample.customers) - 500))
        load.open(
            [load.ask(one) for one in load.take(8)], 20, 0.5
        )  # the code is warm, not the data
        dropped = drop_page_cache()
        rate = 10.0 * bench.rate_times
        requests = [load.ask(one) for one in load.take(250)]
        read = load.open(requests, rate, bench.seconds)
        runs.append(percentile(read["latency"], 0.99) * 1000)
        answered += len(read["latency"])
        bench.serving = load
    how = "PostgreSQL restarted" + (", page cache dropped" if dropped else
                                    "; NOT dropped: the page cache (needs root)")  # fmt: skip
    return [
        Figure("customer 360, cold page cache, p99", "ms", tuple(runs), goal=80,
               note=f"{rate:g}/s, {answered} answers, {how}").as_json()
    ]  # fmt: skip


def drop_page_cache() -> bool:
    """Drop the system's page cache; False where that needs rights we do not have."""
    import subprocess

    subprocess.run(["sync"], check=False)
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return False
    return True
