"""The lists behind the concepts: words, parts of compounds, and phrases."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.knowledge.words import word_set

LEXICON: Mapping[str, frozenset[str]] = {
    "SPAM": word_set(
        "spam spams junk ongewenst ongewenste spambox spammap spamfilter"
        " reclamemap junkmail spammy phishing"
    ),
    "REJECT": word_set(
        "geweigerd geweigert weigert weigeren weigering weigerd reject rejected"
        " rejects rejecting refused refuses bounce bounces bounced bouncing"
        " bouncen bounct gebounced gebounced teruggestuurd teruggekomen"
        " teruggekregen geblokkeerd geblokt blokkeert blokkeren blocked blocks"
        " blocking retour onbestelbaar onbestelbare undeliverable undelivered"
        " mailer-daemon 550 554 553 5.7.0 5.7.1 5.7.26 5.7.509 5.7.515 5.7.23"
        " blacklist blacklisted"
    ),
    "MAIL": word_set(
        "mail mails mailen gemaild e-mail e-mails email emails mailtje mailtjes"
        " bericht berichten nieuwsbrief nieuwsbrieven nieuwsbriefje mailing"
        " mailings mailingen factuur facturen factuurtje offerte offertes"
        " campagne campagnes herinnering herinneringen aanmaning aanmaningen"
        " campaign campaigns newsletter newsletters invoice invoices message"
        " messages reminder reminders mailbox postvak inbox mailadres e-mailadres"
        " mailadressen"
    ),
    "SEND": word_set(
        "versturen verstuur verstuurt verstuurd verstuurde verzend verzenden"
        " verzendt verzonden verzond stuur stuurt sturen gestuurd mailen mailt"
        " send sends sending sent uitsturen uitgestuurd postvak-uit outbox"
    ),
    "NOT": word_set(
        "niet geen nooit niks niets not no never nothing cannot can't cant won't"
        " wont don't dont doesn't doesnt isn't isnt aren't arent didn't unable"
        " nobody none nor nie zonder niemand"
    ),
    "FAIL": word_set(
        "mislukt mislukken mislukte fout foutmelding error errors fails fail"
        " failed failing failure hangt wachtrij queue stuck storing"
    ),
    "ARRIVE": word_set(
        "aankomen aangekomen aankomt aankwam ontvangen ontvangt ontvang ontving"
        " krijgen krijgt krijg kreeg kregen receive receives receiving received"
        " recieve recieved get gets getting got arrive arrives arriving arrived"
        " delivered deliver delivery afgeleverd binnenkomen binnengekomen"
        " toekomen toegekomen toekomt"
    ),
    "SENDER": word_set(
        "afzender afzenders afzenderadres afzendernaam afzendadres sender senders"
        " verzender verzendadres from-adres van-adres namens from-address"
    ),
    "WRONG": word_set(
        "verkeerd verkeerde fout foute ander andere anders wrong different"
        " incorrect vreemd vreemde raar rare verandert veranderd vervangt tonen"
        " toont ziet zien shows show see"
    ),
    "SETUP": word_set(
        "instellen stel ingesteld instelling instellingen inrichten configureren"
        " configure configuration config setup koppelen koppel koppeling"
        " verbinden verifieren verificatie verifieer verify verifying verified"
        " verification authenticate authenticated authentication authenticeren"
        " activeren aanzetten nodig need needed required toevoegen toevoeg voeg"
        " add enable gebruiken inschakelen domeinauthenticatie geverifieerd"
    ),
    "HOW": word_set(
        "hoe how waar where welke welk which stappen stap steps handleiding"
        " hoelang howto vind vinden find zie zien kopieer kopieren copy krijg see"
        " view locate"
    ),
    "EDIT": word_set(
        "aanpassen toevoegen invullen wijzigen wijziging verwijderen verwijder"
        " aanmaken maak maken edit add change remove delete invoeren zetten"
        " bewerken plaatsen beheren create propagatie propagation"
    ),
    "CHECK": word_set(
        "controleren controleer controle gecontroleerd check checken checks"
        " nakijken bekijken test testen goed klopt correct juist kloppen"
    ),
    "DNS": word_set(
        "dns txt cname cname's cnames record records zone nameserver mx ttl"
    ),
    "AUTH": word_set(
        "spf dkim dmarc alignment include includes selector selectors"
        " domeinsleutel domainkey bimi"
    ),
    "HEADER": word_set(
        "header headers kopregel kopregels kopteksten koptekst berichtkop"
        " berichtkoppen internetkoppen internetkopteksten internetheaders"
        " mailheader mailheaders broncode eml berichtbron"
    ),
    "SMTP": word_set(
        "smtp poort poorten port mailserver uitgaande outgoing starttls 587 465"
        " smtp-server smtpserver smtp-gegevens"
    ),
    "PERSON": word_set(
        "medewerker medewerkers medewerkster telefoonnummer telefonisch human"
        " callback terugbellen terugbelverzoek helpdeskmedewerker"
    ),
    "THANKS": word_set(
        "bedankt dank dankje dankjewel dankuwel danku thanks thank thx merci tnx"
        " bedankje thankyou"
    ),
    "BYE": word_set(
        "opgelost solved top super great perfect doei dag bye goodbye mooi prima"
        " fijn fijne geweldig cheers"
    ),
    "ABUSE": word_set(
        "fuck fucking fucker shit bullshit kut kutbot klootzak klootzakken"
        " oplichters oplichter tering tyfus kanker hoer bitch asshole stupid"
        " sukkel sukkels debiel mongool godverdomme retard bastard moron idioot"
        " idioten idiot idiots eikel flikker teringlijers klote wanker cunt"
        " dickhead"
    ),
    "OUT": word_set(
        "offline ssl certificaat certificate wachtwoord password kost kosten"
        " prijs prijzen price prices pricing cost costs opzeggen opzegging"
        " abonnement subscription btw aangifte btw-aangifte vacature vacatures"
        " vacancy weer weather voetbal recept recipe gedicht poem laptop printer"
        " logo bestelling order back-up backup database hoofdstad capital"
        " inloggen login installeer installeren install cursus course webshop"
        " betaling payment telefoon iphone virus plugin theme thema belasting tax"
        " restaurant film movie muziek music grap joke vakantie holiday trein"
        " auto"
    ),
    "SITE": word_set(
        "website site webpagina homepage hosting domeinnaam wordpress php"
    ),
    "GENERIC": word_set(
        "werkt werken works work working doet help helpen hulp vraag vraagje"
        " question probleem problemen problem problems issue issues snap snapt"
        " begrijp understand mis iets something weet hallo hi hey hello hoi"
        " goedemorgen goedemiddag goedenavond morning beste mevrouw meneer groet"
        " groeten mvg met vriendelijke ja nee yes no ok oke okay nope yep"
        " alsjeblieft alstublieft please aub svp graag gebruik use using again"
        " gebruiken nu now there jullie"
    ),
}

COMPOUNDS: Mapping[str, tuple[str, ...]] = {
    "SPAM": ("spam", "junk"),
    "MAIL": (
        "nieuwsbrief", "nieuwsbrieven", "factuur", "facturen", "mailing", "mailtjes",
        "mailbericht", "mailberichten", "offerte",
    ),
    "DNS": ("dns", "record", "records", "cname"),
    "AUTH": ("spf", "dkim", "dmarc"),
    "SMTP": ("smtp",),
    "HEADER": ("header", "headers", "kopregel", "kopteksten"),
    "SENDER": ("afzender",),
    "SETUP": ("instelling", "instellingen"),
}  # fmt: skip

_ASK = r"(?:kunnen|kunt|kan|kun|wilt|wil|willen|zou|zouden|zullen|can|could|would|will)"
_YOU = r"(?:jullie|u|jij|je|you|iemand|someone)"
_CHANGED = (
    r"(?:aangepast|gedaan|gewijzigd|toegevoegd|veranderd|geplaatst|verwijderd|ingevoerd"
    r"|ingesteld|gezet|ingevuld|doorgevoerd|changed|added|updated|fixed|done|removed"
    r"|published|made|aangezet)"
)
_DOING = (
    r"(?:aanpassen|wijzigen|toevoegen|veranderen|regelen|doen|zetten|plaatsen|orde"
    r"|oplossen|fixen|invoeren|instellen|verwijderen|change|add|fix|update|arrange"
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
    ("EXPLAIN", r" leg (?:\S+ ){0,4}uit | uitleg | uitleggen | explain | meaning of "),
    (
        "SHOWN",
        (
            r" (?:raar|rare|vreemd|vreemde|verkeerd|verkeerde|fout|foute|ander|andere"
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
    ("FAREWELL", r" (?:dag|avond|weekend|ziens|genoeg|evening|one|day) $"),
    ("MINE", r" (?:mijn|mn|onze|ons|my|our|wij|ik|i|we) "),
    (
        "CUSTOMERS",
        r" (?:klant|klanten|leden|ontvanger|ontvangers|customers?|clients?) ",
    ),
    (
        "CHANGE",
        (
            rf" {_ASK} {_YOU} (?:\S+ ){{0,14}}{_DOING} | doe (?:het|jij|u|dat|dit) "
            rf"| pas (?:\S+ ){{0,5}}aan | zet (?:jij|u|jullie|maar) | do it for "
            rf"| (?:graag|gelieve|please|pls) (?:\S+ ){{0,14}}{_DOING} "
            rf"| voor (?:mij|me|ons) {_DOING} | {_DOING} (?:it |this )?for (?:me|us) "
        ),
    ),
    (
        "DONE",
        (
            r" (?:heb|hebben|is|zijn|staat|staan|i've|ive|have|has|i|we|k|it's|been)"
            rf" (?:\S+ ){{0,9}}{_CHANGED} | (?:staat|staan) er (?:nu )?in "
            rf"| (?:alles|dat|dit|net|zojuist|just) {_CHANGED} | en nu | aangepast "
        ),
    ),
    (
        "AGAIN",
        r" (?:opnieuw|nogmaals|nog een keer|nog eens|weer|again|recheck|once more) ",
    ),
    (
        "LOOK",
        r" (?:kijk|kijken|look|check|checken|controleer|controleren|nakijken|test) ",
    ),
    (
        "STILL",
        r" (?:nog steeds|nog altijd|still) (?:\S+ ){0,2}(?:niet|not|no|in|spam) ",
    ),
    (
        "PERSON",
        (
            r" (?:bel|bellen) | (?:call|phone|ring) (?:me|us|you) | phone number "
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
            r" (?:zelf |zelf heel |heel |so |too |erg |ineens |steeds )*"
            r"(?:veel |much |many |lots of |a lot of )?(?:spam|junk|phishing)\S* "
            r"| spam i (?:get|receive) | (?:afmelden|unsubscribe) "
        ),
    ),
    ("FORGOTTEN", r" wie (?:heeft|is) | tips "),
)
