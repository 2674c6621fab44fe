"""Consent by purpose and channel decides about calls, e-mail and campaigns."""

from typing import Any

import pytest

from c360.customers.consent import contact


def row(purpose: str, channel: str, status: str = "granted") -> dict[str, Any]:
    return {"purpose": purpose, "channel": channel, "status": status}


def said(*rows: dict[str, Any]) -> dict[str, tuple[bool, str, list[str]]]:
    return {one["action"]: (one["allowed"], one["state"], one["purposes"]) for one in contact(rows)}


def test_what_was_never_asked_allows_service_and_no_campaign() -> None:
    assert said() == {
        "call": (True, "not_asked", []),
        "email": (True, "not_asked", []),
        "campaign": (False, "not_asked", []),
    }


def test_consent_given_for_a_channel_names_its_purposes() -> None:
    found = said(row("calls", "phone"), row("statements", "email"), row("marketing", "sms"))
    assert found == {
        "call": (True, "granted", ["calls"]),
        "email": (True, "granted", ["statements"]),
        "campaign": (True, "granted", ["marketing"]),
    }


@pytest.mark.parametrize(
    ("withdrawn", "action"),
    [
        (row("calls", "phone", "withdrawn"), "call"),
        (row("service", "email", "withdrawn"), "email"),
        (row("marketing", "sms", "withdrawn"), "campaign"),
    ],
)
def test_consent_withdrawn_closes_its_own_action_alone(
    withdrawn: dict[str, Any], action: str
) -> None:
    rows = [row("calls", "phone"), row("service", "email"), row("marketing", "sms")]
    rows = [one for one in rows if one["channel"] != withdrawn["channel"]]
    found = said(*rows, withdrawn)
    assert found[action] == (False, "withdrawn", [withdrawn["purpose"]])
    assert all(allowed for name, (allowed, _, _) in found.items() if name != action)


def test_marketing_by_phone_withdrawn_leaves_calls_of_service_allowed() -> None:
    found = said(row("marketing", "phone", "withdrawn"))
    assert found["call"] == (True, "not_asked", [])
    assert found["campaign"] == (False, "withdrawn", ["marketing"])


def test_one_purpose_given_and_one_withdrawn_allows_the_call_for_the_one_given() -> None:
    found = said(row("service", "phone"), row("cards", "phone", "withdrawn"))
    assert found["call"] == (True, "granted", ["service"])
