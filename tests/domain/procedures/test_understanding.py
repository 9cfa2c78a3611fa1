"""What is understood of published texts, and what is left for a controller's eye."""

from __future__ import annotations

import pytest

from motcua.domain.procedures import fee_texts, limit_texts, understanding
from motcua.domain.procedures.doubts import Reason
from motcua.domain.procedures.fee_texts import Fee
from motcua.domain.procedures.records import CaseText, ChannelText, PaperText, Record, ResultText
from motcua.domain.procedures.revision import Audience, Channel, FeeKind, Level, OnlineLevel, TimeLimit

COUNTER, ONLINE, POST = Channel.COUNTER, Channel.ONLINE, Channel.POST


def record(**changes: object) -> Record:
    """Return a record with nothing to review but what the test is about."""
    given: dict[str, object] = {
        "code": "1.001193", "name": "Thủ tục đăng ký khai sinh", "publisher": "G15", "source": "dichvucong.gov.vn 2026",
        "field": "Hộ tịch", "agency": "Ủy ban nhân dân cấp xã", "levels": ("Cấp xã",), "audience": ("Công dân Việt Nam",),
        "channels": (ChannelText(COUNTER, "Trực tiếp", "3 Ngày làm việc", "Miễn phí"),),
        "papers": (PaperText("Tờ khai", 1, 0),), "legal_basis": ("60/2014/QH13",),
        "results": (ResultText("Giấy khai sinh"),),
    }  # fmt: skip
    return Record(**(given | changes))  # type: ignore[arg-type]


def reasons(told: Record) -> set[str]:
    return set(understanding.understand(told).reasons)


LIMITS = [
    ("3 Ngày làm việc", TimeLimit(3, "working_days"), "the portal's own words"),
    ("05 ngày làm việc", TimeLimit(5, "working_days"), "a leading nought is a way of writing"),
    ("30 Ngày", TimeLimit(30, "calendar_days"), "days without “làm việc” are days"),
    ("6 Tháng", TimeLimit(6, "months"), "months are counted"),
    ("4 giờ làm việc", TimeLimit(4, "working_hours"), "working hours are named as such"),
    ("Trong ngày làm việc", TimeLimit(1, "same_day"), "trong ngày"),
    ("Không quá 10 ngày làm việc", TimeLimit(10, "working_days"), "a limit is the most there may be"),
    (
        "• 20 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.",
        TimeLimit(20, "calendar_days"),
        "the clock starts there anyway",
    ),
    ("15 (mười lăm) ngày làm việc", TimeLimit(15, "working_days"), "the words say the same"),
    ("Mười lăm (15) ngày làm việc", TimeLimit(15, "working_days"), "in either order"),
    ("15 (hai mươi) ngày làm việc", Reason.LIMIT_CONTRADICTED, "the words say another number"),
    ("", Reason.LIMIT_MISSING, "nothing is said"),
    ("Không quy định", Reason.LIMIT_MISSING, "nothing is prescribed"),
    ("Đang cập nhật", Reason.LIMIT_MISSING, "nothing is known yet"),
    ("5", Reason.LIMIT_NO_UNIT, "five what?"),
    ("5 (khác)", Reason.LIMIT_UNIT_OTHER, "unit OTHER"),
    ("4 Giờ", Reason.LIMIT_HOURS, "of the office or of the clock?"),
    ("0 Ngày làm việc", Reason.LIMIT_ZERO, "nothing is done in no time"),
    ("1.5 Ngày làm việc", Reason.LIMIT_FRACTION, "half a working day is not a rule of the clock"),
    ("3 ngày: có sẵn. 5 ngày: không có sẵn.", Reason.LIMIT_SEVERAL, "which of the two?"),
    ("25 - 35 ngày làm việc", Reason.LIMIT_TEXT, "a span is no limit"),
    ("Chậm nhất là ngay trước khi tàu rời cảng", Reason.LIMIT_TEXT, "no number at all"),
    ("17 ngày làm việc 💰 Phí & Lệ phí Miễn phí", Reason.LIMIT_TEXT, "something else has run into it"),
]


@pytest.mark.parametrize(("text", "found", "because"), LIMITS)
def test_a_time_limit_is_read_only_when_its_words_leave_no_doubt(
    text: str, found: object, because: str
) -> None:
    assert limit_texts.parse(text) == found, because


def channel(which: Channel, limit: str = "", fee: str = "Miễn phí", told: str = "") -> ChannelText:
    return ChannelText(which, which.value, limit, fee, told)


DISAGREEING = [
    ((channel(COUNTER, "3 Ngày làm việc"), channel(ONLINE, "5 Ngày làm việc")), (), "limit_channels", "one waits longer"),
    ((channel(COUNTER, "10 Ngày"), channel(COUNTER, "15 Ngày")), (), "limit_several", "two limits for one way"),
    ((channel(COUNTER, "5 Ngày làm việc"),), (CaseText("1.1", "", "7 Ngày làm việc"),), "limit_cases", "5 here, 7 there"),
    ((channel(COUNTER, "7 Ngày", told="07 ngày làm việc, kể từ ngày nhận đủ hồ sơ"),), (), "limit_contradicted", "the unit"),
    ((channel(COUNTER, "30 Ngày", told="Không quá 20 ngày"),), (), "limit_contradicted", "the amount"),
    ((channel(COUNTER, "16 Ngày", told="16 ngày cấp I, 12 ngày cấp II"),), (), "limit_several", "another for another case"),
]  # fmt: skip


@pytest.mark.parametrize(("channels", "cases", "reason", "because"), DISAGREEING)
def test_texts_that_disagree_give_no_limit(
    channels: tuple[ChannelText, ...], cases: tuple[CaseText, ...], reason: str, because: str
) -> None:
    found = understanding.understand(record(channels=channels, cases=cases))
    assert found.limits == {}, because
    assert reason in found.reasons, because


def test_a_way_of_filing_that_says_nothing_takes_nothing_from_the_others() -> None:
    found = understanding.understand(record(channels=(channel(COUNTER, "3 Ngày"), channel(POST))))
    assert found.limits == {COUNTER: TimeLimit(3, "calendar_days")}
    assert found.reasons == ("limit_channel_silent",)


FEES = [
    ("Miễn phí", Fee(0), "free"),
    ("Miễn phí(Không có.)", Fee(0), "the note says so too"),
    ("Miễn phí(- Miễn lệ phí (Thông tư số 47/2019/TT-BTC).)", Fee(0), "with the document that frees it"),
    ("2,000 Việt Nam Đồng", Fee(2000), "an amount"),
    ("2,000 Việt Nam Đồng(/trang)", Fee(2000, "trang"), "of each page"),
    ("20,000 Việt Nam Đồng(/hồ sơ (Thông tư số 61/2023/TT-BTC))", Fee(20000, "hồ sơ"), "with its basis"),
    ("10,000 Việt Nam Đồng(10.000 đồng/giấy.)", Fee(10000, "giấy"), "the note repeats the amount"),
    ("Phí : 0 Đồng", Fee(0, kind=FeeKind.PHI), "the portal's export of 2025"),
    ("Lệ phí: 200000 ĐồngXem chi tiết", Fee(200000, kind=FeeKind.LE_PHI), "an old page, with its link's text"),
    ("Phí : Không Đồng", Fee(0, kind=FeeKind.PHI), "không đồng is nought"),
    ("FEE:0", Fee(0), "the portal's interface"),
    ("", Reason.FEE_MISSING, "nothing is said"),
    ("Lệ phí:  | Phí: ", Reason.FEE_MISSING, "headings without a text"),
    ("Không có thông tin(1)", Reason.FEE_MISSING, "no information"),
    ("Miễn phí(Chưa quy định.)", Reason.FEE_NOT_SET, "not set yet is not free"),
    ("Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)", Reason.FEE_BY_COUNCIL, "the council sets it"),
    ("Miễn phí(Mức lệ phí theo nghị quyết HĐND tỉnh)", Reason.FEE_BY_COUNCIL, "by its short name"),
    ("Miễn phí(theo quy định của pháp luật về phí, lệ phí)", Reason.FEE_BY_LAW, "another document says"),
    ("Miễn phí(150.000 đồng/giấy)", Reason.FEE_CONTRADICTED, "free, yet 150.000 đồng"),
    ("40,000 Việt Nam Đồng(50.000đ/giấy thông hành.)", Reason.FEE_CONTRADICTED, "40 or 50?"),
    ("800,000 Việt Nam Đồng((áp dụng mức phí 400.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026))",
     Reason.FEE_DATED, "half of it for eighteen months"),
    ("10 USD(10 USD/lần)", Reason.FEE_CURRENCY, "not in đồng"),
    ("Miễn phí(Lệ phí cấp mới 200 USD/lần)", Reason.FEE_CONTRADICTED, "nor free"),
    ("40 Việt Nam Đồng", Reason.FEE_IMPROBABLE, "three noughts have been lost"),
    ("30,000 Việt Nam Đồng | 300,000 Việt Nam Đồng", Reason.FEE_SEVERAL, "together, or one of them?"),
    ("Phí : 2.000.000 Đồng (nghiên cứu)\nPhí : 3.500.000 Đồng (tín hiệu)", Reason.FEE_NOTE, "each for its case"),
    ("6,000,000 Việt Nam Đồng(Phí thẩm định công bố bến cảng)", Reason.FEE_NOTE, "for whom?"),
    ("Lệ phí: Theo quy định", Reason.FEE_BY_LAW, "no amount"),
    ("Lệ phí: 15.000 VND Phí, lệ phí mô tả", Reason.FEE_TEXT, "no known form"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "because"), FEES)
def test_a_fee_is_read_only_when_its_words_leave_no_doubt(text: str, found: object, because: str) -> None:
    assert fee_texts.parse(text) == found, because


def test_ways_of_filing_with_different_fees_give_no_fee() -> None:
    told = record(
        channels=(channel(COUNTER, fee="70,000 Việt Nam Đồng"), channel(ONLINE, fee="35,000 Việt Nam Đồng"))
    )
    found = understanding.understand(told)
    assert found.fees == {}
    assert "fee_channels" in found.reasons


def test_a_description_that_names_money_takes_back_what_is_said_to_be_free() -> None:
    told = record(channels=(channel(COUNTER, "3 Ngày", "Miễn phí", "Nộp 50.000 đồng tại quầy"),))
    assert "fee_contradicted" in reasons(told)


PAPERS = [
    (PaperText("Tờ khai", 1, 0), None, "one original"),
    (PaperText("Bản sao quyết định", 0, 1), None, "a copy that is a copy"),
    (PaperText("Bản sao kèm bản chính để đối chiếu", 1, 1), None, "both are named"),
    (PaperText("* Số lượng hồ sơ: 01 (bộ)", 0, 0), "paper_quantity", "a remark, not a paper"),
    (PaperText("Giấy tờ tùy thân", None, None), "paper_quantity", "the source gives no number"),
    (PaperText("Giấy phép: 01 bản sao có đóng dấu", 1, 0), "paper_contradicted", "an original of a copy"),
    (PaperText("Bản chính giấy chứng sinh", 0, 1), "paper_contradicted", "a copy of an original"),
    (PaperText("Tờ khai", 1, 0, form="(1).doc"), "paper_form", "the name of the form was cut off"),
]


@pytest.mark.parametrize(("paper", "reason", "because"), PAPERS)
def test_a_paper_counts_only_with_quantities_its_name_bears_out(
    paper: PaperText, reason: str | None, because: str
) -> None:
    found = understanding.understand(record(papers=(paper,)))
    assert found.reasons == (() if reason is None else (reason,)), because
    assert found.papers_whole is (reason in (None, "paper_form")), because


WHOLE = [
    ({"levels": ()}, "level_missing", "no level"),
    ({"levels": ("Cấp huyện",)}, "level_abolished", "districts ended on 1/7/2025"),
    ({"audience": ()}, "audience_missing", "for nobody"),
    ({"audience": ("Chủ đầu tư công trình",)}, "audience_text", "free text"),
    ({"agency": ""}, "no_agency", "settled by nobody"),
    ({"code": "no-code:00"}, "no_code", "no code"),
    ({"results": ()}, "result_missing", "leads to nothing"),
    ({"legal_basis": ()}, "basis_missing", "rests on nothing"),
    ({"legal_basis": ("nghị định 146/2025",)}, "basis_number", "a title, not a number"),
    (
        {"cases": (CaseText("1.013771.01", "a"), CaseText("1.013771.01", "b"))},
        "case_code_twice",
        "one code, two cases",
    ),
    ({"channels": ()}, "channels_missing", "no way in"),
    ({"online": "Một phần/khác"}, "online_text", "partly or otherwise?"),
    ({"source": "dichvucong.gov.vn 2026, long texts trimmed"}, "trimmed", "the texts are not whole"),
]


@pytest.mark.parametrize(("change", "reason", "because"), WHOLE)
def test_what_is_missing_or_odd_is_flagged(change: dict[str, object], reason: str, because: str) -> None:
    assert reason in reasons(record(**change)), because


def test_a_sound_record_leaves_nothing_to_review() -> None:
    found = understanding.understand(
        record(online="• Toàn trình.", legal_basis=("60/2014/QH13", "66.7/2025/NQ-CP"))
    )
    assert found.reasons == ()
    assert found.limits == {COUNTER: TimeLimit(3, "working_days")}
    assert found.fees == {COUNTER: Fee(0)}
    assert found.levels == (Level.COMMUNE,)
    assert found.online is OnlineLevel.FULL


def test_groups_listed_in_one_entry_are_read_one_by_one() -> None:
    told = record(
        audience=("• Công dân Việt Nam • Tổ chức (không bao gồm doanh nghiệp, HTX) • Doanh nghiệp",)
    )
    found = understanding.understand(told)
    assert found.audience == (Audience.CITIZEN, Audience.ORGANISATION, Audience.BUSINESS)
    assert found.reasons == ()
