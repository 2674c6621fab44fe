"""The ledger's facts, as each publication's views show them.

They stand in the hall and not in a module because balances, transactions, the timeline and the
book all read them, and sibling modules never import each other (docs/adr).
"""

from types import MappingProxyType

from django.db import models

from c360.nightly.tables import Ledger


class Transaction(Ledger):
    """A booking; amounts are signed minor units of the account's currency.

    So the views show it; the ledger packs an account's bookings of ended months (docs/adr).
    """

    partition_column = "posted_on"
    mostly = MappingProxyType({"value_date": "posted_on"})

    pk = models.CompositePrimaryKey("account_id", "posted_on", "posted_seq")
    account_id = models.TextField()
    posted_on = models.DateField()
    posted_seq = models.IntegerField()
    transaction_id = models.TextField()
    value_date = models.DateField(null=True)
    amount = models.BigIntegerField()
    balance_after = models.BigIntegerField(null=True)
    channel = models.TextField(null=True)
    counterparty = models.TextField(null=True)
    narration = models.TextField(null=True)
    category = models.TextField(null=True)

    class Meta(Ledger.Meta):
        db_table = "transaction"


class Balance(Ledger):
    """An account's closing balance on a day it changed, in signed minor units.

    So the views show it; the ledger packs an account's days into one row (docs/adr).
    """

    partition_column = "as_of"
    standing = True

    pk = models.CompositePrimaryKey("account_id", "as_of")
    account_id = models.TextField()
    as_of = models.DateField()
    closing = models.BigIntegerField()

    class Meta(Ledger.Meta):
        db_table = "balance"
