"""Planted stories: which customer plays which part. Places repeat every 200 customers."""

import numpy as np

from demo.bank.layout import Bools, Ints, Plan, customer_ids

STORIES = (
    "salary_stopped",
    "salary_raised",
    "large_outflow",
    "large_inflow",
    "td_due_7",
    "td_due_30",
    "td_due_90",
    "dormant",
    "inoperative",
    "below_minimum",
    "emi_bounce",
    "kyc_due_30",
    "kyc_due_60",
    "kyc_due_90",
    "card_limit",
    "idle_cash",
    "birthday",
    "first_product",
    "anniversary",
    "kyc_overdue",
)
EVERY = 200
STEP = 10
FIRST = 3


def story_of(index: Ints) -> Ints:
    """The number of the story each customer plays, -1 for none."""
    place = index % EVERY
    number = (place - FIRST) // STEP
    return np.where((place - FIRST) % STEP == 0, number, -1).astype(np.int64)


def plays(index: Ints, *stories: str) -> Bools:
    """Whether each customer plays one of the stories."""
    numbers = [STORIES.index(story) for story in stories]
    return np.isin(story_of(index), numbers)


def listed(plan: Plan, at_most: int = 50_000) -> dict[str, list[str]]:
    """Customer numbers of each story, at most so many each."""
    answer = {}
    for number, story in enumerate(STORIES):
        index = np.arange(FIRST + STEP * number, plan.customers, EVERY, dtype=np.int64)[:at_most]
        answer[story] = [str(one) for one in customer_ids(index)]
    return answer
