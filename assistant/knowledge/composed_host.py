"""A DNS host's page, composed from its facts: where to go, and what to type there.

What nobody could find out is said so, with the way to see it for oneself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.knowledge.guide import Host
from assistant.knowledge.sentences import Sentences


def compose_host(host: Host, language: str, sentences: Sentences) -> str:
    """Write the page of *host*."""
    page = _Page(host, language, sentences)
    return "\n\n".join(part for part in page.parts() if part)


@dataclass(frozen=True, slots=True)
class _Page:
    host: Host
    language: str
    sentences: Sentences

    def parts(self) -> Iterator[str]:
        """Yield the paragraphs of the page, in order."""
        if self._has_panel():
            yield " ".join(self._where())
            yield self._say("host-type")
            yield "\n".join(f"- {line}" for line in self._typing())
        else:
            yield self._say("host-nobody")
        if tips := self.host.tips.get(self.language):
            yield self._say("host-tips")
            yield "\n".join(f"- {tip}" for tip in tips)
        if self._has_panel():
            yield self._recognise()
            yield self._say("host-after")

    def _say(self, sentence: str, **facts: str) -> str:
        return self.sentences.say(sentence, **{"name": self.host.name, **facts})

    def _has_panel(self) -> bool:
        """Whether anything at all is known of editing here."""
        host = self.host
        return bool(host.panel or host.edit_path or host.nameservers)

    def _where(self) -> Iterator[str]:
        host = self.host
        if host.edit_path:
            yield self._say("host-where", path=host.edit_path)
        else:
            yield self._say("host-where-unknown")
        if host.panel:
            yield self._say("host-panel", panel=host.panel)

    def _typing(self) -> Iterator[str]:
        host = self.host
        yield self._say(f"host-name-{host.host_field}")
        apex = {"@": "at", "": "empty", "the domain": "domain"}
        yield self._say(f"host-apex-{apex.get(host.apex_name, 'unknown')}")
        if host.quotes_txt is not None:
            yield self._say("host-quotes" if host.quotes_txt else "host-no-quotes")
        yield self._say(f"host-dot-{host.trailing_dot}")
        if host.default_ttl_s is not None:
            yield self._say("host-ttl", ttl=str(host.default_ttl_s))

    def _recognise(self) -> str:
        suffixes = ", ".join(f"`{one}`" for one in self.host.nameservers)
        if not suffixes:
            return self._say("host-unrecognised")
        return self._say("host-recognise", suffixes=suffixes)
