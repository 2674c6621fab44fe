"""How cost grows with the bank: what the results of several sizes say beside each other."""

import json
from pathlib import Path

from bench.run import Json

LOADS = ("first-load, wall", "night, wall")
Sizes = dict[int, dict[str, Json]]


def write(results: Path) -> None:
    """`growth.md` and `growth.svg` from the `<customers>.json` of that folder."""
    sizes = {size: found for size, found in thorough(results).items() if LOADS[0] in found}
    if not sizes:
        return  # nothing measured yet: nothing to draw on a logarithmic scale
    (results / "growth.md").write_text("\n".join(table(sizes)) + "\n")
    _chart(sizes, results / "growth.svg")


def thorough(results: Path) -> Sizes:
    """The figures of each size, smallest first, by their names; of thorough runs alone.

    A short run asks at another rate and knows less of a p99.
    """
    found: Sizes = {}
    for path in results.glob("[0-9]*.json"):
        content = json.loads(path.read_text())
        if content["thorough"]:
            found[content["customers"]] = {one["name"]: one for one in content["figures"]}
    return dict(sorted(found.items()))


def latencies(sizes: Sizes) -> list[str]:
    """The names of the p99s with a goal in ms that more than one size has."""
    names = {name for found in sizes.values() for name in found}
    return sorted(
        name
        for name in names
        if ", p99" in name
        and " at " not in name  # peers: at a rate of each size's own
        and sum(found[name]["unit"] == "ms" for found in sizes.values() if name in found) > 1
    )


def table(sizes: Sizes) -> list[str]:
    """A row a figure, a column a size, and the last size's beside the first's.

    Of an answer the two are compared as they are; of a load by customer.
    """
    names = list(sizes)
    heads = [f"{size:,}" for size in names]
    lines = [
        "# How cost grows",
        "",
        f"p99 in ms, loads in seconds; by the number of customers ({', '.join(heads)}).",
        "",
        f"| figure | {' | '.join(heads)} | largest beside smallest |",
        "|---|" + "---|" * (len(names) + 1),
    ]
    for name in (*latencies(sizes), *LOADS):
        have = [size for size in names if name in sizes[size]]
        if len(have) < 2:
            continue
        cells = [f"{sizes[s][name]['value']:.1f}" if s in have else "" for s in names]
        ratio = sizes[have[-1]][name]["value"] / sizes[have[0]][name]["value"]
        told = f"{ratio:.2f}"
        if name in LOADS:
            told = f"{ratio * have[0] / have[-1]:.2f} a customer"
        lines.append(f"| {name} | {' | '.join(cells)} | {told} |")
    return lines


def _chart(sizes: Sizes, target: Path) -> None:
    """p99 of each answer and the seconds of both loads over the sizes."""
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.5))
    for axes, names in ((left, latencies(sizes)), (right, LOADS)):
        for name in names:
            have = [size for size in sizes if name in sizes[size]]
            values = [sizes[size][name]["value"] for size in have]
            axes.plot(have, values, marker="o", label=name)
    for axes, unit in ((left, "p99, ms"), (right, "s")):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("customers")
        axes.set_ylabel(unit)
        axes.legend(fontsize=6, frameon=False)
    figure.savefig(target, bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
