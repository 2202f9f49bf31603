"""A form with a file in it, as a browser sends one."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FORM = "multipart/form-data"


def send(
    client: FlaskClient,
    content: bytes,
    text: str = "",
    name: str = "bericht.eml",
    turn: str = "",
) -> TestResponse:
    """Send a file with words beside it."""
    # Written out: the client's own way leaves large bodies open on the disk.
    spelled = name.replace('"', "%22").replace("\r\n", "%0D%0A")
    parts = (
        ('name="text"', text.encode()),
        ('name="turn"', turn.encode()),
        (f'name="file"; filename="{spelled}"', content),
    )
    body = b"".join(
        b"--edge\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n"
        % (told.encode(), value)
        for told, value in parts
    )
    return client.post(
        "/", data=body + b"--edge--\r\n", content_type=f"{FORM}; boundary=edge"
    )
