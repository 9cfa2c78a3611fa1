"""The wording of slips, before any printer sees it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from motcua.domain.dossiers.slip_contents import HandOverOf, PaperLine
from motcua.domain.dossiers.slips import SlipNotInForm, form_set_on, form_sets
from motcua.services.print_blocks import Column, Page, table
from motcua.services.slip_pages import page_of
from tests import slip_samples

OLD, NEW = form_sets()


def said(page: Page) -> str:
    """Give everything a page says as one text."""
    return json.dumps(page.data, ensure_ascii=False)


@pytest.mark.parametrize("name", slip_samples.ALL)
def test_every_slip_becomes_plain_data_that_can_be_kept_and_printed_again(name: str) -> None:
    page = page_of(slip_samples.ALL[name](), form_set=NEW, at=slip_samples.PRINTED_AT)
    assert json.loads(json.dumps(page.data)) == page.data
    assert page.data["kind"] == name


def test_a_receipt_promises_hour_minute_and_day() -> None:
    words = said(page_of(slip_samples.receipt(), form_set=NEW, at=slip_samples.PRINTED_AT))
    assert "09 giờ 05 phút, ngày 20 tháng 11 năm 2026" in words
    assert "17 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026" in words


def test_the_form_number_is_that_of_the_circular_in_force() -> None:
    control = slip_samples.control()
    notes = [
        page_of(control, form_set=form, at=slip_samples.PRINTED_AT).data["form_note"] for form in (OLD, NEW)
    ]
    assert notes == [
        "Mẫu số 05, Thông tư số 01/2018/TT-VPCP",
        "Mẫu số 06, Phụ lục I Thông tư số 03/2025/TT-VPCP",
    ]


def test_a_dossier_of_2024_cannot_be_given_a_stop_notice() -> None:
    with pytest.raises(SlipNotInForm):
        page_of(
            slip_samples.stop(),
            form_set=form_set_on(date(2024, 5, 2), form_sets()),
            at=slip_samples.PRINTED_AT,
        )


def test_an_apology_written_in_time_says_it_will_be_late_and_one_written_after_says_it_is() -> None:
    before = said(page_of(slip_samples.apology(), form_set=NEW, at=slip_samples.PRINTED_AT))
    late = slip_samples.apology(issued_at=slip_samples.moment(21, 8))
    after = said(page_of(late, form_set=NEW, at=slip_samples.PRINTED_AT))
    assert "sẽ không trả được kết quả" in before
    assert "chưa trả được kết quả" in after


def test_only_the_new_form_asks_for_more_time() -> None:
    by_form = [
        said(page_of(slip_samples.apology(), form_set=form, at=slip_samples.PRINTED_AT))
        for form in (OLD, NEW)
    ]
    assert ["gia hạn thời gian giải quyết và hẹn trả" in words for words in by_form] == [False, True]
    assert all("xin lỗi ông/bà" in words for words in by_form)


def test_electronic_papers_get_a_column_only_when_there_are_any() -> None:
    on_paper = said(page_of(slip_samples.receipt(), form_set=NEW, at=slip_samples.PRINTED_AT))
    scanned = slip_samples.receipt(papers=(PaperLine(name="Giấy chứng sinh", electronic=1),))
    assert "Bản điện tử" not in on_paper
    assert "Bản điện tử" in said(page_of(scanned, form_set=NEW, at=slip_samples.PRINTED_AT))


def test_the_owner_is_named_only_when_somebody_else_files() -> None:
    receipt = slip_samples.receipt()
    for_mother = replace(receipt, dossier=replace(receipt.dossier, owner="Phạm Thị Nhím"))
    assert "Chủ hồ sơ" not in said(page_of(receipt, form_set=NEW, at=slip_samples.PRINTED_AT))
    assert "Phạm Thị Nhím" in said(page_of(for_mother, form_set=NEW, at=slip_samples.PRINTED_AT))


def test_money_given_back_is_written_in_figures_and_words() -> None:
    words = said(page_of(slip_samples.stop(), form_set=NEW, at=slip_samples.PRINTED_AT))
    assert "100.000 đồng (Một trăm nghìn đồng)" in words


def test_a_batch_of_results_is_not_called_a_batch_of_dossiers() -> None:
    titles = [
        page_of(slip_samples.hand_over(what), form_set=NEW, at=slip_samples.PRINTED_AT).data["title"]
        for what in (HandOverOf.DOSSIERS, HandOverOf.RESULTS)
    ]
    assert titles == ["Phiếu bàn giao hồ sơ", "Phiếu bàn giao kết quả"]


def test_a_slip_without_a_lookup_text_asks_for_no_qr_code() -> None:
    assert "qr" not in page_of(slip_samples.register(), form_set=NEW, at=slip_samples.PRINTED_AT).data


def test_a_table_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="each column"):
        table([Column(title="TT", mm=8), Column(title="Tên", share=1)], [["1"]])
