"""The words that names are found by, and who has them (`models_search.py` says what each holds).

The rules of words and sounds are those of `phonetics.py`.
"""

import ibis

from c360.core.viewer import BAND, BANDS
from c360.customers import phonetics
from c360.customers.match import SHORTEST_SLIP
from c360.customers.models_search import BUSY, FORMS, LONGER, NAMESAKES, THREE, TOP
from c360.nightly.first_of import first_of
from c360.nightly.night import Night

ZONES = 8  # at most about so many, of nearly equal numbers of RMs
ZONES_A_BAND = 100  # the zones of the next band are numbered on from here


def plain(text: ibis.Value) -> ibis.Value:
    """`phonetics.plain` as an expression."""
    return text.lower().translate(phonetics.MARKED, phonetics.PLAIN)


def words(name: ibis.Value) -> ibis.Value:
    """`phonetics.words` as an expression: an array, also with empty words at the ends."""
    text = plain(name).re_replace(phonetics.APOSTROPHES, "")
    return text.re_replace(phonetics.SEPARATORS, " ").split(" ")


def sound(word: ibis.Value) -> ibis.Value:
    """`phonetics.sound` as an expression."""
    for pattern, replacement in phonetics.RULES:
        word = word.re_replace(pattern, replacement)
    trimmed = (word.length() >= phonetics.SHORTEST_TRIMMED) & word.endswith("a")
    return trimmed.ifelse(word.substr(0, word.length() - 1), word)


def _zone_of_rm(night: Night) -> ibis.Table:
    """The zone of each `rm_seq` that has customers, each band with zones of its own.

    Within its band: how many zones begin at or below the RM's number.
    """
    units = night.built["unit"].filter(lambda t: t.rm_from <= t.rm_to)
    top = units.filter(units.parent_id.isnull()).select(top_id=units.unit_id)
    parts = units.inner_join(top, units.parent_id == top.top_id).select("rm_from")
    last = units.agg(last=units.rm_to.max())
    parts = parts.cross_join(last)
    # A part too small for a zone of its own goes with the one before it.
    eighth = (parts.rm_from * ZONES / (parts["last"] + 1)).floor()
    starts = parts.group_by(eighth=eighth).agg(start=parts.rm_from.min())
    rms = night.built["figures"].select("rm_seq").distinct()
    joined = rms.left_join(starts, (rms.rm_seq % BAND) >= starts.start)
    zones = joined.group_by("rm_seq").agg(zone=joined.start.count())
    band = sum(
        ((zones.rm_seq >= n * BAND).cast("int16") for n in range(2, BANDS)),
        start=(zones.rm_seq >= BAND).cast("int16"),
    )
    return zones.mutate(zone=(zones.zone + band * ZONES_A_BAND).cast("int16"))


def search_zone(night: Night) -> ibis.Table:
    """Each zone, its interval of RMs and number of customers; 0 is those of no part."""
    zones = _zone_of_rm(night)
    held = night.built["figures"].select("rm_seq").inner_join(zones, "rm_seq")
    return held.group_by("zone").agg(
        rm_from=held.rm_seq.min(),
        rm_to=held.rm_seq.max(),
        customers=held.count().cast("int32"),
    )


def name_word(night: Night) -> ibis.Table:
    """The words of each full name: `full_name`, `word`, its `place` from 0, how many `words`."""
    names = night.tables["customer"].select("full_name").distinct()
    cut = names.mutate(word=words(names.full_name)).unnest("word", offset="at")
    cut = cut.filter(cut.word != "")
    of_name = ibis.window(group_by=cut.full_name)
    return cut.select(
        "full_name",
        "word",
        place=ibis.row_number().over(group_by=cut.full_name, order_by=cut["at"]),
        words=cut.word.count().over(of_name).cast("int16"),
    )


def _ranked(night: Night) -> ibis.Table:
    """Each customer with its place by value and its zone."""
    figures = night.built["figures"]
    worth = ibis.row_number().over(order_by=[figures.trv.desc(), figures.customer_id])
    ranked = figures.select("customer_id", "full_name", "rm_seq", worth=(worth + 1).cast("int32"))
    return ranked.inner_join(_zone_of_rm(night), "rm_seq")


def search_word(night: Night) -> ibis.Table:
    """Each word of the bank's names, numbered by alphabet, with the number of its customers."""
    figures = night.built["figures"]
    names = figures.group_by("full_name").agg(held=figures.count())
    spelt = night.built["name_word"].select("full_name", "word").distinct()
    spelt = spelt.inner_join(names, "full_name")
    counted = spelt.group_by("word").agg(customers=spelt.held.sum().cast("int32"))
    number = ibis.row_number().over(order_by=counted.word)
    return counted.select(
        "word", "customers", word_id=(number + 1).cast("int32"), sound=sound(counted.word)
    )


def search_slip(night: Night) -> ibis.Table:
    """Each word and sound, whole, and from three letters on without each one of its letters."""
    known = night.built["search_word"]
    forms = known.select("word_id", form=known.word).union(
        known.select("word_id", form=known.sound), distinct=True
    )
    # The place behind the last letter leaves out nothing.
    cut = forms.mutate(at=ibis.range(0, forms.form.length() + 1)).unnest("at")
    cut = cut.filter((cut.form.length() >= SHORTEST_SLIP) | (cut["at"] == cut.form.length()))
    rest = cut.form.substr(0, cut["at"]) + cut.form.substr(cut["at"] + 1)
    return cut.select("word_id", slip=rest).distinct()


def search_pair(night: Night) -> ibis.Table:
    """The pairs of words of each customer's name, stored as they are read: by words and value."""
    known = night.built["search_word"].select("word", "word_id")
    spelt = night.built["name_word"].inner_join(known, "word")
    nth = {f"nth_{n}": spelt.word_id.max(where=spelt.place == n) for n in range(3)}
    begun = spelt.group_by("full_name").agg(**nth)
    one = spelt.select("full_name", "words", a=spelt.word_id, at=spelt.place)
    other = spelt.select("full_name", b=spelt.word_id, other_at=spelt.place)
    pairs = one.inner_join(other, "full_name").inner_join(begun, "full_name")
    early = (pairs["at"] <= 2) & (pairs.other_at <= 2)
    with_first = (pairs["at"] == 0) | (pairs.other_at == 0)
    wanted = (pairs["at"] != pairs.other_at) & (early | with_first)
    pairs = pairs.filter(wanted | (pairs.words == 1))
    free = [(pairs["at"] != n) & (pairs.other_at != n) for n in range(2)]
    third = free[0].ifelse(pairs.nth_0, free[1].ifelse(pairs.nth_1, pairs.nth_2))
    pairs = pairs.group_by("full_name", "words", "a", "b").agg(
        before=(pairs["at"] < pairs.other_at).any(), c=third.min().fill_null(0).cast("int32")
    )
    length = (pairs.words <= 2).ifelse(0, (pairs.words == 3).ifelse(THREE, LONGER))
    pairs = pairs.select("full_name", "a", "b", "c", form=length + pairs.before.ifelse(0, 1))
    ranked = _ranked(night)
    sharing = ibis.window(group_by=[ranked.zone, ranked.full_name], order_by=ranked.worth)
    ranked = ranked.mutate(is_found=ibis.row_number().over(sharing) < NAMESAKES)
    held = pairs.inner_join(ranked, "full_name")
    place = held.zone.cast("int32") * FORMS + held.form
    return held.select(
        "a", "b", "c", "worth", "rm_seq", "customer_id",
        place=held.is_found.ifelse(place, -1 - place).cast("int16"),
    )  # fmt: skip


def search_top(night: Night) -> ibis.Table:
    """The best customers of each zone by each word, and by each beginning of many words."""
    held = night.built["name_word"].select("full_name", "word").distinct()
    held = held.inner_join(_ranked(night), "full_name")
    by_word = _best(held.select("zone", "worth", "rm_seq", "customer_id", beginning=held.word))
    known = night.built["search_word"].select("word")
    begun = known.mutate(letters=ibis.range(1, known.word.length() + 1)).unnest("letters")
    begun = begun.select("word", beginning=begun.word.substr(0, begun.letters) + "*")
    busy = begun.group_by("beginning").agg(many=begun.count())
    begun = begun.semi_join(busy.filter(busy.many > BUSY), "beginning")
    best = by_word.rename(word="beginning").inner_join(begun, "word").drop("word").distinct()
    return by_word.union(_best(best))


def _best(held: ibis.Table) -> ibis.Table:
    """The first `TOP` by worth of each zone and beginning."""
    best = first_of(held, [held.zone, held.beginning], [held.worth], TOP)
    return best.select("zone", "beginning", "worth", "rm_seq", "customer_id")
