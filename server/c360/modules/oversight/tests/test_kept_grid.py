"""The grid of a book is kept, and yet shows each write at once, whoever writes and whenever."""

import threading
from collections.abc import Callable, Iterator
from pkgutil import resolve_name
from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from c360.access import books, store, tokens
from c360.core import steps

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]
CUSTOMER = "200000"
GRID = "/api/book/customers?sort=name"
CALLED = {"channel": "call", "purposes": ["service"], "outcome": "interested", "text": "well"}


def page(who: Someone) -> tuple[str, list[Any]]:
    """How the cache took part, and what the row of CUSTOMER says that users write."""
    answer = who.client.get(GRID, headers={"Authorization": f"Bearer {who.token}"})
    assert answer.status_code == 200, answer.content
    row = next(row for row in answer.json()["results"] if row["customer_id"] == CUSTOMER)
    status = answer.get("Cache-Status", "not kept").removeprefix("c360; ").partition(";")[0]
    return status, [*row["tags"], *([row["last_contact_on"]] if row["last_contact_on"] else [])]


def tag(who: Someone, **change: str) -> None:
    status, said = who.send("POST", "book/tags", {"customer_ids": [CUSTOMER], **change})
    assert status == 200, said


def talk(who: Someone, **more: Any) -> int:
    return who.send("POST", f"customers/{CUSTOMER}/conversations", {**CALLED, **more})[0]


def elsewhere(work: Callable[[], Any]) -> Any:
    """Its result, from a thread with connections of its own: it sees what is committed."""
    found: list[Any] = []

    def run() -> None:
        found.append(work())
        for one in connections.all(initialized_only=True):
            one.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    return found[0]


@pytest.fixture
def rm(as_user: AsUser) -> Someone:
    """The RM of CUSTOMER, whose page is kept."""
    someone = as_user("meera.deshpande")
    page(someone)  # the first answer of a session reads its place anew
    assert page(someone)[0] in {"fwd=miss", "hit"}
    assert page(someone) == ("hit", [])
    return someone


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], Any]], None]]:
    """`as_written(work)`: done once while a tag is put on and is not committed yet."""

    def hook(work: Callable[[], Any]) -> None:
        tags: Any = apps.get_model("book", "CustomerTag")
        bulk_create = tags.objects.bulk_create

        def create(*args: Any, **more: Any) -> Any:
            made = bulk_create(*args, **more)
            monkeypatch.undo()
            elsewhere(work)
            return made

        monkeypatch.setattr(tags.objects, "bulk_create", create)

    yield hook


def test_each_look_at_a_kept_grid_is_in_the_audit(rm: Someone, redis_admins: Any) -> None:
    before = redis_admins["sessions"].xlen("audit")
    assert page(rm)[0] == "hit"
    ((_, look),) = redis_admins["sessions"].xrevrange("audit", count=1)
    assert redis_admins["sessions"].xlen("audit") == before + 1
    assert (look[b"user"], look[b"route"]) == (b"meera.deshpande", b"api/book/customers")


@pytest.mark.parametrize("writer", ["meera.deshpande", "sunita.rao"])
def test_what_anybody_writes_is_in_the_very_next_answer(
    rm: Someone, as_user: AsUser, writer: str
) -> None:
    who = as_user(writer)
    tag(who, add="diwali")
    assert page(rm) == ("fwd=miss", ["diwali"])
    assert page(rm) == ("hit", ["diwali"])
    assert talk(who) == 201
    status, (word, contacted_on) = page(rm)
    assert (status, word) == ("fwd=miss", "diwali")
    tag(who, remove="diwali")
    assert page(rm) == ("fwd=miss", [contacted_on])


def test_a_write_in_one_book_leaves_the_pages_of_another(rm: Someone, as_user: AsUser) -> None:
    other = as_user("rahul.nair")
    assert other.send("POST", "book/tags", {"customer_ids": ["200010"], "add": "diwali"})[0] == 200
    assert page(rm)[0] == "hit"


def test_a_page_read_before_a_write_and_kept_after_it_is_never_given(
    rm: Someone, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = as_user("sunita.rao")
    tag(head, add="holi")
    grid = resolve_name("c360.modules.book.grid")
    read = grid.page

    def then_written(*args: Any) -> Any:
        found = read(*args)
        monkeypatch.undo()
        elsewhere(lambda: tag(head, add="diwali"))
        return found

    monkeypatch.setattr(grid, "page", then_written)
    assert page(rm) == ("fwd=miss", ["holi"])
    assert page(rm) == ("fwd=miss", ["diwali", "holi"])


def test_nothing_is_kept_of_a_book_while_it_is_written(
    rm: Someone, as_written: Callable[[Callable[[], Any]], None]
) -> None:
    found: list[Any] = []
    as_written(lambda: found.append(page(rm)))
    tag(rm, add="diwali")
    assert found == [("not kept", [])]
    assert page(rm) == ("fwd=miss", ["diwali"])


def test_a_version_lost_while_a_book_is_written_brings_no_old_page_back(
    rm: Someone, redis_admins: Any, as_written: Callable[[Callable[[], Any]], None]
) -> None:
    redis, found = redis_admins["sessions"], []

    def lose() -> None:
        redis.delete(*redis.keys("s:book:*"))
        found.append(page(rm))

    as_written(lose)
    tag(rm, add="diwali")
    assert found == [("fwd=miss", [])]  # kept, as nothing tells of the write
    assert page(rm) == ("fwd=miss", ["diwali"])
    redis.delete(*redis.keys("s:book:*"))
    assert page(rm)[0] == "fwd=miss"


def test_a_refused_write_closes_a_book_no_longer_than_it_lasts(rm: Someone) -> None:
    assert talk(rm, closes=[987654]) == 404
    assert page(rm) == ("fwd=miss", [])
    assert page(rm)[0] == "hit"


def test_a_writer_who_never_comes_back_is_not_waited_for_without_end(
    rm: Someone, redis_admins: Any
) -> None:
    elsewhere(lambda: books.note_writing([1]))
    assert page(rm)[0] == "not kept"
    redis_admins["sessions"].hset("s:book:1", "lately", "1")
    assert [page(rm)[0] for _ in range(2)] == ["fwd=miss", "hit"]
    tag(rm, add="diwali")
    assert [page(rm)[0] for _ in range(2)] == ["fwd=miss", "hit"]


def test_who_writes_on_a_day_that_is_past_renews_every_book(
    rm: Someone, as_user: AsUser, redis_admins: Any
) -> None:
    def write(generation: int) -> None:
        books.note_writing([2])  # the customer's book of the day before
        books.settle(generation, 0)

    elsewhere(lambda: write(1))
    assert page(rm)[0] == "hit"
    elsewhere(lambda: write(0))
    assert page(rm)[0] == "fwd=miss"


def test_a_page_is_read_where_the_latest_write_of_its_books_is(rm: Someone) -> None:
    def write() -> None:
        books.note_writing([1])
        books.settle(1, 77)

    elsewhere(write)
    session = store.hash_of(tokens.read(rm.token))
    checked = [
        steps.run(
            store.checking(session, touch=False, generation=1, look=None, with_books=asked)
        ).wrote
        for asked in (True, False)
    ]
    assert checked == [77, 0]
