"""Markdown of our own texts as HTML that is safe to show.

Facts inside the texts come from strangers. So raw HTML is off when the Markdown
is read, and what comes out goes through an allow-list once more.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown import Markdown

_TAGS = {
    *("p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("strong", "em", "code", "pre", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto"}
_TOO_HIGH = re.compile(r"<(/?)h[12]>")


@lru_cache(maxsize=1024)
def to_html(text: str) -> str:
    """Turn Markdown into HTML with nothing in it that could act."""
    reader = Markdown(extensions=["sane_lists", "tables", "fenced_code"])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    # An answer's headline is an h2; what its texts call a heading stands below it.
    return nh3.clean(
        _TOO_HIGH.sub(r"<\1h3>", reader.convert(text)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
