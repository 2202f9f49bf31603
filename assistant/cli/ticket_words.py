"""The words of a message's report for a ticket, in Dutch and in English.

Names of fields and results stay as the standards write them: whoever works on
the ticket looks for those.
"""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]  # Dutch, English

CAUSES: Words = {
    "not_aligned_spf_and_dkim": (
        "Wat gecontroleerd is, hoort bij een ander domein dan de lezer ziet.",
        "What was checked belongs to another domain than the reader sees.",
    ),
    "spf_fail": (
        "De verzendende server staat niet in het SPF-record van het domein.",
        "The sending server is not in the domain's SPF record.",
    ),
    "dkim_fail_body_changed": (
        "Er stond een handtekening onder, en onderweg is de mail veranderd.",
        "The message was signed, and was changed on the way.",
    ),
    "dkim_missing": (
        "Er staat geen geldige handtekening (DKIM) van het domein onder.",
        "There is no valid signature (DKIM) of the domain.",
    ),
    "dmarc_reject": (
        "Het DMARC-beleid van het domein liet de ontvanger deze mail weigeren.",
        "The domain's DMARC policy made the receiver refuse this message.",
    ),
    "forwarded": (
        "Iemand heeft de mail doorgestuurd; daardoor klopt de controle niet meer.",
        "Somebody passed the message on, which broke the checks.",
    ),
    "content_spam": (
        "De afzender klopt. Het spamfilter oordeelde over inhoud of reputatie.",
        "The sender is in order. The filter judged content or reputation.",
    ),
    "blocklisted_ip": (
        "Het adres van de verzendende server staat op een bloklijst.",
        "The sending server's address is on a block list.",
    ),
    "ok": (
        "De afzender klopt: er staat een geldig bewijs van het domein onder.",
        "The sender is in order: the domain vouches for this message.",
    ),
    "forged": (
        "Niets bewijst dat deze mail van het getoonde domein komt.",
        "Nothing proves that this message is from the domain it shows.",
    ),
    "insufficient_data": (
        "Hier staat niet genoeg in om de oorzaak te kunnen zeggen.",
        "This does not hold enough to tell the cause.",
    ),
}
NOTES: Words = {
    "bulk-spf-missing": (
        "Bulkmail: deze ontvanger vraagt dat ook SPF klopt; dat is hier niet zo.",
        "Bulk mail: this receiver asks that SPF passes too; here it does not.",
    ),
    "bulk-dkim-missing": (
        "Bulkmail: deze ontvanger vraagt een handtekening (DKIM); die ontbreekt.",
        "Bulk mail: this receiver asks for a signature (DKIM); there is none.",
    ),
    "bulk-dmarc-missing": (
        "Bulkmail: deze ontvanger vraagt een DMARC-record; dat is er niet.",
        "Bulk mail: this receiver asks for a DMARC record; there is none.",
    ),
    "bulk-not-aligned": (
        "Bulkmail: deze ontvanger vraagt dat het getoonde domein zelf klopt.",
        "Bulk mail: this receiver asks that the domain shown is vouched for.",
    ),
    "bulk-reverse-missing": (
        "Bulkmail: de verzendende server heeft geen naam in de DNS (PTR).",
        "Bulk mail: the sending server has no name in the DNS (PTR).",
    ),
    "bulk-tls-missing": (
        "Bulkmail: de mail kwam zonder versleuteling (TLS) binnen.",
        "Bulk mail: the message came in without encryption (TLS).",
    ),
    "bulk-one-click-missing": (
        "Bulkmail: afmelden met één klik (RFC 8058) ontbreekt.",
        "Bulk mail: unsubscribing in one click (RFC 8058) is missing.",
    ),
    "bulk-one-click-not-signed": (
        "Bulkmail: afmelden met één klik valt buiten de handtekening (h=).",
        "Bulk mail: the one-click fields are outside the signature (h=).",
    ),
    "policy-changed": (
        "Het DMARC-beleid is nu anders dan toen de mail aankwam.",
        "The DMARC policy is not what it was when the message came in.",
    ),
    "dmarc-answers-differ": (
        "Ontvangers vinden twee verschillende DMARC-antwoorden (RFC 7489 en 9989).",
        "Receivers find two different DMARC answers (RFC 7489 and 9989).",
    ),
    "name-plays-an-address": (
        "In de naam van de afzender staat een ander adres dan het echte.",
        "The sender's name shows another address than the real one.",
    ),
    "replies-go-elsewhere": (
        "Antwoorden gaan naar een ander domein (Reply-To).",
        "Replies go to another domain (Reply-To).",
    ),
    "forged-stamp": (
        "Een veld doet zich voor als een oordeel van de ontvanger; het telt niet.",
        "One field plays a verdict of the receiver; it does not count.",
    ),
    "arc": (
        "ARC: servers onderweg schreven op wat zij zagen. Dat bewijst niets alleen.",
        "ARC: servers on the way noted what they saw. That alone proves nothing.",
    ),
    "arc-let-it-pass": (
        "Microsoft liet de mail toe vanwege ARC (compauth reason=130).",
        "Microsoft let the message in because of ARC (compauth reason=130).",
    ),
    "arc-broken": (
        "De ARC-keten klopt niet (meer).",
        "The ARC chain does not hold (any more).",
    ),
    "dkim2": (
        "DKIM2-Signature: nog in ontwikkeling, telt niet mee voor het oordeel.",
        "DKIM2-Signature: still a draft, not used for the verdict yet.",
    ),
    "unsigned-tail": (
        "De handtekening dekt het einde van de tekst niet (l=).",
        "The signature does not cover the end of the text (l=).",
    ),
}
LABELS: Words = {
    "cause": ("oorzaak", "cause"),
    "aligned": ("uitgelijnd", "aligned"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "unknown": ("onbekend", "unknown"),
    "shown": ("lezer ziet", "reader sees"),
    "refused": ("geweigerd", "refused"),
    "for_good": ("blijvend", "permanent"),
    "for_now": ("tijdelijk", "temporary"),
    "silent": (
        "zegt niet waarom: {names}",
        "does not tell why: {names}",
    ),
    "note": ("let op", "note"),
    "missing": ("ontbreekt", "missing"),
    "how": (
        (
            "Zo komt u eraan, bij de ontvanger: Gmail: ⋮ > Origineel weergeven."
            " Outlook: Bestand > Eigenschappen > Internetkoppen. Apple Mail:"
            " Weergave > Bericht > Onbewerkte bron. Thunderbird: Ctrl+U."
            " Kopieer alles vanaf de eerste regel."
        ),
        (
            "How to get them, at the recipient: Gmail: ⋮ > Show original."
            " Outlook: File > Properties > Internet headers. Apple Mail: View >"
            " Message > Raw Source."
            " Thunderbird: Ctrl+U. Copy everything, from the first line on."
        ),
    ),
    "quoted": ("er staat", "it says"),
    "way": ("weg", "way"),
    "took": ("{hops} stappen, {total} onderweg", "{hops} hops, {total} on the way"),
    "hops": ("{hops} stappen", "{hops} hops"),
    "more": ("… nog {hidden}", "… {hidden} more"),
    "clock": ("klok loopt verkeerd", "a clock is wrong"),
    "slow": ("hier bleef het liggen", "it waited here"),
    "inside": ("intern", "internal"),
}


def said(table: Words, key: str, language: str | None, **facts: object) -> str:
    """Return the words for *key*; an unknown key is shown as it is."""
    dutch, english = table.get(key, (key, key))
    text = english if language == "en" else dutch
    return text.format(**facts) if facts else text
