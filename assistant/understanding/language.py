"""Which language a text is in, by the little words that every sentence has."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.knowledge.words import word_set

_DUTCH = word_set(
    """
    de het een en ik je jij u wij ze zij mijn mn uw onze ons jullie hun van voor naar
    met
    uit vanuit vanaf op aan bij door om er zijn wordt word worden heb hebt heeft
    hebben
    kan kunt kunnen wil wilt willen moet moeten dan dat die deze niet geen wel ook nog
    maar als al wat wie waar hoe welke wanneer waarom hier daar iets niets niks alles
    iemand komt komen gaat gaan krijg krijgt staat nu ja nee bedankt dank dankjewel
    hallo
    hoi goedemorgen goedemiddag graag aub alstublieft nieuwsbrief nieuwsbrieven
    factuur
    facturen klant klanten medewerker opgelost ongewenst ongewenste versturen
    verstuurt
    verzenden verzonden geweigerd afzender ontvangen ontvangt aangepast gedaan werkt
    mislukt vraag keer toevoegen instellen doei heel adres domein mis klopt sinds te
    """
)
_ENGLISH = word_set(
    """
    the a an and i you they it my our your their from to with through at by are am
    have
    has do does did don't doesn't not no but if that this these those what who where
    how
    which when why there me us can can't could will would should please thanks thank
    hello
    yes help human person agent emails invoices newsletter newsletters invoice
    customers
    recipients sending sent receive received rejected sender check again done folder
    add
    settings need records now works work go goes going up for who junk bounced set
    real
    campaign won't explain hi address subscribers solved
    """
)


def language_of(words: Sequence[str], fallback: str) -> str:
    """Tell whether *words* are Dutch or English; *fallback* when they don't say."""
    dutch = sum(word in _DUTCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if dutch == english:
        return fallback
    return "nl" if dutch > english else "en"
