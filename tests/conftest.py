"""What every room's tests lean on: the shelf that ships, and the shipped texts.

They are read once, and so are the pages' templates and addresses: a test that
makes an application of its own finds them compiled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from typing_extensions import override
from werkzeug.routing import Rule

from assistant import places
from assistant.desk import Desk
from assistant.knowledge import files
from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.replies.texts import Texts
from tests.stage import demo_world


class Compiled(BytecodeCache):
    """Templates, compiled once for all applications."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled, unless the text is another by now."""
        known = self.kept.get((bucket.key, bucket.checksum))
        if known is not None:
            bucket.bytecode_from_string(known)

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class Known(Rule):
    """A page's address, of which the way to write it is compiled once."""

    kept: ClassVar[dict[tuple[object, ...], Callable[..., tuple[str, str]]]] = {}

    @override
    def _compile_builder(
        self, append_unknown: bool = True
    ) -> Callable[..., tuple[str, str]]:
        key = (self.rule, str(self.defaults), self.subdomain, append_unknown)
        if key not in self.kept:
            self.kept[key] = super()._compile_builder(append_unknown)
        return self.kept[key]


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": Compiled()})
        patch.setattr(Flask, "url_rule_class", Known)
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Stop the measure that pytest-cov starts in a worker beside its own.

    Nobody reads it, and `no_cover` does not pause it: each line was followed even
    in tests that are to run at full speed.
    """
    plugin = config.pluginmanager.getplugin("_cov")
    if hasattr(config, "workerinput") and getattr(plugin, "cov_controller", None):
        plugin.cov_controller.cov.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no line as covered because of what is made up, or shown in a browser.

    Every line has an example that is about it. To follow each line of the others
    takes three times their time.
    """
    for item in items:
        made_up = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        shown = "browser" in getattr(item, "fixturenames", ())
        if made_up or shown:
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the one who runs the tests reaches them."""
    for name in os.environ:
        if name.startswith("BEZORGD_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return files.load(places.knowledge())


@pytest.fixture(scope="session")
def matcher(shelf: Shelf) -> Matcher:
    return Matcher(shelf)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load(places.templates(), None)


@pytest.fixture(scope="session")
def demo_desk(shelf: Shelf, matcher: Matcher, texts: Texts) -> Desk:
    """The desk in the demo world."""
    return Desk(shelf, matcher, texts, open_dns=lambda _: demo_world())
