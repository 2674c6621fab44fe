"""Naughty strings through every door: nothing breaks, and what is kept comes back as it was."""

import json
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from .conftest import Synthetic
from .naughty import OURS, Answered, Wire, naughty

pytestmark = pytest.mark.xdist_group("served")

Failures = dict[tuple[str, str], tuple[int, bytes]]


@pytest.fixture(scope="module")
def rm(bank: Synthetic) -> tuple[Wire, str]:
    """An RM, and a customer of the RM's book."""
    name = sorted(bank.books)[-1]
    return Wire(bank.product.url, bank.product.sign_in(name, "c360-rm")), max(bank.books[name])


def failed(asked: dict[tuple[str, str], Answered]) -> Failures:
    """The answers that no hostile input may cause."""
    return {
        where: (answer.status, answer.body[:300])
        for where, answer in asked.items()
        if not answer.is_clean
    }


@pytest.mark.parametrize(
    ("path", "every"),
    [
        ("search", 1),
        ("search/notes", 3),  # reads a book's notes each time
        pytest.param("search/notes", 1, marks=pytest.mark.slow),
    ],
)
def test_the_searches_take_any_text(rm: tuple[Wire, str], path: str, every: int) -> None:
    wire, _ = rm
    asked = {(path, text): wire.ask("GET", f"/api/{path}", q=text) for text in naughty()[::every]}
    assert failed(asked) == {}
    assert sum(answer.status == 200 for answer in asked.values()) > len(asked) / 2


def test_a_note_is_kept_to_the_byte_or_refused(rm: tuple[Wire, str]) -> None:
    wire, mine = rm
    path = f"/api/customers/{mine}/conversations"
    refused, changed = [], []
    for text in naughty():
        body = {"channel": "call", "outcome": "agreed", "text": text}
        made = wire.ask("POST", path, body)
        assert made.is_clean, (text, made.status)
        if made.status != 201:
            refused.append(text)
            continue
        number = made.json["id"]
        edited = wire.ask("PATCH", f"/api/conversations/{number}", {"text": f"{text}."})
        kept = wire.ask("GET", f"/api/conversations/{number}/versions").json["results"]
        if (made.json["text"], edited.json["text"], kept[0]["text"]) != (text, f"{text}.", text):
            changed.append(text)
    assert changed == []
    assert refused == ["\x00", "a\x00b", "\ud800", "\udfff tail"]


def test_sign_in_takes_any_name_and_password(bank: Synthetic) -> None:
    wire = Wire(bank.product.url)
    asked = {}
    for number, text in enumerate(naughty()):
        address = f"10.{number // 250}.0.{number % 250}"
        for where, name, password in (
            ("name", text, "a password"),
            ("password", f"naughty{number}", text),
        ):
            body = {"username": name, "password": password}
            asked[where, text] = wire.ask("POST", "/api/session", body, address=address)
    assert failed(asked) == {}
    assert {answer.status for answer in asked.values()} == {400, 401}


def test_every_parameter_of_every_route_takes_any_text(
    bank: Synthetic, rm: tuple[Wire, str]
) -> None:
    wire, mine = rm
    with urlopen(f"{bank.product.url}/api/openapi.json", timeout=60) as answer:
        paths = json.load(answer)["paths"]
    texts = (*OURS[:8], "\\", "%00", "x" * 3000)
    asked = {}
    for path, operations in paths.items():
        for method, operation in operations.items():
            for parameter in operation.get("parameters", []):
                name = parameter["name"]
                for text in texts:
                    sent = quote(text, safe="", errors="surrogatepass")
                    known = path.replace(f"{{{name}}}", sent).replace("{customer_id}", mine)
                    query = {name: text} if parameter["in"] == "query" else {}
                    body: dict[str, str] | None = None if method in ("get", "delete") else {}
                    asked[f"{method} {path} {name}", text] = wire.ask(
                        method.upper(), known, body, **query
                    )
    assert len(asked) > 500
    assert failed(asked) == {}
