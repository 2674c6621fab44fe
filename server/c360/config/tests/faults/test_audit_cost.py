"""What the look that is written before each answer costs, beside the answers of the same run."""

import time
from collections.abc import Callable
from statistics import median

import pytest

from c360.access import store
from c360.config.tests.faults.books import customer_of, readers
from c360.config.tests.faults.house import House
from c360.config.tests.faults.wire import Line
from c360.core import steps
from c360.core.tests.saw import Saw, at_scale

MOST_OF_CACHED = 0.5  # ms
MOST_OF_UNCACHED = 0.10
SESSION = "c" * 64
LOOK: dict[str, str | int] = {
    "kind": "look",
    "request_id": "0123456789abcdef01234567",
    "method": "GET",
    "route": "api/customers/<str:customer_id>",
    "address": "127.0.0.1",
    "path_customer_id": "K00C0",
}


def _ms(work: Callable[[], object], times: int) -> float:
    """The median of so many runs."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


@pytest.mark.promise(
    "none: the audit's cost",
    "at most 10% of an uncached answer's time, at most 0.5 ms of a cached one's",
)
@pytest.mark.slow  # beside other tests a machine is busy and measures nothing
def test_the_look_costs_little_beside_the_answer(house: House, saw: Saw) -> None:
    times = saw.times = at_scale(300, 3000)
    saw.did = "the session's check with and without a look, and answers of one customer's page"
    store.create(SESSION, "someone", b"{}", 1, {"kind": "sign_in"})

    def check(look: dict[str, str | int] | None) -> object:
        return steps.run(store.checking(SESSION, touch=True, generation=1, look=look))

    without = _ms(lambda: check(None), times)
    look = max(0.0, _ms(lambda: check(LOOK), times) - without)
    who = readers()[0]
    token, path = house.token(who), f"/api/customers/{customer_of(0)}"
    with Line(house.port) as line:
        number = iter(range(10 * times))
        made = _ms(lambda: line.get(f"{path}?cost={next(number)}", token), times // 3)
        cached = _ms(lambda: line.get(path, token), times // 3)
    share = look / made
    saw(f"a cached answer: {look:.2f} of {cached:.2f} ms is the look")
    saw(f"an uncached one: {look:.2f} of {made:.2f} ms is the look, {share:.0%}")
    assert look <= MOST_OF_CACHED
    assert share <= MOST_OF_UNCACHED
