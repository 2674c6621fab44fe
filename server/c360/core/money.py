"""Money: integer minor units and a currency, from the warehouse to the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """An exact amount; `minor` is in the currency's smallest unit (paise, cents)."""

    minor: int
    currency: str

    def as_json(self) -> dict[str, int | str]:
        """The API's form: `{"minor": 1234567, "currency": "INR"}`."""
        return {"minor": self.minor, "currency": self.currency}


def average(total: int, days: int) -> int:
    """The mean of daily balances, rounded half away from zero to a minor unit.

    `total` is the sum over `days` business dates of closing balances in minor units.
    """
    if days <= 0:
        raise ValueError("an average needs at least one day")
    quotient, remainder = divmod(abs(total), days)
    rounded = quotient + (1 if 2 * remainder >= days else 0)
    return rounded if total >= 0 else -rounded
