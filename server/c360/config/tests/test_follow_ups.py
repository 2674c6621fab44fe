"""Follow-ups, templates, versions and the calendar, asked over HTTP by people of the bank."""

from datetime import date, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import icalendar
import pytest

from c360.core.days import today

from .conftest import Synthetic
from .truth.served import Json, Viewer

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture(scope="module")
def rm(bank: Synthetic) -> tuple[Viewer, str, str]:
    """An RM, a customer of the RM's book, and one of another book."""
    name, other = sorted(bank.books)[:2]
    return bank.product.sign_in(name, "c360-rm"), min(bank.books[name]), min(bank.books[other])


def add(viewer: Viewer, customer: str, due_on: date, **more: object) -> Json:
    body = {"text": "Send the form", "due_on": due_on.isoformat(), **more}
    status, made = viewer.send("POST", f"customers/{customer}/follow-ups", body)
    assert status == 201, made
    return made


def feed(bank: Synthetic, path: str) -> icalendar.Calendar:
    with urlopen(bank.product.url + path) as answer:
        assert answer.headers["Content-Type"].startswith("text/calendar")
        found = icalendar.Calendar.from_ical(answer.read())
    assert isinstance(found, icalendar.Calendar)
    return found


def refusal(bank: Synthetic, path: str) -> int:
    with pytest.raises(HTTPError) as refused:
        urlopen(bank.product.url + path)
    return refused.value.code


def test_follow_ups_are_overdue_of_today_or_upcoming(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    made = {
        when: add(viewer, mine, today() + timedelta(days))["id"]
        for when, days in (("overdue", -1), ("today", 0), ("upcoming", 1))
    }
    for when, number in made.items():
        answer = viewer.ask("follow-ups", when=when)
        assert number in [row["id"] for row in answer["results"]]
        assert {row["when"] for row in answer["results"]} == {when}
        assert answer["counts"][when] == len(answer["results"])
    viewer.send("PATCH", f"follow-ups/{made['today']}", {"outcome": "sent"})
    done = viewer.ask("follow-ups", state="done")["results"]
    kept = next(row for row in done if row["id"] == made["today"])
    assert (kept["when"], kept["outcome"]) == ("done", "sent")
    assert made["today"] not in [
        row["id"] for row in viewer.ask("follow-ups", when="today")["results"]
    ]


def test_a_follow_up_keeps_the_insight_or_booking_it_came_from(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    made = add(viewer, mine, today(), insight_key="0f" * 16, transaction_id="S12")
    assert (made["insight_key"], made["transaction_id"]) == ("0f" * 16, "S12")
    bad = {"text": "x", "due_on": "2026-12-01", "insight_key": "no key"}
    assert viewer.send("POST", f"customers/{mine}/follow-ups", bad)[0] == 400


def test_nothing_is_promised_to_another_books_customer(rm: tuple[Viewer, str, str]) -> None:
    viewer, _, other = rm
    body = {"text": "Send the form", "due_on": "2026-12-01"}
    assert viewer.send("POST", f"customers/{other}/follow-ups", body)[0] == 404


def test_promises_of_a_note_are_offered_and_not_kept(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    before = viewer.ask("follow-ups", state="all", customer=mine)["results"]
    note = {"text": "Will send the form by Friday.", "on": "2026-11-24"}
    status, answer = viewer.send("POST", "promises", note)
    assert (status, answer["results"]) == (
        200,
        [{"text": "Send the form", "due_on": "2026-11-27", "words": "by Friday"}],
    )
    assert viewer.ask("follow-ups", state="all", customer=mine)["results"] == before


def test_templates_begin_a_conversation_of_a_known_purpose(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    for template in viewer.ask("conversation-templates")["results"]:
        body = {
            "channel": "call",
            "outcome": "agreed",
            "purposes": template["purposes"],
            "text": template["text"],
            "next_step": {"text": template["next_step"], "due_on": "2026-12-01"},
        }
        assert viewer.send("POST", f"customers/{mine}/conversations", body)[0] == 201


def test_the_versions_of_a_conversation_are_kept(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    body = {"channel": "call", "outcome": "agreed", "text": "one", "insight_key": "ab" * 16}
    _, made = viewer.send("POST", f"customers/{mine}/conversations", body)
    assert made["insight_key"] == "ab" * 16
    for text in ("two", "three"):
        viewer.send("PATCH", f"conversations/{made['id']}", {"text": text})
    versions = viewer.ask(f"conversations/{made['id']}/versions")["results"]
    assert [row["text"] for row in versions] == ["one", "two"]


def test_the_calendar_shows_open_follow_ups_and_no_customer(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer, mine, _ = rm
    made = add(viewer, mine, date(2026, 12, 24), text="Bring the calendar")
    status, address = viewer.send("POST", "calendar")
    assert status == 201
    events = {str(e["summary"]): e for e in feed(bank, address["path"]).walk("VEVENT")}
    assert events["Bring the calendar"].decoded("dtstart") == date(2026, 12, 24)
    name = bank.bank.customers[mine]["full_name"]
    with urlopen(bank.product.url + address["path"]) as answer:
        text = answer.read().decode()
    assert mine not in text and str(name) not in text
    viewer.send("PATCH", f"follow-ups/{made['id']}", {"outcome": "done"})
    assert "Bring the calendar" not in [
        str(event["summary"]) for event in feed(bank, address["path"]).walk("VEVENT")
    ]


def test_a_new_address_ends_the_old_one_and_a_withdrawn_one_opens_nothing(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer = rm[0]
    old = viewer.send("POST", "calendar")[1]["path"]
    new = viewer.send("POST", "calendar")[1]["path"]
    assert refusal(bank, old) == 401
    assert len(list(feed(bank, new).walk("VCALENDAR"))) == 1
    assert viewer.ask("calendar")["created_at"]
    assert viewer.send("DELETE", "calendar")[0] == 204
    assert refusal(bank, new) == 401
    assert viewer.ask("calendar")["created_at"] is None


def test_a_calendar_address_opens_nothing_else(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    token = rm[0].send("POST", "calendar")[1]["path"].removeprefix("/api/calendar/")[:-4]
    assert Viewer(bank.product.url, token).send("GET", "follow-ups")[0] == 401


def test_a_conversation_keeps_its_promises_and_closes_what_it_settled(
    rm: tuple[Viewer, str, str],
) -> None:
    viewer, mine, _ = rm
    settled = add(viewer, mine, today())["id"]
    body = {
        "channel": "call",
        "outcome": "agreed",
        "promises": [{"text": "Send the rate", "due_on": "2026-12-02"}],
        "next_step": {"text": "Call again", "due_on": "2026-12-01"},
        "closes": [settled],
    }
    status, made = viewer.send("POST", f"customers/{mine}/conversations", body)
    assert (status, made["editable"]) == (201, True)
    kept = viewer.ask("follow-ups", state="all", customer=mine)["results"]
    assert [row["text"] for row in kept if row["conversation_id"] == made["id"]] == [
        "Call again",
        "Send the rate",
    ]
    assert next(row["when"] for row in kept if row["id"] == settled) == "done"


def test_a_conversation_that_closes_anothers_follow_up_is_not_kept(
    bank: Synthetic, rm: tuple[Viewer, str, str]
) -> None:
    viewer, mine, other = rm
    neighbour = bank.product.sign_in(sorted(bank.books)[1], "c360-rm")
    theirs = add(neighbour, other, today())["id"]
    body = {"channel": "call", "outcome": "agreed", "text": "zirconium", "closes": [theirs]}
    assert viewer.send("POST", f"customers/{mine}/conversations", body)[0] == 404
    assert viewer.ask("search/notes", q="zirconium")["results"] == []


def test_a_follow_up_is_put_off_to_another_day(rm: tuple[Viewer, str, str]) -> None:
    viewer, mine, _ = rm
    made = add(viewer, mine, today() - timedelta(1))
    later = (today() + timedelta(7)).isoformat()
    moved = viewer.send("PATCH", f"follow-ups/{made['id']}", {"due_on": later})[1]
    assert (moved["due_on"], moved["when"], moved["done_at"]) == (later, "upcoming", None)
