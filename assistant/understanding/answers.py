"""Short answers: a plain yes or no, a field that is there or not."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.knowledge.words import word_set

_YES = word_set(
    "ja jawel jazeker yes yep yeah yup klopt inderdaad correct juist zeker sure ok oke"
    " okay akkoord graag absolutely"
)
_NO = word_set("nee neen nope no nah")
_UNSURE = word_set("weet denk geloof know think")
LONGEST_ANSWER = 8  # words
LONGEST_TOLD = 16  # words
_FIELD = word_set("veld velden veldje field fields smtp-veld smtpveld")
_DENIAL = word_set("niet geen nergens no not don't isn't nee never nope nein")
_ASKS = word_set("hoe waar wat welk welke how where what which heeft does is wie")
_ONLY_NOTED = word_set("ok oke okay prima sure")


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


def field_told(
    words: Sequence[str], affirmed: bool | None, *, asked: bool
) -> bool | None:
    """Tell whether his program has a field for a mail server, if he says so.

    Args:
        words: The folded words of the message.
        affirmed: The plain yes or no that they are.
        asked: Whether that was what the last answer asked.
    """
    if asked and affirmed is not None and not _ONLY_NOTED.issuperset(words):
        return affirmed
    about = any(word.startswith(("smtp", "mailserver")) for word in words)
    if not words or words[0] in _ASKS or len(words) > LONGEST_TOLD:
        return None
    if not (_FIELD.intersection(words) and (about or asked)):
        return None
    return not _DENIAL.intersection(words)
