"""Ways on where the DNS is not the answer, or nobody tells what it should hold.

For a service whose maker publishes nothing there are four: own mail server, the
header of one message, what the maker's own domain shows (to recognise it, never
to publish), and a letter to the maker. So no reply ends there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.evidence import Evidence, MakerFacts, PathOutcome
from assistant.checks.maker import is_thin, maker_domain
from assistant.dialogue.asking import asks_smtp_field
from assistant.knowledge.guide import Service
from assistant.lookup.answer import Status
from assistant.remedies.change import Alternative, Outcome, Prescription
from assistant.remedies.other_ways import MAILBOX
from assistant.replies.cards import Panel
from assistant.replies.reply import Cards, Fold, Part, Prose, Raw
from assistant.replies.voice import Voice


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways on of one examination."""

    evidence: Evidence
    prescription: Prescription | None
    voice: Voice

    @property
    def service(self) -> Service | None:
        """The service asked about, where a guide knows it."""
        services = self.evidence.subject.services
        return self.voice.shelf.services.get(services[0]) if services else None

    @property
    def thin(self) -> bool:
        """Whether nobody tells what this service's customers must publish."""
        there = self.evidence.zone.status is not Status.ABSENT
        return there and self.service is not None and is_thin(self.service)

    @property
    def servers(self) -> tuple[Alternative, ...]:
        """The own servers that may be offered; one that was refused is not."""
        ways = self.prescription.alternatives if self.prescription else ()
        return tuple(
            way
            for way in ways
            if way.kind == "own_smtp"
            and way.server is not None
            and way.outcome is not Outcome.REFUSED
        )

    @property
    def proven(self) -> Alternative | None:
        """The first own server that is proven to do it, field in the program given."""
        if self.evidence.subject.smtp_field is False:
            return None
        proven = (way for way in self.servers if way.outcome is Outcome.PROVEN)
        return next(proven, None)

    @property
    def asks_smtp_field(self) -> bool:
        """Whether the one test question is still to be asked."""
        return asks_smtp_field(self.evidence, self.voice.shelf)

    def first(self, panel: Panel) -> Iterator[Part]:
        """The own server, where it comes before a change of the DNS."""
        if not self.thin:
            way = next((way for way in self.servers if way.first), None)
            if way is not None:
                yield from self._own_server(way, panel)

    def unknown_service(self, panel: Panel) -> Iterator[Part]:
        """The first two ways for a service whose maker publishes nothing."""
        service = self.service
        if service is None or not self.thin:
            return
        yield Prose(markdown=f"### {self.voice.word('labels', 'today-you-can')}")
        field = self.evidence.subject.smtp_field
        if self.asks_smtp_field:
            yield self.voice.prose("routes", "smtp-question", service=service.name)
        way = next(iter(self.servers), None)
        if way is not None:
            yield from self._own_server(way, panel)
        elif field:
            yield self.voice.prose("routes", "smtp-other", service=service.name)
        facts = {"service": service.name, "maker": maker_domain(service) or ""}
        yield self.voice.prose("routes", "header", **facts)

    def folded(self, panel: Panel) -> Iterator[Part]:
        """Everything else there is to choose from, and the letter."""
        if self.service is None or self.evidence.zone.status is Status.ABSENT:
            return
        yield self._compared(panel)
        for maker in self.evidence.makers:
            yield self._maker(maker)
        yield self._letter()

    def _own_server(self, way: Alternative, panel: Panel) -> Iterator[Prose | Cards]:
        server = way.server
        if server is None:
            return
        below = self.prescription.changes if self.prescription else ()
        missing = "below" if way.missing == below else "here"
        yield self.voice.prose(
            "routes",
            "own-smtp",
            service=self.voice.service,
            where=self.service.own_smtp.where if self.service else "",
            host=server.host,
            starttls_port=server.starttls_port,
            tls_port=server.tls_port,
            whose=server.whose,
            address=self._address(),
            certificate_may_differ=server.certificate_may_differ,
            outcome=way.outcome.value,
            missing=missing if way.missing else "",
        )
        if way.missing and missing == "here":
            yield panel.cards(way.missing, (), self.voice)

    def _address(self) -> str:
        domain = self.evidence.subject.domain
        known = self.voice.known.address or ""
        if known.endswith(f"@{domain}"):
            return known
        return self.voice.word("labels", "your-address", domain=domain)

    def _compared(self, panel: Panel) -> Fold:
        parts: list[Prose | Cards] = [
            self.voice.prose(
                "routes",
                "compare",
                service=self.voice.service,
                dns=self._dns(),
                smtp=self._smtp(),
                with_helpdesk=self.evidence.zone.with_helpdesk,
            )
        ]
        told = next(iter(self.servers), None) if self.thin else None
        for way in self.servers:
            if way is not told and (self.thin or not way.first):
                parts += self._own_server(way, panel)
        return Fold(title=self.voice.word("folds", "ways"), parts=tuple(parts))

    def _dns(self) -> str:
        given = self.prescription
        if self.thin:
            return "thin"
        if given is None or not (given.changes or given.unknowns):
            asked = [path for path in self.evidence.paths if path.asked]
            well = asked and all(one.outcome is PathOutcome.ALIGNED for one in asked)
            return "well" if well else ""
        return given.proof.outcome.value if given.proof else Outcome.OPEN.value

    def _smtp(self) -> str:
        ways = self.prescription.alternatives if self.prescription else ()
        outcomes = {way.outcome for way in ways if way.kind == "own_smtp"}
        for outcome in (Outcome.PROVEN, Outcome.OPEN, Outcome.REFUSED):
            if outcome in outcomes:
                return outcome.value
        told_no = self.evidence.subject.smtp_field is False
        service = self.service
        if service is not None and service.kind == MAILBOX:
            return "itself"
        able = service.own_smtp.supported if service else None
        if told_no or able is False:
            return "none"
        return "able" if able else Outcome.OPEN.value

    def _maker(self, maker: MakerFacts) -> Fold:
        facts = {
            "maker": maker.domain,
            "known": maker.known,
            "spf": maker.spf or "",
            "mx": maker.mx,
        }
        text = self.voice.headed("routes", "maker", **facts)
        return Fold(title=text.headline, parts=text.prose())

    def _letter(self) -> Fold:
        found = self.evidence.dmarc.discovery.walk
        unasked = self.voice.word("tiles", "no-answer")
        audit, mx = self.evidence.spf.audit, self.evidence.mx
        keys = [one for one in self.evidence.dkim.selectors if one.keys or one.target]
        letter = self.voice.plain(
            "letters",
            "maker",
            known=not self.thin,
            keys=tuple(
                f"{one.name} {one.target or one.keys[0]}"
                for one in keys
                if one.service in self.evidence.subject.services
            ),
            service=self.voice.service,
            domain=self.evidence.subject.domain,
            spf=" / ".join(audit.records) if audit.status.known else unasked,
            mx=", ".join(mx.hosts) if mx.status.known else unasked,
            dmarc=unasked if found.problem == "unreachable" else found.text or "",
        )
        title = self.voice.word("folds", "letter", service=self.voice.service)
        return Fold(title=title, parts=(Raw(text=letter),))
