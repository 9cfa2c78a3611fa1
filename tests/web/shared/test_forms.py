"""Django forms read what people type and say what to do when they cannot."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import CharField
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from motcua.web.shared import forms, questions, widgets


class Filing(forms.Form):
    amount = forms.MoneyField(label="Số tiền", least=1000, required=False)
    born = forms.DateField(label="Ngày sinh", help_text="Ví dụ 23 11 1966.")
    scans = forms.FilesField(label="Ảnh chụp", most_bytes=2_000_000, required=False)


def filled(
    amount: str = "", born: tuple[str, str, str] = ("23", "11", "1966"), scans: list | None = None
) -> Filing:
    data = {"amount": amount} | dict(zip(("born-day", "born-month", "born-year"), born, strict=True))
    return Filing(data, files=MultiValueDict({"scans": scans or []}))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("150000", 150_000),
        ("150.000", 150_000),
        ("150,000", 150_000),
        (" 150 000 đ ", 150_000),
        ("1.500.000 đồng", 1_500_000),
        ("150000 VNĐ", 150_000),
        ("999.999.999.999.999", 999_999_999_999_999),
        ("", None),
    ],
)
def test_money_is_read_however_it_is_grouped(typed: str, read: int | None) -> None:
    form = filled(amount=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == read


@pytest.mark.parametrize("typed", ["trăm nghìn", "-5000", "1e6", "٣٠٠٠", "999", "50000.5", "50.000,00", "5.00.000", "1.500,000", "1.500 000", ".500", "1500."])
def test_money_that_is_none_is_refused(typed: str) -> None:
    assert "amount" in filled(amount=typed).errors


@pytest.mark.parametrize(
    ("typed", "read"),
    [(("23", "11", "1966"), dt.date(1966, 11, 23)), (("1", "2", "2024"), dt.date(2024, 2, 1))],
)
def test_a_day_is_read_from_three_boxes(typed: tuple[str, str, str], read: dt.date) -> None:
    form = filled(born=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31", "2", "1966"), "31/2/1966 is not a day of the calendar"),
        (("23", "", "1966"), "Enter the day, month and year"),
        (("23", "11", "66"), "four digits"),
        (("hai", "11", "1966"), "Enter the day, month and year"),
        (("", "", ""), "required"),
    ],
)
def test_a_day_that_is_none_says_why(typed: tuple[str, str, str], said: str) -> None:
    with translation.override("en"):
        assert said in str(filled(born=typed).errors["born"])


def test_a_file_that_is_too_large_or_empty_is_named() -> None:
    with translation.override("en"):
        large = SimpleUploadedFile("sổ đỏ.pdf", b"x" * 2_000_001)
        assert "“sổ đỏ.pdf” is too large" in filled(scans=[large]).errors["scans"][0]
        assert "at most 2 MB" in filled(scans=[large]).errors["scans"][0]
        empty = SimpleUploadedFile("trống.pdf", b"")
        assert "“trống.pdf” is empty" in filled(scans=[empty]).errors["scans"][0]
        two = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
        form = filled(scans=two)
        assert form.is_valid(), form.errors
        assert [one.name for one in form.cleaned_data["scans"]] == ["a.pdf", "b.pdf"]


def test_the_summary_leads_to_the_first_box_of_a_group() -> None:
    form = filled(amount="x", born=("31", "2", "1966"))
    assert [anchor for anchor, _message in form.error_links] == ["id_amount", "id_born_0"]
    drawn = str(form)
    assert 'id="id_born_0"' in drawn
    assert 'id="id_amount"' in drawn


def test_an_unchanged_day_is_seen_as_unchanged() -> None:
    day = dt.date(1966, 11, 23)
    assert not forms.DateField().has_changed(day, ["23", "11", "1966"])
    assert forms.DateField().has_changed(day, ["24", "11", "1966"])
    assert forms.DateField().has_changed(day, ["31", "2", "1966"])


def test_a_password_never_comes_back_to_the_page() -> None:
    drawn = widgets.Password().render("secret", "hunter2", {"id": "id_secret"}, questions.RENDERER)
    assert "hunter2" not in drawn


def test_no_form_speaks_of_length_in_words_that_are_not_ours():
    class Noted(forms.Form):
        note = CharField(max_length=3)

    with translation.override("vi"):
        assert Noted({"note": "quá dài"}).errors["note"] == ["Dài quá: tối đa 3 chữ."]
