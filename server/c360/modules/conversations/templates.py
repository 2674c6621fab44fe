"""Beginnings of usual conversations: what to ask, so that a note is written in half a minute."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """`next_step_days` is how many days after the conversation the next step falls due."""

    id: str
    title: str
    purposes: tuple[str, ...]
    text: str
    next_step: str
    next_step_days: int


TEMPLATES = (
    Template(
        "maturity", "Deposit matures", ("maturity",),
        "Deposit matures on: \nWants to (renew / take out / move): \nTerm and rate discussed: ",
        "Send the renewal form", 2,
    ),
    Template(
        "large_debit", "Money went out", ("large_debit",),
        "What the money was for: \nWill it come back: \nWhat we could have offered: ",
        "Send an offer", 3,
    ),
    Template(
        "review", "Yearly review", ("review",),
        "Life events: \nGoals of the year: \nWhat to change in the holdings: \nRisk profile: ",
        "Send the summary of the review", 2,
    ),
    Template(
        "kyc", "KYC papers", ("service",),
        "Papers explained: \nHow they will come (branch / visit / online): ",
        "Check that the papers came in", 7,
    ),
    Template(
        "complaint", "Complaint", ("service",),
        "What went wrong: \nWhat the customer asks for: \nWhat was said: ",
        "Call back with the answer", 1,
    ),
)  # fmt: skip
