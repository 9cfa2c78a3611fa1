"""Files: told by content, sealed on disk, opened by right, swept when nothing uses them."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from motcua.connectors.pretend_antivirus import CRASH, EICAR, PretendAntivirus
from motcua.services import drafts, file_types, files
from motcua.services.files import FileRefused, NoSuchFile
from motcua.storage import sealing
from motcua.storage.papers.models import StoredFile
from tests import make
from tests.make import MONDAY

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 1000
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 60


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def store(content: bytes, name: str = "giay.pdf", actor=None):  # type: ignore[no-untyped-def]
    return files.store(
        content=io.BytesIO(content),
        name=name,
        actor=actor or make.citizen(),
        at=MONDAY,
        antivirus=PretendAntivirus(),
    )


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):  # type: ignore[no-untyped-def]
    settings.FILES_ROOT = tmp_path / "files"


@pytest.mark.parametrize(
    ("content", "told", "because"),
    [
        (PDF, file_types.PDF, "it begins as a PDF does"),
        (b"\xef\xbb\xbf\r\n" + PDF, file_types.PDF, "some programs put a mark before it"),
        (PNG, file_types.PNG, "an image by its signature"),
        (b"\xff\xd8\xff\xe1\x00\x10Exif\0\0" + b"\0" * 60, file_types.JPEG, "a photo of a phone"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 60, file_types.WEBP, "an image of a chat program"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 60, file_types.HEIC, "a photo of another phone"),
        (office("[Content_Types].xml", "word/document.xml"), file_types.DOCX, "a text document by its parts"),
        (office("[Content_Types].xml", "xl/workbook.xml"), file_types.XLSX, "a sheet by its parts"),
        (
            office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            None,
            "macros are programs",
        ),
        (office("a.txt"), None, "an archive can hold anything"),
        (b"<html><script>alert(1)</script>", None, "a page would run in the reader's browser"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', None, "so would this image"),
        (b"MZ\x90\0" + b"\0" * 200, None, "a program"),
        (b"PK\x03\x04 cut off", None, "no archive at all"),
        (b"xin chao", None, "nothing we know"),
    ],
)
def test_a_file_is_told_by_its_content(content, told, because):
    assert file_types.sniff(io.BytesIO(content)) == told, because


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (b"MZ\x90\0" * 50, "type"), (PDF + EICAR, "infected"), (PDF + CRASH, "not_scanned")],
)
def test_what_is_refused_leaves_nothing_behind(db, content, why):
    with pytest.raises(FileRefused) as refused:
        store(content, "thu/muc\\Giấy chứng sinh.pdf")
    assert (refused.value.why, refused.value.name) == (why, "Giấy chứng sinh.pdf")
    assert StoredFile.objects.count() == 0
    assert [p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file()] == []


def test_a_virus_across_two_chunks_is_found(db):
    cut = files.CHUNK - 20
    with pytest.raises(FileRefused, match="infected"):
        store(b"%PDF-1.7\n" + b"x" * (cut - 9) + EICAR + b"x" * 50)


def test_a_file_over_the_limit_is_refused_while_it_is_read(db, settings):
    settings.UPLOAD_MAX_BYTES = 1500
    with pytest.raises(FileRefused, match="too_large"):
        store(PDF + b"x" * 2000)
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("size", [1, files.CHUNK - 9, files.CHUNK - 8, files.CHUNK, 2 * files.CHUNK + 17])
def test_what_is_read_back_is_what_was_given(db, size):
    content = b"%PDF-1.7" + os.urandom(size)
    row = StoredFile.objects.get(id=store(content))
    sealed = (Path(settings.FILES_ROOT) / row.place).read_bytes()
    assert content[:64] not in sealed
    assert row.place == f"{row.digest[:2]}/{row.digest[2:4]}/{row.digest}-{row.id}"
    assert b"".join(files._readable(row.id).chunks) == content
    assert (row.size, row.mime) == (len(content), "application/pdf")


@pytest.mark.parametrize("harm", ["flip", "cut", "swap"])
def test_a_content_altered_on_disk_does_not_open(db, harm):
    first, second = (
        StoredFile.objects.get(id=store(b"%PDF-1.7" + os.urandom(2 * files.CHUNK))) for _ in range(2)
    )
    path = Path(settings.FILES_ROOT) / first.place
    body = path.read_bytes()
    if harm == "flip":
        path.write_bytes(body[:100] + bytes([body[100] ^ 1]) + body[101:])
    elif harm == "cut":
        path.write_bytes(body[: files.CHUNK + files.TAG])
    else:
        path.write_bytes((Path(settings.FILES_ROOT) / second.place).read_bytes())
    with pytest.raises(sealing.CannotOpen):
        b"".join(files._readable(first.id).chunks)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\anh\\Giấy khai sinh.PDF", "Giấy khai sinh.PDF"),
        ("../../etc/passwd", "passwd"),
        ("Ðơn.pdf", "Đơn.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "tep"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_keeps_its_letters(given, kept):
    assert files.clean_name(given) == kept


def test_a_draft_s_file_opens_for_its_owner_only(world):
    owner = make.citizen()
    draft = drafts.begin(procedure_code="9.000001", actor=owner, at=MONDAY)
    file_id = store(PDF, actor=owner)
    drafts.attach(draft_id=draft, actor=owner, at=MONDAY, component="proof", file_ids=[file_id])
    assert b"".join(files.of_draft(draft_id=draft, file_id=file_id, actor=owner).chunks) == PDF
    for stranger in (make.citizen("051090000099", "Người Khác"), world.actor("clerk")):
        with pytest.raises(NoSuchFile):
            files.of_draft(draft_id=draft, file_id=file_id, actor=stranger)
    with pytest.raises(NoSuchFile):
        files.of_draft(draft_id=draft, file_id=store(PDF, actor=owner), actor=owner)


def test_a_dossier_s_file_opens_within_reach_and_the_reading_is_recorded(world):
    from motcua.services.dossiers.filings import GivenPaper
    from motcua.storage.ledger.models import Reading

    file_id = store(PDF)
    opened = make.received(world, papers=(GivenPaper("proof", "Giấy tờ chứng minh", files=(file_id,)),))
    read = files.of_dossier(dossier_id=opened.id, file_id=file_id, actor=world.actor("clerk"), at=MONDAY)
    assert b"".join(read.chunks) == PDF
    assert Reading.objects.filter(purpose="file", dossier_ids=[opened.id]).count() == 1
    with pytest.raises(NoSuchFile):
        files.of_dossier(dossier_id=opened.id, file_id=file_id, actor=world.actor("other_clerk"), at=MONDAY)
    with pytest.raises(NoSuchFile):
        files.of_dossier(dossier_id=opened.id, file_id=store(PDF), actor=world.actor("clerk"), at=MONDAY)


def test_files_nothing_uses_are_swept_after_a_day_and_used_ones_stay(world):
    owner = make.citizen()
    draft = drafts.begin(procedure_code="9.000001", actor=owner, at=MONDAY)
    used, orphan = store(PDF, actor=owner), store(PDF + b"2", actor=owner)
    drafts.attach(draft_id=draft, actor=owner, at=MONDAY, component="proof", file_ids=[used])
    stray = Path(settings.FILES_ROOT) / "ab" / "cd" / "without-a-row"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    os.utime(stray, (MONDAY.timestamp(), MONDAY.timestamp()))
    assert files.sweep(at=MONDAY + dt.timedelta(hours=23)) == 0
    assert files.sweep(at=MONDAY + dt.timedelta(hours=25)) == 2
    assert set(StoredFile.objects.values_list("id", flat=True)) == {used}
    assert orphan not in {row.id for row in StoredFile.objects.all()}
    assert not stray.exists()
    assert b"".join(files.of_draft(draft_id=draft, file_id=used, actor=owner).chunks) == PDF
