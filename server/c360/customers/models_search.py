"""What a name is found by: the words of all names, and who has which words, best customer first.

`worth` is a customer's place by relationship value in the whole bank, 1 the most valuable; it is
never shown. A `zone` is a whole part of the bank right below its top (a region, as a rule).
`search_word` and `search_slip` hold words only, no customer; a word of them is never shown.
"""

from django.db import models

from c360.nightly.tables import Published

TOP = 20  # customers kept for each word and beginning in a zone; as many as an answer shows
BUSY = 16  # a beginning of more words than this has a list of its own
NAMESAKES = TOP + 1  # customers of one whole name kept in a zone; one may be the viewer's own
FORMS = 8  # places of a zone
THREE, LONGER = 2, 4  # forms of a name of three words, and of more


class SearchZone(Published):
    """A zone, the first and last `rm_seq` of its customers, and how many they are."""

    scoped = False

    zone = models.SmallIntegerField(primary_key=True)
    rm_from = models.IntegerField()
    rm_to = models.IntegerField()
    customers = models.IntegerField()

    class Meta:
        db_table = "search_zone"


class SearchWord(Published):
    """A word of a name; `word_id` counts the words by alphabet, so a beginning is an interval."""

    scoped = False

    word_id = models.IntegerField(primary_key=True)
    word = models.TextField(unique=True)
    sound = models.TextField()
    customers = models.IntegerField()

    class Meta:
        db_table = "search_word"


class SearchSlip(Published):
    """A word, or its sound, whole or with one letter left out."""

    scoped = False

    pk = models.CompositePrimaryKey("slip", "word_id")
    slip = models.TextField()
    word_id = models.IntegerField()

    class Meta:
        db_table = "search_slip"


class SearchPair(Published):
    """Two words `a` and `b` of a customer's name, and `c`, the first other one, 0 for none.

    Each of the first three words is paired with each other one, a later word with the first; a
    name of one word pairs it with itself. `place` is zone * `FORMS` + form: 0 of a name of two
    words, `THREE` of three, `LONGER` of more, and 1 more where `b` stands before `a`; a word
    paired with itself has 1. It is -1 - `place` of a customer whom `NAMESAKES` more valuable ones
    of the zone share the whole name with: no answer to who sees all of the zone needs the row, so
    the index of the zones is without it.
    """

    scoped = True
    stored_by = ("a", "b", "place", "worth")
    found_by = ("rm_seq", "a", "b")

    pk = models.CompositePrimaryKey("a", "b", "place", "worth")
    a = models.IntegerField()
    b = models.IntegerField()
    c = models.IntegerField()
    worth = models.IntegerField()
    rm_seq = models.IntegerField()
    place = models.SmallIntegerField()
    customer_id = models.TextField()

    class Meta:
        db_table = "search_pair"
        indexes = [
            models.Index(
                fields=["a", "b", "place", "worth"],
                condition=models.Q(place__gte=0),
                name="search_pair_zones",
            )
        ]


class SearchTop(Published):
    """The most valuable customers of each zone by a word, or by a beginning of many words.

    `beginning` is the word itself, or a beginning and `*`.
    """

    scoped = True
    stored_by = ("zone", "beginning", "worth")

    pk = models.CompositePrimaryKey("zone", "beginning", "worth")
    zone = models.SmallIntegerField()
    beginning = models.TextField()
    worth = models.IntegerField()
    rm_seq = models.IntegerField()
    customer_id = models.TextField()

    class Meta:
        db_table = "search_top"
