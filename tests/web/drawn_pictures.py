"""Small pictures with much in them that is nobody's business."""

from __future__ import annotations

import struct
import zlib

SECRET = b"Dorpsstraat 1, 52.1N 4.3E, Canon van Jansen"


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    sum_ = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + sum_


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\x00" + b"\xff\x00\x00" * 2))
END = chunk(b"IEND", b"")
START = b"\x89PNG\r\n\x1a\n"
PLAIN_PNG = START + HEAD + PIXELS + END
PNG = b"".join(
    (
        START,
        HEAD,
        chunk(b"tEXt", b"Author\x00" + SECRET),
        chunk(b"eXIf", SECRET),
        PIXELS,
        chunk(b"iTXt", SECRET),
        END,
        SECRET,
    )
)

FRAME = segment(0xC0, b"\x08" + struct.pack(">HH", 3, 4) + b"\x01\x01\x11\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
PLAIN_JPEG = b"\xff\xd8" + segment(0xDB, bytes(65)) + FRAME + SCAN + b"\xff\xd9"
TURNED = b"II\x2a\x00" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, 6, 0, 0)


def jpeg(plain: bytes = PLAIN_JPEG, tiff: bytes = TURNED) -> bytes:
    """A photo that notes a place and a device, and which side is up."""
    noted = b"".join(
        (
            segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            segment(0xE1, b"Exif\x00\x00" + tiff + SECRET),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + SECRET),
            segment(0xED, SECRET),
            segment(0xFE, SECRET),
        )
    )
    return plain[:2] + noted + plain[2:] + SECRET


GIF = b"".join(
    (
        b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\x00\x00",
        b"\xff\xff\xff\x00\x00\x00",
        b"\x21\xfe" + bytes((len(SECRET),)) + SECRET + b"\x00",
        b"\x21\xf9\x04\x00\x00\x00\x00\x00",
        b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\x00",
        b"\x02\x02\x44\x01\x00\x3b",
        SECRET,
    )
)


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of these chunks."""
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(one)) + one + b"\x00" * (len(one) % 2)
        for kind, one in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


LOSSLESS = b"\x2f\x01\x40\x00\x00" + b"\x88\x88\x08"
WEBP = riff(
    (b"VP8X", bytes((0x2C, 0, 0, 0, 1, 0, 0, 1, 0, 0))),
    (b"ICCP", SECRET),
    (b"VP8L", LOSSLESS),
    (b"EXIF", SECRET),
    (b"XMP ", SECRET),
)
MOVING = riff((b"VP8X", bytes((0x02, 0, 0, 0, 1, 0, 0, 1, 0, 0))), (b"ANIM", b"\0" * 6))
EVERY = {"image/png": PNG, "image/jpeg": jpeg(), "image/gif": GIF, "image/webp": WEBP}
