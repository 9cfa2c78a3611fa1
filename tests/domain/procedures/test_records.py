"""Records in the shapes in which sources come: put in their places, known again, ranked."""

from __future__ import annotations

import pytest

from motcua.domain.procedures import portal_records, publishers, records
from motcua.domain.procedures.records import NotARecord
from motcua.domain.procedures.revision import Channel

CRAWL = "crawl of dichvucong.gov.vn, 2026-06/07"


def crawled(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "code": "1.001193", "name": "Thủ tục  đăng ký khai sinh", "promulgator": "Bộ Tư pháp", "source": CRAWL,
        "agency": "Ủy ban nhân dân cấp xã", "audience": ["Tổ chức (không bao gồm doanh nghiệp", "HTX)"],
        "channels": [{"method": "Trực tuyến", "time_limit": "3 Ngày", "fee": "Miễn phí"}, {"method": "(mô tả)"}],
        "components": [{"name": "Tờ khai", "originals": 1, "copies": None}],
    }  # fmt: skip
    return given | changes


KEYS = [
    (crawled(), ("1.001193", "G15"), "a ministry by its code"),
    (crawled(code="1.001193.000.00.00.H17", promulgator="UBND thành phố Đà Nẵng"), ("1.001193", "UBND thành phố Đà Nẵng"),
     "what a province appends says who published, not what"),
    (crawled(code="1.012756.H19", promulgator="UBND tỉnh Đồng Nai (QĐ 2228/QĐ-UBND)"), ("1.012756", "UBND tỉnh Đồng Nai"),
     "a decision in brackets is not part of a name"),
    (crawled(promulgator="Bộ xây dựng (Giao thông vận tải cũ)"), ("1.001193", "G17"), "however it is written"),
    (crawled(promulgator="Bộ Tài nguyên và Môi trường"), ("1.001193", "G10"), "a merged ministry is its heir"),
    (crawled(promulgator="", code="1.001193.H17"), ("1.001193", "H17"), "the appended agency where nobody else is named"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "key", "because"), KEYS)
def test_a_procedure_is_known_by_code_and_publisher(
    raw: dict[str, object], key: tuple[str, str], because: str
) -> None:
    assert records.read(raw).key == key, because


def test_a_record_without_a_code_is_known_by_its_name_and_agency() -> None:
    one = records.read(crawled(code="", name="Đăng ký  KHAI SINH"))
    same = records.read(crawled(code="", name="đăng ký khai sinh"))
    other = records.read(crawled(code="", agency="Bộ Tư pháp"))
    assert one.code == same.code != other.code
    assert not one.coded


def test_what_a_comma_has_cut_in_two_is_put_together_again() -> None:
    assert records.read(crawled()).audience == ("Tổ chức (không bao gồm doanh nghiệp, HTX)",)
    staff = records.read(crawled(audience=["Cán bộ", "công chức", "viên chức", "Đảng viên"]))
    assert staff.audience == ("Cán bộ, công chức, viên chức", "Đảng viên")


def test_a_way_of_filing_that_is_none_of_the_three_is_kept_in_its_words() -> None:
    told = records.read(crawled()).channels
    assert [(c.channel, c.way) for c in told] == [(Channel.ONLINE, "Trực tuyến"), (None, "(mô tả)")]


@pytest.mark.parametrize("raw", [{}, {"name": ""}, {"name": 7.5, "code": None}, {"name": ["x"]}])
def test_what_has_no_name_is_no_record_and_odd_types_do_no_harm(raw: dict[str, object]) -> None:
    if isinstance(raw.get("name"), float):
        assert records.read(raw).name == "7.5"
    else:
        with pytest.raises(NotARecord):
            records.read(raw)


PORTAL: dict[str, object] = {
    "id": "019d", "code": "1.013771", "name": "Cấp Giấy phép gia công hàng hóa", "departmentPromulgateCode": "G02",
    "departmentPromulgateName": "Bộ Công thương", "isProvince": True, "isWard": False, "isFullProcess": True,
    "executionMethods": [
        {"submissionMethod": "DIRECT", "processingTime": 5, "processingTimeUnit": "WORKING_DAY",
         "fees": [{"type": "FEE", "value": 0}]},
        {"submissionMethod": "POSTAL", "processingTime": 0, "processingTimeUnit": "OTHER", "fees": []},
    ],
    "executionCases": [{"name": "", "profileComponents": [{"name": "Đơn", "originalQty": 1, "copyQty": 0, "attachments": []}]}],
    "cases": [{"code": "1.013771.01", "name": "Cấp", "processingDay": {"qty": 7, "type": "WORKING_DAY"}}],
    "unitGroupsExecuting": [{"name": "Ủy ban nhân dân cấp tỉnh"}], "category": {"name": "Xuất nhập khẩu"},
}  # fmt: skip


def test_the_portals_form_reads_as_any_other_record() -> None:
    assert portal_records.is_portal_form(PORTAL)
    assert not portal_records.is_portal_form(crawled())
    told = portal_records.read(PORTAL)
    assert told.key == ("1.013771", "G02")
    assert [(c.channel, c.limit, c.fee) for c in told.channels] == [
        (Channel.COUNTER, "5 Ngày làm việc", "FEE:0"),
        (Channel.POST, "0 (khác)", ""),
    ]
    assert told.cases[0].limit == "7 Ngày làm việc"
    assert (told.agency, told.field, told.levels) == (
        "Ủy ban nhân dân cấp tỉnh",
        "Xuất nhập khẩu",
        ("Cấp tỉnh",),
    )
    assert told.papers[0].originals == 1


def test_the_best_telling_is_the_whole_one_of_the_national_portal() -> None:
    sources = {
        "national": CRAWL,
        "interface": portal_records.SOURCE,
        "trimmed": "dichvucong.gov.vn API, 2026-10; long texts trimmed",
        "older": "exports of dichvucong.gov.vn, 2025",
        "province": "dichvucong.danang.gov.vn, provincial variant, 2023-2025",
    }
    ranked = sorted(sources, key=lambda name: records.standing(records.read(crawled(source=sources[name]))))
    assert ranked == ["national", "interface", "older", "trimmed", "province"]


def test_only_what_no_database_can_keep_is_taken_out_of_a_record() -> None:
    raw = {"name": "a\x00b", "list": ["\ud800x", 1, None, {"đ": "Ð"}]}
    assert records.storable(raw) == {
        "name": "ab",
        "list": ["\N{REPLACEMENT CHARACTER}x", 1, None, {"đ": "Ð"}],
    }


def test_the_digest_does_not_hang_on_the_order_of_names() -> None:
    assert (
        records.digest({"a": 1, "b": [2]})
        == records.digest({"b": [2], "a": 1})
        != records.digest({"a": 1, "b": [3]})
    )


def test_a_publisher_is_shown_by_name() -> None:
    assert publishers.title("G15") == "Bộ Tư pháp"
    assert publishers.title("UBND tỉnh Đồng Nai") == "UBND tỉnh Đồng Nai"
    assert publishers.is_ministry("G15")
    assert not publishers.is_ministry("H48")
