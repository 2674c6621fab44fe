"""What is known of a customer's papers; the papers themselves stay in the bank's vault."""

from django.db import models

from c360.nightly.tables import Narrow, Published


class Document(Published):
    """One paper the bank holds."""

    scoped = True
    found_by = ("customer_id",)
    narrow = Narrow(words=(("kind", "status"),))

    pk = models.CompositePrimaryKey("customer_id", "document_id")
    customer_id = models.TextField()
    document_id = models.TextField()
    rm_seq = models.IntegerField()
    kind = models.TextField()
    received_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    status = models.TextField(null=True)

    class Meta:
        db_table = "document"
