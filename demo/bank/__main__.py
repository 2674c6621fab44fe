"""Make the synthetic warehouse: `python -m demo.bank --customers N --seed S --out DIR`."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from demo.bank.build import build_bank
from demo.bank.layout import make_plan


def main() -> int:
    """Make the bank and tell what was made."""
    parser = argparse.ArgumentParser(prog="python -m demo.bank", description=__doc__)
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 21))
    parser.add_argument("--nights", type=int, default=0, help="business days after --as-of to make")
    parser.add_argument("--activity", type=float, help="everyday bookings a main account")
    parser.add_argument("--workers", type=int, help="processes (default: one a core)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    begun = time.monotonic()
    try:
        plan = make_plan(
            options.customers, options.seed, options.as_of, options.nights, options.activity
        )
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2

    def progress(chunks: int, bookings: int) -> None:
        rate = bookings / (time.monotonic() - begun)
        print(
            f"{chunks} of {plan.chunks} chunks, {bookings:,} transactions made, {rate:,.0f}/s",
            file=sys.stderr,
        )

    made = build_bank(plan, options.out, options.workers, progress)
    seconds = time.monotonic() - begun
    bookings = made.rows["tran_detail"]
    print(
        f"{options.customers:,} customers, {made.rows['acct_master']:,} accounts, "
        f"{bookings:,} transactions in {seconds:.1f} s ({bookings / seconds:,.0f} "
        f"transactions/s); largest book: {made.largest_book_rm}, {made.largest_book} customers"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
