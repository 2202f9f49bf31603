"""Short sayings that only mean something after what was said before.

"Hoe doe ik dat", "bij Gmail wel maar Hotmail niet" or "ok" name no problem of
their own: they lean on the answer above them. A long text is a story and no
follow-up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.lexicon import SPOKEN
from assistant.understanding.question import Follow, Known, Problem, Slot

LONGEST = 12  # words; whoever writes more, tells something

_READER = (
    r"(?:gmail|google|hotmail|outlook|microsoft|live|yahoo|icloud|ziggo|kpn|telenet"
    r"|proximus|skynet|apple)"
)
_PATTERNS: tuple[tuple[Follow, re.Pattern[str]], ...] = (
    (
        Follow.SOME_READERS,
        re.compile(
            rf" {_READER} (?:\S+ )?(?:wel|goed|werkt|fine|ok|works|yes)\b.* "
            rf"(?:{_READER}|andere\w*|de rest|others?)\b.*\b(?:niet|not|spam|junk)\b"
            rf"| {_READER} (?:\S+ )?(?:niet|not)\b.* {_READER} (?:\S+ )?"
            r"(?:wel|goed|fine|ok|yes)\b"
            rf"| (?:alleen|enkel|only)(?: \S+){{0,3}} {_READER}"
            rf"| (?:alleen|enkel|only)(?: \S+){{0,2}} (?:sommige|een paar|some|a few)"
        ),
    ),
    (
        Follow.PRICE,
        re.compile(
            r" (?:wat|hoeveel) (?:\S+ )?kost(?:en)? (?:dat|dit|het|me|mij|ons|zoiets)"
            r"| (?:kost|kosten) (?:dat|dit|het|daar|hier)(?: \S+)?"
            r" (?:iets|geld|wat|aan)"
            r"| is (?:dat|dit|het) (?:gratis|betaald|free)"
            r"| (?:what|how much) (?:does|will|would|is) (?:it|this|that)(?: \S+)?"
            r" cost| how much is (?:it|this|that) "
        ),
    ),
    (
        Follow.LOST,
        re.compile(
            r" zegt (?:mij|me) (?:niks|niets|weinig) "
            r"| (?:snap|begrijp|volg|versta)(?: \S+){0,5} (?:niet|niks|niets|geen)\b"
            r"| (?:niks|niets|geen woord|geen jota) van\b| te (?:moeilijk|ingewikkeld)"
            r"| (?:don't|dont|do not|didn't|can't) (?:get|understand|follow)\b"
            r"| (?:too (?:hard|difficult|technical)) | makes no sense "
            r"| (?:eenvoudiger|simpeler|in gewone taal|makkelijker|simpler|plain"
            r" (?:dutch|english))\b"
        ),
    ),
    (
        Follow.UNSURE,
        re.compile(
            r" (?:weet|zou)(?: \S+){0,3} niet\b(?! hoe| waar)| geen idee\b"
            r"| (?:don't|dont|do not) know\b| no (?:idea|clue)\b| not sure\b"
            r"| (?:dat )?heb ik niet\b| don't have (?:one|that|it)\b"
        ),
    ),
    (
        Follow.HOW_LONG,
        re.compile(
            r" (?:hoe ?lang|wanneer|how long|when)\b.* (?:dat|het|dit|it|this|that)"
        ),
    ),
    (
        Follow.HARM,
        re.compile(
            r" (?:kwaad|gevaarlijk|risico|schadelijk|veilig)\b"
            r"| (?:risky|harm|dangerous|safe)\b"
            r"| (?:terugdraaien|ongedaan|undo|revert|roll back)\b"
            r"| (?:draai|draaien|zet|krijg)(?: \S+){1,4} terug "
            r"| (?:gaat|maak)(?: \S+){1,4} (?:stuk|kapot) "
            r"| (?:blijft|blijven)(?: \S+){1,4} (?:werken|doen) "
            r"| will (?:it|this|that) break "
        ),
    ),
    (
        Follow.HOW,
        re.compile(
            r" (?:hoe|waar|how|where)\b.* (?:dat|dit|die|het|ze|deze|that|this|it"
            r"|those|these|them|menu|scherm|veld|screen|field|panel|paneel|regels?"
            r"|lines?)\b"
            r"| (?:kan|moet|mag) ik (?:dat|dit|het|die)(?: \S+){0,3}"
            r" (?:zelf|doen|zetten)"
            r"| (?:kan|moet|mag) ik (?:dat|dit|het|die) zelf"
            r"| can i do (?:it|that|this)| do (?:it|that|this) myself"
            r"| (?:hoe|waar) dan | how then | welk(?:e)? (?:menu|scherm|veld)\b"
            r"| (?:hoe|waar) (?:begin|moet|kan|vind) ik | which (?:menu|screen)\b"
            rf"|^ (?:en|and) (?:in |bij |met |voor |with |for )?{_READER} $"
            r"| wat (?:moet|kan) ik (?:nu |dan |eerst |zelf )*doen "
            r"|^ (?:en )?wat nu $|^ (?:and )?what now $| what (?:should|do|must) i do "
        ),
    ),
    (
        Follow.PROCEED,
        re.compile(
            r"^ (?:ja |yes |ok |oke |graag |goed |prima |sure )*"
            r"(?:doe (?:dat |het |dit )?maar|gaa?t? (?:je|uw) gang|go ahead"
            r"|do it|please do|doen|graag|please)(?: (?:graag|aub|please|even|dan))* $"
        ),
    ),
    (
        Follow.UPSET,
        re.compile(
            r" (?:schandalig|belachelijk|schande|woedend|boos|spuugzat|beu"
            r"|ridiculous|unbelievable|outrageous|furious|angry|useless|pathetic)\b"
            r"| (?:niet te geloven|te gek voor woorden|fed up|sick of)\b"
            r"| (?:rot|klote|waardeloze |slechte )(?:service|helpdesk|bedrijf)\b"
        ),
    ),
    (
        Follow.NOTED,
        re.compile(
            r"^ (?:(?:ok|oke|okay|okee|okido|prima|goed|top|fijn|duidelijk|helder|mooi"
            r"|begrepen|snap|ik|het|dat|is|alright|fine|good|great|understood|got|it"
            r"|clear|ah|aha|ga|zal|doen|proberen|i'll|will|try|dan|eens) )+$"
        ),
    ),
)  # fmt: skip
_DANGLING = frozenset({"ik", "het", "dat", "is", "it", "dan", "eens", "ga", "doen"})

_SOFT = frozenset({Problem.UNCLEAR, Problem.OUT_OF_SCOPE, Problem.DNS_HOW})
_TROUBLE = frozenset(
    {
        Problem.SPAM, Problem.REJECTED, Problem.NOT_SENT, Problem.NOT_RECEIVED,
        Problem.SENDER_SHOWN_WRONG,
    }
)  # fmt: skip
_MEANT = {
    Follow.HOW: Problem.DNS_HOW,
    Follow.LOST: Problem.EXPLAIN_CONCEPT,
    Follow.UNSURE: Problem.UNCLEAR,
    Follow.PRICE: Problem.OUT_OF_SCOPE,
    Follow.PROCEED: Problem.CHANGE_REQUEST,
    Follow.NOTED: Problem.THANKS,
    Follow.UPSET: Problem.HANDOVER,
    Follow.HOW_LONG: Problem.DNS_HOW,
    Follow.HARM: Problem.DNS_HOW,
}


def followup_in(words: Sequence[str]) -> Follow | None:
    """Tell which follow-up the folded *words* are, if any."""
    if not words or len(words) > LONGEST or set(words) <= _DANGLING:
        return None
    plain = (word.replace("\u2019", "'") for word in words)
    text = " " + " ".join(SPOKEN.get(word, word) for word in plain) + " "
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)


def problem_after(follow: Follow, problem: Problem, known: Known) -> Problem:
    """Tell the problem of a follow-up; *problem* is what its words alone say."""
    if follow is Follow.SOME_READERS:
        if problem in _TROUBLE:
            return problem
        earlier = known.problem if known.problem in _TROUBLE else None
        return earlier or Problem.NOT_RECEIVED
    if not known.begun and follow is not Follow.PRICE:
        return problem
    if follow is Follow.NOTED and known.asked[-1:] == (Slot.PERMISSION,):
        return Problem.UNCLEAR
    return _MEANT[follow] if problem in _SOFT else problem
