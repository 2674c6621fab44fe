"""The figures of the step `front`, from what the browser said."""

from typing import Any

from bench.run import Json
from bench.stats import Figure

WORTH_COMPRESSING = 1400  # bytes: below, one packet carries it either way
QUIET = 5000.0  # ms: the other pages are fetched from then on, when the first one stands
PAGES = {"book": "book home", "customer": "customer 360"}
Entry = dict[str, Any]


def figures(found: Json) -> list[Json]:
    """All of them, in the order in which a reader asks."""
    every = [*_quality(found), *_bytes(found), *_paints(found), *_scrolling(found),
             *_shifts(found), *_acting(found), *_transport(found)]  # fmt: skip
    return [one.as_json() for one in every]


def _quality(found: Json) -> list[Figure]:
    out = []
    for page, name in PAGES.items():
        runs = found["quality"][page]
        failed = [run["error"] for run in runs if run["error"]]
        if failed:
            raise RuntimeError(f"Lighthouse on {name}: {failed[0]}")
        weak = sorted({word for run in runs for word in run["weak"]})
        for key, called in (("performance", "performance"), ("practices", "best practices")):
            out.append(
                Figure(f"Lighthouse {called}, {name}", "", tuple(run[key] for run in runs),
                       goal=95, at_least=True,
                       note="; ".join(weak) if key == "performance" else "")
            )  # fmt: skip
    return out


def _bytes(found: Json) -> list[Figure]:
    first = found["first"]
    return [
        *(Figure(f"JavaScript of {name} without the engine of its charts, compressed", "bytes",
                 tuple(sent(scripts(run)) for run in first[page]), goal=200_000,
                 note=f"{len(scripts(first[page][0]))} files") for page, name in PAGES.items()),
        Figure("engine of the charts, asked for once the words stand, compressed", "bytes",
               tuple(sent(engine(run)) for run in first["book"])),
    ]  # fmt: skip


def scripts(run: Json) -> list[Entry]:
    """The scripts that a page's words and figures need."""
    return [one for one in run["entries"] if one["name"].endswith(".js") and one["start"] < QUIET
            and one not in engine(run)]  # fmt: skip


def engine(run: Json) -> list[Entry]:
    """The scripts that draw charts."""
    return [one for one in run["entries"] if one["name"].rpartition("/")[2].startswith("engine-")]


def sent(entries: list[Entry]) -> float:
    """Their bytes as they were sent, without heads."""
    return float(sum(one["sent"] for one in entries))


def _paints(found: Json) -> list[Figure]:
    out = []
    for page, name in reversed(PAGES.items()):
        for visit, how in (("first", "no file kept"), ("again", "files kept")):
            runs = tuple(float(run["largest"]) for run in found[visit][page])
            out.append(
                Figure(f"largest contentful paint of {name}, {how}", "ms", runs,
                       goal=1000 if page == "customer" else None, note="the API's answers are warm")
            )  # fmt: skip
    return out


def _scrolling(found: Json) -> list[Figure]:
    out, scrolled = [], f"{found['rows']:,} rows"
    for way, name in (("wheel", "by wheel"), ("keys", "by keyboard")):
        runs = [run[way] for run in found["scrolling"]]
        rows = max(run["rows"] for run in runs)
        out += [
            Figure(f"{scrolled} scrolled {name}, longest task", "ms",
                   tuple(run["wall"] for run in runs), goal=50, note=f"{rows} rows in the page"),
            Figure(f"{scrolled} scrolled {name}, longest task's time on the processor", "ms",
                   tuple(run["cpu"] for run in runs)),
        ]  # fmt: skip
    return out


def _shifts(found: Json) -> list[Figure]:
    shifts: dict[str, float] = found["shifts"]
    worst = sorted(shifts, key=lambda name: -shifts[name])
    return [
        Figure(f"layout shift, worst page {screen}", "",
               (max(value for name, value in shifts.items() if name.endswith(f", {key}")),),
               goal=0.02,
               note="; ".join(f"{name.partition(',')[0]} {shifts[name]:.3f}"
                              for name in worst if name.endswith(f", {key}"))[:300])
        for key, screen in (("desk", "at 1440 pixels"), ("phone", "at 390 pixels"))
        if any(name.endswith(f", {key}") for name in shifts)
    ]  # fmt: skip


def _acting(found: Json) -> list[Figure]:
    words = {
        "search": "search, from a letter to its result",
        "tab": "a tab of the customer, from the press to its rows",
        "filter": "a filter of the grid, from the press to its rows",
        "event": "slowest interaction of all, as the browser times them",
    }
    return [
        Figure(name, "ms", tuple(float(run[key]) for run in found["acting"]))
        for key, name in words.items()
    ]


def _transport(found: Json) -> list[Figure]:
    runs = found["first"]["customer"]
    entries = [one for run in runs for one in run["entries"]]
    plain = [one for one in entries if one["plain"] > WORTH_COMPRESSING and not one["encoding"]
             and one["bytes"] > 0 and not one["name"].endswith((".woff2", ".png"))]  # fmt: skip
    old = [one for one in entries if one["protocol"] != "h2"]
    return [
        Figure("customer 360: answers and assets worth it that came uncompressed", "",
               (len(plain),), goal=0,
               note=", ".join(sorted({one["name"][-60:] for one in plain})[:5])),
        Figure("customer 360: requests not over HTTP/2", "", (len(old),), goal=0),
        Figure("customer 360: rounds of API requests, one after the other", "",
               tuple(float(rounds(run["entries"])) for run in runs)),
    ]  # fmt: skip


def rounds(entries: list[Entry]) -> int:
    """How many times the page waited for an API answer before it asked for the next."""
    asked = sorted((one["start"], one["end"]) for one in entries if "/api/" in one["name"])
    count, until = 0, -1.0
    for start, end in asked:
        if start > until:
            count, until = count + 1, end
    return count


def waterfall(run: Json) -> list[str]:
    """What a visit of customer 360 asked for, in order: a Markdown table."""
    rows = [
        "| from ms | to ms | what | bytes sent | bytes | sent as |",
        "|---|---|---|---|---|---|",
    ]
    for one in sorted(run["entries"], key=lambda one: float(one["start"])):
        if one["start"] < QUIET:
            name = "/" + str(one["name"]).split("/", 3)[3]
            rows.append(
                f"| {one['start']:.0f} | {one['end']:.0f} | `{name}` | {one['sent']:,} | "
                f"{one['plain']:,} | {one['protocol']} {one['encoding']} |"
            )
    return rows
