"""Starting the peers, and asking each for the three jobs in its own words."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from bench.peers.prepare import PASSWORD, USER
from bench.run import ROOT, App, Bench, base_folder, listening, site
from bench.sample import Sampled
from demo.run import node
from demo.services.places import pick_port
from demo.services.process import spawn, wait_until

HERE = Path(__file__).resolve().parent
PROCESSES = 2
_installing = Lock()
TOKEN = "bench-admin-token-of-directus"
STAND_IN = "node_modules/@directus/api/no-isolated-vm"
Request = dict[str, Any]

CUSTOMER_QUERY = """query($id: String!, $rm: Int!) {
 allCustomers(condition: {customerId: $id, rmSeq: $rm}) { nodes {
  customerId fullName kind segment city birthDate mobile email branchId rmId kycStatus kycDueOn
  holdings { nodes { accountId role productName kind family currency status openedOn closing
   closingDayBefore interestRate creditLimit instalment maturesOn minimumBalance } }
  transactions { nodes { transactionId accountId postedOn postedSeq valueDate amount balanceAfter
   channel counterparty narration category } } } } }"""
BOOK_QUERY = """query($rm: Int!) {
 allFigures(condition: {rmSeq: $rm}, orderBy: TRV_DESC, first: 50) { totalCount nodes {
  customerId fullName kind segment city trv trvDayBefore casa termDeposits investments loans
  lastContactOn flags } } }"""
SEARCH_QUERY = """query($rm: Int!, $q: String!) { searchCustomers(rm: $rm, typed: $q) { nodes {
  customerId fullName kind segment branchId trv } } }"""


def start_drf(bench: Bench) -> App:
    """Django REST framework under the same server and settings as the product."""
    address = bench.servers().postgres
    python = f"{ROOT}:{ROOT / 'server'}:{site()}"
    return bench.application(
        "bench.peers.drf.app:application",
        PYTHONPATH=python, PEER_HOST=str(address.host), PEER_PORT=str(address.port),
        PEER_DATABASE="c360", PEER_USER=USER, PEER_PASSWORD=PASSWORD,
    )  # fmt: skip


def install_node() -> Path:
    """The Node peers' packages, by their lock file, in the folder of runs; peers start at once."""
    with _installing:
        return _installed()


def _installed() -> Path:
    folder = base_folder() / "peers"
    lock = (HERE / "node" / "package-lock.json").read_text()
    mark = folder / "installed"
    if not (mark.exists() and mark.read_text() == lock):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(
            HERE / "node", folder, ignore=shutil.ignore_patterns("node_modules"), dirs_exist_ok=True
        )
        _link(folder / "package-lock.json")
        npm = Path(node()).with_name("npm")
        program = str(npm) if npm.exists() else "npm"
        subprocess.run([program, "ci"], cwd=folder, check=True, env=_environment(),
                       capture_output=True)  # fmt: skip
        mark.write_text(lock)
    for name in ("graphql.mjs", "graphile.config.mjs", "directus.mjs"):
        shutil.copy(HERE / "node" / name, folder / name)
    return folder


def _link(lock: Path) -> None:
    """Tell npm where the stand-in for isolated-vm is; the kept lock says of no package where."""
    content = json.loads(lock.read_text())
    content["packages"]["node_modules/isolated-vm"]["resolved"] = STAND_IN
    lock.write_text(json.dumps(content))


def _environment(**more: str) -> dict[str, str]:
    path = f"{Path(node()).parent}:{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "NODE_ENV": "production", **more}


def _start_node(
    bench: Bench, name: str, command: list[str], env: dict[str, str], processes: int = PROCESSES
) -> App:
    app = App([], [])
    for number in range(processes):
        port = pick_port()
        child = spawn(
            f"{name}-{number}", command, bench.folder / "run",
            env={**env, "PORT": str(port)}, cwd=install_node(),
        )  # fmt: skip
        bench.children.callback(child.stop)
        wait_until(lambda port=port: listening(port), child, seconds=120, every=0.2)  # type: ignore[misc]
        app.ports.append(port)
        app.processes.append(child)
    return app


def start_postgraphile(bench: Bench) -> App:
    """Two processes of PostGraphile."""
    port = bench.servers().postgres.port
    url = f"postgres://{USER}:{PASSWORD}@127.0.0.1:{port}/c360"
    install_node()
    return _start_node(bench, "postgraphile", [node(), "graphql.mjs"], _environment(PEER_URL=url))


def start_directus(bench: Bench) -> App:
    """Two processes of Directus over tables of its own schema."""
    folder = install_node()
    environment = _environment(
        DB_CLIENT="pg", DB_HOST="127.0.0.1", DB_PORT=str(bench.servers().postgres.port),
        DB_DATABASE="c360", DB_USER=USER, DB_PASSWORD=PASSWORD, DB_SEARCH_PATH="dx",
        DB_POOL__MIN="2", DB_POOL__MAX="4", KEY="bench", SECRET="bench-secret-of-directus-000000",
        ADMIN_EMAIL="bench@example.com", ADMIN_PASSWORD="bench-password", ADMIN_TOKEN=TOKEN,
        HOST="127.0.0.1", TELEMETRY="false", LOG_LEVEL="error", RATE_LIMITER_ENABLED="false",
        CACHE_ENABLED="false", EXTENSIONS_PATH=str(folder / "no-extensions"),
        STORAGE_LOCAL_ROOT=str(folder / "uploads"), QUERY_LIMIT_MAX="1000",
    )  # fmt: skip
    program = [node(), "node_modules/directus/cli.js"]
    subprocess.run([*program, "bootstrap"], cwd=folder, env=environment, check=True,
                   capture_output=True)  # fmt: skip
    first = _start_node(bench, "directus-set-up", [*program, "start"], environment, 1)
    subprocess.run([node(), "directus.mjs"], cwd=folder, check=True, capture_output=True,
                   env={**environment, "PORT": str(first.ports[0])})  # fmt: skip
    first.stop()
    return _start_node(bench, "directus", [*program, "start"], environment)


def drf_request(job: str, one: Sampled) -> Request:
    """The job in the words of the REST framework's peer."""
    rm = one.rm_seq
    if job == "customer":
        return {"path": f"/customers/{one.customer_id}?rm_seq={rm}"}
    if job == "book":
        return {"path": f"/figures?rm_seq={rm}&ordering=-trv&limit=50"}
    return {"path": f"/found?rm_seq={rm}&typed={quote(one.name[:4])}&limit=20&ordering=-trv"}


def postgraphile_request(job: str, one: Sampled) -> Request:
    """The job as one GraphQL query."""
    query, variables = {
        "customer": (CUSTOMER_QUERY, {"id": one.customer_id, "rm": one.rm_seq}),
        "book": (BOOK_QUERY, {"rm": one.rm_seq}),
        "search": (SEARCH_QUERY, {"rm": one.rm_seq, "q": one.name[:4]}),
    }[job]
    body = json.dumps({"query": query, "variables": variables})
    return {"path": "/graphql", "method": "POST", "body": body}


def directus_request(job: str, one: Sampled) -> Request:
    """The job as one item query."""
    rm = json.dumps({"rm_seq": {"_eq": one.rm_seq}})
    if job == "customer":
        order = ["-posted_on", "-posted_seq", "account_id"]
        more = {
            "filter": json.dumps({"customer_id": {"_eq": one.customer_id},
                                  "rm_seq": {"_eq": one.rm_seq}}),
            "fields": "*,holdings.*,transactions.*",
            "deep": json.dumps({"transactions": {"_sort": order, "_limit": 50}}),
        }  # fmt: skip
        path = f"/items/customer?{urlencode(more)}"
    elif job == "book":
        words = {"filter": rm, "sort": "-trv", "limit": 50, "meta": "filter_count"}
        path = f"/items/figures?{urlencode(words)}"
    else:
        first = {"full_name": {"_istarts_with": one.name[:4]}}
        later = {"full_name": {"_icontains": f" {one.name[:4]}"}}
        begins = {"_and": [{"rm_seq": {"_eq": one.rm_seq}}, {"_or": [first, later]}]}
        words = {"filter": json.dumps(begins), "sort": "-trv", "limit": 20,
                 "fields": "customer_id,full_name,kind,segment,branch_id,trv"}  # fmt: skip
        path = f"/items/figures?{urlencode(words)}"
    return {"path": path, "token": TOKEN}


PEERS: dict[str, tuple[Callable[[Bench], App], Callable[[str, Sampled], Request]]] = {
    "Django REST framework": (start_drf, drf_request),
    "PostGraphile": (start_postgraphile, postgraphile_request),
    "Directus": (start_directus, directus_request),
}
