"""The wheel, away from the checkout: it must carry all that it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.serving import Visitor, serving

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        [str(word) for word in words],
        capture_output=True,
        text=True,
        check=True,
        cwd=cwd,
        env={key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ},
    )
    return done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment elsewhere, empty but for the wheel and its dependencies."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    python = Path(sys.executable)
    # By way of the source distribution, so that it is known to be whole too.
    order = ("-m", "build", "--no-isolation", "--outdir", elsewhere, ROOT)
    run(python, *order, cwd=elsewhere)
    (wheel,) = elsewhere.glob("*.whl")
    home = elsewhere / "env"
    venv.create(home)
    own = next(home.glob("lib/python*/site-packages"))
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    install = ("-m", "pip", "--python", home, "install", "--no-deps", "--no-index")
    run(python, *install, wheel, cwd=elsewhere)
    return elsewhere


@pytest.mark.enable_socket
def test_a_wheel_elsewhere_serves_and_answers(place: Path) -> None:
    question = "mijn nieuwsbrieven van mailchimp komen in de spam, bakkerij.example"
    program = str(place / "env/bin/bezorgd")

    with serving(place / "data", program, cwd=place) as served:
        page = Visitor.at(served.address).say(question)

    assert "k2._domainkey" in page
    assert (place / "data/bezorgd.sqlite3").exists()


def test_the_program_in_the_wheel_is_not_the_checkouts(place: Path) -> None:
    where = "import assistant; print(assistant.__file__)"

    said = run(place / "env/bin/python", "-c", where, cwd=place)

    assert said.startswith(str(place))


def test_a_wheel_elsewhere_carries_its_guides_and_texts(place: Path) -> None:
    said = run(place / "env/bin/bezorgd", "knowledge", "check", cwd=place)

    assert said.rstrip().endswith("All of it fits.")


def test_a_wheel_elsewhere_can_write_an_operators_layer(place: Path) -> None:
    run(place / "env/bin/bezorgd", "init", place / "ours", cwd=place)

    assert (place / "ours/helpdesk.yaml").is_file()
