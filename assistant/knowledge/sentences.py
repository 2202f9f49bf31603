"""The sentences from which pages are composed, and the facts that each may name.

They stand in knowledge/sentences, one file a language; an operator's own are laid
over them one by one, so that an upgrade may bring new ones.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.knowledge.sheet import Ledger, open_sheet

SENTENCES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "newsletter", "invoicing", "crm", "transactional", "webshop", "helpdesk",
            "mailbox", "website", "forms", "hr", "other",
        ),
        frozenset({"name"}),
    ),
    **dict.fromkeys(
        (
            "own-site", "dns", "keys", "keys-of-account", "account-records",
            "return-path", "return-path-of-account", "delegation",
            "include-by-region", "no-include", "website-in-spf", "dmarc", "checks",
            "port-587", "port-465", "or", "today", "look-for-smtp", "paste-header",
            "keys-more", "return-path-more",
        ),
        frozenset(),
    ),
    **dict.fromkeys(
        (
            "rewritten", "keys-set", "verification", "checks-somewhere",
            "own-server", "only-own-server", "not-yours", "thin", "thin-more",
            "thin-besides", "where-unknown", "ask-maker",
        ),
        frozenset({"name"}),
    ),
    "through": frozenset({"carrier"}),
    "rewritten-to": frozenset({"domain"}),
    "provider-address": frozenset({"name", "domain"}),
    "record": frozenset({"type", "host", "value"}),
    "include": frozenset({"include"}),
    "include-and-more": frozenset({"name", "include"}),
    "where": frozenset({"name", "where"}),
    "own-server-at": frozenset({"where"}),
    "login": frozenset({"host", "ports"}),
    **dict.fromkeys(
        (
            "host-where-unknown", "host-nobody", "host-unrecognised", "host-tips",
        ),
        frozenset({"name"}),
    ),
    "seen-here": frozenset({"name"}),
    **dict.fromkeys(
        (
            "seen-envelope", "seen-envelope-own", "seen-signer", "seen-signer-own",
            "seen-server", "seen-selector",
        ),
        frozenset({"value", "date", "count"}),
    ),
    "host-where": frozenset({"name", "path"}),
    "host-panel": frozenset({"panel"}),
    "host-recognise": frozenset({"name", "suffixes"}),
    "host-name-relative": frozenset({"name"}),
    "host-ttl": frozenset({"ttl"}),
    **dict.fromkeys(
        (
            "host-type", "host-name-fqdn", "host-name-either", "host-name-unknown",
            "host-apex-at", "host-apex-empty", "host-apex-domain",
            "host-apex-unknown", "host-quotes", "host-no-quotes", "host-dot-needed",
            "host-dot-never", "host-dot-optional", "host-dot-unknown", "host-after",
        ),
        frozenset(),
    ),
}  # fmt: skip
"""Every sentence, and the facts that it may name."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one language."""

    texts: Mapping[str, str]

    def say(self, sentence: str, **facts: str) -> str:
        """Give a sentence with its facts filled in."""
        return self.texts[sentence].format_map(facts)


def read_sentences(
    text: str, file: str, ledger: Ledger, beneath: Sentences | None = None
) -> Sentences:
    """Read sentences/LANGUAGE.yaml.

    Args:
        text: The whole file.
        file: The name under which mistakes are reported.
        ledger: Where mistakes go.
        beneath: What is said where this file is silent; without it, every sentence
            must be there.
    """
    sheet = open_sheet(text, file, ledger)
    texts = {key: sheet.text(key, required=beneath is None) for key in SENTENCES}
    for key, written in texts.items():
        unknown = _fields(written) - SENTENCES[key]
        if unknown:
            found = f"the fact {min(unknown)!r} in {key}"
            expected = ", ".join(sorted(SENTENCES[key])) or "no facts"
            ledger.complain(sheet.at(key), found, expected)
    sheet.close()
    said = {key: written for key, written in texts.items() if written}
    return Sentences({**(beneath.texts if beneath else {}), **said})


def _fields(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return {text}
