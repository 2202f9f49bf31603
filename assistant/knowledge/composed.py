"""A service's page, composed from its facts where nobody wrote one.

Every sentence states one fact of the sheet, or that it is missing; no menu and no
record appears that the facts do not hold. What is only a candidate stays out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.knowledge.guide import Aligns, Service, WantedRecord
from assistant.knowledge.sentences import Sentences


def compose(service: Service, carrier: str, sentences: Sentences) -> str:
    """Write the page of *service*.

    Args:
        service: Whose facts.
        carrier: The name of the service whose servers carry its mail, or "".
        sentences: In which language.
    """
    page = _Page(service, carrier, sentences)
    return "\n\n".join(part for part in page.parts() if part)


@dataclass(frozen=True, slots=True)
class _Page:
    service: Service
    carrier: str
    sentences: Sentences

    def parts(self) -> Iterator[str]:
        """Yield the paragraphs of the page, in order."""
        yield " ".join(self._opening())
        known, extra = list(self._known()), list(self._extra())
        wanted = [*known, *extra]
        if self._own_server_only():
            yield self._say("only-own-server")
        elif self._is_theirs():
            yield self._say("not-yours")
        elif wanted:
            yield self._say("dns")
            yield "\n".join(f"- {line}." for line in wanted)
        yield " ".join(self._where(bool(wanted)))
        yield self._own_server()
        yield self._login()
        if not known and not self._is_settled():
            yield from self._thin(more=bool(extra))

    def _say(self, sentence: str, **facts: str) -> str:
        return self.sentences.say(sentence, **{"name": self.service.name, **facts})

    def _opening(self) -> Iterator[str]:
        one = self.service
        yield self._say(one.kind)
        if one.sends_from_website:
            yield self._say("own-site")
        if self.carrier:
            yield self._say("through", carrier=self.carrier)
        if one.from_rewritten and not self._is_theirs():
            domain = next(iter(one.fingerprints.from_domains), "")
            told = "rewritten-to" if domain else "rewritten"
            yield self._say(told, domain=domain)
        if one.mailbox_domains:
            yield self._say("provider-address", domain=one.mailbox_domains[0])

    def _known(self) -> Iterator[str]:
        """What the DNS needs so that its mail can pass."""
        one = self.service
        if self._is_theirs() or self._own_server_only():
            return
        if one.sends_from_website:
            yield self._say("website-in-spf")
            return
        yield from self._records(
            one.dkim.records, "keys", self._open_keys(), "keys-more"
        )
        if one.dkim.aligns and not one.dkim.records:
            yield self._say("keys-set")
        yield from self._records(
            one.return_path,
            "return-path",
            "return-path-of-account",
            "return-path-more",
        )
        if one.delegation:
            yield self._say("delegation")
        yield from self._spf()

    def _extra(self) -> Iterator[str]:
        """What the maker asks for besides."""
        one = self.service
        if one.sends_from_website or self._is_theirs():
            return
        if one.verification:
            yield self._say("verification")
        if one.dmarc_required:
            yield self._say("dmarc")

    def _open_keys(self) -> str:
        known = self.service.dkim.aligns is not None
        return "keys-of-account" if known else "account-records"

    def _records(
        self, records: tuple[WantedRecord, ...], known: str, unknown: str, more: str
    ) -> Iterator[str]:
        fixed = [
            self._say("record", type=one.type, host=one.host, value=one.value)
            for one in records
            if one.value is not None
        ]
        if len(fixed) == 1:
            yield f"{self._say(known)} {fixed[0]}"
        elif fixed:
            yield "\n    - ".join((self._say(known), *fixed))
        if len(fixed) < len(records):
            yield self._say(more if fixed else unknown)

    def _spf(self) -> Iterator[str]:
        spf = self.service.spf
        needless = spf.advised_by_maker is False and spf.include is None
        if spf.by_region:
            yield self._say("include-by-region")
        elif spf.aligns is Aligns.NEVER or (needless and self.service.dkim.records):
            yield self._say("no-include")
        elif spf.include is not None:
            partly = spf.aligns is Aligns.WITH_RETURN_PATH
            told = "include-and-more" if partly else "include"
            yield self._say(told, include=spf.include)

    def _where(self, wanted: bool) -> Iterator[str]:
        one = self.service
        path = one.settings_path
        if path and (wanted or (self._is_settled() and path not in one.own_smtp.where)):
            yield self._say("where", where=path)
            if one.validates_in_product and wanted:
                yield self._say("checks")
        elif wanted:
            if self._needs_account():
                yield self._say("where-unknown")
            if one.validates_in_product:
                yield self._say("checks-somewhere")

    def _own_server(self) -> str:
        way = self.service.own_smtp
        if not way.supported:
            return ""
        return self._say(
            "own-server-at" if way.where else "own-server", where=way.where
        )

    def _login(self) -> str:
        login = self.service.smtp_login
        ports = (
            [
                self._say(f"port-{port}")
                for port in (login.starttls_port, login.tls_port)
                if port in {587, 465}
            ]
            if login and self.service.kind in {"mailbox", "website"}
            else []
        )
        if login is None or not ports:
            return ""
        choice = f" {self._say('or')} ".join(ports)
        return self._say("login", host=login.host, ports=choice)

    def _thin(self, *, more: bool) -> Iterator[str]:
        steps = ["paste-header", "ask-maker"]
        if self.service.own_smtp.supported is None:
            steps.insert(0, "look-for-smtp")
        if self.service.own_smtp.supported:
            yield self._say("thin-besides")
        else:
            yield self._say("thin-more" if more else "thin")
        yield self._say("today")
        yield "\n".join(f"{n}. {self._say(one)}" for n, one in enumerate(steps, 1))

    def _own_server_only(self) -> bool:
        """Whether it sends nothing itself: all goes through the server entered."""
        one = self.service
        always = one.spf.aligns is Aligns.ALWAYS and one.spf.include is None
        return always and bool(one.own_smtp.supported) and not one.dkim.records

    def _is_theirs(self) -> bool:
        """Whether its mail never bears the customer's own domain."""
        one = self.service
        signs = one.dkim.aligns or bool(one.dkim.records)
        return one.spf.aligns is Aligns.NEVER and not signs

    def _needs_account(self) -> bool:
        """Whether something stands in the account, or is to be turned on there."""
        one = self.service
        records = (*one.dkim.records, *one.return_path, *one.verification)
        told_there = bool(records or one.spf.by_region or one.dkim.aligns)
        return told_there and not one.sends_from_website

    def _is_settled(self) -> bool:
        one = self.service
        mailbox = one.kind == "mailbox" and one.smtp_login is not None
        return self._own_server_only() or self._is_theirs() or mailbox
