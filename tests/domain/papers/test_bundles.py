"""Labels and holders of bundles."""

from __future__ import annotations

import pytest

from motcua.domain.papers.bundles import Held, Holder, HolderUnclear, label, read_label


@pytest.mark.parametrize(
    ("scanned", "found", "because"),
    [
        ("H48.101.01-261116-0001", "H48.101.01-261116-0001", "the label as it stands"),
        (" h48.101.01-261116-0001\r\n", "H48.101.01-261116-0001", "a scanner in lower case ends with a line"),
        ("https://mc.vn/tra-cuu/H48.101.01-261116-0001", "H48.101.01-261116-0001", "the QR code of the receipt"),
        ("https://mc.vn/tra-cuu/H48.101.01-261116-0001/?x=1", "H48.101.01-261116-0001", "what follows is no part of it"),
        ("https://mc.vn/tra-cuu/H48.101.01-261116-0001?bo=2", "H48.101.01-261116-0001/2", "the label of a second bundle"),
        ("two words", "", "nothing a label could be"), ("", "", "nothing was read"),
    ],
)  # fmt: skip
def test_a_scanner_reads_the_label_however_it_was_printed(scanned, found, because):
    assert read_label(scanned) == found, because


def test_a_later_bundle_carries_its_number():
    assert (label("A-1", 1), label("A-1", 2)) == ("A-1", "A-1/2")
    assert read_label(label("A-1", 2)) == label("A-1", 2)


@pytest.mark.parametrize(
    ("holder", "unit", "person", "because"),
    [
        (Holder.UNIT, "u", None, "a person answers for the papers"), (Holder.UNIT, None, "p", "a unit is named"),
        (Holder.POST, "u", "p", "the post is no person of ours"), (Holder.CITIZEN, "u", None, "what went back is nowhere else"),
    ],
)  # fmt: skip
def test_half_a_holder_or_two_are_none(holder, unit, person, because):
    with pytest.raises(HolderUnclear):
        Held(holder, unit, person)
    assert because
