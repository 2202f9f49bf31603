"""A message as a file: what is taken in, and as which text it is asked.

A question is text. The body of a message goes along only where a signature is
checked over it, and then only as it was signed; of everything else the header
is enough. What was typed stands before it, parted by a sign that cannot be typed.
The store keeps no body at all once the question is answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from flask import Request, request
from typing_extensions import override

from assistant.errors import UnusableInputError
from assistant.mail.headers.blocks import best
from assistant.mail.headers.clean import decode, lines_of, repaired
from assistant.mail.headers.message import MOST_BYTES, OLE, Kind, Message, read
from assistant.mail.headers.story import BESIDE, split_story

FIELD = "file"  # the name of the control in the form
IMAGES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*",
)  # fmt: skip
BOXES = (b"heic", b"heix", b"mif1", b"avif")  # after "ftyp", in pictures of telephones
OTHERS = (b"%PDF", b"PK\x03\x04", b"{\\rtf", b"!BDN", b"\x1f\x8b", b"Rar!")
SPARSE = 10  # of so many letters of text, less than one is a control character
ROOM_FOR_TOO_MUCH = 2  # times the limit is still read, to refuse kindly in the page
PIECE = 256 * 1024  # bytes of a form that are read at a time, and then some
LOOKED_AT = 4_096  # characters that tell text from something else


class InMemory(Request):
    """A request whose file never touches the disk: it may hold anybody's mail."""

    @override
    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The text to ask, or the name of the notice that tells why there is none."""

    text: str = ""
    notice: str = ""


def make_room() -> None:
    """Let a form that can hold a file be as large as one; no other form grows."""
    most = request.max_content_length
    fields = request.max_form_memory_size
    if request.mimetype != "multipart/form-data" or most is None or fields is None:
        return
    request.max_content_length = most + MOST_BYTES * ROOM_FOR_TOO_MUCH
    request.max_form_memory_size = max(fields, PIECE)


def given() -> bytes | None:
    """The file that came with the form; one byte more than is read, at most."""
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        return None
    return file.stream.read(MOST_BYTES + 1)


def name() -> str:
    """What the file that came with the form is called, as a browser told it."""
    file = request.files.get(FIELD)
    return (file.filename if file else "") or ""


def taken(content: bytes, words: str, most_characters: int) -> Taken:
    """Make a question of a file, and of the words that were typed beside it.

    Args:
        content: The bytes of the file.
        words: What was typed; may be empty.
        most_characters: How much plain text is read; a header is no plain text.
    """
    if notice := refusal(content):
        return Taken(notice=notice)
    try:
        message = read(content)
    except UnusableInputError:
        return Taken(notice="file_empty")
    text = asked(content, message)
    story, _ = split_story(text)
    if len(story) > most_characters:
        return Taken(notice="file_no_header")
    # Not stripped where it stands alone: a signature may cover its last blanks.
    between = "\n\n" if message.kind is Kind.TEXT else BESIDE
    beside = bool(words.strip()) or BESIDE in text
    return Taken(text=f"{words.strip()}{between}{text}" if beside else text)


def refusal(content: bytes) -> str:
    """Tell why a file is not read, or nothing."""
    if len(content) > MOST_BYTES:
        return "file_large"
    if content.startswith(OLE):
        return "file_msg"
    if is_picture(content):
        return "file_image"
    if content.startswith(OTHERS) or not is_text(decode(content[:LOOKED_AT])):
        return "file_other"
    return ""


def is_picture(content: bytes) -> bool:
    """Whether a file begins as pictures do, also those that nobody can show."""
    boxed = content[4:8] == b"ftyp" and content[8:12] in BOXES
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith(IMAGES) or boxed or webp


def is_text(start: str) -> bool:
    """Whether a file begins as text does; a stray control character is no matter."""
    odd = sum(sign < " " and sign not in "\t\n\r\f" for sign in start)
    return odd * SPARSE < max(len(start), SPARSE)


def asked(content: bytes, message: Message) -> str:
    """The part of a file that answering needs."""
    lines = lines_of(decode(content))
    if message.kind is not Kind.MESSAGE:
        return "\n".join(lines)
    if message.signatures and message.whole and unchanged(content, lines):
        return "\n".join(lines)
    mended, _ = repaired(lines)
    block = best(mended)
    return "\n".join(mended if block is None else mended[: block.end])


def unchanged(content: bytes, lines: list[str]) -> bool:
    """Whether the lines are what was signed; a signature holds for nothing else.

    The ends of lines may differ, and empty lines at the end: nothing depends on
    them. A blank in the last line does not survive without its line end.

    RFC 6376 §3.4.3, §3.4.4.
    """
    text = "\n".join(lines)
    if text.rstrip("\n").endswith((" ", "\t")):
        return False
    return text.encode() == content.replace(b"\r\n", b"\n")
