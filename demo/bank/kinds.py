"""Kinds of bookings: channel code, purpose, and how a narration of the kind reads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of booking; the narration is head + reference + counterparty + tail."""

    name: str
    channel: str
    purpose: str
    head: str
    tail: str
    group: str


def _kinds(spec: str) -> tuple[Kind, ...]:
    """Read `name|channel|purpose|head|tail|group` lines."""
    return tuple(Kind(*line.strip().split("|")) for line in spec.strip().splitlines())


KINDS = _kinds("""
first_deposit|CSH|CASH|BY CASH DEP/||cash
salary|NFT|SALARY|NEFT CR-|-SALARY|employer
pension|NFT|PENSION|NEFT CR-|-PENSION|employer
business_in|NFT|BUSINESS_INCOME|NEFT CR-|-INV PAYMENT|firm
business_big|RTG|BUSINESS_INCOME|RTGS CR-|-INV PAYMENT|firm
business_upi|UPI|BUSINESS_INCOME|UPI/CR/|/Payment received|person
supplier|RTG|OTHER|RTGS DR-|-SUPPLIER PAYMENT|firm
payroll|NFT|SALARY|NEFT DR-|-STAFF SALARY|firm
shopping|UPI|SHOPPING|UPI/DR/|/Shopping|shopping
groceries|UPI|GROCERIES|UPI/DR/|/Groceries|groceries
food|UPI|FOOD|UPI/DR/|/Food order|food
fuel|POS|FUEL|POS PUR/|/FUEL|fuel
travel|UPI|TRAVEL|UPI/DR/|/Booking|travel
utilities|ACH|UTILITIES|BIL/|/BBPS|utilities
health|POS|HEALTH|POS PUR/|/HEALTH|health
person_out|UPI|FAMILY|UPI/DR/|/Sent using UPI|person
person_in|UPI|FAMILY|UPI/CR/|/Received|person
refund|UPI|REFUND|UPI/CR/|/Refund|shopping
imps_out|IMP|FAMILY|IMPS/P2A/|/TRANSFER|person
atm|CSH|CASH|ATM WDL/||cash
cash_in|CSH|CASH|BY CASH DEP/||cash
cheque_out|CHQ|OTHER|CHQ PAID-CTS-|-CLG|person
cheque_in|CHQ|OTHER|CHQ DEP-CTS-|-CLG|person
pos|POS|SHOPPING|POS PUR/|/RETAIL|shopping
rent|NFT|RENT|NEFT DR-|-HOUSE RENT|person
insurance|ACH|INSURANCE|ACH D-|-PREMIUM|insurance
education|NFT|EDUCATION|NEFT DR-|-FEES|education
tax|NFT|TAX|NEFT DR-|-TAX PAYMENT|tax
emi|ACH|EMI|ACH D-|-LOAN EMI|bank
emi_credit|ACH|EMI|LOAN EMI RECD/|/INSTALMENT|bank
emi_return|ACH|EMI_BOUNCE|ACH RTN-|-INSUFFICIENT FUNDS|bank
bounce_fee|INT|FEES|ACH RTN CHG-|-INCL GST|bank
loan_interest|INT|INTEREST|LOAN INT DEBIT/||bank
disbursal|INT|OTHER|LOAN DISB/||bank
card_bill|ACH|CARD_BILL|ACH D-|-CREDIT CARD BILL|bank
card_payment|ACH|CARD_BILL|CC PAYMENT RECD/|/THANK YOU|bank
sip|ACH|INVESTMENT|ACH D-|-SIP|fund
sip_units|ACH|INVESTMENT|UNITS ALLOTTED/|/SIP|fund
revaluation|INT|REVALUATION|NAV REVALUATION/||fund
coupon|ACH|INTEREST|ACH C-|-BOND INTEREST|issuer
dividend|ACH|INTEREST|ACH C-|-DIVIDEND|employer
interest|INT|INTEREST|SB INT PD/|/CREDIT INTEREST|bank
td_interest|INT|INTEREST|TD INT CR/|/CUMULATIVE|bank
td_open|INT|TD_OPEN|TD BOOKED/||bank
td_maturity|INT|TD_MATURITY|TD CLOSURE/|/MATURITY|bank
own_out|INT|OWN_TRANSFER|IB FUND TRF/|/TO SELF|bank
own_in|INT|OWN_TRANSFER|IB FUND TRF/|/FROM SELF|bank
big_out|RTG|OTHER|RTGS DR-|-PROPERTY PAYMENT|firm
big_in|RTG|OTHER|RTGS CR-|-SALE PROCEEDS|firm
fee|INT|FEES|SMS CHG/|/INCL GST|bank
""")
INDEX = {kind.name: number for number, kind in enumerate(KINDS)}
