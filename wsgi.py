"""The web application for a WSGI server of the operator's own."""

from __future__ import annotations

from assistant.web.app import create_app

app = create_app()
