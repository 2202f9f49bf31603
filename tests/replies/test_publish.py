"""Times are said as people say them."""

import pytest

from assistant.knowledge.shelf import Shelf
from assistant.replies.publish import time_of
from assistant.replies.texts import Texts
from assistant.replies.voice import Voice
from assistant.understanding.question import Known


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3600, "1 uur"),
        (14_400, "4 uur"),
        (300, "5 minuten"),
        (90, "2 minuten"),
        (30, "30 seconden"),
    ],
)
def test_a_time_to_live_is_said_in_the_largest_whole_unit(
    seconds: int, said: str, texts: Texts, shelf: Shelf
) -> None:
    assert time_of(seconds, Voice(texts, shelf, Known(language="nl"))) == said
