"""A desk that tells the baker's story by heart, for pages to draw."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from functools import cache

from assistant import places
from assistant.checks.progress import Progress, Step, silent
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.moves import Explain, Move
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.reply import (
    Card,
    Cards,
    Chip,
    Choice,
    Contrast,
    Fold,
    Headline,
    ProofNote,
    Prose,
    Raw,
    Reply,
    Tile,
    Tiles,
    Tone,
)
from assistant.replies.texts import Texts
from assistant.turn import Turn
from assistant.understanding.question import Known, Problem, Question, Understanding

BAKER = Reply(
    language="nl",
    parts=(
        Headline(text="Mailchimp mag nog niet ondertekenen", tone=Tone.BAD),
        Prose(markdown="Uw nieuwsbrief draagt de handtekening van *Mailchimp* zelf."),
        Tiles(tiles=(Tile(label="SPF", value="4 van 10 vragen", tone=Tone.GOOD),)),
        Cards(
            cards=(
                Card(
                    action="add",
                    heading="nieuw",
                    type="CNAME",
                    name="k2._domainkey",
                    fqdn="k2._domainkey.bakkerij.example",
                    value="dkim2.mcsv.net",
                ),
                Card(
                    action="replace",
                    heading="gewijzigd",
                    type="TXT",
                    name="@",
                    fqdn="bakkerij.example",
                    before="v=spf1 mx include:oud.example -all",
                    value="v=spf1 mx include:nieuw.example -all",
                ),
                Card(
                    action="add",
                    heading="nieuw",
                    type="TXT",
                    name="s._domainkey",
                    fqdn="s._domainkey.bakkerij.example",
                    value="v=DKIM1; p=…",
                    unknown=True,
                ),
            ),
            name_label="Naam",
            value_label="Waarde",
            today_label="Nu",
        ),
        ProofNote(
            outcome="proven",
            title="Nagerekend",
            markdown="Uw gewone e-mail verandert niet.",
        ),
        Fold(
            title="Waarom helpt dit?",
            parts=(
                Contrast(
                    shown_label="Uw lezer ziet",
                    shown="bakkerij.example",
                    checked_label="Ondertekend door",
                    checked="mailchimpapp.net",
                    same=False,
                ),
                Raw(label="SPF-boom", text="v=spf1 mx -all\n└── mx  1"),
            ),
        ),
    ),
    choices=(
        Choice(label="Controleer", says="Ik heb het gedaan", primary=True),
        Choice(label="Doe het voor mij", says="Kunt u dit aanpassen?"),
    ),
    chips=(Chip(slot="domain", label="bakkerij.example", value="bakkerij.example"),),
)


@cache
def shipped_texts() -> Texts:
    """The texts that ship, read once."""
    return Texts.load(places.templates())


@dataclass
class TellingDesk:
    """Says what it was told to; `heard` is what it was asked."""

    shelf: Shelf
    reply: Reply = BAKER
    move: Move = Explain()  # noqa: RUF009 - frozen, as every value
    texts: Texts = field(default_factory=shipped_texts)
    fails: bool = False
    heard: list[str] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def matcher(self) -> Matcher:
        """What hears which service is meant."""
        return Matcher(self.shelf)

    async def take(
        self,
        question: Question,
        conversation: Conversation,  # noqa: ARG002 - the desk's signature
        progress: Progress = silent,
    ) -> Turn:
        """Tell two steps, wait until it may go on, and reply."""
        self.heard.append(question.text)
        progress(Step(name="spf", done=False))
        progress(Step(name="spf", done=True))
        await asyncio.to_thread(self.go_on.wait, 5)
        if self.fails:
            raise ValueError("the desk fell over")
        understanding = Understanding(
            question=question, known=Known(), problem=Problem.SPAM
        )
        return Turn(
            question=question,
            understanding=understanding,
            move=self.move,
            reply=self.reply,
        )
