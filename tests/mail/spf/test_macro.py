import pytest

from assistant.mail.spf import macro

# The sender and the address of the examples in RFC 7208 §7.4.
VALUES = {
    "s": "strong-bad@email.example.com",
    "o": "email.example.com",
    "d": "email.example.com",
    "l": "strong-bad",
    "i": "192.0.2.3",
    "v": "in-addr",
}


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}", "email.example.com"),
        ("%{d4}", "email.example.com"),
        ("%{d2}", "example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example.email"),
        ("%{d2r}", "example.email"),
        ("%{l}", "strong-bad"),
        ("%{l-}", "strong.bad"),
        ("%{lr}", "strong-bad"),
        ("%{lr-}", "bad.strong"),
        ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
        ("%{S}", "strong-bad%40email.example.com"),
        ("100%%%_off%-now", "100% off%20now"),
        ("%{d99999999999999999999}", "email.example.com"),
    ],
)
def test_a_macro_expands_as_the_examples_of_the_standard(
    text: str, expanded: str
) -> None:
    assert macro.expand(text, VALUES) == expanded


def test_a_name_too_long_loses_labels_from_the_left() -> None:
    name = macro.target_name("one.two.%{o}.%{o}", {"o": "x" * 62 + "." + "y" * 61})

    assert len(name) == 253
    assert name.startswith("two.xxx")


def test_a_name_of_one_long_label_is_no_name() -> None:
    assert macro.target_name("%{o}", {"o": "x" * 300}) == ""


def test_the_final_dot_of_a_name_is_dropped() -> None:
    assert macro.target_name("Mail.Example.", {}) == "mail.example"


def test_a_lone_half_of_a_character_is_escaped_too() -> None:
    assert macro.expand("%{L}", {"l": "a\udce9"}) == "a%3F"
