"""Names that sound the same, and the load's rules against the search's."""

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from c360.customers import phonetics, source_search

SAME = (
    "Ajay Ajai", "Sita Seetha Seeta Sitha", "Raghavan Raghawan Ragavan",
    "Mohammed Mohd Md Mohammad Muhammad Mohamed", "Deepak Dipak", "Gautam Gowtham Goutam",
    "Lakshmi Laxmi Lakshmee", "Mukherjee Mukherji", "Satish Sathish", "Jyoti Jyothi",
    "Pooja Puja", "Singh Sing", "Meenakshi Minakshi", "Sridhar Shridhar", "Ashok Ashoka",
    "Vivek Wiwek", "Farukh Pharukh", "Dvořák Dvorak",
)  # fmt: skip
DIFFERENT = ("Anil Sunil", "Ravi Raju", "Meera Mira-Bai", "Kiran Karan")


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    assert len({phonetics.sound(phonetics.plain(word)) for word in spellings.split()}) == 1


@pytest.mark.parametrize("names", DIFFERENT)
def test_different_names_have_different_keys(names: str) -> None:
    assert len({phonetics.sound(phonetics.plain(word)) for word in names.split()}) == 2


def test_an_apostrophe_joins_and_a_hyphen_parts() -> None:
    assert phonetics.words(" D'Souza-Rao,  S. ") == ["dsouza", "rao", "s"]


LETTERS = st.text("abcdeghijkmoprstuvwxyzAEIOUčñö' -.,&", max_size=24)


@settings(max_examples=5, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=200))
def test_the_load_and_the_search_agree_on_words_and_sounds(names: list[str]) -> None:
    names = [*names, *" ".join(SAME).split(), *DIFFERENT]
    table = ibis.memtable({"name": names}, schema={"name": "string"})
    cut = table.mutate(words=source_search.words(table.name)).to_pyarrow().to_pylist()
    assert [[word for word in row["words"] if word] for row in cut] == [
        phonetics.words(name) for name in names
    ]
    vocabulary = sorted({word for name in names for word in phonetics.words(name)}) or ["a"]
    words = ibis.memtable({"word": vocabulary}, schema={"word": "string"})
    keyed = words.mutate(key=source_search.sound(words.word)).to_pyarrow().to_pylist()
    assert {row["word"]: row["key"] for row in keyed} == {
        word: phonetics.sound(word) for word in vocabulary
    }
