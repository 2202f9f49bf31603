"""The change that a reader asks us to make: who asks, and who says that he may.

A request says who asks, not who owns the domain. So it stays unconfirmed until a
link is pressed that was mailed to the domain's own postmaster or to the contact
in its SOA record, until the helpdesk's own customer area vouches for it, or until
somebody of the helpdesk calls back. The link opens a page with a button, since
programs that scan mail follow links too.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from assistant.errors import UnusableInputError
from assistant.knowledge.hours import promised
from assistant.store.mails import Mail
from assistant.store.request import ChangeRequest, NewRequest, new_token
from assistant.web import chat, thread, visitor
from assistant.web.offer import REASON, Offer, is_mailbox, offer
from assistant.web.reception import reception
from assistant.web.words import Words

MOST_NAME = 100

pages = chat.pages


@pages.post("/change")
def ask_change() -> BaseResponse | str:
    """Take a request, or say what is missing with all that was filled in kept."""
    whole = thread.thread(visitor.conversation())
    offered = offer(whole.turns, whole.requests)
    if offered is None or not visitor.passes():
        return redirect(chat.home() + "#change", 303)
    form = {key: request.form.get(key, "").strip() for key in ("name", "address")}
    notice = missing(form, consent=request.form.get("consent") == "yes")
    if notice:
        return chat.page(notice=notice, form=form)
    mailbox = request.form.get("mailbox", "")
    keep(offered, form, mailbox if mailbox in offered.mailboxes else "")
    return redirect(chat.home() + "#change", 303)


def missing(form: dict[str, str], *, consent: bool) -> str:
    """The name of the notice that tells what a request lacks, or nothing."""
    if not 0 < len(form["name"]) <= MOST_NAME:
        return "change_name_missing"
    if not is_mailbox(form["address"]):
        return "mail_bad"
    return "" if consent else "change_consent_missing"


def keep(offered: Offer, form: dict[str, str], mailbox: str) -> ChangeRequest | None:
    """Store a request, have it confirmed, and let a person take it from here."""
    store, now = reception().store, datetime.now(UTC)
    talk_id = visitor.conversation() or ""
    say = reception().words[chat.language(thread.thread(talk_id).turns)]
    token = new_token()
    asked = NewRequest(
        conversation=talk_id,
        turn=offered.turn,
        domain=offered.domain,
        name=form["name"],
        address=form["address"],
        consent=consent(offered, say),
        records=offered.records,
        language=say.language,
    )
    try:
        made = store.requests.ask(asked, now, token)
    except UnusableInputError:
        return None
    if store.requests.by_token(token) is None:
        return made  # the same form, sent twice: its link is on its way already
    store.cases.contact(talk_id, form["address"])
    promise = promised(reception().helpdesk, now)
    store.cases.hand_over(talk_id, REASON, now, promise)
    if offered.vouched:
        store.requests.confirm(made.id, "token", now)
    elif mailbox:
        store.mails.promise(letter(made, token, mailbox, now), now)
    return made


def consent(offered: Offer, say: Words) -> str:
    """What the reader agrees to, in his words."""
    name = "change_consent_1" if len(offered.records) == 1 else "change_consent"
    return say(name, count=len(offered.records), domain=offered.domain)


def letter(made: ChangeRequest, token: str, mailbox: str, now: datetime) -> Mail:
    """The mail with the link; it tells whoever reads it what is asked, by whom."""
    here = reception()
    text = here.texts.plain(
        "pages",
        "confirm-mail",
        made.language,
        helpdesk=here.helpdesk.name,
        domain=made.domain,
        who=made.name,
        address=made.address,
        records=tuple(lines(made)),
        link=f"{here.settings.address}/confirm/{token}",
        contact=here.helpdesk.contact,
    )
    subject, _, body = text.partition("\n")
    return Mail(
        key=f"{thread.CONFIRM}{made.id}",
        to=mailbox,
        subject=subject.removeprefix("# "),
        body=body.strip(),
        due_at=now,
        conversation=made.conversation,
    )


def lines(made: ChangeRequest) -> list[str]:
    """The records of a request, one a line."""
    return [
        f"{one.action} {one.type} {one.name}: {one.after or one.before}"
        for one in made.records
    ]


@pages.get("/confirm/<token>")
def confirm_page(token: str) -> str:
    """What the link shows: exactly what is asked, and a button."""
    return _confirmation(token, _by(token))


@pages.post("/confirm/<token>")
def confirm(token: str) -> str:
    """Whoever reads the domain's mail says yes."""
    made = _by(token)
    step = reception().store.requests.confirm(made.id, "mail", datetime.now(UTC))
    return _confirmation(token, step.request if step else made)


def _by(token: str) -> ChangeRequest:
    made = reception().store.requests.by_token(token)
    if made is None:
        abort(404)
    return made


def _confirmation(token: str, made: ChangeRequest) -> str:
    say = reception().words[chat.language()]
    return render_template("chat/confirm.html", say=say, token=token, made=made)
