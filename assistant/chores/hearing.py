"""What is heard of a change after it was done: by the customer, and by colleagues.

The customer hears it in his own language, in the conversation, and by mail where
he may be mailed. Colleagues read a note in the first language of the helpdesk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from assistant.chores.afterwards import Judged
from assistant.chores.equipment import Equipment
from assistant.chores.letters import KIND, lines, mail, may_mail, subject_and_body
from assistant.chores.there import Seen
from assistant.diagnosis.finding import Finding
from assistant.knowledge.hours import promised
from assistant.remedies.change import RecordChange
from assistant.replies.case import Case
from assistant.replies.voice import Voice
from assistant.store.watch import News, Watch
from assistant.understanding.question import Known

BACK = "change-failed"  # why a person is needed again


def well(
    equipment: Equipment, watch: Watch, judged: Judged | None, now: datetime
) -> News:
    """It is there, and does what it should; what is wrong beside it is told."""
    left = judged.left if judged else ()
    facts = {
        "domain": watch.domain,
        "records": lines(watch.records),
        "measured": judged is not None,
        "left": _headlines(equipment, judged, left, watch.language),
    }
    mailed = _mail(equipment, watch, "records-seen", f"watch-{watch.id}", now, facts)
    return News(said=_said(equipment, watch, "records-seen", facts), mailed=mailed)


def wrong(
    equipment: Equipment, watch: Watch, found: Seen, judged: Judged, now: datetime
) -> News:
    """It is there, and something is wrong; a colleague is to mend it."""
    spoken, first = watch.language, first_language(equipment)
    facts = {
        "domain": watch.domain,
        "wrong": _headlines(equipment, judged, judged.wrong, spoken),
        "beside": bool(_old(found.beside)),
    }
    noted = {
        "domain": watch.domain,
        "wrong": _headlines(equipment, judged, judged.wrong, first),
        "beside": _old(found.beside),
    }
    key = f"watch-{watch.id}-wrong"
    return News(
        said=_said(equipment, watch, "records-wrong", facts),
        mailed=_mail(equipment, watch, "records-wrong", key, now, facts),
        noted=_note(equipment, "records-wrong-desk", noted),
        back=BACK,
        promise=promised(equipment.helpdesk, now),
    )


def waiting(equipment: Equipment, watch: Watch) -> News:
    """It was put in, and is not to be seen everywhere yet.

    An address that nobody confirmed gets one mail: that is kept for the outcome.
    """
    case = equipment.store.cases.case(watch.conversation)
    confirmed = case is not None and case.mail_confirmed
    said = _said(equipment, watch, "records-waiting", {"domain": watch.domain})
    return News(said=said, mailed=not confirmed)


def never(equipment: Equipment, watch: Watch, found: Seen, now: datetime) -> News:
    """Two weeks have passed, and it never came right."""
    facts = {
        "domain": watch.domain,
        "records": lines(found.missing),
        "ours": watch.request is not None,
    }
    key = f"watch-{watch.id}-never"
    return News(
        said=_said(equipment, watch, "records-never", facts),
        mailed=_mail(equipment, watch, "records-never", key, now, facts),
        noted=_note(equipment, "records-not-seen", facts),
        back=BACK if watch.request else "",
        promise=promised(equipment.helpdesk, now),
    )


def first_language(equipment: Equipment) -> str:
    """What colleagues read: the first language of the helpdesk."""
    return next(iter(equipment.helpdesk.languages), "nl")


def _said(
    equipment: Equipment, watch: Watch, name: str, facts: Mapping[str, object]
) -> str:
    text = equipment.desk.texts.render(KIND, name, watch.language, **facts)
    return text.replace("# ", "### ", 1)


def _note(equipment: Equipment, name: str, facts: Mapping[str, object]) -> str:
    language = first_language(equipment)
    text = equipment.desk.texts.plain(KIND, name, language, **facts)
    return "\n".join(subject_and_body(text))


def _mail(
    equipment: Equipment,
    watch: Watch,
    name: str,
    key: str,
    now: datetime,
    facts: Mapping[str, object],
) -> bool:
    """Promise a mail where one may go; whether it goes, now or since before."""
    store, to = equipment.store, watch.address
    if any(one.key == key for one in store.mails.of(watch.conversation)):
        return True
    if not to or not may_mail(store, watch.conversation, to):
        return False
    letter = mail(
        equipment,
        name,
        watch.language,
        key=key,
        to=to,
        conversation=watch.conversation,
        now=now,
        **facts,
    )
    return store.mails.promise(letter, now)


def _headlines(
    equipment: Equipment,
    judged: Judged | None,
    findings: Iterable[Finding],
    language: str,
) -> tuple[str, ...]:
    """The findings, each in the words that its reply begins with."""
    if judged is None:
        return ()
    look = judged.look
    subject = look.evidence.subject
    known = Known(language=language, services=subject.services, domain=subject.domain)
    voice = Voice(equipment.desk.texts, equipment.desk.shelf, known)
    case = Case(look.evidence, look.diagnosis, look.prescription, voice)
    return tuple(case.told(one).headline for one in findings)


def _old(changes: tuple[RecordChange, ...]) -> tuple[str, ...]:
    """The records that should have gone, one a line."""
    return tuple(
        f"{one.type} {one.name}: {one.before}" for one in changes if one.before
    )
