"""`bezorgd serve`: the web application, as one parent with two children.

What keeps it from starting is told at once, before a web server is loaded.
"""

from __future__ import annotations

import socket
from dataclasses import replace

import click

from assistant.cli.options import load_settings
from assistant.errors import UnusableInputError
from assistant.settings import Settings


@click.command("serve")
@click.option("--host", help="The address to listen at; 127.0.0.1 unless told.")
@click.option("--port", type=click.IntRange(1, 65535), help="8000 unless told.")
def command(host: str | None, port: int | None) -> None:
    """Serve the web application until told to stop."""
    settings = load_settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    _refuse_a_taken_port(settings)
    from assistant.cli import parent  # noqa: PLC0415 - takes most of the start

    parent.serve(settings)


def _refuse_a_taken_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            msg = (
                f"{settings.host} port {settings.port}: {error.strerror}; expected a "
                "free port (--port, or BEZORGD_PORT)"
            )
            raise UnusableInputError(msg) from error
