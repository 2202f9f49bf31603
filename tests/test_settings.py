from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.environment import without_login
from assistant.errors import SettingsError
from assistant.settings import Settings

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - a test's own


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "helpdesk.yaml").write_text("name: Ons\n", encoding="utf-8")
    return tmp_path


def mistakes(**environ: str) -> tuple[str, ...]:
    named = {f"BEZORGD_{name}": value for name, value in environ.items()}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(named)
    return caught.value.mistakes


def test_without_any_setting_the_demo_serves_on_this_machine_only() -> None:
    settings = Settings.from_environment({})

    assert (settings.environment, settings.demo) == ("development", True)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_the_limits_of_a_turn_stand_in_the_settings() -> None:
    settings = Settings.from_environment(
        {
            "BEZORGD_DEADLINE_S": "3.5",
            "BEZORGD_TIMEOUT_S": "0.5",
            "BEZORGD_MAX_QUERIES": "20",
            "BEZORGD_MAX_CHARACTERS": "5000",
            "BEZORGD_THREADS": "8",
        }
    )

    assert settings.deadline_s == 3.5
    assert settings.timeout_s == 0.5
    assert settings.max_queries == 20
    assert settings.max_characters == 5000
    assert settings.threads == 8


def test_the_usual_limits_are_eight_seconds_and_75_questions() -> None:
    settings = Settings.from_environment({})

    assert (settings.deadline_s, settings.max_queries) == (8.0, 75)
    assert settings.max_characters == 100_000


def test_all_mistakes_are_told_at_once() -> None:
    told = mistakes(
        PORT="eighty", DEADLINE_S="0", DEMO="perhaps", ENVIRONMENT="test", WORKERS="-1"
    )

    assert told == (
        "BEZORGD_ENVIRONMENT is 'test': expected development or production",
        "BEZORGD_DEADLINE_S is '0': expected a number from 0.1 to 60",
        "BEZORGD_PORT is 'eighty': expected a whole number from 1 to 65535",
        "BEZORGD_WORKERS is '-1': expected a whole number from 1 to 64",
        "BEZORGD_DEMO is 'perhaps': expected yes or no",
    )


def test_production_wants_a_secret_and_a_layer_of_the_operators_own() -> None:
    told = mistakes(ENVIRONMENT="production")

    assert [line.split()[0] for line in told] == ["BEZORGD_SECRET", "BEZORGD_HOME"]


def test_production_wants_a_helpdesk_in_the_layer(tmp_path: Path) -> None:
    told = mistakes(ENVIRONMENT="production", SECRET=SECRET, HOME=str(tmp_path))

    assert "expected a folder with a helpdesk.yaml" in told[0]


def test_production_with_both_is_taken(home: Path) -> None:
    settings = Settings.from_environment(
        {
            "BEZORGD_ENVIRONMENT": "production",
            "BEZORGD_SECRET": SECRET,
            "BEZORGD_HOME": str(home),
        }
    )

    assert settings.production
    assert settings.secret == SECRET


def test_a_mistake_never_shows_the_secret() -> None:
    assert mistakes(SECRET="hunter2") == (  # noqa: S106 - far too short for one
        "BEZORGD_SECRET expected at least 32 characters",
    )


def test_a_mistyped_name_is_a_mistake() -> None:
    told = mistakes(DEADLINE="8")

    assert told[0].startswith("BEZORGD_DEADLINE is no setting: expected BEZORGD_")


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "9" * 400, "-0", "x"])
def test_a_strange_number_is_a_mistake_and_no_more(number: str) -> None:
    assert len(mistakes(DEADLINE_S=number, MAX_QUERIES=number)) == 2


def test_an_empty_setting_is_none() -> None:
    assert Settings.from_environment({"BEZORGD_PORT": " "}).port == 8000


def test_name_servers_take_a_port_or_not() -> None:
    settings = Settings.from_environment(
        {
            "BEZORGD_NAMESERVERS": "127.0.0.1:5353, 192.0.2.1"
            " [2001:db8::1]:54 2001:db8::2"
        }
    )

    assert settings.nameservers == (
        "127.0.0.1:5353",
        "192.0.2.1:53",
        "[2001:db8::1]:54",
        "[2001:db8::2]:53",
    )


@pytest.mark.parametrize("server", ["dns.example", "127.0.0.1:0", "127.0.0.1:x", ":53"])
def test_a_name_server_is_an_address(server: str) -> None:
    assert "expected ADDRESS or ADDRESS:PORT" in mistakes(NAMESERVERS=server)[0]


@pytest.mark.parametrize(
    "server",
    ["mail.example", "mail example:25", "mail.example:0", "mail.example:65536"],
)
def test_outgoing_mail_has_a_host_and_a_port(server: str) -> None:
    assert mistakes(MAIL_SERVER=server) == (
        f"BEZORGD_MAIL_SERVER is {server!r}: expected HOST:PORT",
    )


@pytest.mark.parametrize("server", ["mail.example:587", "[2001:db8::1]:25"])
def test_a_host_with_its_port_is_taken(server: str) -> None:
    settings = Settings.from_environment({"BEZORGD_MAIL_SERVER": server})

    assert settings.mail_server == server


def test_a_login_within_the_mail_server_is_refused_and_not_shown() -> None:
    (told,) = mistakes(MAIL_SERVER="piet:hunter2@mail.example:587")

    assert told.startswith("BEZORGD_MAIL_SERVER expected HOST:PORT; a login goes in")
    assert "hunter2" not in told


def test_a_mail_servers_login_is_a_user_and_a_password() -> None:
    server = "mail.example:587"

    settings = Settings.from_environment(
        {
            "BEZORGD_MAIL_SERVER": server,
            "BEZORGD_MAIL_USER": "desk@example.nl",
            "BEZORGD_MAIL_PASSWORD": "hunter2",
            "BEZORGD_MAIL_SECURITY": "tls",
        }
    )

    assert (settings.mail_user, settings.mail_password) == (
        "desk@example.nl",
        "hunter2",
    )
    assert settings.mail_security == "tls"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"MAIL_USER": "piet"}, "BEZORGD_MAIL_USER is 'piet': expected MAIL_PASSWORD"),
        ({"MAIL_PASSWORD": "hunter2"}, "BEZORGD_MAIL_PASSWORD expected MAIL_USER"),
        ({"MAIL_SECURITY": "ssl"}, "expected starttls or tls or none"),
        ({"MAIL_SECURITY": "none"}, "expected starttls or tls for a server elsewhere"),
    ],
)
def test_a_way_to_the_mail_server_that_does_not_hold_is_a_mistake(
    given: dict[str, str], told: str
) -> None:
    (one,) = mistakes(MAIL_SERVER="mail.example:587", **given)

    assert told in one
    assert "hunter2" not in one


def test_a_server_on_this_machine_may_be_spoken_to_in_the_clear() -> None:
    settings = Settings.from_environment(
        {"BEZORGD_MAIL_SERVER": "localhost:25", "BEZORGD_MAIL_SECURITY": "none"}
    )

    assert settings.mail_security == "none"


def test_a_login_without_a_mail_server_is_a_mistake() -> None:
    (told,) = mistakes(MAIL_USER="piet", MAIL_PASSWORD="hunter2")  # noqa: S106 - a test's own

    assert told == "BEZORGD_MAIL_USER is 'piet': expected MAIL_SERVER too"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://:hunter2@10.0.0.1:6379/0", "redis://10.0.0.1:6379/0"),
        ("rediss://me:p@ss@q.example/1?password=x", "rediss://q.example/1"),
        ("unix://me:hunter2@/run/redis.sock?db=1", "unix:///run/redis.sock"),
    ],
)
def test_a_url_is_shown_without_who_signs_in(url: str, shown: str) -> None:
    assert without_login(url) == shown


def test_a_queue_that_is_mistyped_shows_no_password() -> None:
    assert "hunter2" not in mistakes(QUEUE="redis:/:hunter2@10.0.0.1")[0]


def test_a_layer_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    told = mistakes(HOME=str(tmp_path / "nowhere"))

    assert "expected a folder that exists" in told[0]


def test_in_development_a_secret_is_made_and_kept(tmp_path: Path) -> None:
    settings = Settings.from_environment({"BEZORGD_DATA": str(tmp_path / "kept")})

    made = settings.secret

    assert len(made) >= 32
    assert settings.secret == made


def test_the_secret_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    settings = Settings.from_environment({"BEZORGD_DATA": str(tmp_path)})

    assert settings.secret

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_the_database_lies_with_the_data(tmp_path: Path) -> None:
    settings = Settings.from_environment({"BEZORGD_DATA": str(tmp_path)})

    assert settings.database == f"sqlite:///{tmp_path}/bezorgd.sqlite3"


def test_older_secrets_stand_beside_the_one_that_signs() -> None:
    older = f"{SECRET}1 {SECRET}2"

    settings = Settings.from_environment(
        {"BEZORGD_SECRET": SECRET, "BEZORGD_OLD_SECRETS": older}
    )

    assert settings.secrets == (f"{SECRET}2", f"{SECRET}1", SECRET)


def test_an_older_secret_that_is_none_is_a_mistake_and_not_shown() -> None:
    told = mistakes(OLD_SECRETS="too-short")

    assert len(told) == 1
    assert "too-short" not in told[0]
    assert "BEZORGD_OLD_SECRETS" in told[0]
