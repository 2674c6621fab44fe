"""Names as people mistype them, with the name each one meant: the same list for the same names.

The spellings are written down by hand from how India writes these names, not from the rules of
`phonetics.py`, so that they can find those rules wanting. What is itself a name of the bank is no
misspelling and is left out.
"""

import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from c360.customers.phonetics import words

SPELLINGS = (
    "ajay ajai ajey", "sanjay sanjai sanjey", "vijay vijai bijay", "sita seeta seetha sitha",
    "gita geeta geetha githa", "mohammed mohammad mohd md muhammad mohamed muhammed",
    "lakshmi laxmi lakshmy laksmi luxmi", "dipak deepak", "dipti deepti deepthi", "sandip sandeep",
    "pradip pradeep", "kuldip kuldeep", "pooja puja", "mina meena", "mira meera", "rina reena",
    "hina heena", "vina veena", "nasrin nasreen", "kirti keerthi keerti", "sunita suneeta sunitha",
    "anita aneeta anitha", "kavita kavitha", "savita savitha", "sujata sujatha", "swati swathi",
    "lata latha", "gayatri gayathri", "saraswati saraswathi", "revati revathi revathy",
    "smita smitha", "parvati parvathi parvathy", "malati malathi malathy", "ramya remya",
    "satish sateesh sathish", "girish gireesh", "rajesh rajeesh", "mahesh maheesh",
    "suresh sooresh", "srinivas shrinivas sreenivas", "srinivasan shrinivasan sreenivasan",
    "sridevi sreedevi shreedevi", "shweta sweta swetha shwetha", "sharmila sarmila",
    "shreya sreya", "subhash subhas", "sourav saurav", "kaushik koushik", "gaurav gourav",
    "karthik karthick kartik", "chetan chethan", "krishna krisna", "venkatesh venkatesha",
    "sharma sarma", "varma verma", "mishra misra", "pandey pande pandy", "tiwari tiwary tewari",
    "agarwal aggarwal agrawal agarwaal", "chauhan chouhan chohan",
    "shrivastava srivastava shrivastav srivastav",
    "chaudhari chaudhary choudhary chowdhury choudhury chowdary", "banerjee banerji bannerjee",
    "chatterjee chatterji chaterjee", "mukherjee mukherji mukharjee",
    "bhattacharya bhattacharyya battacharya", "ghosh ghose gosh", "bose boss bos", "basu bosu",
    "dutta datta dutt", "ray roy rai", "chakraborty chakrabarti chakravarti chakrabarty",
    "iyer aiyar ayyar iyyer", "reddy reddi redy", "rao rau", "murthy murty moorthy murthi",
    "shetty shetti setty", "gowda gouda gauda", "nair nayar naiyar", "nayak naik nayaka",
    "panicker panikkar paniker", "pillai pillay pilai", "kapoor kapur", "singh sing sinh",
    "khan kahn", "ahmed ahmad ahmd", "shaikh sheikh shaik sheik", "siddiqui siddiqi sidiqui",
    "qureshi quraishi kureshi", "hussain husain hussein husen", "sayyed syed saiyed sayed",
    "dsouza desouza", "fernandes fernandez", "gomes gomez", "verghese varghese vargese",
    "kurian kurien", "patil pateel", "patel pattel", "parekh parikh", "thakkar thakker thacker",
    "vora vohra", "bhatt bhat", "joshi joshee", "kulkarni kulkarny",
    "deshpande deshpandey deshpanday", "phadke fadke", "gaikwad gaikwar gayakwad", "jadhav jadav",
    "pawar power pavar", "mathew matthew mathews", "philip phillip filip", "anthony antony",
    "steven stephen", "catherine katherine", "yusuf yousuf yusoof", "rashid rasheed",
    "javed javaid", "amir aamir ameer", "fatima fathima fatema", "aisha ayesha aysha", "noor nur",
    "yasmin yasmeen", "amarjit amarjeet", "harjit harjeet", "rajinder rajender",
    "jitendra jeetendra", "balwinder balvinder",
)  # fmt: skip
ALSO = {
    word: [other for other in group.split() if other != word]
    for group in SPELLINGS
    for word in group.split()
}
SHORTEST = 4  # letters of a word from which on a slip is made in it


@dataclass(frozen=True)
class Misspelling:
    """What was typed for a name, and in which way it is wrong."""

    kind: str
    typed: str
    name: str

    def meant(self, name: str) -> bool:
        """Whether that name is the one: for initials, any name they can be short for."""
        wanted, found = words(self.name), words(name)
        if self.kind != "initials":
            return found == wanted
        typed = self.typed.lower().split()
        return len(found) >= len(typed) and all(
            any(word.startswith(text) for word in found) for text in typed
        )


Maker = Callable[[list[str], random.Random], str | None]


def _in_a_word(
    change: Callable[[str, random.Random], str], name: list[str], choose: random.Random
) -> str | None:
    places = [n for n, word in enumerate(name) if len(word) >= SHORTEST]
    if not places:
        return None
    place = choose.choice(places)
    return " ".join([*name[:place], change(name[place], choose), *name[place + 1 :]])


def _spelling(name: list[str], choose: random.Random) -> str | None:
    if not any(word in ALSO for word in name):
        return None
    return " ".join(choose.choice(ALSO[word]) if word in ALSO else word for word in name)


def _transposition(name: list[str], choose: random.Random) -> str | None:
    def swap(word: str, choose: random.Random) -> str:
        at = choose.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _in_a_word(swap, name, choose)


def _dropped(name: list[str], choose: random.Random) -> str | None:
    def drop(word: str, choose: random.Random) -> str:
        at = choose.randrange(len(word))
        return word[:at] + word[at + 1 :]

    return _in_a_word(drop, name, choose)


def _doubled(name: list[str], choose: random.Random) -> str | None:
    def double(word: str, choose: random.Random) -> str:
        at = choose.randrange(len(word))
        return word[:at] + word[at] + word[at:]

    return _in_a_word(double, name, choose)


def _initials(name: list[str], choose: random.Random) -> str | None:
    if len(name) < 2:
        return None
    return " ".join([*(word[0] for word in name[:-1]), name[-1]])


def _order(name: list[str], choose: random.Random) -> str | None:
    return " ".join([name[-1], *name[:-1]]) if len(name) > 1 else None


def _joined(name: list[str], choose: random.Random) -> str | None:
    return "".join(name) if len(name) == 2 else None


def _parted(name: list[str], choose: random.Random) -> str | None:
    def part(word: str, choose: random.Random) -> str:
        at = choose.randrange(2, len(word) - 1)
        return f"{word[:at]} {word[at:]}"

    return _in_a_word(part, name, choose)


MAKERS: dict[str, Maker] = {
    "spelling": _spelling,
    "transposition": _transposition,
    "dropped letter": _dropped,
    "doubled letter": _doubled,
    "initials": _initials,
    "word order": _order,
    "joined words": _joined,
    "parted word": _parted,
}


def misspellings(names: Collection[str], each: int, seed: int = 1) -> list[Misspelling]:
    """`each` cases of every kind (fewer where the names give none), from names of the bank.

    `names` are all names of the bank: what is typed must not be one of them.
    """
    known = {" ".join(words(name)) for name in names}
    return [case for kind in MAKERS for case in _of_kind(kind, sorted(names), known, each, seed)]


def _of_kind(
    kind: str, names: list[str], known: set[str], each: int, seed: int
) -> Iterator[Misspelling]:
    choose = random.Random(f"{seed} {kind}")
    made = 0
    for name in choose.sample(names, len(names)):
        typed = MAKERS[kind](words(name), choose)
        if typed is None or (" ".join(words(typed)) in known and kind != "word order"):
            continue
        yield Misspelling(kind, typed, name)
        made += 1
        if made == each:
            return
