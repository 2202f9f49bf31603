"""Concepts of several words that tell of no trouble: wishes, thanks, other matters.

What he asks of us, what he did since, whether he wants a person, and what this desk
is not for. Like `phrasing`: patterns over folded words, framed by single spaces.
"""

from __future__ import annotations

_ASK = (
    r"(?:kunnen|kunt|kan|kun|wilt|wil|willen|zou|zouden|zullen|can|could|would|will"
    r"|can't|couldn't)"
)
_YOU = (
    r"(?:jullie|u|jij|je|you|iemand|someone|somebody|anyone|een van jullie"
    r"|one of (?:you|your (?:people|colleagues|team|guys|engineers))|your team)"
)
_CHANGED = (
    r"(?:aangepast|gedaan|gewijzigd|toegevoegd|veranderd|geplaatst|verwijderd|ingevoerd"
    r"|ingesteld|gezet|ingevuld|doorgevoerd|changed|added|updated|fixed|done|removed"
    r"|published|made|aangezet|gemaakt|bijgezet|overgenomen|verbeterd)"
)
_DOING = (
    r"(?:aanpassen|wijzigen|toevoegen|veranderen|regelen|doen|zetten|plaatsen"
    r"|in orde (?:maken|brengen|zetten)"
    r"|samenvoegen|combineren|merge|opnemen|meenemen|weghalen|schrappen|uithalen"
    r"|nalopen|oplossen|fixen|invoeren|instellen|verwijderen|inzetten|aanmaken"
    r"|bijzetten|aanzetten|uitzetten|overnemen|inbrengen|klaarzetten|invullen|change"
    r"|add|fix|update|arrange"
    r"|do (?:it|this|that)|(?<!is )(?<!are )set (?:it |this |that )?up|remove|publish"
    r"|make)"
)
_FIRM = (
    r"(?:aanpassen|wijzigen|toevoegen|veranderen|zetten|plaatsen|invoeren|instellen"
    r"|verwijderen|inzetten|aanmaken|bijzetten|overnemen|inbrengen|klaarzetten|invullen"
    r"|samenvoegen|combineren|merge|opnemen|weghalen|schrappen|uithalen|aanzetten"
    r"|change|add|update|(?<!is )(?<!are )set (?:it |this |that )?up|remove|publish)"
)

ASIDES: tuple[tuple[str, str], ...] = (
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
    ("OUT", r" (?:jullie|uw|your) (?:factuur|facturen|invoice|invoices|rekening) "),
    (
        "OUT",
        (
            r" (?:mijn|onze|my|our) (?:mailbox|postvak|inbox) (?:\S+ )?"
            r"(?:zit|is|staat|loopt) (?:\S+ )?(?:vol|full) "
            r"| (?:maak|aanmaken|create|make|nieuwe|new|extra|verwijder|delete"
            r"|hernoem) (?:\S+ ){0,2}(?:mailbox"
            r"|mailadres|e-mailadres|mailaccount|alias|email address|account) "
            r"| (?:mailbox|mailadres|e-mailadres|mailaccount|alias) (?:aan|aanmaken) "
            r"| (?:doorsturen|doorgestuurd|forward|forwarded) (?:worden )?(?:naar|to) "
            r"| (?:factuur|rekening|invoice) (?:\S+ ){0,6}(?:van jullie|from you) "
            r"| (?:ander|groter|kleiner|goedkoper) (?:\S+ )?(?:pakket|abonnement) "
            r"| (?:factuur|facturen|rekening|herinnering|aanmaning|\w+herinnering) van "
            r"(?:jullie|u) | (?:al|already|reeds) (?:betaald|paid) "
            r"| (?:hoeveel|how many|hoe groot|how big) (?:\S+ ){0,3}(?:mailbox\w*"
            r"|postvak\w*|gb|opslag|ruimte|storage|mailadressen|accounts|adressen) "
            r"| (?:mijn|ons|jullie|my|your) (?:hosting)?(?:pakket|package|plan) "
            r"| (?:geld|money) (?:\S+ ){0,2}(?:terug|back) | dubbel betaald "
            r"| paid twice | (?:hoe laat|what time) (?:gaan|is|zijn|sluit\w*|are|do"
            r"|kan) "
        ),
    ),
    (
        "BYE",
        (
            r" (?:fijne|prettige|goede) (?:dag|avond|weekend|middag) | tot ziens "
            r"| have a (?:nice|good|great) | weet (?:ik )?genoeg "
        ),
    ),
    (
        "ABUSE",
        (
            r" (?:jullie|jij|u|you) (?:zijn|bent|are) (?:allemaal |gewoon |echt |all )*"
            r"(?:een |a )?(?:stel|stelletje|zootje|bende|troep|bunch|joke|lachertje) "
        ),
    ),
    ("ABUSE", r" (?:you|this|it) (?:\S+ )?sucks? | (?:go to|to) hell | screw you "),
    (
        "RECEIVING",
        (
            r" (?:ik|wij|we|i) (?:\S+ ){0,2}(?:ontvang|ontvangen|krijg|krijgen|receive"
            r"|receiving|get|getting) (?:\S+ ){0,5}(?:geen|niks|niets|no|any|nothing) "
            r"(?:\S+ )?(?:mail|mails|e-mail|e-mails|email|emails|mailtjes|berichten"
            r"|messages|meer|binnen|anymore) "
            r"| (?:mail|mails|e-mails?|emails?|berichten|post) (?:van|from) "
            r"(?:onze |mijn |our |my |de )?(?:klanten|leveranciers|anderen|customers"
            r"|clients|relaties|mensen|others|suppliers) "
            r"| (?:binnenkomende|inkomende|incoming|inbound) (?:mail|mails|e-mails?"
            r"|emails?|berichten|messages) "
        ),
    ),
    ("FOR_ME", r" (?:voor|for) (?:mij|me|ons|us) "),
    (
        "NOT_GETTING",
        (
            r" (?:i|i'm|we|we're|im) (?:\S+ )?(?:not|don't|can't|no longer|stopped"
            r"|never)"
            r" (?:\S+ )?(?:getting|receiving|receive|get) (?:\S+ )?(?:e-?mails?|mails?"
            r"|messages|anything) "
            r"| (?:ik|wij|we) (?:heb|hebben|kreeg|kregen"
            r"|ontving) (?:\S+ ){0,3}(?:geen|niets"
            r"|niks|nooit|niet) (?:\S+ ){0,4}(?:ontvangen|gekregen|van jullie) "
            r"| (?:ik|wij|we) (?:\S+ ){0,2}(?:kan|kunnen) (?:\S+ ){0,3}(?:geen|niet"
            r"|niks) "
            r"(?:\S+ ){0,3}(?:ontvangen|binnenhalen|ophalen) "
        ),
    ),
    (
        "UNWANTED",
        (
            r" (?:iemand|someone|somebody|ze|they) (?:stuurt|sturen|sends?|blijft"
            r"|keeps?)"
            r" (?:\S+ )?(?:mij|me|ons|us) "
        ),
    ),
    (
        "ABUSE",
        r" krijg (?:toch |lekker )?de (?:klere|tering|tyfus|pest|kanker|pleuris) ",
    ),
    ("UNWANTED", r" (?:spamfilter|spam filter) (?:aan|uit|instellen|\w+zetten) "),
    (
        "OUT",
        r" het weer (?:morgen|vandaag|in|op|dit|van) | is het weer $ | weerbericht ",
    ),
    ("UNWANTED", r" (?:blokkeer|blokkeren|block|stop|stoppen) (?:\S+ )?(?:spam|junk) "),
    ("UNWANTED", r" (?:krijg|ontvang|get) (?:\S+ ){0,4}(?:reclame|ads) (?:van|from) "),
    ("UNWANTED", r" spam (?:blokkeren|stoppen|tegenhouden) "),
    ("BYE", r" tot (?:de )?(?:volgende|later|gauw|kijk)\b| see you "),
    ("FAREWELL", r" (?:keer|later|gauw|kijk|soon|you) $"),
    ("ABUSE", r" val (?:toch )?dood | stik er "),
    ("ABUSE", r" (?:sodemieter|lazer|pleur) (?:toch )?op "),
    ("ABUSE", r" (?:rot|flikker|donder) (?:toch )?op | shut up | hou je (?:bek|kop) "),
    ("FAREWELL", r" (?:dag|avond|weekend|ziens|genoeg|evening|one|day) $"),
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
            rf"| {_YOU} (?:\S+ ){{0,8}}(?:moet|moeten|must|should|need to) {_DOING} "
            r"| (?:wil|willen|wens|wensen|graag|vraag|vragen|verzoek) (?:\S+ ){0,3}"
            r"(?:dat|of|om) (?:u|jullie|jij|je) "
            r"|^ (?:graag |please |hoi |hallo |beste )*(?:voeg|zet|pas|plaats|maak|haal"
            r"|verwijder|wijzig|verander|vul|stel) (?:\S+ ){1,9}(?:toe|erin|in|aan"
            r"|weg|uit"
            r"|bij|op|graag|aub|svp) "
            r"| (?:regel|doe) (?:jij|u|jullie|het|dat|dit|maar) | toestemming "
            r"| permission "
            rf"| voor (?:mij|me|ons) {_DOING} | {_DOING} (?:it |this )?for (?:me|us) "
        ),
    ),
    ("FIRM", rf" {_FIRM} "),
    (
        "DONE",
        (
            r" (?:heb|hebben|is|zijn|staat|staan|i've|ive|have|has|i|we|k|it's|been)"
            rf" (?:\S+ ){{0,9}}{_CHANGED} | (?:staat|staan) er (?:nu )?in "
            rf"| (?:alles|dat|dit|net|zojuist|just) {_CHANGED} | en nu $"
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
            r" (?:nog stee(?:d|t)?s|nog altijd|still|blijft|blijven|keeps?)"
            r" (?:\S+ ){0,3}"
            r"(?:niet|niks|not|nothing|no|in|spam|hetzelfde|zelfde|same|fout|failing"
            r"|broken|stuk|kapot|mis|wrong|happening) | werkt nog niet "
            r"| (?:hetzelfde|zelfde|same) (?:probleem|problem|liedje|issue) "
        ),
    ),
    (
        "PERSON",
        (
            r" bel (?:mij|me|ons|even|terug|aub|svp) | bel $ | bellen $ "
            r"| (?:kan|kunt|kun|wil|mag|willen|kunnen|iemand|graag"
            r"|zou) (?:\S+ ){0,5}bellen "
            r"| persoonlijk (?:contact|gesprek) | bel wel | het (?:telefoon)?nummer "
            r"| (?:aan|per) de telefoon "
            r"| (?:iemand|someone) (?:\S+ ){0,3}(?:meekijken|meedenken|meekijkt) "
            r"| contact (?:met|opnemen|with) | live chat "
            r"| (?:call|phone|ring) (?:me|us|you) | phone number "
            r"| (?:geen|no|not) (?:\S+ )?\w*bot | (?:to|an?) agent | echte persoon "
            r"| (?:jullie|uw|your) (?:telefoon)?(?:nummer|number) "
            r"| (?:kan|wil|mag|wie|met) (?:\S+ ){0,5}spreken "
            r"| een mens | echt mens | een persoon | echt persoon "
            r"| (?:put|get|pass) me (?:\S+ )?(?:through|someone|somebody|a) "
            r"| doorverbind\w* | verbind (?:\S+ ){0,4}door "
            r"| (?:real|actual|live) (?:person|human|agent) "
            r"| (?:iemand|someone|somebody|collega|persoon|human|person|agent|support)"
            r" (?:\S+ ){0,5}(?:spreken?|praten?|lijn|contact|speak|talk) "
            r"| (?:spreken|praten|speak|talk) (?:\S+ ){0,3}(?:iemand|someone|mens"
            r"|somebody|collega|human|person|agent|support|robot|persoon) | robot "
        ),
    ),
    (
        "OUTRIGHT",  # asked in so many words: no weight says otherwise
        (
            r" (?:wil|wou|zou|kan|mag|graag|liever|want|like) (?:\S+ ){0,5}"
            r"(?:een|met|to|with|an?) (?:\S+ ){0,2}"
            r"(?:medewerker|mens|collega|human|agent|employee|colleague|somebody"
            r"|someone) (?:\S+ ){0,2}(?:spreken|praten|chatten|speak|talk) "
            r"| (?:wil|kan|mag|graag|liever) (?:\S+ ){0,3}"
            r"(?:iemand|medewerker|mens|collega) (?:\S+ ){0,2}(?:spreken|aan de lijn) "
            r"| (?:speak|talk|chat) (?:to|with) (?:an? )?(?:real |actual |live )?"
            r"(?:human|person|agent|employee|someone|somebody|colleague) "
        ),
    ),
    (
        "NO_PERSON",  # asked not to have one
        (
            r" niet (?:\S+ )?(?:met|iemand) (?:\S+ ){0,3}(?:spreken|praten|chatten) "
            r"| geen (?:\S+ )?(?:medewerker|mens|collega) (?:\S+ ){0,2}"
            r"(?:spreken|praten|chatten) "
            r"| (?:not|dont|don't|don t|never) (?:want |like |wish |have |to ){0,3}"
            r"(?:speak|talk|chat) (?:to|with) "
        ),
    ),
    (
        "WORKS",
        (
            r" (?:did the trick|helemaal goed|goed zo|weer in orde|werkt nu|nu werkt"
            r"|works now|now works|it works|gelukt) "
        ),
    ),
    (
        "INCOMING",
        (
            r" (?:krijg|ontvang|i get|i receive|krijgen|ontvangen|receiving|getting)"
            r" (?:zelf |heel |so |too |erg |ineens |steeds |veel te )*"
            r"(?:veel |much |many |lots of |a lot of )?(?:spam|junk|phishing)\S* "
            r"| (?:krijg|krijgen|ontvang|get|receive|getting) (?:\S+ ){0,3}"
            r"(?:mails|mailtjes"
            r"|e-mails|emails|berichten|messages) (?:van|from) "
            r"| (?:krijg|ontvang|get) (?:ik )?(?:elke dag|dagelijks|steeds|constant"
            r"|de hele dag|every day|daily) (?:\S+ ){0,2}(?:mail|mails|e-mails?"
            r"|emails?) "
            r"| (?:ik|wij|we|i) (?:heb|hebben|kreeg|kregen|got|received) (?:\S+ ){0,3}"
            r"(?:spam|phishing|nep|valse|fake|verdachte|suspicious)\S* "
            r"| spam i (?:get|receive) | (?:afmelden|unsubscribe) "
            r"| (?:overspoeld|bedolven|flooded|bombarded) "
            r"| (?:my own|mijn eigen) (?:inbox|postvak|mailbox)"
            r" (?:gets?|krijgt|is|zit) "
            r"| (?:mails?|e-mails?|emails?) (?:van|from) (?:my |mijn |the |de )?"
            r"(?:bank|belastingdienst|gemeente) "
            r"| (?:spam|junk|reclame|phishing|rommel)\S* (?:die |wat |that )?"
            r"(?:ik|wij|we|i) (?:\S+ ){0,3}(?:krijg\w*|ontvang\w*|binnenkrijg\w*|get"
            r"|receive) "
        ),
    ),
    ("FORGOTTEN", r" wie (?:heeft|is) | tips "),
)
