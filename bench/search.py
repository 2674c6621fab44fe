"""The step `search`: is the intended name among the first five, for a labelled set of slips?"""

import json
from collections import defaultdict
from urllib.parse import quote

from bench.run import Bench, Json
from bench.stats import Figure
from bench.traffic import serving

FIRST = 5


def search(bench: Bench) -> Json:
    """Recall@5 over the whole bank: a hit names a customer of the intended name."""
    load = serving(bench)
    cases, bank = load.misspelt, load.head("bank")
    requests = [{"path": f"/api/search?q={quote(case.typed)}", "token": bank} for case in cases]
    read = load.each(requests)
    by_kind: dict[str, list[bool]] = defaultdict(list)
    missed = []
    for place, case in enumerate(cases):
        names = first_names(read["kept"].get(str(place), "{}"))
        found = any(case.meant(name) for name in names)
        by_kind[case.kind].append(found)
        if not found:
            missed.append([case.kind, case.name, case.typed, names])
    every = [found for rows in by_kind.values() for found in rows]
    return {
        "asked": len(every),
        "by_kind": {kind: sum(rows) / len(rows) for kind, rows in by_kind.items()},
        "missed": missed[:100],
        "figures": [
            Figure(
                "search misspelt, intended name in the first five", "share",
                (sum(every) / len(every),), goal=0.9, at_least=True,
            ).as_json()
        ],
    }  # fmt: skip


def first_names(body: str) -> list[str]:
    """The first five names of an answer, in its own order."""
    groups = json.loads(body).get("groups", [])
    hits = [hit for group in groups for hit in group["results"]]
    return [str(hit["name"]) for hit in hits[:FIRST]]
