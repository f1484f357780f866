"""Which tissue a name means that a person or another program gave to an outline or a segment."""

import re
from collections.abc import Iterable

from usseg.errors import InputError
from usseg.tissues import IGNORE, MULTICLASS, label_of

SAYS_NOTHING = "ignore"
SYNONYMS = {
    "background": ("background", "back ground", "gel", "water", "air", "rest", "outside", "no tissue"),
    "skin": ("skin", "cutis", "dermis", "epidermis", "cutaneous"),
    "fat": ("fat", "adipose", "sat", "subcutis", "hypodermis", "imat"),
    "muscle": ("muscle", "musculus", "rectus femoris", "vastus lateralis", "vastus medialis",
               "vastus intermedius", "tibialis anterior", "gastrocnemius", "gastrocnemius medialis",
               "gastrocnemius lateralis", "medial gastrocnemius", "lateral gastrocnemius", "soleus",
               "biceps femoris", "biceps brachii", "triceps brachii", "quadriceps"),
    "fascia": ("fascia", "fasciae", "aponeurosis", "aponeuroses", "septum", "septa", "epimysium",
               "perimysium"),
    "tendon": ("tendon", "tendo", "tendinous"),
    "ligament": ("ligament", "ligamentum", "retinaculum"),
    "bone": ("bone", "cortex", "periosteum", "femur", "tibia", "fibula", "humerus", "radius", "ulna",
             "patella", "acoustic shadow"),
    SAYS_NOTHING: ("ignore", "ignored", "unknown", "unlabelled", "unlabeled", "unsure", "void"),
}  # fmt: skip
NEGATIONS = {"non", "not", "no", "without", "free", "excluding", "except", "minus"}
LONGEST_NAME = 40  # characters of a name that a message shows
SHOWN_NAMES = 8
LABELS = {name: label_of("multiclass", name) for name in SYNONYMS if name != SAYS_NOTHING}
LABELS[SAYS_NOTHING] = IGNORE
PHRASES = {phrase: LABELS[name] for name, phrases in SYNONYMS.items() for phrase in phrases}
KNOWN = ", ".join(tissue.name for tissue in MULTICLASS)


def label_of_name(name: str) -> int | None:
    """Return the multiclass label that a name means, 255 for "ignore", or None where it is unclear.

    Case, punctuation and numbers do not count. A whole name comes first; else the words that name a
    tissue have to agree: "patellar tendon" is tendon, but "muscle fascia" and "fat-free" are nothing
    that could be told.

    >>> label_of_name("Subcutaneous_Fat-2"), label_of_name("superficial aponeuroses")
    (2, 4)
    >>> label_of_name("muscle fascia"), label_of_name("non-fat"), label_of_name("__ignore__")
    (None, None, 255)
    """
    words = re.findall(r"[^\W\d_]+", name.casefold())
    whole = PHRASES.get(" ".join(words))
    if whole is not None:
        return whole
    singular = {word if word in PHRASES else word.removesuffix("s") for word in words}
    found = {PHRASES[word] for word in singular if word in PHRASES}
    return found.pop() if len(found) == 1 and not NEGATIONS & set(words) else None


def shown_text(text: str) -> str:
    r"""Return a name from a file as a message may show it: no control character, not long.

    >>> shown_text("fat\n")
    'fat?'
    """
    printable = "".join(char if char.isprintable() else "?" for char in text[: LONGEST_NAME + 1])
    return printable if len(printable) <= LONGEST_NAME else f"{printable[:LONGEST_NAME]}…"


def tissues_by_name(names: Iterable[str], file_name: str) -> dict[str, int]:
    """Map each name to its multiclass label, 255 where it says that nothing is known.

    Args:
        names: What the file calls its outlines or segments.
        file_name: What the message calls the file.

    Raises:
        InputError: Some name means no tissue. The message lists the names found and those known.

    >>> tissues_by_name(["Muscle", "aponeurosis"], "calf.zip")
    {'Muscle': 3, 'aponeurosis': 4}
    """
    labels = {name: label_of_name(name) for name in names}
    unclear = [shown_text(name) for name, label in labels.items() if label is None]
    if unclear:
        found = ", ".join(repr(name) for name in unclear[:SHOWN_NAMES])
        more = f" and {len(unclear) - SHOWN_NAMES} more" if len(unclear) > SHOWN_NAMES else ""
        raise InputError(
            f"{file_name} names {found}{more}, which could be no tissue or several. Known are: "
            f"{KNOWN}, common synonyms of them, and ignore for what is unknown. Rename them there."
        )
    return {name: label for name, label in labels.items() if label is not None}
