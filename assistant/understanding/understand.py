"""From a question to what was understood of it, earlier messages included."""

from __future__ import annotations

from dataclasses import replace

from assistant.knowledge.match import Matcher
from assistant.knowledge.shelf import Shelf
from assistant.understanding.account_values import find_account_values
from assistant.understanding.between import was_asked_between
from assistant.understanding.free_mail import FREE_MAIL_DOMAINS
from assistant.understanding.hearing import Told, listen
from assistant.understanding.question import (
    Known,
    Problem,
    Question,
    Slot,
    Subject,
    Understanding,
)
from assistant.understanding.told_back import told_back
from assistant.understanding.topics import (
    NEAR_TOPIC,
    asks_for_guide,
    notions,
    topic_for,
)
from assistant.understanding.which_guide import (
    guide_shares,
    nearest_guides,
    settle_guide,
)

SHORT_ANSWER = 3  # words
LITERAL = 95  # a score
TROUBLES = frozenset(
    {
        Problem.SPAM, Problem.REJECTED, Problem.NOT_SENT, Problem.NOT_RECEIVED,
        Problem.SENDER_SHOWN_WRONG, Problem.SETUP_QUESTION,
    }
)  # fmt: skip
_LOOK_FIRST = TROUBLES | {Problem.RECHECK, Problem.CHANGE_REQUEST}
_ASKS = frozenset(
    {Problem.DNS_HOW, Problem.HEADER_HOW, Problem.SMTP_HOW, Problem.EXPLAIN_CONCEPT}
)
_BY_WORDS = frozenset({Problem.EXPLAIN_CONCEPT, Problem.DNS_HOW})  # not by the matter
_NEVER_KEPT = frozenset(
    {
        Problem.THANKS, Problem.HANDOVER, Problem.ABUSE, Problem.OUT_OF_SCOPE,
        Problem.UNCLEAR,
    }
)  # fmt: skip
_ASIDES = _NEVER_KEPT | {
    Problem.RECHECK, Problem.EXPLAIN_CONCEPT, Problem.DNS_HOW, Problem.HEADER_HOW,
}  # fmt: skip


def understand(
    question: Question, conversation_known: Known, shelf: Shelf, matcher: Matcher
) -> Understanding:
    """Understand *question* in the light of what the conversation knows."""
    pasted = conversation_known.asked[-1:] == (Slot.ACCOUNT_VALUES,)
    values, text = find_account_values(question.text, asked=pasted)
    told = listen(replace(question, text=text), conversation_known, shelf, matcher)
    known = _merge(conversation_known, told, question)
    problem = _problem(told, known)
    best = told.topics[0] if told.topics else None
    chosen = matcher.titled(question.text)
    if chosen is not None and problem not in _ASKS:
        problem, known = Problem.EXPLAIN_CONCEPT, conversation_known
    topic, near = guide_for(problem, told, shelf)
    topic = chosen or topic
    understood = Understanding(
        question=question,
        known=known,
        problem=problem,
        services=told.senders.services,
        candidates=told.senders.candidates,
        topic=topic,
        topics=near,
        likeliest=told.opinion.nameable if told.opinion else (),
        message=told.message,
        domains=told.mentions.domains,
        bad_name=told.mentions.bad_name,
        affirmed=told.affirmed,
        follow=told.follow,
        refusal=told.refusal,
        free_sender=_free_sender(told),
        score=max(told.sure, told.senders.score, best.score if topic and best else 0),
        subject=None if chosen else _subject(told, known, conversation_known),
    )
    return told_back(understood, conversation_known, values)


def guide_for(
    problem: Problem, told: Told, shelf: Shelf
) -> tuple[str | None, tuple[str, ...]]:
    """The guide that answers, if one does for sure, and the nearest to choose from."""
    topic = topic_for(problem, told.topics, told.reading.words, shelf)
    explains = problem is Problem.EXPLAIN_CONCEPT
    near = notions(told.topics) if explains else told.topics
    ranked = tuple(hit.id for hit in near if hit.score >= NEAR_TOPIC)
    if problem not in _BY_WORDS | {Problem.UNCLEAR}:
        return topic, ranked
    weights = shelf.guide_weights
    found = guide_shares(told.reading, told.topics, told.opinion, weights)
    by_weight = {one: share for one, share in found.items() if one in shelf.topics}
    if problem is Problem.UNCLEAR:
        return topic, nearest_guides(topic, ranked, by_weight)
    settled = settle_guide(topic, by_weight, weights)
    best = told.topics[0] if told.topics else None
    if best is not None and best.id == topic and best.score >= LITERAL:
        settled = topic  # he asks it in the guide's own words
    return settled, nearest_guides(topic, ranked, by_weight)


def _problem(told: Told, known: Known) -> Problem:
    """The problem; an answer to what was asked keeps the one that was told."""
    mentions = told.mentions
    filled = (
        told.senders.services or mentions.domains or mentions.address
        or mentions.bad_name
    )  # fmt: skip
    answers = filled or told.message or told.field is not None
    if told.problem is Problem.UNCLEAR and answers:
        return known.problem or told.problem
    where = told.reading.has("READER") and len(told.reading.words) <= SHORT_ANSWER
    if (
        told.problem is Problem.UNCLEAR
        and known.problem in TROUBLES
        and (where or _is_a_detail(told))
    ):
        return known.problem  # "gmail", said where it lands in the spam
    follows = filled or told.follow is not None or told.message is not None
    if not follows and asks_for_guide(
        told.problem, told.topics, told.opinion, told.reading
    ):
        return Problem.EXPLAIN_CONCEPT
    return told.problem


def _is_a_detail(told: Told) -> bool:
    """Whether it tells more of the same, and asks nothing: "alleen bij Outlook"."""
    asks = told.reading.has("HOW", "WHATIS", "EXPLAIN") or told.asks
    return not asks and told.affirmed is None and told.follow is None


def _free_sender(told: Told) -> bool:
    if told.mentions.free_sender:
        return True
    sender = told.message.analysed.from_domain if told.message else None
    return sender in FREE_MAIL_DOMAINS


def _merge(known: Known, told: Told, question: Question) -> Known:
    """Keep what was known until this message says otherwise."""
    services = known.services
    between = () if known.asked[-1:] == (Slot.SERVICE,) else known.between
    if told.senders.services:
        between = told.senders.services if told.senders.doubted else ()
        earlier = known.services if told.senders.also else ()
        services = tuple(dict.fromkeys((*told.senders.services, *earlier)))
    domain = told.mentions.domains[0] if told.mentions.domains else known.domain
    problem = known.problem
    if told.problem not in _ASIDES or (
        problem is None and told.problem not in _NEVER_KEPT
    ):
        problem = told.problem
    field = known.smtp_field
    if services[:1] != known.services[:1] and known.services:
        field = None  # the other program may differ
    if told.field is not None:
        field = told.field
    return replace(
        known,
        language=told.language,
        page=question.language,
        services=services,
        between=between,
        domain=domain,
        address=told.mentions.address or known.address,
        problem=problem,
        smtp_field=field,
        host=known.host if domain == known.domain else None,
    )


def _subject(told: Told, known: Known, before: Known) -> Subject | None:
    """Say what to examine, when enough is known and looking can help."""
    domain = known.domain
    shown = told.message.analysed.from_domain if told.message else None
    if shown not in told.mentions.foreign:  # a service's DNS is not his to change
        domain = domain or shown
    if domain is None or (told.senders.candidates and told.message is None):
        return None
    fills = bool(told.mentions.domains or told.senders.services)
    asks = told.problem in _LOOK_FIRST
    answers = fills or told.field is not None or was_asked_between(before)
    waits = told.problem is Problem.UNCLEAR and answers
    if not (asks or waits or told.message is not None):
        return None
    own = known.address and known.address.endswith("@" + domain)
    return Subject(
        domain=domain,
        services=known.services,
        problem=known.problem,
        message=told.message,
        sender=known.address if own else None,
        smtp_field=known.smtp_field,
        fresh=told.problem is Problem.RECHECK or told.still,
    )
