# ruff: noqa: E501 (a pattern stands on one line)
"""What a narration says of channel, category and counterparty, where the warehouse does not.

The rules are ordered; the first that fits decides. Their patterns are read the same by Python and
by the load's engine (RE2): no look-around. VERSION grows with every change; docs/reference names
the precision and recall that tests measure.
"""

import re
from dataclasses import dataclass
from functools import cache

VERSION = 1
COLUMNS = ("channel", "category", "counterparty")


@dataclass(frozen=True)
class Parsed:
    """What was found; None where no rule fits."""

    channel: str | None
    category: str | None
    counterparty: str | None


def _rules(text: str) -> tuple[tuple[str, str], ...]:
    """Lines of `value  pattern`, on the narration in capitals."""
    lines = [line.split(None, 1) for line in text.strip().splitlines()]
    return tuple((value, pattern.strip()) for value, pattern in lines)


CHANNELS = _rules(r"""
internal  \b(CHGS?|CHRGS?|CHARGES?|ANNUAL FEE)\b
upi       ^UPI\b|[-/ ]UPI[-/ ]
imps      ^IMPS\b|^MMT[-/]|\bIMPS[-/]
rtgs      ^RTGS\b|\bRTGS[-/ ]
neft      ^NEFT\b|\bNEFT[-/ ]
cheque    ^(CHQ|CHEQUE|CLG|CTS)\b|\b(CHQ|CHEQUE) (PAID|DEP|RET|NO)|^BY CLG|^TO CLG
internal  ^(SB|TD|FD|RD|LOAN|CREDIT|INT\.?)\s*(INT\b|INTEREST|DISB)|^INT(EREST)?[ .]*(PD|PAID|COLL|CR|ON)\b|INTEREST (PAID|CREDIT|CAPITALISED)
internal  ^(TD|FD|RD) (BOOKED|CLOSURE|OPEN|PREMAT|REDEMPTION|MATURITY)|^TO (TD|FD|RD)\b|NAV REVALUATION|^LOAN DISB|^TDS\b
internal  ^IB FUND|FUNDS? TR(ANS)?FE?R?\b|^TRF (TO|FROM)|^SWEEP|OWN A/?C|^DIVIDEND|^DTAX|TAX PAYMENT|CHALLAN|^SALARY
nach      ^(ACH|NACH|ECS)\b|^BIL[-/ ]|\bBBPS\b|^BILLPAY|^SI[-/ ]|^EMI\b|LOAN EMI|^CC PAYMENT|UNITS ALLOTTED|AUTOPAY
cash      ^ATM\b|^(ATW|NWD|EAW)[-/ ]|^ATL[-/]|CASH (DEP|WDL|WITHDRAWAL|PAID)|^BY CASH|^TO CASH|^CDM\b|SELF WITHDRAWAL
card      ^(POS|ECOM|PCD|VPS|IPS|PUR)\b|^ME DC|^VISA[- ]|^RUPAY|DEBIT CARD PUR
""")

CATEGORIES = _rules(r"""
fees          RTN CH(R?G|ARGE)S?|RETURN CH(R?G|ARGE)S?|\b(CHGS?|CHRGS?|CHARGES?|ANNUAL FEE|INCL GST)\b
emi_bounce    (ACH|NACH|ECS|EMI|CHQ)[- ](RTN|RET|RETURN)|INSUFFICIENT FUNDS|\bBOUNCED?\b
revaluation   REVALUATION
td_maturity   ^(TD|FD|RD) (CLOSURE|PREMAT|REDEMPTION)|MATURITY PROCEEDS
td_open       ^(TD|FD|RD) (BOOKED|OPEN)|^TO (FD|TD|RD)\b|SWEEP TO FD
own_transfer  \b(TO|FROM) SELF\b|OWN A/?C|OWN ACCOUNT|SELF TRANSFER
interest      \bINT(EREST)?\b[ .:]*(PD|PAID|CR|CREDIT|DEBIT|COLL|ON)|\bINTEREST\b|^DIVIDEND|\bDIVIDEND\b
salary        \b(SALARY|SAL|PAYROLL|WAGES)\b
pension       \bPENSION\b
card_bill     CREDIT CARD|^CC PAYMENT|\bCC ?BILL|CARD BILL|\bCRED\b
emi           \bEMI\b|LOAN (RECOVERY|INSTAL)|\bINSTALMENT\b
investment    \bSIP\b|MUTUAL FUND|UNITS ALLOTTED|\bMF\b|ZERODHA|GROWW|CLEARING CORP|\bNPS\b|\bPPF\b
insurance     PREMIUM|INSURANCE|\bLIC\b|SBI LIFE|LOMBARD
tax           \b(INCOME|ADVANCE|PROPERTY|GST|DIRECT) ?TAX|TAX PAYMENT|\bCBDT\b|\bTDS\b|\bGSTN\b|CHALLAN
education     \b(SCHOOL|COLLEGE|UNIVERSITY|TUITION|VIDYALAYA|ACADEMY|BYJUS|FEES)\b
rent          \bRENT\b
refund        REFUND|REVERSAL|CASHBACK
business_income INV(OICE)? PAYMENT|PAYMENT RECEIVED|\bINVOICE\b
cash          ^ATM\b|^(ATW|NWD|EAW)[-/ ]|CASH (DEP|WDL|WITHDRAWAL|PAID)|^BY CASH|^TO CASH|^CDM\b
fuel          FUEL|PETROL|\b(HPCL|BPCL|IOCL|INDIAN OIL|INDIANOIL|SHELL|NAYARA|BHARAT PETROLEUM)\b
groceries     GROCER|BIGBASKET|BLINKIT|ZEPTO|DMART|D-MART|BIG BAZAAR|RELIANCE FRESH|JIOMART|KIRANA|SUPERMARKET
food          SWIGGY|ZOMATO|FOOD|RESTAURANT|DOMINO|MCDONALD|\bCAFE\b|STARBUCKS|PIZZA|DHABA
travel        IRCTC|MAKEMYTRIP|\bUBER\b|\bOLA\b|INDIGO|AIR INDIA|RAILWAY|REDBUS|FASTAG|BOOKING|METRO|GOIBIBO
health        HEALTH|APOLLO|PHARM|HOSPITAL|CLINIC|MEDPLUS|1MG|PATHLABS|DIAGNOSTIC
utilities     \bBBPS\b|ELECTRIC|\b(BSNL|AIRTEL|JIO|VODAFONE|MSEB|MSEDCL|BESCOM|TATA POWER|RECHARGE|BROADBAND|BILLPAY|MAHANAGAR GAS)\b|\bGAS BILL|WATER BILL
shopping      SHOPPING|RETAIL|AMAZON|FLIPKART|MYNTRA|AJIO|CROMA|NYKAA|MEESHO|LIFESTYLE|WESTSIDE|DECATHLON
family        SENT USING UPI|/RECEIVED$|IMPS/P2A|\bTO (WIFE|MOTHER|FATHER|SON|DAUGHTER|BROTHER|SISTER)\b|\bGIFT\b
""")

# One group each: the counterparty as the narration has it.
COUNTERPARTIES = (
    r"^(?:UPI|IMPS)/(?:CR|DR|P2A|P2M)/[0-9]+[-/]([^/-]{2,}?)(?:[-/]|$)",
    r"^(?:POS PUR|BIL|NAV REVALUATION|UNITS ALLOTTED)/[0-9]+-([^/-]{2,}?)(?:[-/]|$)",
    r"^BIL/[A-Z]+/[0-9]+/([^/]{2,}?)(?:/|$)",
    r"^(?:CHQ PAID|CHQ DEP)-(?:MICR )?CTS-(?:[0-9]+|MU)-([^-]{2,}?)(?:-|$)",
    r"^(?:NEFT|RTGS|ACH|NACH) ?(?:CR|DR|C|D)-[0-9A-Z]*[0-9][0-9A-Z]*-([^-]{2,}?)(?:-|$)",
    r"^UPI-([^-@]{2,}?)-",
    r"^UPI/[0-9]+/([^/@]{2,}?)/",
    r"^(?:NEFT|RTGS|IMPS)[-/](?:[A-Z]{0,6}[0-9][0-9A-Z]*)[-/]([^-/]{2,}?)(?:[-/]|$)",
    r"^MMT/IMPS/[0-9]+/[^/]*/([^/]{2,}?)(?:/|$)",
    r"^(?:ACH|NACH) ?[CD][-/ ]+([A-Z][A-Z .&]+?)(?: LOAN EMI)?(?:-|/| [0-9]|$)",
    r"^(?:BBPS|BILLPAY DR-[A-Z]+)-([A-Z][A-Z .&]+?)-",
    r"^(?:POS|ECOM|POS REFUND|ME DC SI) [0-9X*]{8,}[ ]([A-Z][A-Z0-9 .&']+?)(?: IN$|$)",
    r"^PCD/[0-9]+/([^/]{2,}?)/",
    r"^(?:CHQ|CHEQUE) PAID TO ([A-Z][A-Z .&]+)$",
    r"^CLG TO [0-9]+ ([A-Z][A-Z .&]+)$",
)


@cache
def _compiled() -> tuple[list[tuple[str, re.Pattern[str]]], ...]:
    return tuple(
        [(value, re.compile(pattern)) for value, pattern in rules]
        for rules in (CHANNELS, CATEGORIES)
    )


def parse(narration: str) -> Parsed:
    """The slow twin of `sql`: what the rules find in one narration."""
    text = narration.upper().strip()
    channels, categories = _compiled()
    party = None
    for pattern in COUNTERPARTIES:
        match = re.search(pattern, text)
        if match:
            party = match[1].strip() or None
            break
    return Parsed(_first(channels, text), _first(categories, text), party)


def _first(rules: list[tuple[str, re.Pattern[str]]], text: str) -> str | None:
    return next((value for value, pattern in rules if pattern.search(text)), None)


def sql(column: str) -> str:
    """A canonical column of `transaction`, or what its `narration` says where it is null."""
    text = "upper(trim(narration))"
    if column == "counterparty":
        whens = [
            f"when regexp_matches({text}, {_quoted(p)}) "
            f"then nullif(trim(regexp_extract({text}, {_quoted(p)}, 1)), '')"
            for p in COUNTERPARTIES
        ]
    else:
        rules = {"channel": CHANNELS, "category": CATEGORIES}[column]
        whens = [f"when regexp_matches({text}, {_quoted(p)}) then '{v}'" for v, p in rules]
    return f"case when {column} is not null then {column} {' '.join(whens)} end"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
