"""What somebody does who has a keyboard and nothing else.

No script sets the focus: it goes where Tab and the page's own keys bring it. That
it arrived is only looked at.
"""

from __future__ import annotations

from playwright.sync_api import Page

MOST_TABS = 160  # a long page has so many stops; nobody presses more


def tab_to(page: Page, wanted: str, *, back: bool = False) -> None:
    """Press Tab until the focus is on what this selector means."""
    for _ in range(MOST_TABS):
        if page.evaluate("one => !!document.activeElement?.matches(one)", wanted):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(wanted, page.url)


def press(page: Page, wanted: str, key: str = "Enter", *, back: bool = False) -> None:
    """Go to a button or a link, press it, and see the next page."""
    tab_to(page, wanted, back=back)
    with page.expect_navigation():
        page.keyboard.press(key)


def open_up(page: Page, wanted: str) -> None:
    """Go to what folds, and unfold it."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def type_in(page: Page, wanted: str, text: str) -> None:
    """Go to a field and fill it in; Enter sends the form."""
    tab_to(page, wanted)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page: Page, wanted: str, beginning: str) -> None:
    """Go to a list to choose from, and type how the choice begins."""
    tab_to(page, wanted)
    page.keyboard.type(beginning)


def send(page: Page) -> None:
    """Send what is filled in, and see the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def chord(page: Page, key: str, *, leaves: bool = False) -> None:
    """Press one of the console's own keys, such as KeyJ.

    Args:
        page: The page.
        key: Which key.
        leaves: Whether the page is left by it.
    """
    page.wait_for_load_state("load")  # the page's script is there from then on
    if not leaves:
        page.keyboard.press(f"Alt+Shift+{key}")
        return
    with page.expect_navigation():
        page.keyboard.press(f"Alt+Shift+{key}")
