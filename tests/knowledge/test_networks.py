"""The index of networks: an address leads to the includes that once held it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from assistant.knowledge.files import networks
from assistant.knowledge.networks import Candidate, Networks

INDEX = """\
# a comment
198.51.100.0/24 postduif spf.postduif.example 2026-11-25
198.51.100.64/26 koerier _spf.koerier.example 2026-11-01
198.51.0.0/16 postduif ruim.postduif.example 2026-11-25
2001:db8:12::/48 koerier _spf.koerier.example 2026-11-01
this line is broken
0.0.0.0/0 iedereen alles.example 2026-11-25
"""
DUIF = Candidate(
    service="postduif", include="spf.postduif.example", seen_on=date(2026, 11, 25)
)
RUIM = Candidate(
    service="postduif", include="ruim.postduif.example", seen_on=date(2026, 11, 25)
)
KOERIER = Candidate(
    service="koerier", include="_spf.koerier.example", seen_on=date(2026, 11, 1)
)


def test_the_smallest_network_that_holds_an_address_comes_first() -> None:
    index = Networks.read(INDEX)

    assert index.find("198.51.100.70") == (KOERIER, DUIF, RUIM)
    assert index.find("198.51.100.1") == (DUIF, RUIM)
    assert index.find("198.51.7.7") == (RUIM,)


def test_the_edges_of_a_network_belong_to_it() -> None:
    index = Networks.read(INDEX)

    assert index.find("198.51.100.64")[0] == KOERIER
    assert index.find("198.51.100.127")[0] == KOERIER
    assert index.find("198.51.100.63")[0] == DUIF
    assert index.find("198.51.100.128")[0] == DUIF


def test_both_families_are_found_and_a_mapped_address_counts_as_ipv4() -> None:
    index = Networks.read(INDEX)

    assert index.find("2001:db8:12:7::1") == (KOERIER,)
    assert index.find("::ffff:198.51.7.7") == (RUIM,)


def test_outside_every_network_nobody_is_a_candidate() -> None:
    index = Networks.read(INDEX)

    assert index.find("203.0.113.9") == ()
    assert index.find("2001:db8:13::1") == ()
    assert index.find("no address") == ()


def test_a_network_of_the_whole_world_makes_nobody_a_candidate() -> None:
    assert Networks.read(INDEX).find("8.8.8.8") == ()


def test_what_is_written_reads_as_the_same_index() -> None:
    index = Networks.read(INDEX)

    assert Networks.read(index.written()).written() == index.written()


def test_a_fresh_machine_has_no_index_and_no_candidates(tmp_path: Path) -> None:
    assert networks(tmp_path).find("198.51.100.1") == ()


def test_the_index_is_read_from_the_folder_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "networks.txt").write_text(INDEX, encoding="utf-8")

    assert networks(tmp_path).find("198.51.100.1") == (DUIF, RUIM)


def test_thousands_of_networks_answer_at_once() -> None:
    lines = (
        f"10.{n // 256}.{n % 256}.0/24 dienst-{n} spf-{n}.example 2026-11-25"
        for n in range(3_000)
    )
    index = Networks.read("\n".join(lines))
    began = time.process_time()

    found = [index.find(f"10.{n // 256}.{n % 256}.9")[0].service for n in range(1000)]

    assert found[999] == "dienst-999"
    assert time.process_time() - began < 0.5
