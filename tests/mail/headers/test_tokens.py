from __future__ import annotations

from assistant.mail.headers.tokens import Sort, Token, tokens


def texts(value: str, *, quotes: bool = True) -> list[tuple[str, str]]:
    found = tokens(value, quotes_in_comments=quotes)
    return [(str(token.sort), token.text) for token in found]


def test_words_quotes_comments_and_semicolons_are_told_apart() -> None:
    assert texts('spf=pass (x; (y)) a="b; c"@d; e') == [
        ("word", "spf=pass"),
        ("comment", "x; (y)"),
        ("word", "a="),
        ("quoted", "b; c"),
        ("word", "@d"),
        (";", ";"),
        ("word", "e"),
    ]


def test_an_escaped_quote_ends_nothing() -> None:
    assert texts(r'"a\"b" c') == [("quoted", 'a"b'), ("word", "c")]


def test_what_is_never_closed_runs_to_the_end() -> None:
    assert texts("a (b; c=pass") == [("word", "a"), ("comment", "b; c=pass")]
    assert texts('a "b; c=pass') == [("word", "a"), ("quoted", "b; c=pass")]


def test_a_quote_in_a_comment_can_be_read_in_two_ways() -> None:
    value = '("x) y") z'

    assert texts(value)[0] == ("comment", '"x) y"')
    assert texts(value, quotes=False)[0] == ("comment", '"x')


def test_a_lone_closing_parenthesis_is_nothing() -> None:
    assert texts("a ) b") == [("word", "a"), ("word", "b")]


def test_white_space_before_a_token_is_kept_in_mind() -> None:
    assert list(tokens("a b;c")) == [
        Token(Sort.WORD, "a", apart=False),
        Token(Sort.WORD, "b", apart=True),
        Token(Sort.END, ";", apart=False),
        Token(Sort.WORD, "c", apart=False),
    ]
