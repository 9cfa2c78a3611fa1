"""Number and symbol of an outgoing document."""

from __future__ import annotations

import pytest

from motcua.domain.books import outgoing


@pytest.mark.parametrize(
    ("pattern", "number", "name", "office", "expected"),
    [
        ("{number}/{kind}-{office}", 7, "Giấy xác nhận tình trạng hôn nhân", "UBND xã Ba Tơ", "07/GXN-UBND"),
        ("{number}/{kind}-{office}", 123, "Quyết định", "Sở Nội vụ", "123/QĐ-SNV"),
        ("{number}/{year}/GXN-UBND", 1, "Giấy xác nhận", "UBND xã", "01/2026/GXN-UBND"),
        ("{number}/{kind}-{office}", None, "Giấy chứng nhận đăng ký", "Ủy ban nhân dân phường", "……/GCN-UBND"),
        ("{number}/{kind}-{office}", 2, "Sổ hộ tịch lưu", "Chi nhánh Văn phòng đăng ký đất đai", "02/SHTL-CNVPĐKĐĐ"),
    ],
)
def test_a_number_is_written_by_the_pattern(pattern, number, name, office, expected):
    assert outgoing.written(pattern, number, name=name, office=office, year=2026) == expected


@pytest.mark.parametrize("pattern", ["", "GXN-UBND", "{number", "{number:04d}", "{number}/{unit}", "{number}/{0}"])
def test_a_pattern_without_a_number_or_with_what_is_not_known_is_refused(pattern):
    with pytest.raises(outgoing.BadPattern):
        outgoing.check(pattern)


def test_the_pattern_that_comes_with_the_product_can_be_used():
    outgoing.check("{number}/{kind}-{office}")
