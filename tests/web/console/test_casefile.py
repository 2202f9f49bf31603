from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from assistant.desk import Desk
from assistant.understanding.question import Subject
from assistant.web.console.casefile import case_of


def test_what_was_measured_grows_older_while_one_looks(demo_desk: Desk) -> None:
    subject = Subject(domain="bakkerij.example", services=("mailchimp",))
    look = asyncio.run(demo_desk.look(subject))
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)

    case = case_of(look, demo_desk.shelf, demo_desk.texts, "nl", an_hour_ago)

    ages = [one.age_s for one in case.findings if one.age_s is not None]
    assert min(ages) >= 3_600
