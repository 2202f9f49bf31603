"""Short answers: a plain yes or no, or nothing but a name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.knowledge.ordinary import FUNCTION_WORDS
from assistant.knowledge.words import word_set

_YES = word_set(
    "ja jawel jazeker yes yep yeah yup klopt inderdaad correct juist zeker sure ok oke"
    " okay akkoord graag absolutely"
)
_NO = word_set("nee neen nope no nah")
_UNSURE = word_set("weet denk geloof know think")
LONGEST_ANSWER = 8  # words


def affirmed_by(words: Sequence[str]) -> bool | None:
    """Tell a plain yes or no; None for anything longer or less plain."""
    if not words or len(words) > LONGEST_ANSWER or _UNSURE.intersection(words):
        return None
    if words[0] in _NO:
        return False
    if words[0] in _YES:
        return not {"niet", "geen", "not"}.intersection(words)
    if _YES.intersection(words[:3]) and not {"niet", "not"}.intersection(words):
        return True if words[0] in {"dat", "that", "that's"} else None
    return None


def is_only(words: Sequence[str]) -> bool:
    """Whether nothing but small words is left beside the names."""
    return all(word in FUNCTION_WORDS or word in _YES for word in words)
