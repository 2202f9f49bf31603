"""What shows that a program named sends the mail in question, or does not.

Two programs in one message may both send, or one keeps the books, takes the payments
or was left last year. A sign is read in the folded words around the name, no further
than the next name. Where there is none, the text leaves it open.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

_MAIL = (
    r"(?:\w*(?:factu\w+|rekening\w*|nota.?s|nieuwsbrie\w+|mailing\w*|mails?|mailtjes"
    r"|offerte\w*|herinnering\w*|aanmaning\w*|campagne\w*|bevestiging\w*|verzoek\w*"
    r"|uitnodiging\w*|notificatie\w*|meldingen|pakbon\w*|orders?|tickets?|kassabon\w*)"
    r"|berichten|newsletters?|invoices?|invoicing|quotes?|reminders?|campaigns?"
    r"|confirmations?|requests?|messages?|notifications?|replies|receipts?|e-?mails?"
    r"|flows?|autoresponders?|estimates?|statements?)"
)
_OF = r"(?: (?:het|de|the|our|my|onze|mijn|ons))?\s*$"
_SENDS_BEFORE = re.compile(
    # "facturen uit …", "de mailings doe ik met …"
    rf"\b{_MAIL}\b(?:(?!\b(?:maar|but)\b)[^.!?,;:()]){{0,36}}\b"
    r"(?:via|uit|vanuit|met|through|from|with|in|by|door|using|on|over|langs|van|of)"
    rf"{_OF}"
    # "wij versturen ze via …"
    r"|\b(?:verst(?:uu|u)r\w*|st(?:uu|u)r\w*|gestuurd|verzend\w*|verzonden"
    r"|mail(?:en|t)?"
    r"|sen(?:d|ds|t|ding))\b(?:(?!\b(?:maar|but|naar|to)\b)[^.!?,;:()]){0,36}\b"
    rf"(?:via|uit|vanuit|met|through|from|with|in|using|door){_OF}"
    # "facturen Exact"
    rf"|\b{_MAIL}\s*[(=:]?\s*$"
)
_SENDS_BEHIND = re.compile(
    rf"^(?:.s)?[\s-]*{_MAIL}\b"  # "docusign-verzoeken"
    r"|^(?:\s*\w+)?\s*(?:voor|for)(?: (?:de|het|our|my|the|onze|mijn|alle?))*"
    rf"(?: \w+)?? {_MAIL}\b"
    rf"|^\s*\(\s*(?:voor |for )?(?:\w+ )?{_MAIL}\b"
    r"|^\s*(?:zelf )?(?:doet|verstuurt|stuurt|mailt|verzendt|does|sends|handles)\b"
    r"(?! (?:niks|niets|geen|nothing|no)\b)"
    # only who is to send asks for a domain, and has records of his own
    r"|^\s*(?:zegt|geeft|meldt|says|shows|vraagt|wil|wants|asks|klaagt|complains|keeps)"
    r"\b|^(?:.s)? (?:\w+ )?(?:dkim|spf|records?|cnames?|txt)\b"
)
_TROUBLE = re.compile(
    r"\b(?:spam\w*|junk\w*|ongewenst\w*|reclame|bounc\w*|weiger\w*|geweigerd|reject\w*"
    r"|refus\w*|terug\w*|niet (?:aan|binnen)|not arriv\w*|never arriv\w*|unverified"
    r"|verified|geverifieerd|verifi\w*|mislukt|fail(?:ed|s)|pending|niks"
    r"|not received)\b"
)
_PRESENT = (
    r"\b(?:komen|komt|gaan|gaat|is|zijn|werkt|werken|loopt|lopen|arrives?|comes?|lands?"
    r"|krijgen|do|does|worden)\b"
)
_FINE = re.compile(
    rf"{_PRESENT}[^.!?,;]{{0,20}}\b(?:gewoon|goed|prima|netjes|wel (?:aan|goed|binnen)"
    r"|fine|perfectly|ok|oke|in orde)\b|\bzien (?:ze|zij|klanten) (?:wel|gewoon)\b"
    r"|\bnetjes in\b|\bis (?:alles|het daar) (?:groen|goed|prima)\b"
    r"|\ball (?:green|good)\b"
    r"|\b(?:that|it)(?:.s|s| is) (?:all )?(?:fine|ok|okay|good)\b"
)
_NO_TROUBLE = re.compile(
    r"^(?: is| gaat)? (?:goed|prima|ok|fine|in orde)\s*(?=[,.;]|$)"
    r"|\bniks mis\b|\bnothing wrong\b|\b(?:never|nooit)\b[^.!?,;]{0,16}\b"
    r"(?:problem\w*|last|issues?|trouble)\b|\bdaar niet van\b|\b(?:geen|no|without|"
    r"zonder) (?:problem\w*|probleem|last|issues?|klachten|complaints)\b"
    r"|\b(?:heb|heeft|hebben) (?:ik|wij|we|hij)? ?dat niet\b"
)
_DENIED = re.compile(r"\b(?:niet|geen|not|never|nooit|no)\b|n.t\b|\?")
_OTHER_BEHIND = re.compile(
    # "daar gaat geen mail uit", "but I don't send from there"
    r"^(?:(?!\b(?:nu|now)\b)[^.!?]){0,40}\b(?:daar|er|die|which|that|it|hij|waar|there)"
    r"\b[^.!?]{0,16}\b(?:ga(?:at|an)|komt|vertrekt|goes|verstuurt|sends?|doen?|kijk"
    r"|maken)\b[^.!?,]{0,24}\b(?:geen mails?|niks|niets|nothing|no mail|niet|alleen)\b"
    r"|^[^.!?]{0,30}\b(?:verstuurt|stuurt|sends?|mailt)\b (?:zelf )?(?:niks|niets"
    r"|nothing|no (?:e-?)?mails?|geen mails?)\b(?! meer)"
    r"|^[^.!?]{0,40}\b(?:don.?t|do not|doesn.?t|never) (?:send|mail|use)\b"
    r"|^[^.!?]{0,40}\b(?:only|alleen|enkel)\b (?:kept |nog |gebruikt )?"
    r"(?:for|voor|om)\b"
    r"|^[^.!?]{0,40}\b(?:no mail|geen mail) (?:goes|gaat)\b"
    r"|^[^.!?]{0,12}\b(?:regel|records?|spf|include|txt|cname)\b[^.!?]{0,16}\b(?:eruit"
    r"|weg|verwijder\w*|gewist|removed|deleted|out)\b"
    r"|^[^.!?,]{0,40}\b(?:gebruik\w*|use)\b (?:ik|wij|we|i)? ?(?:niet|geen|not)\b"
    # it was left
    r"|^ (?:until|till|tot (?:en met|aan|vorig\w*|eind|begin|de|het|afgelopen))\b"
    r"|^[^.!?,]{0,30}\b(?:werd|was|is|zijn|are|became)\b[^.!?,]{0,24}\b"
    r"(?:betalend|te duur|te ingewikkeld|opgeheven|gestopt|stopped|too)\b"
    # it keeps, shows or receives
    r"|^\s*(?:is|zijn|=)?\s*(?:mijn|onze|our|my)?\s*(?:betaal\w*|payment\w*)\b"
    r"|^[,\s]*(?:where|waar|waarin|which)\b[^.!?]{0,40}\b(?:stored|opgeslagen|bewaard"
    r"|kept|inlees\w*|lezen)\b|^\s*(?:inlees\w*|inleest|leest|scannen)\b"
    r"|^\s*(?:adres|address|inbox)\b|^ (?:gekoppeld|verbonden|linked|connected)\b"
    r"|^[^.!?,]{0,24}\bom\b[^.!?,]{0,24}\bte "
    r"(?:ontvangen|scannen|bewaren|verwerken|leveren)\b"
)
_OTHER_BEFORE = re.compile(
    r"\b(?:krijg\w*|ontvang\w*|zie\w*)\b[^.!?;,]{0,16}\b(?:niet|niks|geen)\b"
    r"[^.!?;,]{0,12}\b(?:in|bij)\s*$"
    r"|\b(?:betaal\w*|betalen|betaling\w*|pays?|paid|payments?|afrekenen|checkout)\b"
    r"[^.!?,;]{0,24}$"
    r"|\b(?:vorig jaar|vroeger|voorheen|tot (?:de|het|vorige|voor|eind|begin)|last year"
    r"|until|before (?:that |this )?(?:we|i)|used to|in het begin|voor die tijd)\b"
    r"(?:(?!\b(?:nu|now)\b)[^.!?]){0,40}$"
    r"|\b(?:gaa?n?|wil|willen|going to|will)\b[^.!?]{0,24}\b(?:volgende?|binnenkort"
    r"|straks|next|soon)\b[^.!?]{0,24}$"
    r"|\b(?:scan\w*|lees|lezen|reads?|ontvang\w*|bewaar\w*|archie\w+|boekhouding|boeken"
    r"|administratie|inkoop\w*|bookkeeping)\b[^.!?;,]{0,24}\b(?:in|met|via|bij|with|on)"
    r"(?: (?:het|de))?\s*$"
    r"|\b(?:hosting|gehost|hosted)\b[^.!?]{0,16}\b(?:bij|at|with|by)\s*$"
    r"|\b(?:zitten|zit|staat|draait) bij\s*$|\baf van\s*$"
    r"|\b(?:niet|geen|not|nothing) (?:uit|via|vanuit|from|through)\s*$"
)
_TOGETHER = re.compile(
    r"\b(?:samen|allemaal|beide\w*|allebei|zowel|both|all of (?:them|it)"
    r"|combin\w*|samenvoeg\w*|samengevoegd|merge\w*|naast elkaar|side by side"
    r"|together|cover (?:the two|them|these)|(?:wat wordt|what should|hoe ziet|hoe"
    r" moet)[^.?!]{0,24} spf|(?:een|1|one|a single) spf"
    r"|(?:alle|all) (?:drie|twee|three|two)"
    r"|(?:in|op) (?:1|een|een enkel|one|a single) (?:spf|record|regel|lijn)"
    r"|(?:twee|two|2|drie|three|3) (?:spf|records|regels))\b"
)
_ALIKE = re.compile(
    rf"{_TOGETHER.pattern}|\b(?:ook|also|too|dezelfde|hetzelfde|same|alles|everything"
    r"|twee dingen|two things|noch|nor|neither)\b"
)
_ONLY_THESE = re.compile(rf"\b(?:alleen|enkel|only) (?:de|the|mijn|onze)? ?{_MAIL}")
_EVERYTHING = re.compile(r"\b(?:alles|everything|all mail)\b")
_ONE_RECORD = re.compile(r"\b(?:spf|records?|regels?|dns)\b")
_IN_TURN = re.compile(
    r"\b(?:de|het|the) (?:eerste|tweede|laatste|first|second|latter|former)\b"
)
_CLAUSE = re.compile(r"[.;!?()]|,\s|\s(?:maar|but|terwijl|while|and|en|want)\s")
_KINDS = {
    "invoice": re.compile(r"factu|rekening|nota.?s\b|invoic|\bbills?\b"),
    "newsletter": re.compile(
        r"nieuws|mailing|marketing|campagne|newsletter|campaign|vriendenbrief|\bacties?\b"
    ),
    "order": re.compile(r"bestel|\borders?\b|pakbon|bevestiging|confirmation"),
    "quote": re.compile(r"offerte|quote|estimate"),
    "reminder": re.compile(r"herinnering|aanmaning|reminder"),
    "receipt": re.compile(r"receipt|bonnetje|kassabon|betaalbewij"),
    "ticket": re.compile(r"ticket|kaartjes"),
}
# Behind what goes wrong: "de nieuwsbrief niet".
_BARELY_NOT = re.compile(
    r"^\s*(?:(?:de|the|onze|our|mijn|my) )?[\w-]{3,24} (?:niet|wel|not|don.?t|do)\s*$"
)
_BARELY_FINE = re.compile(
    r"^\s*(?:(?:de|the|onze|our|mijn|my) )?[\w-]{3,24} (?:prima|goed|fine|ok|okay)\s*$"
)
# Mail of another kind than is known here: "de overzichten gaan uit Informer".
_GOES_OUT = re.compile(r"\b(?:gaan|gaat|go|goes) (?:uit|via|met|from|through|by)\s*$")
_SAID_AT_ONCE = re.compile(r"[.:;!?()]|,\s|\s(?:maar|but|terwijl|while|want)\s")
_PAUSE = re.compile(r"[.,;:!?]\s|\s(?:en|and|maar|but|&)\s")
_BEFORE, _BEHIND = 70, 110  # characters
_OWN = 30  # characters in which stands what it sends


class Sign(Enum):
    """What the words around a name tell of the program."""

    SENDS = "sends"
    OTHER = "other"  # it plays another part, or does well
    OPEN = "open"


def sign_of(
    text: str, name: tuple[int, int], between: tuple[int, int], usual: str
) -> Sign:
    """Read what the folded *text* tells of the name at that place.

    Nothing outside *between* is read: before and behind it stand other names. But
    which kinds of mail do well, and which do not, is told anywhere: "de facturen
    komen wel aan". *usual* is what such a program sends, where nothing else is told.
    """
    (start, end), (least, most) = name, between
    before = text[max(least, start - _BEFORE) : start]
    behind = text[end : min(most, end + _BEHIND)]
    if _OTHER_BEHIND.search(behind) or _OTHER_BEFORE.search(before):
        return Sign.OTHER
    told = _kinds(_PAUSE.split(before)[-1][-_OWN:])
    own = told | _kinds(_PAUSE.split(behind)[0][:_OWN]) or frozenset({usual} - {""})
    well, ill = _well_and_ill(text)
    if _does_well(behind, own) or own & well:
        return Sign.OTHER
    if _in_trouble(text, name, between):
        return Sign.SENDS
    apart = _ONLY_THESE.search(text) or not _ALIKE.search(text)
    if own and ill and apart and not (own & ill or _GOES_OUT.search(before)):
        return Sign.OTHER
    if _SENDS_BEFORE.search(before) or _SENDS_BEHIND.search(behind):
        return Sign.SENDS
    return Sign.OPEN


def arrives(said: str) -> bool:
    """Whether the mail spoken of is said to arrive."""
    return _FINE.search(said) is not None


def all_of_them(text: str, names: int = 2) -> bool:
    """Whether it is about all the programs named, and none of them does well.

    "Alles komt in de spam" is said of the mail of one as well; of three it is not.
    """
    if _IN_TURN.search(text) or _FINE.search(text):
        return False
    if _TOGETHER.search(text):
        return True
    return names > 2 and _EVERYTHING.search(text) is not None  # noqa: PLR2004 - said


def one_record_for_all(text: str) -> bool:
    """Whether it asks for one record with all of them, the mailbox too."""
    return all_of_them(text) and _ONE_RECORD.search(text) is not None


def _kinds(text: str) -> frozenset[str]:
    """The kinds of mail that are named."""
    return frozenset(kind for kind, told in _KINDS.items() if told.search(text))


@lru_cache(maxsize=8)
def _well_and_ill(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of mail that are said to arrive, and those that are in trouble."""
    well: set[str] = set()
    ill: set[str] = set()
    arrived = True
    for clause in _SAID_AT_ONCE.split(text):
        found = _FINE.search(clause)
        if (found and not _DENIED.search(clause)) or _BARELY_FINE.match(clause):
            well |= _kinds(clause[: found.start()] if found else clause)
            arrived = True
        elif _BARELY_NOT.match(clause) and not arrived:
            well |= _kinds(clause)
        elif _TROUBLE.search(clause) or _DENIED.search(clause):
            ill |= _kinds(clause)
            arrived = False
    return frozenset(well - ill), frozenset(ill)


def _does_well(behind: str, own: frozenset[str]) -> bool:
    """Whether what is said behind the name is that its own mail arrives."""
    sentence = re.split(r"[.!?](?:\s|$)", behind, maxsplit=1)[0]
    if _NO_TROUBLE.search(sentence):
        return True
    found = _FINE.search(sentence)
    if found is None or _TROUBLE.search(sentence[: found.start()]):
        return False
    others = _kinds(sentence[: found.start()]) - own
    return not others and not _DENIED.search(sentence)


def _in_trouble(text: str, name: tuple[int, int], between: tuple[int, int]) -> bool:
    """Whether the trouble is told in the very clause that names it."""
    (start, end), (least, most) = name, between
    cuts = [(m.start(), m.end()) for m in _CLAUSE.finditer(text, least, most)]
    begins = max((b for _, b in cuts if b <= start), default=least)
    stops = min((a for a, _ in cuts if a >= end), default=most)
    return _TROUBLE.search(text, begins, stops) is not None
