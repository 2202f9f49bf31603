"""The guides on disk: read once, at start, the operator's layer on top.

Beside them, what the program found of them in the DNS, in its own folder.

`knowledge check` and the tests come through here too, so that what they accept
is what serves. An operator's file takes the place of the shipped one of the same
name; an upgrade never touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.errors import GuideError
from assistant.knowledge.composed import compose
from assistant.knowledge.composed_host import compose_host
from assistant.knowledge.guide import DemoCustomer, Host, Service
from assistant.knowledge.helpdesk import read_helpdesk
from assistant.knowledge.networks import NETWORKS_FILE, Networks
from assistant.knowledge.page import read_demo, read_topic
from assistant.knowledge.parse import LANGUAGES, read_host, read_service
from assistant.knowledge.seen_here import told_seen
from assistant.knowledge.sentences import Sentences, read_sentences
from assistant.knowledge.sheet import Ledger
from assistant.knowledge.shelf import Shelf, shelve
from assistant.knowledge.verified import VERIFIED_FILE, Verified
from assistant.knowledge.weights import (
    GUIDE_WEIGHTS_FILE,
    WEIGHTS_FILE,
    Weights,
    read_weights,
)

DEMO_HELPDESK = "demo"


def load(root: Path, overlay: Path | None = None, helpdesk: str | None = None) -> Shelf:
    """Read every guide.

    Args:
        root: The knowledge/ folder that ships.
        overlay: The operator's layer, with services/, hosts/, topics/, sentences/
            and helpdesk.yaml, each file optional.
        helpdesk: The id of a shipped helpdesk; the demo when nothing is said.
            An operator's own helpdesk.yaml wins.

    Raises:
        GuideError: Something is missing, unknown or contradictory; every mistake
            is listed with its file and line.
    """
    ledger = Ledger()
    services = _files(root, overlay, "services")
    hosts = _files(root, overlay, "hosts")
    pages = _files(root, overlay, "topics")
    desk = _helpdesk_file(root, overlay, helpdesk or DEMO_HELPDESK)
    _refuse_strays(services, ledger)
    _refuse_strays(hosts, ledger)
    read = _services(services, ledger)
    panels = _hosts(hosts, ledger)
    sentences = _sentences(root, overlay, ledger)
    whole = not ledger.mistakes
    shelf = shelve(
        services=_with_pages(read, sentences) if whole else read,
        hosts=[_with_page(one, sentences) for one in panels] if whole else panels,
        topics=[
            read_topic(topic, by_language, ledger)
            for topic, by_language in _topics(pages).items()
        ],
        helpdesk=read_helpdesk(_text(desk), desk.name, ledger),
        ledger=ledger,
    )
    return replace(
        shelf,
        weights=_weights(root / WEIGHTS_FILE),
        guide_weights=_weights(root / GUIDE_WEIGHTS_FILE),
    )


def _services(files: Mapping[str, Path], ledger: Ledger) -> list[Service]:
    return [
        read_service(_text(path), label, _guides(files, label), ledger)
        for label, path in files.items()
        if label.endswith(".yaml")
    ]


def _hosts(files: Mapping[str, Path], ledger: Ledger) -> list[Host]:
    return [
        read_host(_text(path), label, _guides(files, label), ledger)
        for label, path in files.items()
        if label.endswith(".yaml")
    ]


def _weights(path: Path) -> Weights:
    return read_weights(_text(path), path.name) if path.is_file() else Weights()


def _sentences(
    root: Path, overlay: Path | None, ledger: Ledger
) -> dict[str, Sentences]:
    """Read the sentences; an operator's own, one by one, over those that ship."""
    found = {}
    for language in LANGUAGES:
        label = f"sentences/{language}.yaml"
        shipped = root / label
        text = _text(shipped) if shipped.is_file() else ""
        found[language] = read_sentences(text, label, ledger)
        if overlay is not None and (overlay / label).is_file():
            own, beneath = _text(overlay / label), found[language]
            found[language] = read_sentences(own, label, ledger, beneath)
    return found


def _with_pages(
    services: Iterable[Service], sentences: Mapping[str, Sentences]
) -> list[Service]:
    """Give every service a page in every language: the written one, or a composed.

    Below either stands what the helpdesk saw itself.
    """
    services = list(services)
    names = {each.id: each.name for each in services}
    return [
        replace(
            each,
            guides={
                language: (
                    each.guides.get(language)
                    or compose(each, names.get(each.sends_through or "", ""), say)
                )
                + told_seen(each, say)
                for language, say in sentences.items()
            },
        )
        for each in services
    ]


def _with_page(host: Host, sentences: Mapping[str, Sentences]) -> Host:
    guides = {
        language: host.guides.get(language) or compose_host(host, language, say)
        for language, say in sentences.items()
    }
    return replace(host, guides=guides)


def demo_zones(root: Path) -> tuple[str, ...]:
    """The zone files of the demo world, one text an invented customer."""
    return tuple(_text(path) for path in sorted((root / "demo").glob("*.yaml")))


def demo_customers(root: Path) -> tuple[DemoCustomer, ...]:
    """The invented customers, in the order of their names.

    Raises:
        GuideError: A story or a question is missing.
    """
    ledger = Ledger()
    customers = tuple(
        read_demo(_text(path), f"demo/{path.name}", ledger)
        for path in sorted((root / "demo").glob("*.yaml"))
    )
    if ledger.mistakes:
        raise GuideError(ledger.mistakes)
    return customers


def networks(data: Path) -> Networks:
    """The index of networks in the folder *data*; an empty one where none is."""
    path = data / NETWORKS_FILE
    return Networks.read(_text(path)) if path.is_file() else Networks()


def verified(data: Path) -> Verified:
    """When the guides last stood, from the folder *data*; an empty list at first."""
    path = data / VERIFIED_FILE
    return Verified.read(_text(path)) if path.is_file() else Verified()


def keep(data: Path, name: str, text: str) -> None:
    """Write what was found to the folder *data*, whole or not at all."""
    data.mkdir(parents=True, exist_ok=True)
    draft = data / f".{name}.new"
    draft.write_text(text, encoding="utf-8")
    draft.replace(data / name)


def _files(root: Path, overlay: Path | None, folder: str) -> dict[str, Path]:
    """Label ("services/ID.yaml") → path, the operator's file before the shipped."""
    found = {}
    for layer in (root, overlay):
        if layer is not None:
            for path in (layer / folder).glob("*.*"):
                found[f"{folder}/{path.name}"] = path
    return dict(sorted(found.items()))


def _helpdesk_file(root: Path, overlay: Path | None, helpdesk: str) -> Path:
    if overlay is not None and (overlay / "helpdesk.yaml").is_file():
        return overlay / "helpdesk.yaml"
    path = root / "helpdesks" / f"{helpdesk}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in path.parent.glob("*.yaml")))
        message = f"helpdesks/{helpdesk}.yaml:1: found no file, expected {known}"
        raise GuideError([message])
    return path


def _guides(files: Mapping[str, Path], label: str) -> dict[str, str]:
    stem = label.removesuffix(".yaml")
    return {
        _language(page): _text(path).strip()
        for page, path in files.items()
        if page.endswith(".md") and page.partition(".")[0] == stem
    }


def _topics(files: Mapping[str, Path]) -> dict[str, dict[str, tuple[str, str]]]:
    topics: dict[str, dict[str, tuple[str, str]]] = {}
    for page, path in files.items():
        if page.endswith(".md"):
            topic = path.name.partition(".")[0]
            topics.setdefault(topic, {})[_language(page)] = (page, _text(path))
    return topics


def _refuse_strays(files: Mapping[str, Path], ledger: Ledger) -> None:
    for page in files:
        facts = page.partition(".")[0] + ".yaml"
        if facts not in files:
            ledger.complain(f"{page}:1", "a guide without facts", facts)


def _language(page: str) -> str:
    return page.removesuffix(".md").rpartition(".")[2]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        file = f"{path.parent.name}/{path.name}"
        message = f"{file}:1: found bytes that are no UTF-8, expected UTF-8"
        raise GuideError([message]) from error
