"""Concepts of several words that tell of a trouble or a question about mail.

Patterns over the folded words of a text, which stand parted and framed by single
spaces, without punctuation; a concept may have several patterns.
"""

from __future__ import annotations

PHRASES: tuple[tuple[str, str], ...] = (
    (
        "REJECT",
        (
            r" (?:komt|komen|krijg|krijgen|kreeg|kregen) (?:\S+ ){0,8}terug "
            r"(?!aan|van|dat|te)| 55[0-4]\S* | [45]\.7\.\d+\S* "
            r"| (?:niet|not|nooit|never) (?:aangenomen|aanvaard|doorgelaten|toegelaten"
            r"|geaccepteerd|accepted|accepting) "
            r"| laat\w* (?:\S+ ){0,4}niet (?:door|binnen|toe) "
            r"| (?:aflever\w*|bezorg\w*|delivery) (?:\S+ ){0,2}(?:mislukt|failed) "
            r"| niet geaccepteerd | not accepted | returned to sender "
            r"| zwarte lijst | block ?list | s31[45]0 "
            r"| (?<!geen )(?:mails|mailtjes|e-mails|berichten|facturen|nieuwsbrieven)"
            r" terug van "
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
            r" kom\w* (?:\S+ ){0,3}(?:niet|nooit) (?:\S+ )?bij "
            r"| (?:make|makes|made|making) it (?:to|into|through) "
            r"| (?:nooit|niet|never|not) (?:\S+ )?(?:gezien|seen|sees?|saw) "
            r"| (?:niet|nergens|niks) (?:\S+ )?(?:terugvinden|terug ?vinden) "
            r"| vind\w* (?:\S+ ){0,4}(?:niet|nergens|niks) (?:\S+ ){0,3}terug "
            r"| (?:show|shows|showing|showed) up "
            r"| (?:come|comes|coming|get|gets|getting) through "
            r"| (?:aan|binnen|toe|door) te (?:komen|krijgen) "
            r"| (?:niet|nergens) (?:\S+ ){0,2}te vinden "
        ),
    ),
    (
        "SPAM",
        (
            r" (?:in|bij|naar|als|to|as|tussen|onder|among|between) (?:de |het |the )?"
            r"(?:re[ck]lame|rommel|promoties|promotions|bulk|prullenbak|aanbiedingen"
            r"|trash) "
            r"| (?:verkeerde|andere|foute|wrong|other) (?:map|mapje|folder|bakje) "
            r"| (?:als|as) (?:veilig|safe|vertrouwd|geen spam|not spam) "
            r"| (?:rode|gele|red|yellow) (?:waarschuwing|balk|banner|warning) "
            r"| (?:gezien|beschouwd|aangemerkt|gemarkeerd|bestempeld|behandeld|herkend"
            r"|gelabeld|marked|seen|treated|classified|labelled) (?:\S+ )?(?:als|as) "
            r"(?!afzender|sender)"
        ),
    ),
    (
        "REJECT",
        (
            r" terug (?:gestuurd|gekomen|gekregen) "
            r"| (?:stuurt|sturen) (?:\S+ ){0,6}terug "
            r"| (?:kaats\w*|stuiter\w*|kets\w*) (?:\S+ ){0,3}(?:terug|af) "
            r"| mailer daemon | mail delivery (?:subsystem|system) "
            r"| (?:sent|kicked|thrown|comes?|coming|came) back "
            r"| delivery (?:failed|failures?|status notification) "
        ),
    ),
    ("GETS_SENT", r" gaa[nt]t? (?:\S+ ){0,4}(?:weg|uit|buiten|eruit|de deur uit) "),
    ("GETS_SENT", r" (?:go|goes|going|went|gone) out "),
    (
        "ACCEPT",
        (
            r" (?:aanvaard\w*|accept\w*|aanneemt|neemt) (?:\S+ ){0,5}"
            r"(?:niet|geen|not) "
        ),
    ),
    (
        "HEADER",
        r" show original | view source | kop van (?:de|het|een) | origineel tonen ",
    ),
    ("WHATIS", r" wat (?:\S+ ){0,3}(?:is|zijn|betekent|doet|inhoudt) "),
    ("SENDER", r" from (?:address|name|field) "),
    (
        "SHOWN",
        (
            r" lijk\w* te komen | (?:appears?|looks?) to come "
            r"| (?:ziet|zien|sees?|shows?|toont) (?:\S+ ){0,4}(?:on behalf of|namens) "
            r"| (?:staat|staan|ziet|zien|shows?|sees?) (?:\S+ ){0,4}no-?reply\S* "
        ),
    ),
    (
        "SENDER_RULES",
        (
            r" (?:regels|eisen|richtlijnen|vereisten|requirements|rules) "
            r"(?:van|from|of|by|voor) (?:google|gmail|yahoo|microsoft|outlook) "
        ),
    ),
    (
        "BAFFLED",
        r" (?:snap|begrijp|understand|versta) (?:\S+ ){0,3}(?:niks|niet|niets|geen) ",
    ),
    ("EXPLAIN", r" hoe zit (?:dat|het|dit)(?: nou| nu)? met "),
    ("BAFFLED", r" (?:don't|do not|cannot|can't) (?:get|understand) "),
    ("A_DOMAIN", r" (?:domein|domain|domeinnaam) "),
    ("SAME", r" (?:hetzelfde|zelfde|the same|equal) "),
    ("REJECT", r" (?:bericht|berichtje|melding|mail|mailtje|message) terug dat "),
    ("LOST", r" blij(?:ft|ven) (?:\S+ )?uit | uitblij\w+ | wegblij\w+ "),
    (
        "RESULT",
        (
            r" (?:permerror|temperror|softfail|hardfail|neutral|lookups?|fails?"
            r"|te veel|too many) "
        ),
    ),
    ("OURS", r" (?:mijn|onze|ons|my|our|hebben wij|do we have) "),
    (
        "HEADER",
        (
            r" (?:technische|technical) (?:gegevens|info\w*|details|data) "
            r"| (?:pad|weg|route|path) (?:dat|die|van|a|of|the) (?:\S+ )?"
            r"(?:mail|mailtje|bericht|e-mail|message|email) "
        ),
    ),
    ("EXPLAIN", r" bedoel(?:t|en)? (?:\S+ ){0,2}met "),
    ("JARGON", r" (?:betekent|means?|is) (?:de |het |die |the )?all "),
    ("SEND", r" (?:postvak uit|verstuurd|wachtrij|verzendlijst) "),
    ("FAIL", r" (?:postvak uit|blijf\w* (?:\S+ ){0,3}(?:staan|hangen)|lukt niet) "),
    (
        "FAIL",
        (
            r" (?:al|for) (?:\S+ )?(?:uur|uren|dagen|hours|days) (?:op|in|te|vast) "
            r"| (?:verbinding|connection) (?:\S+ ){0,4}(?:mislukt|verbroken|failed"
            r"|lost) "
        ),
    ),
    ("FAIL", r" (?:niet (?:gelukt|lukken)|lukt (?:\S+ ){0,4}niet|niet meer) "),
    ("CHECK", r" in (?:orde|order) "),
    (
        "FAIL",
        (
            r" (?:geen|no|niet) (?:verbinding|connectie|connection|verbinden) "
            r"| (?:can't|cannot|can not|could not|couldn't) connect "
            r"| (?:verbinding|connectie|connection) (?:\S+ )?(?:time-?out|timed out"
            r"|verbroken) "
        ),
    ),
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
            r"| what (?:is|are|does|do) | verschil | difference | betekenis "
            r"| definitie  "
            r"| waarom (?:is|zijn|heb|moet|bestaat|heeft) | why (?:is|are|do|does"
            r"|should|would) "
            r"| inhoudt | inhouden | waar (?:is|zijn|staat) (?:\S+ ){1,4}voor "
            r"| what (?:\S+ ){1,4}means? | meaning of | waarvoor | waar dient "
            r"| hoe werkt | how does "
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
            r"|vaag|vage|onbekend|onbekende|gek|gekke|lelijk|technisch|wrong|different"
            r"|strange|weird|incorrect|odd|unknown|ugly) (?:e-?mail-?|from |sender )?"
            r"(?:adres|mailadres|naam|address|name|afzender|sender) "
            r"| (?:vaag|onbekend|raar|vreemd|strange|weird|unknown|odd) (?:domein"
            r"|domain) "
            r"| (?:naam|name|adres|address|mailadres) (?:\S+ ){0,3}(?:niet"
            r"|not) (?:\S+ )?"
            r"(?:getoond|weergegeven|zichtbaar|shown|displayed|vermeld) "
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
        "LOGIN",
        (
            r" relay(?:ing)? (?:access )?denied | 535 "
            r"| authenti\w+ (?:failed|unsuccessful|mislukt) | login failed "
        ),
    ),
    (
        "UNVERIFIED",
        (
            r" (?:niet|not|isn't|nog niet|un) (?:\S+ ){0,2}(?:geverifieerd|verified"
            r"|geauthenticeerd|authenticated|gevalideerd|validated|bevestigd"
            r"|goedgekeurd"
            r"|confirmed) | pending | unverified | (?:niet|not) (?:gevonden|found) "
        ),
    ),
    (
        "FORM",
        (
            r" \S*(?:formulier|formulieren|form|forms)\S* | (?:web)?site | webshop "
            r"| bestelling\S* | order\S* | aanvra\S* | booking\S* | reserver\S* "
        ),
    ),
    ("MINE", r" (?:mijn|mn|onze|ons|my|our|wij|ik|i|we) "),
    (
        "CUSTOMERS",
        (
            r" (?:klant|klanten|lid|leden|ontvangers?|abonnees?|gasten|ouders"
            r"|donateurs|helft|mensen|iedereen|sommigen?|people"
            r"|medewerkers|employees|deelnemers|lezers|patienten|vrijwilligers"
            r"|bezoekers|customers?|clients?"
            r"|members?|subscribers?|guests|readers|recipients?|donors) "
        ),
    ),
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
