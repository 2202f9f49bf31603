"""The reply to who stops a check: nothing is lost, and it can be done after all."""

from __future__ import annotations

from assistant.replies.reply import Choice, Headline, Reply
from assistant.replies.voice import Voice

MOST_REPEATED = 300  # characters of a question that a button asks once more


def stopped(question: str, voice: Voice) -> Reply:
    """Say that it stopped, and offer to look after all."""
    text = voice.headed("moves", "stopped")
    label = voice.word("choices", "look-after-all")
    again = Choice(label=label, says=question.strip(), primary=True)
    short = len(question) <= MOST_REPEATED and "\n" not in question.strip()
    return Reply(
        language=voice.language,
        parts=(Headline(text=text.headline), *text.prose()),
        choices=(again, voice.person) if short else (voice.person,),
    )
