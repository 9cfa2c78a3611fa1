"""Paper: every slip and document becomes a PDF that reads, scans, archives and looks the same each time."""

import io
import os
import time
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont

from motcua.connectors.typst_printer import FONTS, TypstPrinter
from motcua.domain.dossiers.slip_contents import PaperLine, Slip
from motcua.domain.dossiers.slips import form_sets
from motcua.ports.printer import Printer, PrintFailed
from motcua.services.print_blocks import Page
from motcua.services.public_pages import PosterSize
from motcua.services.slip_pages import page_of
from tests import page_samples, slip_samples

A5 = (148, 210)
A4 = (210, 297)
A4_LYING = (297, 210)
OLD, NEW = form_sets()

if not any(FONTS.glob("*.ttf")):
    if os.environ.get("CI") == "true":
        pytest.fail("the fonts for printing are missing: run make fonts", pytrace=False)
    pytest.skip("the fonts for printing are missing: run make fonts", allow_module_level=True)


def _slip(make: Callable[[], Slip]) -> Callable[[], Page]:
    return lambda: page_of(make(), form_set=NEW, at=slip_samples.PRINTED_AT)


SLIPS = {name: _slip(make) for name, make in slip_samples.ALL.items()}
DOCUMENTS = SLIPS | page_samples.ALL | {"poster_a5": lambda: page_samples.poster(PosterSize.A5)}


@pytest.fixture(scope="module")
def printer() -> Printer:
    return TypstPrinter()


def printed(printer: Printer, page: Page) -> bytes:
    return printer.render(page.template, page.data)


def text_of(pdf: bytes) -> str:
    """Give the text of all pages with every run of white space as one blank."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def size_in_mm(pdf: bytes) -> tuple[int, int]:
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def codes_on(pdf: bytes) -> list[str]:
    """Read the QR codes of the first page as a telephone would, from a picture of 150 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=150 / 72).to_pil()
    document.close()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


SIZES = dict.fromkeys(SLIPS, A5) | {"register": A4_LYING, "poster_a5": A5}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_has_its_size_and_normal_data_fits_one_page(printer: Printer, name: str) -> None:
    pdf = printed(printer, DOCUMENTS[name]())
    assert size_in_mm(pdf) == SIZES.get(name, A4)
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert pages == (2 if name == "register" else 1)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_it_is_archivable_and_readable_aloud(printer: Printer, name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(printer, DOCUMENTS[name]())))
    catalogue = reader.trailer["/Root"]
    about = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert str(catalogue["/Lang"]).startswith("vi")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_made_in_less_than_half_a_second(printer: Printer, name: str) -> None:
    page = DOCUMENTS[name]()
    printed(printer, page)
    started = time.perf_counter()
    printed(printer, page)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("name", [name for name in SLIPS if name not in {"register", "hand_over"}])
def test_the_qr_code_of_a_slip_leads_to_its_dossier(printer: Printer, name: str) -> None:
    assert codes_on(printed(printer, SLIPS[name]())) == [slip_samples.LOOKUP]


@pytest.mark.parametrize("size", list(PosterSize))
def test_the_qr_code_of_a_poster_scans(printer: Printer, size: PosterSize) -> None:
    page = page_samples.poster(size)
    assert codes_on(printed(printer, page)) == [page.data["qr"]]


READS = [
    # document, what must be readable on it
    ("receipt", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"),
    ("receipt", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
    ("receipt", "Số: 17/TNHS Ba Tơ, ngày 20 tháng 11 năm 2026"),
    ("receipt", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ Mã hồ sơ: H48.25-261120-0017"),
    ("receipt", "Tiếp nhận hồ sơ của: Phạm Thị Đrý"),
    ("receipt", "17 giờ 00 phút, thứ Hai, ngày 23 tháng 11 năm 2026"),
    ("receipt", "NGƯỜI NỘP HỒ SƠ"),
    ("supplement", "Đề nghị bổ sung trước khi hết: ngày 04 tháng 12 năm 2026"),
    ("refusal", "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể"),
    ("apology", "Phục vụ hành chính công xin lỗi ông/bà"),
    ("stop", "100.000 đồng (Một trăm nghìn đồng)"),
    ("control", "2. Nhận: Phòng Văn hóa - Xã hội"),
    ("register", "Đinh Văn Y Ƀlang"),
    ("transfer", "Thuế cơ sở 6 tỉnh Quảng Ngãi"),
    ("hand_over", "H48.25-261120-0006"),
    ("return", "Hai mươi tư nghìn đồng"),
    ("birth_certificate", "PHẠM Y NAM"),
    ("birth_certificate", "Bản thử nghiệm, không có giá trị pháp lý"),
    ("marital_status", "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai"),
    ("household_business", "5610: Dịch vụ ăn uống"),
    ("extract", "Trích từ: Sổ đăng ký khai sinh năm 2026"),
    ("decision", "Điều 3. Trưởng phòng Văn hóa - Xã hội"),
    ("letter", "Nơi nhận:"),
    ("dossier_copy", "Số định danh cá nhân (không khai)"),
    ("procedure_sheet", "Đăng ký quá hạn 8.000 đồng"),
    ("poster", "Quét mã để xem giấy tờ cần có và nộp hồ sơ"),
]


@pytest.mark.parametrize(("name", "words"), READS)
def test_what_stands_on_paper_can_be_read_and_copied(printer: Printer, name: str, words: str) -> None:
    assert words in text_of(printed(printer, DOCUMENTS[name]()))


def test_every_document_is_read_by_a_test() -> None:
    assert {name for name, _ in READS} | {"poster_a5"} == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_data_gives_the_same_bytes(printer: Printer, name: str) -> None:
    assert printed(printer, DOCUMENTS[name]()) == printed(TypstPrinter(), DOCUMENTS[name]())


def test_another_moment_of_printing_gives_another_file(printer: Printer) -> None:
    later = slip_samples.PRINTED_AT + timedelta(minutes=1)
    assert printed(printer, page_samples.dossier_copy()) != printed(
        printer, page_samples.dossier_copy(at=later)
    )


def test_the_file_carries_the_moment_it_was_printed(printer: Printer) -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(printer, SLIPS["receipt"]())))
    assert reader.metadata is not None
    assert reader.metadata.creation_date == slip_samples.PRINTED_AT


MARKUP = '#panic() *đậm* _nghiêng_ `mã` $x$ <nhãn> @ref // hết /* "q" [x] {y} = tiêu đề'


def test_a_moment_to_the_microsecond_can_be_printed(printer: Printer) -> None:
    page = page_samples.letter()
    assert printer.render(page.template, {**page.data, "at": "2026-11-21T09:30:00.123456+07:00"}).startswith(b"%PDF")


def test_markup_in_a_name_is_printed_as_it_was_typed(printer: Printer) -> None:
    slip = slip_samples.receipt(name=MARKUP, subject=MARKUP, papers=(PaperLine(name=MARKUP, originals=1),))
    words = text_of(printed(printer, page_of(slip, form_set=NEW, at=slip_samples.PRINTED_AT)))
    assert words.count(MARKUP) == 4  # applicant, subject, paper, signature


NAMES = [
    # name, as printed, because
    ("Y Jŭk Niê Kdăm Ƀuôn Krông", "Y Jŭk Niê Kdăm Ƀuôn Krông", "letters of the Ê Đê alphabet"),
    ("Ksor H'Ƀĭp", "Ksor H'Ƀĭp", "letters of the Gia Rai alphabet"),
    (
        unicodedata.normalize("NFD", "Nguyễn Thị Bưởi Đặng"),
        "Nguyễn Thị Bưởi Đặng",
        "marks typed apart are composed",
    ),
    ("Hồ\u200b Văn\u202e Nghĩa\u0007", "Hồ Văn Nghĩa", "invisible signs are dropped"),
    ("Lan 😀 中", "Lan □ □", "signs the fonts lack print as an empty box"),
    ("Trần\tThị\u00a0Lệ", "Trần Thị Lệ", "every blank is one blank"),
]


@pytest.mark.parametrize(("name", "expected", "because"), NAMES)
def test_any_name_can_be_printed(printer: Printer, name: str, expected: str, because: str) -> None:
    page = page_of(slip_samples.receipt(name=name), form_set=NEW, at=slip_samples.PRINTED_AT)
    assert f"Tiếp nhận hồ sơ của: {expected} Số" in text_of(printed(printer, page)), because


def test_forty_papers_run_over_pages_with_the_head_of_the_table_on_each(printer: Printer) -> None:
    papers = tuple(PaperLine(name=f"Bản vẽ hiện trạng thửa đất số {n}", photocopies=1) for n in range(1, 41))
    page = page_of(slip_samples.receipt(papers=papers), form_set=NEW, at=slip_samples.PRINTED_AT)
    pages = pypdf.PdfReader(io.BytesIO(printed(printer, page))).pages
    assert len(pages) > 1
    assert all("Tên giấy tờ" in one.extract_text() for one in pages)
    assert all("H48.25-261120-0017" in one.extract_text() for one in pages)
    assert "Bản vẽ hiện trạng thửa đất số 40" in pages[-1].extract_text()


@pytest.mark.parametrize(
    ("papers", "pages", "size", "because"),
    [(3, 1, A4_LYING, "both halves of one lying A4"), (8, 1, A4_LYING, "eight papers still fit half a page"),
     (40, 4, A5, "what does not fit half a page: two copies on pages of their own")],
)  # fmt: skip
def test_the_receipt_twice_stands_on_one_page_or_on_pages_of_its_own(printer: Printer, papers: int, pages: int, size: tuple[int, int], because: str) -> None:
    lines = tuple(PaperLine(name=f"Giấy tờ số {n}", originals=1) for n in range(papers))
    page = page_of(slip_samples.receipt(papers=lines), form_set=NEW, at=slip_samples.PRINTED_AT)
    pdf = printer.render("slip_twice", dict(page.data) | {"again": "In lại lần 2"})
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == pages, because
    assert size_in_mm(pdf) == size, because
    said = text_of(pdf)
    assert said.count("In lại lần 2") == 2
    assert "Bản lưu (người nộp ký)" in said
    assert "Bản giao cho người nộp hồ sơ" in said
    assert said.count("GIẤY TIẾP NHẬN HỒ SƠ") == 2
    assert len(codes_on(pdf)) == (2 if pages == 1 else 1)


@pytest.mark.parametrize("word", ["x" * 400, "https://example.vn/" + "a/" * 150], ids=["letters", "address"])
def test_an_endless_word_stays_inside_the_page(printer: Printer, word: str) -> None:
    slip = slip_samples.receipt(subject=word, papers=(PaperLine(name=word, originals=1),))
    pdf = printed(printer, page_of(slip, form_set=NEW, at=slip_samples.PRINTED_AT))
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    right_margin = picture.crop((picture.width - 30, 0, picture.width, picture.height))
    assert right_margin.getextrema()[0] > 200, "ink stands in the right margin"


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda font: font.stem)
def test_every_vietnamese_letter_has_a_glyph(font: Path) -> None:
    tones = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    accented = {letter for letter in small | {s.upper() for s in small} if not letter.isascii()}
    assert len(accented) == 134
    with TTFont(font, lazy=True) as opened:
        drawn = set(opened.getBestCmap())
    assert {letter for letter in accented if ord(letter) not in drawn} == set()


BAD_DATA = [
    # template, data, what the message names, because
    ("no_such_form", {"at": "2026-11-21T09:30:00+07:00"}, "no such template", "templates are known by name"),
    ("../slip", {"at": "2026-11-21T09:30:00+07:00"}, "no such template", "a name is never a path"),
    ("slip", {}, "'at'", "the moment of printing is always given"),
    ("slip", {"at": "2026-11-21T09:30:00"}, "with its zone", "a moment without a zone says nothing"),
    ("slip", {"at": "2026-11-21T09:30:00+07:00"}, "paper", "a page that lacks data says which"),
    ("slip", {"at": "2026-11-21T09:30:00+07:00", "office": object()}, "cannot be printed", "only plain data"),
]


@pytest.mark.parametrize(("template", "data", "named", "because"), BAD_DATA)
def test_what_cannot_be_printed_is_refused_by_name(
    printer: Printer, template: str, data: dict[str, object], named: str, because: str
) -> None:
    with pytest.raises(PrintFailed, match=named) as refused:
        printer.render(template, data)
    assert refused.value.template == template, because


def test_too_long_a_text_for_a_qr_code_is_refused(printer: Printer) -> None:
    with pytest.raises(PrintFailed):
        printer.render("slip", SLIPS["receipt"]().data | {"qr": "x" * 5000})  # type: ignore[operator]


def test_missing_fonts_are_reported_before_anybody_prints(tmp_path: Path) -> None:
    lame = TypstPrinter(fonts=tmp_path)
    assert "run make fonts" in lame.health()
    with pytest.raises(PrintFailed, match="run make fonts"):
        printed(lame, SLIPS["receipt"]())


def test_a_printer_with_its_fonts_is_healthy() -> None:
    assert TypstPrinter().health() == ""
