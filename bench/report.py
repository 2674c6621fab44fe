"""Results: JSON, tables and charts from the steps' own files. No figure is typed by hand."""

import json
from datetime import UTC, datetime
from pathlib import Path

from bench import growth
from bench.front_figures import waterfall
from bench.run import ROOT, Bench, Json

RESULTS = ROOT / "bench" / "results"
FULL = 8_000_000
TOLD = 100_000
STEPS_OF_FRONT = "machine,generate,first-load,front"
TOLD_OF_FRONT = 20_000  # from here on a head's grid has the rows that are scrolled
PARTS_SHOWN = 24  # of a load's tables, the longest
PARTS_TOLD = (
    "Seconds of its parts. What is copied, checked, indexed and analyzed is so beside the build, "
    "so these times add up to more."
)
WORDS = {True: "yes", False: "**no**", None: ""}


def write(bench: Bench, steps: list[str]) -> None:
    """Write `<customers>.json` and its tables; at full size `full-size.json` as well."""
    found: dict[str, Json] = {name: got for name in steps if (got := bench.saved(name))}
    figures = [figure for got in found.values() for figure in got.get("figures", [])]
    # A run too small to tell anything keeps its results to itself.
    results = RESULTS if bench.customers >= TOLD else bench.folder / "results"
    results.mkdir(exist_ok=True)
    told = {"customers": bench.customers, "figures": figures}
    if bench.customers == FULL:
        (RESULTS / "full-size.json").write_text(json.dumps(told, indent=1) + "\n")
    content = json.dumps({**told, "thorough": not bench.small}, indent=1) + "\n"
    (results / f"{bench.customers}.json").write_text(content)
    (results / f"{bench.customers}.md").write_text(page(bench, found))
    if "night" in found:
        of_night = found["night"]["journal"]["steps"]
        chart_night(of_night, results / f"{bench.customers}-night.svg")
    growth.write(results)
    if "front" in found:
        write_front(bench, found)


def write_front(bench: Bench, found: dict[str, Json]) -> None:
    """`web.json` and `web.md`: the web application, whatever the size of the bank behind it."""
    results = RESULTS if bench.customers >= TOLD_OF_FRONT else bench.folder / "results"
    front = found["front"]
    content = {"customers": bench.customers, "figures": front["figures"]}
    (results / "web.json").write_text(json.dumps(content, indent=1) + "\n")
    lines = [
        "# The web application in a browser",
        *head(found, f"make bench CUSTOMERS={bench.customers} STEPS={STEPS_OF_FRONT}"),
        f"{front['version']}, headless, on the same cores as all that answers it. What the "
        "figures mean: [docs/performance.md](../../docs/performance.md#the-front).",
        *figure_table(front["figures"]),
        "## What a first visit of customer 360 asks for",
        *waterfall(front["first"]["customer"][-1]),
    ]
    (results / "web.md").write_text("\n\n".join(_joined(lines)) + "\n")


def page(bench: Bench, found: dict[str, Json]) -> str:
    """All that was measured at one size, as Markdown."""
    lines = [
        f"# {bench.customers:,} customers",
        *head(found, f"make bench CUSTOMERS={bench.customers}{' THOROUGH=yes' * bench.thorough}"),
    ]
    for name, got in found.items():
        if got.get("figures"):
            lines += [f"## {name}", *figure_table(got["figures"])]
    for step in ("first-load", "night"):
        if step in found:
            lines += [f"## Where the time of the {step} goes", *breakdown(found[step])]
    lines += ["## How long each step took", *time_table(found)]
    if "peers" in found:
        lines += ["## Peers, each side", *peer_table(found["peers"])]
    return "\n\n".join(_joined(lines)) + "\n"


def head(found: dict[str, Json], command: str) -> list[str]:
    """How, when and on what all was measured."""
    machine = found.get("machine", {})
    versions = ", ".join(f"{name} {said}" for name, said in machine.get("versions", {}).items())
    reclaimed = machine.get("reclaimed_after_s")
    begin = machine.get("writes_begin_at")
    early = f" (from {begin >> 20} MiB on that wait)" if begin else ""
    forgets = f" (pages untouched for {reclaimed:g} s leave it: DAMON)" if reclaimed else ""
    return [
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d}; "
        f"{machine.get('processor')}, {machine.get('cores')} cores, "
        f"{machine.get('memory_gib')} GiB{forgets}, "
        f"{machine.get('disk_write_mb_s')} MB/s written to disk{early}; "
        f"{machine.get('system')}; commit {machine.get('commit')}.",
        f"Versions: {versions}.",
    ]


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs; the rows of a table stay together."""
    out: list[str] = []
    for line in lines:
        if line.startswith("|") and out and out[-1].startswith("|"):
            out[-1] += "\n" + line
        else:
            out.append(line)
    return out


def figure_table(figures: list[Json]) -> list[str]:
    """Median, spread, floor, goal, and whether it is met."""
    rows = ["| figure | median | spread | runs | floor | goal | met | how |",
            "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for one in figures:
        goal = "" if one["goal"] is None else f"{one['goal_is']} {one['goal']:.4g}"
        floor = "" if one["floor"] is None else f"{one['floor']:.4g}"
        floors = one.get("floors") or {}
        if floors:
            floor = ", ".join(f"{name} {value:.2f}" for name, value in floors.items())
        low, high = one["spread"]
        rows.append(
            f"| {one['name']} | {one['value']:g} {one['unit']} | {low:g} - {high:g} | "
            f"{one['runs']} | {floor} | {goal} | {WORDS[one['met']]} | {one['note']} |"
        )
    return rows


def breakdown(loaded: Json) -> list[str]:
    """Seconds of each step as the load's own journal has them, and of its longest parts."""
    steps = loaded["journal"]["steps"]
    rest = loaded["seconds"] - sum(steps.values())
    every = [*steps.items(), ("start of the program and the rest", rest)]
    rows = ["| step | s | share |", "|---|---|---|"]
    rows += [f"| {n} | {s:.1f} | {s / loaded['seconds']:.0%} |" for n, s in every]
    return [*rows, PARTS_TOLD, *part_table(loaded["journal"].get("parts", []))]


def part_table(parts: list[tuple[str, str, float]]) -> list[str]:
    """The longest parts: a row a table, a column for each kind of work."""
    kinds = list(dict.fromkeys(kind for kind, _, _ in parts))
    found: dict[str, dict[str, float]] = {}
    for kind, table, seconds in parts:
        of_table = found.setdefault(table, {})
        of_table[kind] = of_table.get(kind, 0.0) + seconds
    longest = sorted(found.items(), key=lambda one: -sum(one[1].values()))
    shown = [(table, got) for table, got in longest[:PARTS_SHOWN]]
    rest = {k: sum(got.get(k, 0.0) for _, got in longest[PARTS_SHOWN:]) for k in kinds}
    rows = [f"| part | {' | '.join(kinds)} |", "|---|" + "---|" * len(kinds)]
    for table, got in [*shown, ("all others", rest)]:
        cells = [f"{got[kind]:.2f}" if kind in got else "" for kind in kinds]
        rows.append(f"| {table} | {' | '.join(cells)} |")
    return rows


def time_table(found: dict[str, Json]) -> list[str]:
    """Seconds of each step that has a result, and all of them together."""
    spent = {name: float(got["seconds_of_step"]) for name, got in found.items()}
    rows = ["| step | s |", "|---|---|"]
    rows += [f"| {name} | {seconds:.0f} |" for name, seconds in spent.items()]
    return [*rows, f"| all | {sum(spent.values()):.0f} |"]


def peer_table(peers: Json) -> list[str]:
    """Throughput and p99 of each side, and what did not start."""
    rows = ["| job | side | answers/s, best | p99, ms | errors | same rows as ours |",
            "|---|---|---|---|---|---|"]  # fmt: skip
    for job, got in peers["jobs"].items():
        for name, side in got["sides"].items():
            p99 = sorted(side["p99"])[len(side["p99"]) // 2]
            rows.append(
                f"| {job} | {name} | {max(side['per_second']):.0f} | {p99:.1f} at "
                f"{got['rate']:.0f}/s | {side['errors']} | {got['same_ids'][name]} |"
            )
    return rows + [f"{name} did not run: {why}" for name, why in peers["failed"].items()]


def chart_night(steps: dict[str, float], target: Path) -> None:
    """One bar: where the night goes."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 1.8))
    left = 0.0
    for name, seconds in steps.items():
        axes.barh(0, seconds, left=left, label=f"{name} {seconds:.0f} s")
        left += seconds
    axes.set_yticks([])
    axes.set_xlabel("seconds")
    axes.legend(ncols=len(steps), loc="upper center", bbox_to_anchor=(0.5, 1.45), frameon=False)
    figure.savefig(target, bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
