"""Colleagues get the same records, in the form that their tools read."""

from __future__ import annotations

import json

from assistant.remedies import forms
from assistant.remedies.change import Action, RecordChange

ALIAS = RecordChange(
    action=Action.ADD,
    name="k2._domainkey.bakkerij.example",
    type="CNAME",
    after="dkim2.mcsv.net",
)
SPF = RecordChange(
    action=Action.REPLACE,
    name="bakkerij.example",
    type="TXT",
    before="v=spf1 a -all",
    after="v=spf1 mx -all",
)


def test_a_name_as_value_ends_in_a_dot_in_a_zone() -> None:
    assert forms.zone_lines([ALIAS]) == (
        "k2._domainkey.bakkerij.example. 3600 IN CNAME dkim2.mcsv.net.",
    )


def test_what_goes_stands_as_a_comment_above_what_comes() -> None:
    assert forms.zone_lines([SPF]) == (
        '; - bakkerij.example. 3600 IN TXT "v=spf1 a -all"',
        'bakkerij.example. 3600 IN TXT "v=spf1 mx -all"',
    )


def test_a_text_over_255_bytes_is_written_in_strings() -> None:
    long = RecordChange(
        action=Action.ADD, name="x.example", type="TXT", after="a" * 300
    )

    (line,) = forms.zone_lines([long])

    assert line == f'x.example. 3600 IN TXT "{"a" * 255}" "{"a" * 45}"'


def test_a_quote_a_backslash_and_a_strange_byte_are_escaped() -> None:
    odd = RecordChange(
        action=Action.ADD, name="x.example", type="TXT", after='a"b\\c\u00e9\n'
    )

    (line,) = forms.zone_lines([odd])

    assert line == r'x.example. 3600 IN TXT "a\"b\\c\195\169\010"'


def test_an_update_stops_where_the_set_is_gone() -> None:
    commands = forms.nsupdate_commands("bakkerij.example", [SPF, ALIAS])

    assert commands.splitlines() == [
        "zone bakkerij.example.",
        "prereq yxrrset bakkerij.example. TXT",
        'update delete bakkerij.example. TXT "v=spf1 a -all"',
        'update add bakkerij.example. 3600 TXT "v=spf1 mx -all"',
        "update add k2._domainkey.bakkerij.example. 3600 CNAME dkim2.mcsv.net.",
        "show",
        "send",
    ]


def test_the_json_names_records_relative_to_the_registered_domain() -> None:
    told = json.loads(forms.as_json("bakkerij.example", [SPF, ALIAS]))

    assert [one["host"] for one in told["records"]] == ["@", "k2._domainkey"]
    assert told["records"][0]["txtConflictMatchingPrefix"] == "v=spf1"
    assert told["records"][1]["pointsTo"] == "dkim2.mcsv.net"


def test_the_way_back_undoes_every_change_last_first() -> None:
    assert forms.way_back([SPF, ALIAS]) == (
        RecordChange(
            action=Action.REMOVE,
            name="k2._domainkey.bakkerij.example",
            type="CNAME",
            before="dkim2.mcsv.net",
        ),
        RecordChange(
            action=Action.REPLACE,
            name="bakkerij.example",
            type="TXT",
            before="v=spf1 mx -all",
            after="v=spf1 a -all",
        ),
    )
