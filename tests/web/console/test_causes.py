from __future__ import annotations

import pytest

from assistant.desk import Desk
from assistant.diagnosis.codes import Code
from assistant.web.console.causes import FILE

LONGEST = 44  # characters; more does not fit a line of the queue on a phone


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_cause_has_a_short_name_of_its_own(
    demo_desk: Desk, language: str
) -> None:
    names = [demo_desk.texts.word(FILE, one.value, language) for one in Code]

    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= LONGEST
