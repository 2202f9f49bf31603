"""Ordinary words: they join no name, and are a name only where the context says so.

"Exact wat ik zocht" names no bookkeeping program, and "boekhouden is lastig" no
website. A name that stands here counts when the words around it make it one.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.knowledge.words import word_set

FUNCTION_WORDS = word_set(
    """
    de het een en of ik je jij u we wij ze zij hij mijn mn uw onze ons jullie hun hen
    van voor naar met via uit vanuit vanaf op in aan bij door over om te er is zijn
    was
    wordt word worden ben heb hebt heeft hebben had kan kunt kunnen kun wil wilt
    willen
    moet moeten mag dan dat dit die deze niet geen wel ook nog maar als al toch want
    zo
    wat wie waar hoe welke wanneer waarom hier daar iets niets niks alle alles iemand
    the a an and or i you he she it they my our your their his its of for to from with
    through at on by about is are was were be been am have has had can could will
    would
    should do does did don't doesn't not no but if that this these those what who
    where
    how which when why here there so me us them as in out up into
    i'd i'm i've you'd rather never nooit nothing always altijd steeds still nog you're
    onder weg
    """
)

ORDINARY_WORDS = word_set(
    """
    ac activeren adres afspraken app apps autoresponder autoresponders beehive bericht
    berichten bestelling bezorgd
    billet bird bol boekhouden boekhouder boekhouding boekhoudprogramma bravo cal
    campagne campagnes campaign campaigns cmail concept contact contract copernicus
    customer customers dexter domain domein dns eenvoudig email emails e-mail e-mails
    engine exact exacte exactly factuur facturen factureren fact facts fin formulier
    formulieren front gecko gekko gmail google header hetzelfde host hosting hotmail
    huddle icloud in inbox include informer informeren intercom invoice invoices
    invoicing
    kit klant klanten laatste lapasta lijst list live mail mailbox mailbus mailen
    mailer
    mailgroep mailing mailinglijst mailings mailin mailt mailtje mailtjes mailserver
    mails mailtje markt market marketing mark magenta magneto mijndomein molly mss
    newsletter newsletters nieuwsbrief nieuwsbrieven octopus office offerte on online
    outlook pasta persoon plus post postbus postvak presta proton record records
    resend re-send rompslomp sage sender sendt send sending sends sent server ses
    setting
    settings shop sib site smtp software spam spf spotter start starten starto status
    stripe support tello tripoli twilio verzenden verzender visma wave web webshop
    website wicks woo word yahoo yuki ziggo zoho jord odo oddo docs front-end
    """
) | word_set(
    # common words that are one or two letters from a name
    """
    influence confidence recente recent substance streep strip steep accounts
    accounted
    rekent rekende paperwork accountant accountants conference sandy asses assertion
    mollige
    mollig postcard papal minor frontale frontaal frontage opener openers billie
    transit
    strata lettering letterman vismarkt freshness freshest teamleden teamleiders
    antagonists antagonistic antagonism silverman fastball betterment millie spoiler
    typefout typefouten
    subspace seedy accounting biscuit hutspot calendar baseline comanche capcom strijp
    telford amazones westende postbank strat foutmail foutmails map ligt
    liggen
    """
)

NAMING_WORDS = word_set(
    """
    via met vanuit uit through with from using gebruik gebruiken gebruikt gebruikte
    use
    uses used programma program pakket software boekhoudpakket boekhoudprogramma tool
    nieuwsbriefprogramma platform in
    """
)

BEING_WORDS = word_set(
    """
    online software app api stuurt verstuurt verzendt mailt sends
    """
)
"""Words after a name that tell a program from an ordinary word."""

TRADE_WORDS = word_set(
    """
    factuur facturen factureren invoice invoices offerte offertes herinnering
    herinneringen aanmaning nieuwsbrief nieuwsbrieven newsletter newsletters mailing
    mailings mail mails email emails campagne campaign ticket tickets orderbevestiging
    orderbevestigingen bestelmails berichten messages meldingen notificaties
    notifications receipts facturatie facturering invoicing mailtjes mailtje factuurtje
    factuurtjes boekhouding betaallinks betaalverzoeken betalingsbewijzen receipt
    nieuwsbriefje e-mail e-mails uitnodigingen enquetes newsletters campagnes
    campaigns offertemail bestellingen orders aanvragen broadcasts sequences flows
    aanmaningen loonstroken replies reply bonnetjes tickets chats autoresponder
    """
)
TRADE_HEADS = (
    "facturen",
    "nieuwsbrief",
    "nieuwsbrieven",
    "mails",
    "mailing",
    "mailtjes",
    "bewijzen",
    "bevestigingen",
    "berichten",
    "meldingen",
    "tickets",
    "rekeningen",
    "bonnen",
    "offertes",
    "herinneringen",
    "brieven",
    "aanmaningen",
    "broadcasts",
    "bonnetjes",
    "campagnes",
    "confirmations",
    "alerts",
)

ADDRESS_WORDS = word_set("adres mailadres e-mailadres address")
"""What is shown of a program: "een adres van Yuki"."""

ACTING_WORDS = word_set(
    "keeps blijft geeft zegt meldt toont vraagt wil says shows gives asks wants"
    " verstuurt versturt stuurt sends"
)
ARTICLES = word_set("de het een the a an onze ons mijn my our zijn haar deze die this")
"""What a program does, unless it is one of many: "the sender says"."""

CALLED_AFTER = word_set("heet heette")
FILLED_WORDS = word_set(
    """
    invullen invoeren instellen ingevuld zetten ingesteld invul failed fails mislukt
    ingericht gemaakt aangemaakt opgezet
    """
)

RECORD_WORDS = word_set("spf dkim dmarc dns record records cname txt")
"""What is set up for a program: "spf voor exact"."""

PROVEN_WORDS = RECORD_WORDS | word_set(
    """
    domain domein verification verificatie verified geverifieerd verifieren txt-record
    cnames authenticatie authentication authenticate koppeling integratie
    """
)
"""What a program asks to be proven: "resend says domain not verified"."""

ABLE_WORDS = word_set(
    "kan werkt doet lukt cannot can't won't doesn't verstuurt stuurt versturt"
)
MAILING_WORDS = word_set(
    "verzenden versturen mailen mail mails smtp send sending email"
)
"""What a program cannot do: "yuki kan niet verzenden"."""

ASKING_WORDS = word_set("we wij ik i heeft does")
USING_WORDS = word_set("gebruiken gebruik gebruikten nodig need use require")
SETTING_WORDS = word_set("stel stellen koppel koppelen verifieer verbind")
"""Around a program that is set up: "hoe stel ik yuki in", "heeft yuki nodig"."""

OF_WORDS = word_set("van vanuit uit from of by via met volgens with")
"""Words that lead from what is sent to the program: "de facturen van Yuki"."""

LEADING_WORDS = word_set(
    """
    via met vanuit uit through with using gebruik gebruiken gebruikt gebruikte use uses
    used hebben heb have programma program pakket software boekhoudpakket tool
    boekhoudprogramma nieuwsbriefprogramma platform factuurprogramma webshop crm over
    icm i.c.m
    """
)
"""Words right before a program that somebody uses: "wij gebruiken Exact"."""

AFTER_NAMES = word_set(
    """
    en maar voor om of want omdat waarom sinds als nu dan daar komen komt gaan
    gaat worden wordt belanden belandt krijgen krijgt niet altijd steeds and but for to
    or because since when now go goes get gets are is end ends land lands bounce
    bounces always fails verstuur versturen verstuurt mail mailen mailt stuur sturen
    gemaakt gemaild verstuurd verzonden gestuurd made sent
    """
)
"""Words with which a clause goes on after a name, and not after an adverb."""

MOVED_WORDS = word_set(
    """
    overgestapt overgegaan overgang overstap gegaan verhuisd overschakelen
    overgeschakeld overzetten moved switched switching migrated changed gewisseld
    stappen
    """
)

PROGRAM_WORDS = word_set(
    """
    programma program pakket software boekhoudpakket boekhoudprogramma tool platform
    nieuwsbriefprogramma factuurprogramma facturatieprogramma systeem system app
    """
)

CALLED_BEFORE = word_set(
    """
    restaurant cafe bakkerij hotel winkel salon kapsalon firma bedrijf bureau praktijk
    heet heten heette naam name named groet groeten groetjes mvg regards greetings
    beste hoi hallo dag dear hi hello mevrouw meneer dhr mw de het the to naar is
    """
)
"""Words before a capital that names a person or a shop."""

TOPIC_WORDS = word_set(
    """
    spam junk dkim spf dmarc dns smtp records record cname txt instellen setup bounce
    bounces geweigerd rejected online facturen nieuwsbrief hallo hoi we wij ik i
    """
)
"""What keywords beside a name are about: "dkim exact"."""

JOINING_WORDS = word_set("en and plus of or naar to")
"""Between two programs: "WeFact en Exact"."""

SENT_WORDS = word_set(
    "verstuurd verzonden gestuurd gemaild sent mailed gemaakt verstuur"
)
"""What is done with a program: "sent from Stripe"."""

ARRIVED_WORDS = word_set("aan binnen through")

MAILBOX_WORDS = word_set("mailbox mailboxen postbus postvak account accounts webmail")
OWN_WORDS = word_set("mijn mn m'n onze ons my our")
DOMAIN_WORDS = word_set("domein domeinnaam domain")
READING_WORDS = word_set("in met with")
FREE_BRANDS = word_set("gmail hotmail outlook yahoo live")
"""Of the mailbox of his own: "onze proton mailbox"; a free one has no domain."""

ELSE_BEFORE: Mapping[str, frozenset[str]] = {
    "constantcontact": word_set("met with opnemen gehad hebben tussen"),
    "front": word_set("of"),
    "sender": word_set("""
        email emails address addresses name names domain domains id identity mail
        verification signature reputation rules adres naam verify policy rejected
        denied unknown authentication not
    """),
    "365": word_set("dagen days dag day keer times euro x nachten leden adressen"),
}
"""Words behind which a name, squeezed, is none: "constant contact met mijn klant"."""

COMPARED_AFTER = word_set("dezelfde hetzelfde diezelfde datzelfde wat zoals same what")
"""Words after an adverb: "exact hetzelfde"."""
