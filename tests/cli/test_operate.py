from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import wiring
from assistant.cli.main import main
from assistant.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BEZORGD_DATA", str(tmp_path / "data"))

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return invoke


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["serve", "--port", "0"], "0 is not in the range"),
        (["spf"], "Missing argument"),
        (["dmarc", "x.example", "--zone", "/nowhere"], "'/nowhere' does not exist"),
        (["dmarc", "x.example", "--now", "yesterday"], "expected ISO 8601"),
        (["dmarc", "x.example", "--nameserver", "ns"], "expected ADDRESS:PORT"),
        (["dmarc", "x.example", "--deadline", "0"], "is not in the range"),
        (["dmarc", "x.example", "--deadline", "nan"], "nan"),
        (["dmarc", "x.example", "--language", "de"], "is not one of"),
        (["replay", "nothing"], "expected the id of an answered turn"),
        (["init", "/"], "expected a new or an empty folder"),
        (["init", "new", "--like", "nobody"], "expected one of carien"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(
    run: Run, words: list[str], told: str
) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("bezorgd: ")
    assert result.stderr.count("\n") == 1
    assert told in result.stderr


def test_mistaken_settings_are_told_all_at_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEZORGD_PORT", "x")
    monkeypatch.setenv("BEZORGD_THREADS", "y")

    result = run("knowledge", "check")

    assert result.exit_code == 2
    assert [line.split(" is ")[0] for line in result.stderr.splitlines()] == [
        "bezorgd: BEZORGD_PORT",
        "BEZORGD_THREADS",
    ]


def test_a_zone_file_that_is_no_text_is_told(run: Run, tmp_path: Path) -> None:
    zone = tmp_path / "zone.yaml"
    zone.write_bytes(b"records: \xff")

    result = run("dmarc", "x.example", "--zone", str(zone))

    assert result.exit_code == 2
    assert "expected UTF-8 text, byte 9 is not" in result.stderr


def test_a_reader_who_leaves_causes_no_traceback() -> None:
    order = [sys.executable, "-m", "assistant", "texts", "--missing", "xx"]
    program = subprocess.Popen(  # noqa: S603 - our own words
        order, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None

    program.stdout.close()

    assert program.stderr.read() == b""
    assert program.wait() == 0
    program.stderr.close()


def test_the_guides_that_ship_fit(run: Run) -> None:
    result = run("knowledge", "check")

    assert result.exit_code == 0
    assert result.stdout.rstrip().endswith("All of it fits.")


def test_nothing_is_missing_in_the_two_languages(run: Run) -> None:
    assert run("texts", "--missing", "en").stdout == ""


def test_a_new_language_lists_what_is_to_be_written(run: Run) -> None:
    listed = run("texts", "--missing", "de").stdout.splitlines()

    assert "templates/replies/findings/spf-missing.de.md" in listed
    assert "knowledge/services/mailchimp.de.md" in listed


def test_the_operators_layer_is_written_whole(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "ours"

    result = run("init", str(home))

    assert result.exit_code == 0
    assert f"BEZORGD_HOME={home} bezorgd serve" in result.stdout
    assert sorted(path.name for path in home.iterdir()) == [
        "README.md",
        "helpdesk.yaml",
        "hosts",
        "replies",
        "services",
        "system",
        "topics",
    ]


@pytest.mark.parametrize("like", [[], ["--like", "carien"]])
def test_the_operators_layer_fits_as_it_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, like: list[str]
) -> None:
    home = tmp_path / "ours"
    run("init", str(home), *like)
    monkeypatch.setenv("BEZORGD_HOME", str(home))

    result = run("knowledge", "check")

    assert (result.exit_code, result.stderr) == (0, "")


def test_a_helpdesk_can_start_from_another(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "ours"

    run("init", str(home), "--like", "carien")

    desk = wiring.open_shelf(Settings(home=home)).helpdesk
    assert (desk.name, desk.demo) == ("Carien", False)
    assert [server.host for server in desk.servers] == ["web.carien.eu"]
