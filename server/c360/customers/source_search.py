"""The words that names are found by, and the keys of their sounds (rules: `phonetics.py`)."""

import ibis

from c360.customers import phonetics
from c360.nightly.night import Night


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


def search_token(night: Night) -> ibis.Table:
    """Each word of each name, and each sound, once a customer."""
    customers = night.built["customer"]
    named = customers.select("customer_id", token=words(customers.full_name).unnest())
    named = named.filter(named.token != "").distinct()
    vocabulary = named.select("token").distinct()
    keyed = vocabulary.mutate(key=sound(vocabulary.token))
    heard = named.inner_join(keyed, "token")
    heard = heard.select("customer_id", token=heard.key).distinct()
    tokens = named.select("token", "customer_id", kind=ibis.literal("name")).union(
        heard.select("token", "customer_id", kind=ibis.literal("phonetic"))
    )
    worth = night.built["figures"].select("customer_id", "rm_seq", "trv")
    return tokens.inner_join(worth, "customer_id").select(
        "token", "kind", "customer_id", "rm_seq", "trv"
    )
