"""A card's address and today's communes: names that differ by a mark alone are told apart by it."""

from __future__ import annotations

import pytest

from motcua.services.card_addresses import guess


@pytest.mark.parametrize(("written", "line", "commune", "changed"), [
    ("24 Lê Lợi, Xã Ba Tơ, Quảng Ngãi", "24 Lê Lợi", "Ba Tơ", ""),
    ("Thôn 2, Xã Ba Tô, Tỉnh Quảng Ngãi", "Thôn 2", "Ba Tô", ""),
    ("Tổ 1, Thị trấn Ba Tơ, Ba Tơ, Quảng Ngãi", "Tổ 1", "Ba Tơ", "Thị trấn Ba Tơ, Ba Tơ"),
    ("Thôn Làng Vờ, Xã Ba Tô, Ba Tơ, Quảng Ngãi", "Thôn Làng Vờ", "Ba Tô", "Xã Ba Tô, Ba Tơ"),
    ("Thôn Phú Lộc, Bình Chương, Bình Sơn, Quảng Ngãi", "Thôn Phú Lộc", "Bình Chương", "Bình Chương, Bình Sơn"),
    ("Thôn 2, Xã Ba To, Quảng Ngãi", "Thôn 2, Xã Ba To", "", ""),
])  # fmt: skip
def test_a_commune_is_taken_where_the_letters_say_which(written, line, commune, changed):
    found = guess(written)
    assert (found.line, found.commune.removeprefix("Xã "), found.changed) == (line, commune, changed)
    assert found.province == "Tỉnh Quảng Ngãi"
