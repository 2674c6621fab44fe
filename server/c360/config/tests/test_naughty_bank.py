"""A bank whose names, narrations and service requests are the naughty strings, loaded and served.

Each comes back to the letter, on screens' answers and in files, and no file holds a formula.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

import pytest

from c360.nightly.tests.small_bank import DAY_2, SmallBank
from demo.services.slapd import Directory
from demo.services.stack import Stack

from .naughty import Wire, naughty
from .test_scope_oracle import WALLS
from .truth.served import PASSWORD, Viewer, application, command, environment_of, join

pytestmark = pytest.mark.xdist_group("oracle")

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=cmd|' /C calc'!A0",
            '=HYPERLINK("https://example.com")', "<script>alert(1)</script>")  # fmt: skip
RUN_BY_SPREADSHEETS = tuple("=+-@＝＋－＠")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ACCOUNT = "70100000001"


def storable(text: str) -> bool:
    """What a CSV file in UTF-8 and PostgreSQL can hold, and is not the same as nothing."""
    return "\x00" not in text and not re.search("[\ud800-\udfff]", text) and bool(text.strip())


TEXTS = [one for one in dict.fromkeys((*naughty(), *FORMULAS)) if storable(one)]


@dataclass(frozen=True)
class World:
    """The application's connection as the RM of all of them."""

    rm: Wire

    def rows(self, path: str, **query: str) -> list[dict[str, str]]:
        """Every page of a list."""
        found: list[dict[str, str]] = []
        answer = self.rm.ask("GET", f"/api/{path}", limit="200", **query).json
        found += answer["results"]
        while answer["next"]:
            more = self.rm.ask("GET", f"/api/{path}", limit="200", cursor=answer["next"], **query)
            answer = more.json
            found += answer["results"]
        return found


@pytest.fixture(scope="module")
def world(
    stack: Stack, directory: Directory, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One customer a text; the first has an account with a booking a text, and a request each."""
    folder = tmp_path_factory.mktemp("naughty")
    bank = SmallBank(folder)
    only = {name: bank.rows[name] for name in ("organisation_unit", "employee", "product")}
    bank.rows = {**only, **{name: [] for name in ("customer", "account", "holding", "book",
                 "balance", "transaction", "service_request")}}  # fmt: skip
    for n, text in enumerate(TEXTS):
        customer = f"N{n:04}"
        bank.rows["customer"].append({
            "customer_id": customer, "kind": "person", "full_name": text, "branch_id": "BR1",
            "onboarded_on": "2020-01-01", "is_staff": "false", "is_vip": "false", "city": text,
        })  # fmt: skip
        bank.rows["book"].append(
            {"rm_id": "E1", "customer_id": customer, "from_date": "2020-01-01"}
        )
        bank.rows["transaction"].append({
            "transaction_id": f"T{n}", "account_id": ACCOUNT, "posted_on": DAY_2,
            "posted_seq": n + 1, "amount": 100, "narration": text, "counterparty": text,
        })  # fmt: skip
        bank.rows["service_request"].append({
            "request_id": f"R{n:04}", "customer_id": "N0000", "opened_on": date(2026, 11, 1),
            "kind": "Other", "status": "open", "text": text,
        })  # fmt: skip
    bank.rows["account"].append({
        "account_id": ACCOUNT, "product_id": "SAV", "currency": "INR", "opened_on": "2020-01-01",
        "status": "open", "branch_id": "BR1",
    })  # fmt: skip
    bank.rows["holding"].append({"customer_id": "N0000", "account_id": ACCOUNT, "role": "owner"})
    bank.rows["balance"].append({"account_id": ACCOUNT, "as_of": DAY_2, "closing": 1})
    bank.write()
    env = environment_of(stack, "naughty", bank.data, folder / "run", WALLS)
    env |= {"C360_BANKS_DIR": str(bank.banks_dir), "C360_BANK": "small"}
    command(env, "migrate")
    command(env, "load", "--as-of", DAY_2.isoformat())
    join(stack.directory, "naughty.rm", "E1", ("c360-rm",))
    with application(env, folder / "run") as url:
        body = {"username": "naughty.rm", "password": PASSWORD}
        token = Wire(url).ask("POST", "/api/session", body).json["token"]
        yield World(Wire(url, Viewer(url, token)))


def test_every_name_is_loaded_and_shown_to_the_letter(world: World) -> None:
    shown = {row["customer_id"]: row["name"] for row in world.rows("book/customers")}
    assert [shown[f"N{n:04}"] for n in range(len(TEXTS))] == TEXTS
    for n in range(0, len(TEXTS), 7):
        page = world.rm.ask("GET", f"/api/customers/N{n:04}")
        assert page.json["customer"]["name"] == TEXTS[n]


def test_every_narration_and_counterparty_is_shown_to_the_letter(world: World) -> None:
    rows = world.rows("customers/N0000/transactions")
    assert [row["narration"] for row in reversed(rows)] == TEXTS
    assert [row["counterparty"] for row in reversed(rows)] == TEXTS


def test_every_service_request_is_shown_to_the_letter(world: World) -> None:
    answer = world.rm.ask("GET", "/api/customers/N0000/service-requests").json
    shown = {row["request_id"]: row["text"] for row in answer["results"]}
    assert [shown[f"R{n:04}"] for n in range(len(TEXTS))] == TEXTS


def test_no_search_for_any_of_them_fails(world: World) -> None:
    asked = {
        (route, text): world.rm.ask("GET", f"/api/{route}", q=text)
        for text in TEXTS[::10]
        for route in ("search", "search/notes", "book/customers")
    }
    assert {where: one.status for where, one in asked.items() if not one.is_clean} == {}


@pytest.mark.parametrize("path", ["book/customers/export", "customers/N0000/transactions/export"])
def test_no_file_of_them_holds_a_formula_and_each_text_is_in_it(world: World, path: str) -> None:
    file = world.rm.ask("GET", f"/api/{path}", form="csv").body.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(file, newline="")) for cell in row]
    numbers = re.compile(r"-?\d+(\.\d+)?")
    texts = [cell for cell in cells if not numbers.fullmatch(cell)]
    assert [cell for cell in texts if cell.lstrip().startswith(RUN_BY_SPREADSHEETS)] == []
    found = set(cells) | {cell[1:] for cell in cells if cell.startswith("'")}
    assert [text for text in TEXTS if text not in found] == []
    workbook = world.rm.ask("GET", f"/api/{path}", form="xlsx").body
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert list(sheet.iter(f"{SHEET}f")) == []
    shown = {
        re.sub(r"_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), "".join(cell.itertext()))
        for cell in sheet.iter(f"{SHEET}c")
    }
    assert [text for text in TEXTS if text not in shown] == []
