"""`bezorgd knowledge`, as an operator types it, with a name server on loopback."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import main
from assistant.lookup.recorded import Recorded
from tests.nameserver import SERVFAIL, name_server

Run = Callable[..., Result]

SERVICE = """\
id: postduif
name: Postduif
kind: newsletter
names: {aliases: [postduif nieuwsbrief]}
spf: {include: spf.postduif.example, aligns: with_custom_return_path, lookups: 2}
dkim:
  records:
    - {type: CNAME, host: pd1._domainkey, value: pd1.postduif.example}
    - {type: CNAME, host: pd2._domainkey, value: pd2.postduif.example}
  aligns: true
recognise: {return_paths: [retour.postduif.example]}
confidence: thin
"""
WORLD = """
records:
  - name: spf.postduif.example
    type: TXT
    value: "v=spf1 ip4:198.51.100.0/24 include:_meer.postduif.example -all"
  - name: _meer.postduif.example
    type: TXT
    value: "v=spf1 ip6:2001:db8:7::/48 -all"
  - {name: pd1.postduif.example, type: TXT, value: "v=DKIM1; p=MIGf"}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "ours" / "services").mkdir(parents=True)
    path = tmp_path / "ours" / "services" / "postduif.yaml"
    path.write_text(SERVICE, encoding="utf-8")
    return tmp_path / "ours"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(home: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BEZORGD_DATA", str(data))
    monkeypatch.setenv("BEZORGD_HOME", str(home))

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, ["knowledge", *words])

    return invoke


@pytest.fixture
def dns() -> Iterator[str]:
    """A name server that knows what stands in WORLD, and fails for retour."""

    def fault(name: str, kind: str, count: int) -> str | None:
        return SERVFAIL if name.startswith("retour.") else None

    told: list[str] = []
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with name_server(Recorded.from_zone(WORLD), fault=fault) as server:
            told.append(server.address)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(10)
    yield told[0]
    over.set()
    thread.join()


@pytest.mark.enable_socket
def test_the_table_tells_changed_gone_and_could_not_ask_apart(
    run: Run, dns: str, data: Path
) -> None:
    result = run("verify", "postduif", "--nameserver", dns, "--all")

    assert [line.split()[:4] for line in result.stdout.splitlines()[:4]] == [
        ["could", "not", "ask", "services/postduif"],
        ["gone", "services/postduif", "dkim", "pd2.postduif.example"],
        ["stands", "services/postduif", "spf", "spf.postduif.example"],
        ["stands", "services/postduif", "dkim", "pd1.postduif.example"],
    ]
    assert "2 stands, 0 changed, 1 gone, 1 could not ask" in result.stdout
    assert result.stdout.endswith("Nothing was written.\n")
    assert not data.exists()


@pytest.mark.enable_socket
def test_what_is_written_is_an_index_with_its_day(
    run: Run, dns: str, data: Path
) -> None:
    day = "2026-11-25T12:00:00Z"

    run("verify", "postduif", "--nameserver", dns, "--write", "--now", day)

    lines = (data / "networks.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "198.51.100.0/24 postduif spf.postduif.example 2026-11-25",
        "2001:db8:7::/48 postduif spf.postduif.example 2026-11-25",
    ]


@pytest.mark.soak
@pytest.mark.enable_socket
def test_what_could_not_be_asked_takes_nothing_away(
    run: Run, dns: str, data: Path
) -> None:
    data.mkdir()
    before = "198.51.100.0/24 postduif spf.postduif.example 2026-01-01"
    (data / "networks.txt").write_text(before + "\n", encoding="utf-8")
    (data / "verified.txt").write_text("services/postduif 2026-01-01\n", "utf-8")

    run("verify", "postduif", "--nameserver", "127.0.0.1:9", "--write")

    assert before in (data / "networks.txt").read_text(encoding="utf-8")
    kept = (data / "verified.txt").read_text(encoding="utf-8")
    assert "services/postduif 2026-01-01" in kept


@pytest.mark.soak
@pytest.mark.enable_socket
def test_the_figures_come_as_one_object(run: Run, dns: str) -> None:
    result = run("verify", "postduif", "--nameserver", dns, "--json")

    told = json.loads(result.stdout)
    assert {one["host"]: one["standing"] for one in told["claims"]} == {
        "spf.postduif.example": "stands",
        "pd1.postduif.example": "stands",
        "pd2.postduif.example": "gone",
        "retour.postduif.example": "could_not_ask",
    }
    assert (told["networks"], told["written"]) == (2, False)


def test_an_id_that_no_guide_has_is_refused(run: Run) -> None:
    result = run("verify", "postduiff")

    assert result.exit_code == 2
    assert "postduiff: expected the id of a service or a DNS host" in result.stderr


def test_the_check_covers_the_operators_layer(run: Run) -> None:
    result = run("check", "--notes", "--now", "2026-11-25")

    assert result.exit_code == 0
    assert "services/postduif: no source\n" in result.stdout


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("services/postduif.txt.md", "x", "no reader takes this file up"),
        ("topic/duiven.nl.md", "x", "topic/duiven.nl.md: no reader"),
        ("replies/moves/groet.nl.md", "x", "replies/moves/groet.nl.md: no reply asks"),
        (
            "services/postduif.nl.md",
            "Lees [dit](/guides/topics/duiven).",
            "nl: the link /guides/topics/duiven leads nowhere",
        ),
        (
            "services/postduif.nl.md",
            "Lees [dit](javascript:x).",
            "nl: found the link 'javascript:x', expected https or /guides/",
        ),
    ],
)
def test_a_text_that_nobody_would_read_is_a_mistake(
    run: Run, home: Path, file: str, text: str, told: str
) -> None:
    (home / file).parent.mkdir(parents=True, exist_ok=True)
    (home / file).write_text(text, encoding="utf-8")

    result = run("check")

    assert result.exit_code == 2
    assert told in result.stderr


def test_facts_called_official_need_a_source(run: Run, home: Path) -> None:
    path = home / "services" / "postduif.yaml"
    path.write_text(SERVICE.replace("thin", "official"), encoding="utf-8")

    result = run("check")

    assert result.exit_code == 2
    assert "facts without a source" in result.stderr


def test_old_sources_are_noted_and_no_mistake(run: Run, home: Path) -> None:
    path = home / "services" / "postduif.yaml"
    source = "sources: [{url: 'https://postduif.example', seen: '2020-01'}]\n"
    path.write_text(SERVICE + source, encoding="utf-8")

    result = run("check", "--notes", "--now", "2026-11-25")

    assert result.exit_code == 0
    assert "services/postduif: last seen in 2020-01" in result.stdout
