"""The address that a reader sees, and the domains that were checked in its name.

Drawn as a tree: what belongs to the sender hangs on a whole line, what does not on
a broken one. That is all of alignment, and the point that most people miss.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.diagnosis.finding import Finding
from assistant.knowledge.guide import Service
from assistant.mail.dmarc.align import relaxed_by_suffix
from assistant.replies.case import Case
from assistant.replies.quoting import flat
from assistant.replies.reply import Tone, Tree, Twig
from assistant.replies.voice import Voice


def of_message(finding: Finding, voice: Voice) -> Tree | None:
    """Who vouched for a message, beside whom its reader saw; None if nobody else."""
    shown = flat(finding.details.get("shown", "")).rpartition("@")[2]
    twigs = tuple(_checked(finding, shown, voice)) if shown else ()
    return _tree(shown, twigs, voice) if twigs else None


def with_records(case: Case, service: Service) -> Tree:
    """Who signs without the records that are asked for, and who does with them."""
    voice, domain = case.voice, case.domain
    now = _twig("signed-now", service.fingerprints.dkim_domains[0], voice)
    here = f"._domainkey.{domain}"
    signs = any(f".{one.name}".endswith(here) for one in case.changes)
    then = _twig("signed-then", domain, voice, same=True)
    return _tree(domain, (now, then) if signs else (now,), voice)


def _checked(finding: Finding, shown: str, voice: Voice) -> Iterator[Twig]:
    for key in ("checked_spf", "checked_dkim"):
        if key in finding.details:
            checked = flat(finding.details[key])
            if checked and relaxed_by_suffix(checked, shown):
                continue  # the right domain was checked, and did not pass
            found = checked or voice.word("labels", "nothing")
            yield _twig(key.replace("_", "-"), found, voice)


def _tree(domain: str, twigs: tuple[Twig, ...], voice: Voice) -> Tree:
    return Tree(
        title=voice.word("tree", "aligned"),
        root_label=voice.word("labels", "shown"),
        root=f"@{domain}",
        twigs=twigs,
    )


def _twig(label: str, domain: str, voice: Voice, *, same: bool = False) -> Twig:
    fits = voice.word("tree", "fits" if same else "fits-not")
    return Twig(
        depth=0,
        text=domain,
        note=f"{voice.word('tree', label)}: {fits}",
        tone=Tone.GOOD if same else Tone.BAD,
    )
