"""What is new, as one stream a browser: cursors of the database, nothing else.

The stream tells that something happened and to which conversation; pages then
fetch themselves. Who slept comes back with the last cursor that it saw, so
nothing is missed. At most half of the threads wait here and in the chat together;
who finds no seat, or has no streams at all, asks now and then.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

from flask import Blueprint, Response, jsonify, request, stream_with_context

from assistant.store.case import Event
from assistant.store.cases import Cases
from assistant.web.console import queue
from assistant.web.reception import reception
from assistant.web.signin.guard import staff_only, still_in

LOOK_S = 1.0  # between two looks at the database
KEEP_ALIVE_S = 5.0
LONGEST_S = 600.0  # a stream that ends is opened again; so threads come free
ASK_AGAIN_MS = 3_000
MOST_DIGITS = 18  # of a cursor; a database's number holds them

pages = Blueprint("stream", __name__)


@pages.get("/events")
@staff_only
def events() -> Response:
    """The stream, from the last cursor on that this browser saw."""
    here = reception()
    if not here.answering.take_seat():
        return Response(status=503, headers={"Retry-After": "5"})
    told = follow(here.store.cases, since(), still_in())
    response = Response(stream_with_context(told), mimetype="text/event-stream")
    response.call_on_close(here.answering.leave_seat)
    response.headers["X-Accel-Buffering"] = "no"
    return response


@pages.get("/news")
@staff_only
def news() -> Response:
    """The same for who asks now and then."""
    cases = reception().store.cases
    found = cases.events(since())
    cursor = found[-1].cursor if found else since()
    counts = queue.badges(queue.counted())
    told = [facts(one) for one in found]
    return jsonify(cursor=cursor, events=told, counts=counts)


def since() -> int:
    """The cursor that the browser has; the newest where it has none."""
    given = request.headers.get("Last-Event-ID") or request.args.get("since", "")
    if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS:
        return int(given)
    return reception().store.cases.latest()


def follow(cases: Cases, cursor: int, goes_on: Callable[[], bool]) -> Iterator[str]:
    """Tell what happens, until the reader or his visit is gone."""
    yield f"retry: {ASK_AGAIN_MS}\nid: {cursor}\ndata: {{}}\n\n"
    ends, alive = time.monotonic() + LONGEST_S, time.monotonic()
    while time.monotonic() < ends:
        found = cases.events(cursor)
        for one in found:
            cursor = one.cursor
            yield f"id: {cursor}\nevent: news\ndata: {json.dumps(facts(one))}\n\n"
        if time.monotonic() - alive >= KEEP_ALIVE_S:
            alive = time.monotonic()
            if not goes_on():
                return
            yield ": still here\n\n"
        time.sleep(LOOK_S)


def facts(event: Event) -> dict[str, object]:
    """An event as a page hears it."""
    return {
        "cursor": event.cursor,
        "kind": event.kind.value,
        "conversation": event.conversation,
        "member": event.member,
    }
