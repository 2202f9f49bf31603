"""Concepts that take several words: patterns over the folded words of a text.

The words stand parted and framed by single spaces, without punctuation; a concept
may have several patterns.
"""

from __future__ import annotations

_ASK = r"(?:kunnen|kunt|kan|kun|wilt|wil|willen|zou|zouden|zullen|can|could|would|will)"
_YOU = r"(?:jullie|u|jij|je|you|iemand|someone)"
_CHANGED = (
    r"(?:aangepast|gedaan|gewijzigd|toegevoegd|veranderd|geplaatst|verwijderd|ingevoerd"
    r"|ingesteld|gezet|ingevuld|doorgevoerd|changed|added|updated|fixed|done|removed"
    r"|published|made|aangezet|gemaakt|bijgezet|overgenomen|opgelost|verbeterd)"
)
_DOING = (
    r"(?:aanpassen|wijzigen|toevoegen|veranderen|regelen|doen|zetten|plaatsen|orde"
    r"|oplossen|fixen|invoeren|instellen|verwijderen|inzetten|aanmaken|bijzetten"
    r"|overnemen|inbrengen|klaarzetten|invullen|change|add|fix|update|arrange"
    r"|do (?:it|this|that)|set (?:it|this|that) up|remove|publish|make)"
)

PHRASES: tuple[tuple[str, str], ...] = (
    (
        "REJECT",
        (
            r" (?:komt|komen|krijg|krijgen|kreeg|kregen) (?:\S+ ){0,8}terug "
            r"(?!aan|van)| niet geaccepteerd | not accepted | returned to sender "
            r"| zwarte lijst | block ?list "
        ),
    ),
    (
        "ARRIVE",
        r" (?:kom|komt|komen|kwam|kwamen) (?:\S+ ){0,9}(?:aan|binnen|toe|door) ",
    ),
    (
        "LANDS",
        r" (?:kom|komt|komen|kwam|kwamen) (?:\S+ ){0,9}(?:aan|binnen|toe|door) ",
    ),
    (
        "ARRIVE",
        (
            r" (?:make|makes|made|making) it (?:to|into|through) "
            r"| (?:show|shows|showing|showed) up "
            r"| (?:come|comes|coming|get|gets|getting) through "
            r"| (?:niet|nergens) (?:\S+ ){0,2}te vinden "
        ),
    ),
    (
        "SPAM",
        (
            r" (?:in|bij|naar|als|to|as) (?:de |het |the )?"
            r"(?:reclame|promoties|promotions|bulk|prullenbak) "
        ),
    ),
    (
        "REJECT",
        (
            r" terug (?:gestuurd|gekomen|gekregen) "
            r"| (?:stuurt|sturen) (?:\S+ ){0,6}terug "
            r"| delivery (?:failed|failure|status notification) "
        ),
    ),
    ("GETS_SENT", r" gaa[nt]t? (?:\S+ ){0,4}(?:weg|de deur uit) | go(?:es|ing)? out "),
    (
        "NOW",
        (
            r" (?:klopt|is|staat|staan|werkt) (?:het|alles|dat|ie|ze|it) "
            r"(?:\S+ ){0,2}nu "
            r"| nu (?:wel |weer )?(?:goed|in orde|beter|juist|correct) "
            r"| (?:is|does|did) it (?:\S+ ){0,3}(?:now|work) "
            r"| (?:ok|okay|right|correct|good|fixed|working) now "
        ),
    ),
    (
        "HEADER",
        r" show original | view source | kop van (?:de|het|een) | origineel tonen ",
    ),
    ("WHATIS", r" wat (?:\S+ ){0,3}(?:is|zijn|betekent|doet|inhoudt) "),
    ("EXPLAIN", r" bedoel(?:t|en)? (?:\S+ ){0,2}met "),
    ("SEND", r" (?:postvak uit|verstuurd|wachtrij|verzendlijst) "),
    ("FAIL", r" (?:postvak uit|blijf\w* (?:\S+ ){0,3}(?:staan|hangen)|lukt niet) "),
    ("FAIL", r" (?:niet (?:gelukt|lukken)|lukt (?:\S+ ){0,4}niet|niet meer) "),
    ("GETS_SENT", r" krijg\w* (?:\S+ ){0,6}(?:verstuurd|verzonden|weg) "),
    ("BEHALF", r" on behalf of | via \S+\.(?:net|com|org|nl) | namens "),
    (
        "BEHALF",
        (
            r" (?:in plaats van|instead of) (?:mijn|ons|onze|my|our) (?:eigen |own )?"
            r"(?:\S+ )?(?:adres|mailadres|e-mailadres|naam|address|name|domein|domain) "
        ),
    ),
    ("WRONG", r" (?:in plaats van|instead of) | staat (?:\S+ ){0,8}als afzender "),
    ("WRONG", r" als afzender staat | staat als afzender "),
    (
        "WHATIS",
        (
            r" wat (?:is|zijn|betekent|betekenen|doet|houdt|voor) | what's | whats "
            r"| what (?:is|are|does|do) | verschil tussen | difference between "
            r"| waarom (?:is|zijn|heb|moet|bestaat|heeft) | why (?:is|are|do i need) "
            r"| inhoudt | inhouden | waar (?:is|zijn) (?:\S+ ){1,4}voor "
            r"| meaning of | waarvoor | waar dient | hoe werkt | how does "
        ),
    ),
    (
        "EXPLAIN",
        r" (?:informeren|meer weten|vertellen|info|tell (?:me|us)) (?:over|about) ",
    ),
    ("EXPLAIN", r" leg (?:\S+ ){0,4}uit | uitleg | uitleggen | explain | meaning of "),
    (
        "SHOWN",
        (
            r" als afzender | as (?:the )?sender "
            r"| (?:raar|rare|vreemd|vreemde|verkeerd|verkeerde|fout|foute|ander|andere"
            r"|wrong|different|strange|weird|incorrect)"
            r" (?:e-?mail-?)?(?:adres|mailadres|naam|address|name|afzender|sender) "
        ),
    ),
    (
        "NOTICE",
        (
            r" (?:krijg|krijgen|krijgt|kreeg|get|got|getting|ontvang) (?:\S+ ){0,6}"
            r"(?:melding|foutmelding|error|waarschuwing|warning|code) "
        ),
    ),
    (
        "BYE",
        (
            r" (?:fijne|prettige|goede) (?:dag|avond|weekend|middag) | tot ziens "
            r"| have a (?:nice|good|great) | weet (?:ik )?genoeg "
        ),
    ),
    ("FOR_ME", r" (?:voor|for) (?:mij|me|ons|us) "),
    ("ABUSE", r" (?:sodemieter|lazer|pleur) (?:toch )?op "),
    ("ABUSE", r" (?:rot|flikker|donder) (?:toch )?op | shut up | hou je (?:bek|kop) "),
    ("FAREWELL", r" (?:dag|avond|weekend|ziens|genoeg|evening|one|day) $"),
    ("MINE", r" (?:mijn|mn|onze|ons|my|our|wij|ik|i|we) "),
    (
        "CUSTOMERS",
        (
            r" (?:klant|klanten|lid|leden|ontvangers?|abonnees?|gasten|ouders|donateurs"
            r"|deelnemers|lezers|patienten|vrijwilligers|bezoekers|customers?|clients?"
            r"|members?|subscribers?|guests|readers|recipients?|donors) "
        ),
    ),
    (
        "CHANGE",
        (
            rf" {_ASK} {_YOU} (?:\S+ ){{0,14}}{_DOING} | doe (?:het|jij|u|dat|dit) "
            rf"| pas (?:\S+ ){{0,5}}aan | zet (?:jij|u|jullie|maar) | do it for "
            rf"| (?:graag|gelieve|please|pls) (?:\S+ ){{0,14}}{_DOING} "
            r"| (?:regelen|doen|maken|fixen|plaatsen|zetten|wijzigen) (?:jullie|u|jij) "
            r"| (?:zet|haal|verander|wijzig) (?:\S+ ){0,4}maar (?:uit|aan|weg|om|in) "
            r"| doe[nt]? (?:je|u|jullie) (?:dat|het|dit) "
            r"| (?:have|let) you (?:\S+ )?(?:do|fix|change|add|handle) "
            rf"| voor (?:mij|me|ons) {_DOING} | {_DOING} (?:it |this )?for (?:me|us) "
        ),
    ),
    (
        "DONE",
        (
            r" (?:heb|hebben|is|zijn|staat|staan|i've|ive|have|has|i|we|k|it's|been)"
            rf" (?:\S+ ){{0,9}}{_CHANGED} | (?:staat|staan) er (?:nu )?in "
            rf"| (?:alles|dat|dit|net|zojuist|just) {_CHANGED} | en nu "
            r"| did (?:it|that|so|what you) | aangepast "
            r"| should be (?:fixed|done|good|ok) "
        ),
    ),
    (
        "AGAIN",
        r" (?:opnieuw|nogmaals|nog een keer|nog eens|weer|again|recheck|once more) ",
    ),
    (
        "LOOK",
        (
            r" (?:kijk|kijken|look|check|checken|controleer|controleren|nakijken"
            r"|test|verify) "
        ),
    ),
    (
        "STILL",
        (
            r" (?:nog steeds|nog altijd|still|blijft|blijven|keeps?) (?:\S+ ){0,3}"
            r"(?:niet|not|no|in|spam|hetzelfde|zelfde|same|fout|failing) "
            r"| (?:hetzelfde|zelfde|same) (?:probleem|problem|liedje|issue) "
        ),
    ),
    (
        "PERSON",
        (
            r" (?:bel|bellen) | contact (?:met|opnemen|with) | live chat "
            r"| (?:call|phone|ring) (?:me|us|you) | phone number "
            r"| een mens | echt mens | een persoon | echt persoon "
            r"| (?:real|actual|live) (?:person|human|agent) "
            r"| (?:iemand|someone|somebody|collega|persoon|human|person|agent|support)"
            r" (?:\S+ ){0,5}(?:spreken|praten|lijn|contact|speak|talk) "
            r"| (?:spreken|praten|speak|talk) (?:\S+ ){0,3}(?:iemand|someone|mens"
            r"|somebody|collega|human|person|agent|support|robot|persoon) | robot "
        ),
    ),
    ("WORKS", r" (?:werkt nu|nu werkt|works now|now works|it works|gelukt) "),
    (
        "INCOMING",
        (
            r" (?:krijg|ontvang|i get|i receive|krijgen|ontvangen|receiving|getting)"
            r" (?:zelf |heel |so |too |erg |ineens |steeds |veel te )*"
            r"(?:veel |much |many |lots of |a lot of )?(?:spam|junk|phishing)\S* "
            r"| spam i (?:get|receive) | (?:afmelden|unsubscribe) "
        ),
    ),
    ("FORGOTTEN", r" wie (?:heeft|is) | tips "),
    ("SETUP", r" set(?:ting)? (?:\S+ ){0,3}up "),
    ("SITE", r" domain names? | domeinnamen "),
    ("DOMAIN", r" (?:eigen|own|ons|onze|mijn|our|my) (?:domein|domain|adres|address) "),
    (
        "SHOWN",
        (
            r" (?:achter|naast|bij|onder|voor|next to|behind|after|below|beside)"
            r" (?:mijn|onze|ons|my|our) (?:eigen |own )?(?:naam|name|adres|address) "
        ),
    ),
)
