"""Every figure of the source documents has an indicator, told the way the document tells it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from motcua.domain.figures.indicators import ALL
from motcua.domain.figures.indicators._indicator import Kind

SHARED = Path(os.environ.get("MOTCUA_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
TABLE = SHARED / "kpi" / "seeds_numbers.csv"

# What the document calls it -> the indicators that tell it.
BY_METRIC = {
    "hồ sơ tiếp nhận trực tuyến": ("received_online",),
    "tỷ lệ hồ sơ tiếp nhận trực tuyến": ("online",),
    "giao dịch thanh toán trực tuyến qua Cổng DVCQG": ("payments_portal", "payments_portal_rank"),
    "số tiền thanh toán trực tuyến": ("money_online",),
    "hệ thống bộ ngành đã kết nối": ("systems_connected",),
    "thứ tự tỉnh hoàn thành kết nối CSDLQG dân cư": ("population_connection_rank",),
    "rút ngắn thời gian giải quyết khi nộp trực tuyến": ("shortened_online",),
    "giảm phí lệ phí khi nộp trực tuyến": ("fee_cut_online",),
    "tỷ lệ hồ sơ TTHC xử lý trực tuyến": ("settled_online",),
    "tỷ lệ số hóa hồ sơ và kết quả tại BPMC": ("digitised_with_result",),
    "TTHC đủ điều kiện cung cấp DVC toàn trình": ("services_full_eligible",),
    "tăng tỷ lệ nộp và thanh toán trực tuyến so với 2022": ("online", "paid_online"),
    "hồ sơ thực hiện từ xa (không đến BPMC)": ("afar",),
    "TTHC tiếp nhận trên hệ thống tỉnh; không chậm muộn": ("not_late",),
    "DVCTT một phần và toàn trình có phát sinh hồ sơ trực tuyến": ("services_used",),
    "hồ sơ xử lý trực tuyến với DVC mức 3-4": ("online_offered",),
    "số hóa kết quả còn hiệu lực cấp tỉnh": ("old_results_digitised",),
    "số hóa kết quả còn hiệu lực cấp huyện": ("old_results_digitised",),
    "số hóa kết quả còn hiệu lực cấp xã": ("old_results_digitised",),
    "tỷ lệ văn bản lãnh đạo ký số": ("documents_signed",),
    "trang A4 cần số hóa": ("pages_to_digitise",),
    "hồ sơ TTHC đang lưu trữ cần số hóa": ("dossiers_to_digitise",),
    "trang cần số hóa": ("pages_to_digitise",),
    "trường dữ liệu": ("fields_to_enter",),
    "máy scan mỗi bộ phận một cửa xã": ("scanners",),
    "cán bộ được tập huấn": ("people_trained",),
    "TTHC đủ điều kiện cung cấp DVCTT toàn trình": ("services_full_eligible",),
    "hồ sơ TTHC xử lý hoàn toàn trực tuyến": ("end_to_end",),
    "cắt giảm TTHC nội bộ và chi phí tuân thủ": ("internal_cut",),
    "TTHC đang cung cấp DVCTT toàn trình": ("services_full",),
    "TTHC tích hợp công khai trên Cổng DVCQG": ("services_on_portal",),
    "tỷ lệ hồ sơ phát sinh trực tuyến": ("online",),
    "TTHC cung cấp dạng DVCTT": ("services_online",),
    "DVCTT ở dạng toàn trình": ("services_full_share",),
    "hồ sơ của TTHC toàn trình được tiếp nhận trực tuyến": ("full_online",),
    "hồ sơ của TTHC một phần được tiếp nhận trực tuyến": ("partial_online",),
    "số hóa hồ sơ và kết quả tại BPMC": ("digitised_with_result",),
    "hồ sơ có phí lệ phí thanh toán trực tuyến trên Cổng DVCQG": ("paid_online_offered",),
    "(câu cuối bị cắt chữ trong nguồn) thanh toán thực": ("paid_online_actual",),
    "người có tài khoản DVCQG hoặc định danh mức 2 mỗi hộ": ("accounts_per_household",),
    "bộ phận một cửa": ("one_stops",),
}


@pytest.mark.skipif(not TABLE.exists(), reason="the source documents' figures are not here: set MOTCUA_SHARED_DATA to the folder of the shared test data")
def test_every_figure_of_the_source_documents_has_an_indicator() -> None:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["metric"] for row in rows} == set(BY_METRIC)
    assert len(rows) == 43
    for row in rows:
        for code in BY_METRIC[row["metric"]]:
            told = ALL[code].kind
            assert (told is Kind.SHARE) == row["unit"].startswith("%"), (row["metric"], code)


def test_what_is_named_here_is_there() -> None:
    assert {code for codes in BY_METRIC.values() for code in codes} <= set(ALL)
