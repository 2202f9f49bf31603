"""`bezorgd init DIR`: the operator's layer, ready to be filled in."""

from __future__ import annotations

import json
from pathlib import Path

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant import places
from assistant.errors import UnusableInputError
from assistant.knowledge import files
from assistant.knowledge.guide import Helpdesk

FOLDERS = ("services", "hosts", "topics", "replies")
DEMO = files.DEMO_HELPDESK  # its servers exist in the demo world alone


@click.command("init")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--like", metavar="ID", help="A helpdesk of knowledge/ to start from.")
def command(directory: Path, like: str | None) -> None:
    """Write the operator's layer to DIR, with a commented helpdesk.yaml."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        msg = f"{directory}: expected a new or an empty folder"
        raise UnusableInputError(msg)
    sheet = _sheet(_helpdesk(like))
    directory.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        (directory / folder).mkdir()
    (directory / "helpdesk.yaml").write_text(sheet, encoding="utf-8")
    guide = places.templates() / "operator" / "README.md"
    (directory / "README.md").write_text(guide.read_text("utf-8"), encoding="utf-8")
    _write_system(directory)
    click.echo(f"Written to {directory}. Now edit {directory / 'helpdesk.yaml'}, then:")
    click.echo(f"  BEZORGD_HOME={directory} bezorgd serve")


def _write_system(directory: Path) -> None:
    """Lay down what the machine needs: settings, a unit, a web server's site."""
    (directory / "system").mkdir()
    for sheet in sorted((places.templates() / "operator" / "system").iterdir()):
        text = sheet.read_text("utf-8").replace("{{ home }}", str(directory.resolve()))
        (directory / "system" / sheet.name).write_text(text, encoding="utf-8")


def _helpdesk(like: str | None) -> Helpdesk:
    if like is None:
        return Helpdesk(id="helpdesk", name="Our helpdesk")
    folder = places.knowledge() / "helpdesks"
    known = sorted({path.stem for path in folder.glob("*.yaml")} - {DEMO})
    if like not in known:
        msg = f"--like {like!r}: expected one of {', '.join(known)}"
        raise UnusableInputError(msg)
    return files.load(places.knowledge(), helpdesk=like).helpdesk


def _sheet(desk: Helpdesk) -> str:
    writing = Environment(  # noqa: S701 - YAML, no page
        loader=FileSystemLoader(places.templates() / "operator"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    writing.filters.update(yaml=_yaml, line=_line)
    servers = [
        {
            "host": server.host,
            "starttls_port": server.starttls_port,
            "tls_port": server.tls_port,
        }
        for server in desk.servers
    ]
    return writing.get_template("helpdesk.yaml").render(desk=desk, servers=servers)


def _yaml(value: object) -> str:
    # What JSON writes is YAML too, quoted wherever it has to be.
    return json.dumps(value, ensure_ascii=False)


def _line(key: str, value: object, example: object) -> str:
    """One line of the sheet; an example in a comment where there is no value."""
    return f"{key}: {_yaml(value)}" if value else f"# {key}: {_yaml(example)}"
