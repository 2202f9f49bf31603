"""Feed one reader of `mail/` or of the wire with what a fuzzer makes up.

Run `python -m tests.fuzz NAME [SECONDS]`. Whatever comes in, only the error that
a reader promises may come out; anything else ends this program with a failure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["assistant.mail", "assistant.lookup"]):
    from assistant.errors import RecordSyntaxError, UnusableInputError
    from assistant.lookup.answer import Query
    from assistant.lookup.packet import UnreadableError, unpack
    from assistant.lookup.wire import read as read_answer
    from assistant.mail.dkim.key import parse_key
    from assistant.mail.dkim.signature import parse_signature
    from assistant.mail.dmarc.record import parse as parse_dmarc
    from assistant.mail.dmarc.record import psd_of
    from assistant.mail.headers.message import read
    from assistant.mail.headers.story import split_story
    from assistant.mail.spf.macro import letters, target_name
    from assistant.mail.spf.record import parse as parse_spf
    from assistant.mail.tags import parse_tags
    from assistant.mail.transport.record import report_places, sts_id

SECONDS = 15
LARGEST = 4096  # bytes of one input
SENDER = {"s": "a@b.example", "l": "a", "o": "b.example", "d": "b.example"}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"\0" else "replace")


def spf(data: bytes) -> None:
    """An SPF record."""
    with suppress(RecordSyntaxError):
        parse_spf("v=spf1 " + _text(data))


def macro(data: bytes) -> None:
    """A domain-spec that a record let pass."""
    text = _text(data)
    try:
        record = parse_spf(f"v=spf1 exists:{text}")
    except RecordSyntaxError:
        return
    for term in record.mechanisms:
        if term.domain is not None and letters(term.domain) <= set(SENDER):
            target_name(term.domain, SENDER)


def key(data: bytes) -> None:
    """A DKIM key."""
    parse_key(_text(data))


def signature(data: bytes) -> None:
    """A DKIM-Signature."""
    parse_signature(_text(data))


def dmarc(data: bytes) -> None:
    """A DMARC record."""
    text = "v=DMARC1;" + _text(data)
    psd_of(text)
    with suppress(RecordSyntaxError):
        parse_dmarc(text)


def tags(data: bytes) -> None:
    """A list of tags."""
    with suppress(RecordSyntaxError):
        parse_tags(_text(data))


def transport(data: bytes) -> None:
    """The records about delivery to a domain."""
    text = _text(data)
    sts_id((text, "v=STSv1;" + text))
    report_places((text, "v=TLSRPTv1;" + text))


def message(data: bytes) -> None:
    """A message, as bytes and as text."""
    with suppress(UnusableInputError):
        read(data)
    split_story(_text(data))


def packet(data: bytes) -> None:
    """An answer off the wire."""
    with suppress(UnreadableError):
        for found in unpack(data).sets.values():
            found.written(10)
    read_answer(Query(name="a.example", type="TXT"), data, "192.0.2.53:53")


READERS: dict[str, Callable[[bytes], None]] = {
    reader.__name__: reader
    for reader in (
        spf, macro, key, signature, dmarc, tags, transport, message, packet,
    )
}  # fmt: skip


def main() -> None:
    """Fuzz one reader for so long."""
    name, *more = sys.argv[1:]
    seconds = int(more[0]) if more else SECONDS
    bounds = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=5"]
    atheris.Setup([sys.argv[0], *bounds], READERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
