"""A guide with one fact more, as a whole file for the operator's layer.

An operator's file takes the place of the shipped one of the same name, so a
proposal is the file that holds today with one line changed, its comments and all.
It counts only once it lies there and `bezorgd knowledge check` passes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from assistant import places
from assistant.lookup.name import registered_domain
from assistant.knowledge.seen_here import OWN
from assistant.store.lesson import Sighting
from assistant.web.reception import reception

PLACES = {
    "envelope": ("fingerprints", "return_paths"),
    "signer": ("fingerprints", "dkim_domains"),
    "server": ("fingerprints", "received_hosts"),
    "selector": ("dkim", "selectors"),
}


def with_alias(service: str, alias: str) -> str | None:
    """The sheet of a service that knows it by one name more; None without a sheet."""
    text = sheet(f"services/{service}.yaml")
    return None if text is None else added(text, "names", "aliases", alias)


def with_example(topic: str, language: str, example: str) -> str | None:
    """A topic's page with one question more by which it is found."""
    text = sheet(f"topics/{topic}.{language}.md")
    if text is None or "\nexamples:\n" not in text:
        return None
    line = f"\nexamples:\n  - {json.dumps(example, ensure_ascii=False)}\n"
    return text.replace("\nexamples:\n", line, 1)


def with_sighting(seen: Sighting) -> str | None:
    """The sheet of a service with what headers showed, and how often, beside it."""
    text = sheet(f"services/{seen.service}.yaml")
    place = PLACES.get(seen.kind)
    if text is None or place is None or seen.value == OWN:
        return None
    value = seen.value
    if seen.kind == "server":
        value = registered_domain(value) or value
    note = (
        f"# Seen here: {place[1]} {value}, at {seen.customers} customers, "
        f"{seen.first_at:%Y-%m-%d} to {seen.last_at:%Y-%m-%d}.\n"
    )
    return note + added(text, *place, value)


def sheet(label: str) -> str | None:
    """The file that holds today: the operator's, else the one that ships."""
    home = reception().settings.home
    for folder in (home, places.knowledge()):
        if folder is not None and (folder / label).is_file():
            return Path(folder / label).read_text(encoding="utf-8")
    return None


def added(text: str, parent: str, key: str, value: str) -> str:
    """A sheet with one value more in a list under *parent*."""
    held = (yaml.safe_load(text).get(parent) or {}).get(key) or []
    written = json.dumps(value, ensure_ascii=False)
    if value in held:
        return text
    start = re.search(rf"^{parent}:[ ]*$", text, re.MULTILINE)
    if start is None:
        return f"{text.rstrip()}\n{parent}:\n  {key}: [{written}]\n"
    block = re.compile(rf"^  {key}: \[(.*?)\]", re.MULTILINE | re.DOTALL)
    found = block.search(text, start.end())
    following = re.search(r"^\S", text[start.end() :].lstrip("\n"), re.MULTILINE)
    end = len(text) if following is None else start.end() + following.start()
    if found is None or found.start() > end + 1:
        at = start.end()
        return f"{text[:at]}\n  {key}: [{written}]{text[at:]}"
    inner = f"{found[1]}, {written}" if found[1].strip() else written
    return f"{text[: found.start()]}  {key}: [{inner}]{text[found.end() :]}"
