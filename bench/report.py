"""Results: JSON and tables from the steps' own files."""

import json

from bench.run import ROOT, Bench, Json

RESULTS = ROOT / "bench" / "results"


def write(bench: Bench, steps: list[str]) -> None:
    """Write `<customers>.json` and its table."""
    found: dict[str, Json] = {name: got for name in steps if (got := bench.saved(name))}
    figures = [figure for got in found.values() for figure in got.get("figures", [])]
    RESULTS.mkdir(exist_ok=True)
    content = json.dumps({"customers": bench.customers, "figures": figures}, indent=1)
    (RESULTS / f"{bench.customers}.json").write_text(content + "\n")
