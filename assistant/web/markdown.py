"""Markdown of our own texts as HTML that is safe to show.

Facts inside the texts come from strangers. So raw HTML is off when the Markdown
is read, and what comes out goes through an allow-list once more.
"""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension

HEADINGS_FROM = 2
"""The page's own heading is the h1."""

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("strong", "em", "code", "pre", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto"}


@lru_cache(maxsize=1024)
def to_html(text: str) -> str:
    """Turn Markdown into HTML with nothing in it that could act."""
    lower = TocExtension(baselevel=HEADINGS_FROM)
    reader = Markdown(extensions=["sane_lists", "tables", "fenced_code", lower])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    return nh3.clean(
        reader.convert(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
