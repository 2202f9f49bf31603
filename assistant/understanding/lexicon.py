"""The lists behind the concepts: words, and parts of compounds."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.knowledge.words import word_set

LEXICON: Mapping[str, frozenset[str]] = {
    "SPAM": word_set(
        "spam spams junk ongewenst ongewenste spambox spammap spamfilter"
        " reclamemap junkmail spammy phishing quarantaine quarantine spamscore"
        " reclamebak promotiemap rommelmap verdacht verdachte suspicious scam flagged"
        " spem spma sapm spamm spambak ongewenste-mail reclamefolder"
        " vuilbak vuilnisbak prullenmand onveilig dangerous gevaarlijk"
    ),
    "REJECT": word_set(
        "geweigerd geweigert weigert weigeren weigering weigerd reject rejected"
        " rejects rejecting refused refuses bounce bounces bounced bouncing"
        " bouncen bounct gebounced gebounced teruggestuurd teruggekomen"
        " teruggekregen geblokkeerd geblokt blokkeert blokkeren blocked blocks"
        " blocking retour onbestelbaar onbestelbare undeliverable undelivered"
        " mailer-daemon 550 554 553 5.7.0 5.7.1 5.7.26 5.7.509 5.7.515 5.7.23"
        " blacklist blacklisted afgewezen afwijzen afgekeurd tegengehouden"
        " tegenhouden denied declined returned non-delivery ndr geblacklist"
        " teruggekaatst stuitert tegenhoudt weigerde weigerden blokkeerde geretourneerd"
        " teruggezonden afgeketst gebouncet bouncet onaanvaard bounced-back"
        " terugkrijgen terugkomt terugkaatst"
    ),
    "MAIL": word_set(
        "mail mails mailen gemaild e-mail e-mails email emails mailtje mailtjes"
        " bericht berichten nieuwsbrief nieuwsbrieven nieuwsbriefje mailing"
        " mailings mailingen factuur facturen factuurtje offerte offertes"
        " campagne campagnes herinnering herinneringen aanmaning aanmaningen"
        " campaign campaigns newsletter newsletters invoice invoices message"
        " messages reminder reminders mailbox postvak inbox mailadres e-mailadres"
        " mailadressen bevestiging bevestigingen uitnodiging uitnodigingen brief"
        " brieven confirmation confirmations invitation invitations quote quotes"
        " receipt receipts nota nota's rekening rekeningen"
    ),
    "SEND": word_set(
        "versturen verstuur verstuurt verstuurd verstuurde verzend verzenden"
        " verzendt verzonden verzond stuur stuurt sturen gestuurd mailen mailt"
        " send sends sending sent uitsturen uitgestuurd postvak-uit outbox vertrekken"
        " vertrekt"
    ),
    "NOT": word_set(
        "niet geen nooit niks niets not no never nothing cannot can't cant won't"
        " wont don't dont doesn't doesnt isn't isnt aren't arent didn't unable"
        " stopped gestopt stopt stopte ceased nobody none nor nie zonder niemand"
        " nergens"
    ),
    "FAIL": word_set(
        "mislukt mislukken mislukte fout foutmelding error errors fails fail"
        " failed failing failure hangt wachtrij queue stuck storing 535"
        " timeout time-out vastgelopen vastloopt crasht"
    ),
    "ARRIVE": word_set(
        "aankomen aangekomen aankomt aankwam ontvangen ontvangt ontvang ontving"
        " krijgen krijgt krijg kreeg kregen receive receives receiving received"
        " recieve recieved get gets getting got arrive arrives arriving arrived"
        " delivered deliver delivery afgeleverd binnenkomen binnengekomen"
        " toekomen toegekomen toekomt bereiken bereikt bereikte bezorgd gehad"
        " gekregen arriveren arriveert reach reached reaches landed aangeleverd"
        " binnenvallen binnenvalt binnenlopen binnenloopt binnenkomt binnenkwam"
        " doorkomen"
        " doorkomt doorkwam verschijnen verschijnt appear appears afleveren"
        " aflevering bezorgen bezorging leveren levert"
        " geleverd"
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
        " add enable inschakelen domeinauthenticatie geverifieerd"
        " opzetten autoriseren authorize authoriseren machtigen goedkeuren"
        " approve connect whitelist inricht richten authenticeer inregelen aansluiten"
        " gekoppeld opgezet integreren integratie klaarzetten"
    ),
    "HOW": word_set(
        "hoe how waar where welke welk which stappen stap steps handleiding"
        " hoelang howto vind vinden find zie zien kopieer kopieren copy krijg see"
        " view locate"
    ),
    "EDIT": word_set(
        "aanpassen toevoegen invullen wijzigen wijziging verwijderen verwijder"
        " aanmaken maak maken edit add change remove delete invoeren zetten"
        " neerzetten neerzet bewerken plaatsen beheren create kiezen enter invul"
        " opslaan"
        " save propagatie propagation"
    ),
    "CHECK": word_set(
        "controleren controleer controle gecontroleerd check checken checks"
        " nakijken bekijken test testen goed klopt correct juist kloppen"
    ),
    "DNS": word_set(
        "dns txt cname cname's cnames record records zone nameserver mx ttl k1 k2"
        " k3 selector1 selector2"
    ),
    "AUTH": word_set(
        "spf dkim dmarc alignment include includes selector selectors"
        " domeinsleutel domainkey bimi spoofing spoof spoofed gespooft spoofen"
    ),
    "HEADER": word_set(
        "header headers kopregel kopregels kopteksten koptekst berichtkop"
        " berichtkoppen internetkoppen internetkopteksten internetheaders"
        " mailheader mailheaders broncode eml berichtbron e-mailkop e-mailkoppen"
        " mailkop mailkoppen"
    ),
    "SMTP": word_set(
        "smtp poort poorten port mailserver uitgaande outgoing starttls 587 465"
        " smtp-server smtpserver smtp-gegevens"
    ),
    "JARGON": word_set(
        "reject quarantine softfail hardfail alignment propagatie selector include ttl"
        " none aligned permerror temperror via bounce header return-path"
    ),
    "PROGRAM": word_set(
        "programma programma's pakket software tool platform app applicatie systeem"
        " program package application system plugin module"
    ),
    "READER": word_set(
        "gmail hotmail outlook ziggo kpn kpnmail telenet yahoo proximus skynet icloud"
    ),
    "LOST": word_set(
        "missen missing mist missed kwijt verdwenen verdwijnen verdwijnt zoekgeraakt"
        " missing disappear"
        " verdampt verdampen kwijtgeraakt disappears vanish spoorloos zoek onvindbaar"
    ),
    "PANEL": word_set(
        "plesk cpanel directadmin controlepaneel panel waarde waarden value values veld"
        " velden field fields host hostnaam"
    ),
    "PERSON": word_set(
        "medewerker medewerkster teruggebeld telefoonnummer telefonisch human"
        " callback terugbellen terugbelverzoek helpdeskmedewerker doorverbinden"
        " doorverbonden klantenservice"
    ),
    "THANKS": word_set(
        "cheers ta bedankt dank dankje dankjewel dankuwel danku thanks thank thx"
        " merci tnx bedankje thankyou thnx appreciated appreciate hartelijk thankful"
    ),
    "BYE": word_set(
        "opgelost solved top super great perfect doei dag bye goodbye mooi prima"
        " fijn fijne geweldig sorted resolved verholpen"
    ),
    "ABUSE": word_set(
        "fuck fucking fucker shit bullshit kut kutbot klootzak klootzakken"
        " oplichters oplichter tering tyfus kanker hoer bitch asshole stupid"
        " sukkel sukkels debiel mongool godverdomme retard bastard moron idioot"
        " idioten idiot idiots eikel flikker teringlijers klote wanker cunt"
        " prutsers prutser prutsbedrijf amateurs amateur knoeiers knoeier klojo"
        " klojo's klunzen nietsnutten nietsnut losers loser zakkenvullers sukkeltje"
        " boerenlul uilskuiken incompetent lulkoek mongolen afzetters dieven"
        " schijt zeikerds kankerbedrijf kankerbot kankerzooi kankerlijers takkewijf"
        " klere achterlijk achterlijke debielen"
        " rotbedrijf rotbot rotzooi"
        " dickhead dumb useless waardeloos waardeloze klotehelpdesk kloteding lul"
        " rotzak scammers trut hufter"
    ),
    "OUT": word_set(
        "offline ssl certificaat certificate wachtwoord password kost kosten"
        " prijs prijzen price prices pricing cost costs opzeggen opzegging"
        " abonnement subscription btw aangifte btw-aangifte vacature vacatures"
        " vacancy weather webmail voetbal recept recipe gedicht poem laptop printer"
        " logo bestelling order back-up backup database hoofdstad capital"
        " inloggen login installeer installeren install cursus course webshop"
        " betaling payment telefoon iphone virus plugin theme thema belasting tax"
        " restaurant film movie muziek music grap joke vakantie holiday trein"
        " auto openingstijden refund restitutie terugbetaling seo mysql ftp"
        " afwezigheidsbericht afwezigheidsassistent autoreply handtekening signature"
        " agenda adresboek contactpersonen gehackt hacked malware factuuradres iban"
        " incasso storneren creditnota domeinverlenging verlengen verlenging kassabon"
        " tarief tarieven bankrekening bankrekeningnummer rekeningnummer opvragen"
        " computer pc mac tablet android ipad goedkoper duurder cheaper tenaamstelling"
        " vps afspraak appointment chatgpt crypto bitcoin dating sollicitatie"
        " sollicitatiebrief stage baan"
        " vertalen translate excel instagram facebook whatsapp tiktok wifi"
        " internet router muis toetsenbord scherm verhuizen boek huis reis"
        " vliegticket hotel poes kat hond"
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
        " medewerkers ontvanger ontvangers onder nu now there jullie test iemand even"
        " gaat doe"
        " doen mij me zelf maar"
        " gewoon dus eens echt toch weer nog steeds altijd zit zitten bent misschien"
        " sinds since dank zeggen zegt zei says said"
    ),
}

COMPOUNDS: Mapping[str, tuple[str, ...]] = {
    "SPAM": ("spam", "junk"),
    "MAIL": (
        "nieuwsbrief", "nieuwsbrieven", "factuur", "facturen", "mailing", "mailtjes",
        "mailbericht", "mailberichten", "offerte", "bevestiging", "bevestigingen",
        "uitnodiging", "uitnodigingen", "herinnering", "herinneringen", "aanmaning",
        "brief", "brieven", "emails", "mails", "mail",
    ),
    "DNS": ("dns", "record", "records", "cname"),
    "AUTH": ("spf", "dkim", "dmarc"),
    "SMTP": ("smtp",),
    "HEADER": ("header", "headers", "kopregel", "kopteksten"),
    "SENDER": ("afzender",),
    "SETUP": ("instelling", "instellingen"),
    "PROGRAM": ("programma", "pakket", "software"),
    "SITE": ("hosting", "website"),
    "FAIL": ("fout", "error"),
    "SEND": ("verzend", "verstuur"),
    "ABUSE": ("kut", "tering", "klote", "tyfus", "kolere", "fuck"),
}  # fmt: skip

# As people speak or type them: short forms and Flemish, to the word of the lists.
SPOKEN: Mapping[str, str] = {
    "ge": "je", "gij": "je", "gulle": "jullie", "gullie": "jullie", "ulle": "jullie",
    "da": "dat", "wa": "wat", "ni": "niet", "nie": "niet", "nimeer": "niet",
    "den": "de", "ne": "een", "nen": "een", "e": "een", "zijt": "bent",
    "moogt": "mag", "ff": "even", "effe": "even", "effen": "even", "idd": "inderdaad",
    "nix": "niks", "nx": "niks", "mss": "misschien", "wrm": "waarom", "egt": "echt",
    "k": "ik", "'k": "ik", "'t": "het", "t": "het", "dees": "deze", "toekomt": "toe",
    "werkend": "werkt", "wellicht": "misschien", "vannacht": "vandaag",
    "mails'": "mails", "geraken": "komen", "geraakt": "komt", "raakt": "komt",
    "nt": "niet", "kmt": "komt", "nieuwsbr": "nieuwsbrief",
    "gn": "geen", "dr": "er", "vd": "van", "wnr": "wanneer",
    "bvd": "bedankt", "aant": "aan", "fact": "factuur", "ontv": "ontvangen",
    "werk": "werkt", "msg": "message",
    "tis": "het", "terech": "terecht", "zn": "zijn", "ie": "hij", "cant": "can't",
    "kome": "komen", "worde": "worden", "krijge": "krijgen", "versture": "versturen",
    "raken": "komen", "belandt": "komt", "plz": "please", "u're": "you're",
}  # fmt: skip
