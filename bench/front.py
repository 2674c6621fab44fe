"""The step `front`: the built web application in headless Chromium, through the edge."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from psycopg import sql

from bench.front_figures import figures
from bench.run import ROOT, App, Bench, Json, listening
from demo.directory import DemoUser, demo_users
from demo.run import edge_program, node, static_folder
from demo.services.certificates import make_certificate
from demo.services.places import pick_port
from demo.services.process import Child, spawn, wait_until

ROWS = 2000  # of the grid that is scrolled
SMALL_ROWS = 1000
# How often each part is measured; in a small run less often where the runs hardly differ.
RUNS = {"loading": 5, "acting": 5, "lighthouse": 5, "scrolling": 5}
SMALL_RUNS = {"loading": 2, "acting": 2, "lighthouse": 1, "scrolling": 1}
BROWSER = ROOT / "bench" / "browser"


def front(bench: Bench) -> Json:
    """Lighthouse, bytes, paints, scrolling, shifts and waits of the pages people live on."""
    install()
    bench.servers()
    with bench.owner() as database:
        users = {user.role: user for user in reversed(demo_users(database))}
    bench.servers().directory.replace_people(user.person() for user in users.values())
    app = bench.application()
    edge, url = start_edge(bench, app)
    runs, rows = (SMALL_RUNS, SMALL_ROWS) if bench.small else (RUNS, ROWS)
    asked = {
        "url": url, "rows": rows, "runs": runs,
        "screens": ["phone"] if bench.small else ["desk", "phone"],
        "head": head_of_many(bench, users, rows),
        "people": {
            role: {"username": user.username, "password": user.password}
            for role, user in users.items()
        },
        "customers": customers_of(bench, users["rm"], runs["acting"]),
    }  # fmt: skip
    done = subprocess.run(
        [node(), str(BROWSER / "measure.mjs"), json.dumps(asked)],
        cwd=ROOT, stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    edge.stop()
    app.stop()
    if done.returncode:
        raise RuntimeError("the browser failed: its words are above")
    found: Json = {**json.loads(done.stdout), "rows": rows}
    return {**found, "figures": figures(found)}


def install() -> None:
    """The browser's packages, by their lock file."""
    lock = (BROWSER / "package-lock.json").read_text()
    mark = BROWSER / "node_modules" / "installed"
    if mark.exists() and mark.read_text() == lock:
        return
    shutil.rmtree(BROWSER / "node_modules", ignore_errors=True)
    npm = Path(node()).with_name("npm")
    program = str(npm) if npm.exists() else "npm"
    subprocess.run([program, "ci"], cwd=BROWSER, check=True, capture_output=True)
    mark.write_text(lock)


def start_edge(bench: Bench, app: App) -> tuple[Child, str]:
    """The web server in front of the application, and its address."""
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
    return edge, f"https://localhost:{port}"


def customers_of(bench: Bench, rm: DemoUser, many: int) -> list[str]:
    """Some customers of a relationship manager."""
    return [str(row[0]) for row in _rows(bench, "select customer_id from {}.customer where"
            " rm_id = %s order by customer_id limit %s", [rm.employee_id, many])]  # fmt: skip


def head_of_many(bench: Bench, users: dict[str, DemoUser], rows: int) -> str:
    """The role of the lowest head whose grid has enough rows; LookupError where none has."""
    for role in ("branch_head", "cluster_head", "region_head"):
        statement = """
            with recursive below as (
                select unit_id from {0}.employee where employee_id = %s
                union all
                select u.unit_id from {0}.unit u join below b on u.parent_id = b.unit_id)
            select count(*) from {0}.customer c join {0}.employee e on e.employee_id = c.rm_id
            where e.unit_id in (select unit_id from below)"""
        if role in users and _rows(bench, statement, [users[role].employee_id])[0][0] >= rows:
            return role
    raise LookupError(f"no head has {rows} customers: the step front wants CUSTOMERS=20000 or more")


def _rows(bench: Bench, statement: str, values: list[Any]) -> list[Any]:
    schema = sql.Identifier(bench.schema())
    with bench.owner() as database:
        # The statements are this file's own.
        return database.execute(sql.SQL(statement).format(schema), values).fetchall()
