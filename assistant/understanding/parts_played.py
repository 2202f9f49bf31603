"""What is said around the name of a program, and what part it plays by that.

It was left for another, a reader has it, somebody else uses it, it goes well: each
pattern reads the folded words right before a name, or right behind it.
"""

from __future__ import annotations

import re

LEFT_BEHIND = re.compile(
    r"\b(?:in plaats van|instead of|niet meer (?:via|met|bij)"
    r"|no longer (?:with|use|using)|vroeger|voorheen|previously|formerly"
    r"|(?:don.?t|do not|didn.?t|doesn.?t|never)(?: \w+)? (?:use|have)"
    r"|weg bij|eerder|eerst|used to use|left|before|moved (?:over |away )?from"
    r"|hiervoor (?:zaten|hadden|gebruikten) (?:we|wij|ik)(?: bij)?"
    r"|sinds (?:we|wij|ik) van|(?:gaan|gaat|komen|komt) (?:wel|prima|gewoon)"
    r" (?:goed|aan)\b[^.!?]{0,24}|before that (?:it was|we had|we used)"
    r"|(?:daarvoor|eerst) (?:was|hadden|was het|hadden we)(?: het)?"
    r"|(?:oude|old)(?: \w+){0,2} (?:van|of|from))"
    r"(?: (?:via|met|with))?\s*$"
    r"|\b(?:geen|niet|no|not)(?: (?:met|via|van|meer|with|by|using))*\s*$"
    r"|\b(?:vroeger|voorheen|eerst|eerder|altijd|jarenlang|previously|formerly|used to)"
    r"\b[^.!?,;]{0,30}\b(?:via|met|in|uit|vanuit|bij|gebruikt\w*|with|through|from|use"
    r"|using|on|hadden|had)(?: (?:we|wij|ik|i))?\s*$"
)
FROM = re.compile(r"\b(?:van|vanuit|from|vanaf|out of)\s*$")
TOWARDS = re.compile(
    r"(?:\b(?:naar|to)|->|→|=>)\s*$"
    r"|\b(?:overgegaan|overgestapt|overgang|gaan over|stappen over|overschakelen"
    r"|overgeschakeld)\b[^.!?]{0,40}\bop\s*$"
)
DELETED = re.compile(
    r"\b(?:delete|remove|verwijder\w*|wis|wissen|schrap\w*)\b[^.!?,;]{0,24}"
    r"\b(?:old|oude?|spf|dkim|records?|regels?|txt|cnames?|include)\b[^.!?,;]{0,16}$"
)
# "van Strato naar jullie": the hosting, left for ours.
TO_US = re.compile(r"^ (?:\w+ )?(?:naar (?:jullie|u)|to (?:you|yours))\b")
TO_COME = re.compile(
    r"\b(?:volgende?|binnenkort|straks|later|next|soon|ooit|misschien)\b[^.!?]{0,24}$"
)
NOW = re.compile(
    r"\b(?:nu|now|tegenwoordig|inmiddels|currently|nowadays)\b[^.!?,;]{0,16}$"
)
DONE_WITH = re.compile(
    r"^[^.!?;]{0,24}\b(?:te duur|duur|opgezegd|gestopt|stopten|verlaten|weggedaan|beu"
    r"|weg|too expensive|expensive|cancelled|canceled|quit|gave up|dropped)\b"
)
READERS = re.compile(
    r"\b(?:bij|naar|to|at|op|aan|by|door)\s*$|"
    r"\b(?:klant\w*|ontvanger\w*|leden|mensen|iedereen|abonnees?|customers?|clients?"
    r"|recipients?|people|users?|subscribers?|gebruikers?|iemand|someone|client\w*"
    r"|patient\w*|leerling\w*|ouders?|parents?|lezers?|readers?|bezoekers?|anyone)\b"
    r"[^.!?]{0,12}"
    r"\b(?:met|van|bij|op|in|with|on|at|using)(?: een| an?)?\s*$"
)
NO_LONGER = re.compile(
    r"^ (?:heeft|hoeft|heb je|needs?|doesn.?t need)(?: (?:dat|het|that|it))?"
    r"(?: niet| not)? (?:nodig|it|that)\b|"
    r"^[^.!?]{0,60}\b(?:die |dat |deze )?(?:gebruik\w*|hebben|heb)"
    r" (?:we|wij|ik)(?: \w+)? niet meer\b"
    r"|^[^.!?]{0,60}\b(?:we|i) (?:do not|don't|no longer) (?:use|have)\b"
    r"(?: (?:it|that|that one|this))?(?: any ?more)?"
)
REFUSES = re.compile(
    r"^\s*(?:weiger\w*|blokkeer\w*|refuses?|rejects?|blocks?|bounces?|accepteert"
    r"|gooit|stuurt (?:\w+ ){0,2}terug|puts?|marks?|flags?)\b"
)
GOES_WELL = re.compile(
    r"\b(nieuwsbrie\w+|factu\w+|mailings?|newsletters?|invoices?|offertes?|quotes?"
    r"|campagnes?|campaigns?|herinneringen|reminders?) "
    r"(?:zelf )?(?:gaa\w*|komt|komen|werk\w*|is|are|goes?|works?|arrives?)"
    r" (?:wel |gewoon |prima )?(?:goed|prima|fine|ok|well|aan)\b"
)
CLAUSE_ENDS = re.compile(
    r"[.,;:!?](?=\s|$)|\s(?:maar|but|alleen|only|while|terwijl|en|and)\s"
)
WELL = re.compile(
    r"\b(?:gaa\w*|werk\w*|doe\w*|kom\w*|zijn|is|are|goes?|works?|arrives?|do|does)\b"
    r"(?: (?:het|wel|gewoon|allemaal|altijd|netjes|all|just|always)){0,2}"
    r" (?:goed|prima|perfect|uitstekend|fine|ok|okay|well|wel aan|gewoon aan)\b"
    r"|\b(?:prima|goed|gewoon goed) (?:gaat|gaan|werkt|werken|aankomt|aankomen)\b"
)
BARELY_WELL = re.compile(r"^ (?:is )?(?:goed|prima|fine|ok)\s*$")
DENIED = re.compile(r"\b(?:niet|geen|not|never|nooit|no|ook)\b|n.t\b|\?")
LATTER = re.compile(r"\b(?:die|dat|deze|the|that) (?:laatste|latter|last one)\b")
OWN = re.compile(
    r"\b(?:onze|ons|mijn|our|my|wij|we|ik|i)\b[^.!?]{0,30}"
    r"\b(?:zit|zitten|draait|loopt|staat|staan|hebben|heb|hosted|gehost|runs?|is|are"
    r"|have)\b[^.!?]{0,12}$"
)
OWN_MAIL = re.compile(r"(?:^|[.!?,] |\b(?:dat|that|en|and) )(?:onze|mijn|our|my)\s*$")
MOVED = re.compile(
    r"\b(?:overstap|overgestapt|overgang|overgegaan|gegaan|verhuisd|verhuizing|migratie"
    r"|gemigreerd|moved|moving|switched|migrated|migration|stappen over"
    r"|(?:gaan|ga)\b[^.!?]{0,30}\bover)\b[^.!?]{0,32}$"
)
ANOTHERS = re.compile(
    r"(?<!\bbij )(?<!\bbij onze )(?<!\bbij mijn )(?<!\bbij de )"
    r"\b(?:boekhouder|boekhoudster|accountant|buurman|buurvrouw|collega|vriend|vriendin"
    r"|zus|broer|zwager|leverancier|bookkeeper|neighbou?r|colleague|friend|supplier)\b"
    r"(?:(?!\b(?:ik|wij|we|maar|i|but)\b)[^.!?,]){0,25}$"
)
HOSTED = re.compile(
    r"\b(?:dns|txt|cname|records?|mx|zone|domein\w*|domains?|nameservers?|naamservers?"
    r"|website|webhosting)\b"
    r"[^.!?,]{0,20}\b(?:bij|at|with|van|by|in)\s*$"
)
# A shop beside which another program sends: "Shopify met Klaviyo".
HAS_BESIDE_IT = re.compile(
    r"^(?:[ -](?:winkel|webshop|shop|store|site|website))?,? (?:met|with|maar|but)\b"
)
THOSE_OF = re.compile(
    r"(?:^|[.!?,;:] |\b(?:en|maar|but|and|alleen|enkel|only) )"
    r"(?:die|those|the ones) (?:mails? )?(?:van|from|of)(?: (?:de|het|the))?\s*$"
)
BARELY_SAID = re.compile(r"^ (?:wel|niet|not|do|don.?t)\s*(?:[.,;!]|$)")
KEEPS_HIS_MAIL = re.compile(r"^ (?:de|onze|mijn|the|our|my) (?:e-?)?mail\b")
SITES_MAIL = re.compile(r"^[ -](?:e-?)?mails?\b")
ITS_ONES = re.compile(r"^(?:.s)? ones?\b")  # "the beehiiv ones go to spam"
IS_HOST = re.compile(
    r"^\s*(?:is|=|als|as)\b[^.!?]{0,12}\b(?:dns|domein\w*|domain|host(?:ing|er)?)\b"
)
THROUGH = re.compile(
    r"\b(?:send\w*|sent|stuur\w*|verstuur\w*|mail\w*)\b[^.!?,;]{0,24}\b"
    r"(?:from|via|vanuit|uit)(?: (?:mijn|onze|my|our))?\s*$"
    r"|\b(?:via|through|met|with|using|vanuit|uit) (?:mijn|onze|my|our)\s*$"
    r"|\b(?:via|through|smtp van|smtp of|met|with|using|vanuit|uit"
    r"|(?:langs|over|spf(?:[ -]record)? van|spf(?:[ -]record)? (?:of|for|voor))"
    r"(?: (?:mijn|onze|ons|my|our|de|the))?)\s*$"
)
JOINED = re.compile(
    r"^(?: \w{0,12}mails?\b)?\)?\s*"
    r"(?:(?:en|and|&|\+)\s*(?:(?:de|the|onze|our|mijn|my) )?"
    r"(?:[\w-]{2,20} (?:uit|van|via|from|of|in) (?:de |the )?)?|plus\b[^.!?]{0,40})$"
)
MAIL_AT = re.compile(r"\bmail (?:zit |loopt |is )?(?:bij|at|with)\s*$")
FREE = re.compile(r"gmail|hotmail|outlook|ziggo|kpn|live|yahoo|icloud")
KEPT_AT = re.compile(
    r"\b(?:mailbox|mailboxen|postbus\w*|mailhosting|smtp(?:[- ]auth)?)"
    r" (?:zit |staat |loopt )?(?:bij|op|at|with|on|van)\s*$"
)
CONNECTS = re.compile(r"\b(?:koppel\w*|connect\w*|verbind\w*|link\w*)\b[^.!?]{0,40}\s$")
CORRECTED = re.compile(
    r"^[^.!?]{0,24}[\s.,;:!…-]+(?:eh+,? (?:nee|no)\b|no,? wait|nee,? wacht"
    r"|oh? nee|nee,? sorry|sorry,? (?:ik|i) |(?:ofzo|of zo),? nee\b)|^\?\s*(?:nee|no)\b"
)
ONLY = re.compile(
    r"\b(?:alleen|enkel|only)\b[^.!?,]{0,20}"
    r"\b(?:van|uit|vanuit|via|from|of|by|with)\s*$"
    r"|\b(?:alleen|enkel|only)(?: (?:de|the|mijn|my|onze|our))?\s*$"
    r"|\b(?:make|let|laten)\s*$"
)
SHOWN = re.compile(r"\b(?:adres|address) (?:met|with)(?: \w+)?\s*$")
EITHER = re.compile(r"^[\s,]*(?:of|or|/|óf)\s*$")
ALSO = re.compile(
    r"\b(?:ook|also|too|daarnaast|as well|(?:precies )?hetzelfde|zelfde probleem"
    r"|the (?:very )?same)\b"
)
ASKS_ALSO = re.compile(
    r"\b(?:moet|moeten|hoeft|should|must|need|needs)\b|\b(?:daar|dan|hier)\w* ook\b"
)
BOTH = re.compile(r"\b(?:beide|beiden|allebei|zowel|noch|both|neither|either)\b")
FROM_FORMS = re.compile(
    r"\b\w*(?:formulier\w*|forms?|bestelmail\w*|bestellingen|orders?)"
    r" (?:van|uit|vanuit|via|from|in|op|on)(?: (?:de|het|mijn|onze|the|my|our))?\s*$"
)


# The mail itself moved there: "van Zoho Mail naar Proton Mail".
MOVED_TO = re.compile(r"\b(?:van|vanuit|from) [^.!?,]{2,30} (?:naar|to)\s*$")
ITS_OWN = (OWN, MOVED, CONNECTS, KEPT_AT)
