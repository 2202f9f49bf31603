"""While a person has the conversation: what is new, and what the reader may do.

The page looks every few seconds whether something happened. Who has nothing new
gets an empty answer, made from one small question to the store.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from assistant.web import chat, thread, visitor
from assistant.web.drafts import drafts
from assistant.web.offer import is_mailbox
from assistant.web.reception import reception

MOST_AT_ONCE = 200

pages = chat.pages


@pages.get("/news")
def news() -> Response:
    """What happened since the reader looked last; 204 when nothing did."""
    talk, after = visitor.conversation(), request.args.get("after", 0, int)
    if talk is None:
        return Response(status=204)
    now, store = datetime.now(UTC), reception().store
    if request.args.get("seen"):
        store.cases.seen(talk, now)
    pulse = store.pulses.of(talk, now)
    if pulse is None or pulse.cursor <= after:
        return Response(status=204)
    happened = store.cases.events(after, MOST_AT_ONCE, talk)
    kinds = {one.kind for one in happened if one.cursor <= pulse.cursor}
    if not kinds & thread.SHOWN:
        return Response(status=204)
    with drafts().pen:
        return Response(fragment(thread.thread(talk)))


def fragment(whole: thread.Thread, *, turns: bool = True) -> str:
    """The conversation and who has it, for the page to take over what is new.

    Args:
        whole: The conversation.
        turns: With its turns, and not with the messages alone.
    """
    shown = chat.language(whole.turns)
    kept = whole if turns else thread.messages(whole)
    return render_template(
        "chat/_news.html",
        say=reception().words[shown],
        entries=thread.drawn(kept, shown),
        **chat.persons(whole),
        here=chat.home(),
    )


@pages.post("/person/mail")
def mail() -> BaseResponse | str:
    """Note where the answer may be mailed."""
    talk, address = visitor.conversation(), request.form.get("address", "").strip()
    if talk is not None and visitor.passes():
        if not is_mailbox(address):
            return chat.page(notice="mail_bad", form={"mail": address})
        reception().store.cases.contact(talk, address)
    return redirect(chat.home() + "#person", 303)


@pages.post("/person/back")
def back() -> BaseResponse:
    """Let the assistant go on; who waits may change his mind."""
    talk = visitor.conversation()
    if talk is not None and visitor.passes():
        now, here = datetime.now(UTC), reception()
        here.store.cases.give_back(talk, None, now)
        for left in here.store.unfinished(now):
            here.answering.start(left)
    return redirect(chat.home() + "#person", 303)
