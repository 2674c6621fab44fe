"""The step `front`: a customer's page in headless Chromium, through the edge."""

import json
import subprocess
from typing import Any

from psycopg import sql

from bench.run import ROOT, Bench, Json, listening
from bench.stats import Figure
from demo.directory import demo_users
from demo.run import edge_program, node, static_folder
from demo.services.certificates import make_certificate
from demo.services.places import pick_port
from demo.services.process import spawn, wait_until

RUNS = 5
WORTH_COMPRESSING = 1400  # bytes: below, one packet carries it either way


def front(bench: Bench) -> Json:
    """Largest paint, and whether everything came compressed, by HTTP/2 and side by side."""
    stack, schema = bench.servers(), bench.schema()
    with bench.owner() as database:
        users = demo_users(database)
    stack.directory.replace_people(user.person() for user in users)
    rm = users[0]
    with bench.owner() as database:
        rows = database.execute(
            sql.SQL("select customer_id from {}.customer where rm_id = %s limit %s").format(
                sql.Identifier(schema)
            ),
            [rm.employee_id, RUNS],
        ).fetchall()
    app = bench.application()
    port = pick_port()
    certificate = make_certificate(bench.folder / "run" / "tls", "edge")
    environment = bench.environment(
        NODE_ENV="production", EDGE_HOST="127.0.0.1", EDGE_PORT=str(port),
        EDGE_TLS_CERT=str(certificate.chain), EDGE_TLS_KEY=str(certificate.key),
        EDGE_UPSTREAM=f"http://127.0.0.1:{app.ports[0]}", EDGE_STATIC_DIR=str(static_folder()),
    )  # fmt: skip
    command = [node(), str(edge_program())]
    edge = spawn("edge", command, bench.folder / "run", env=environment, cwd=ROOT)
    bench.children.callback(edge.stop)
    wait_until(lambda: listening(port), edge)
    asked = {"url": f"https://localhost:{port}", "username": rm.username, "password": rm.password,
             "customers": [row[0] for row in rows]}  # fmt: skip
    done = subprocess.run(
        [node(), "bench/front.mjs", json.dumps(asked)], cwd=ROOT, capture_output=True, check=False
    )
    edge.stop()
    app.stop()
    if done.returncode:
        raise RuntimeError(f"the browser failed: {done.stderr.decode()[-2000:]}")
    runs = json.loads(done.stdout)
    return {"runs": runs, "figures": figures(runs)}


def figures(runs: list[Json]) -> list[Json]:
    """The step's figures; waiting requests are API requests begun after another had ended."""
    entries = [one for run in runs for one in run["entries"]]
    plain = [one for one in entries if one["plain"] > WORTH_COMPRESSING and not one["encoding"]
             and one["bytes"] > 0 and not one["name"].endswith((".woff2", ".png"))]  # fmt: skip
    old = [one for one in entries if one["protocol"] != "h2"]
    lcp = tuple(float(run["lcp"]) for run in runs)
    return [
        Figure("customer 360 in a browser, largest paint", "ms", lcp).as_json(),
        Figure("answers and assets worth it that came uncompressed", "", (len(plain),),
               goal=0, note=", ".join(sorted({one["name"][-60:] for one in plain})[:5])).as_json(),
        Figure("requests not over HTTP/2", "", (len(old),), goal=0).as_json(),
        Figure("rounds of API requests, one after the other", "",
               tuple(float(rounds(run["entries"])) for run in runs)).as_json(),
    ]  # fmt: skip


def rounds(entries: list[dict[str, Any]]) -> int:
    """How many times the page waited for an API answer before it asked for the next."""
    asked = sorted((one["start"], one["end"]) for one in entries if "/api/" in one["name"])
    count, until = 0, -1.0
    for start, end in asked:
        if start > until:
            count, until = count + 1, end
    return count
