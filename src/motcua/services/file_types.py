"""What an uploaded file really is, told by its content; the name it carries decides nothing."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

import puremagic

PDF, JPEG, PNG, WEBP, HEIC = "application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC, XLS = "application/msword", "application/vnd.ms-excel"

ALLOWED: dict[str, str] = {  # type -> usual ending of its names
    PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp", HEIC: ".heic", DOCX: ".docx", XLSX: ".xlsx", DOC: ".doc", XLS: ".xls",
}  # fmt: skip
ACCEPT = ",".join([*ALLOWED, ".jpeg", ".heif", *ALLOWED.values()])  # for <input accept>
SHOWN_INLINE = frozenset({PDF, JPEG, PNG, WEBP})

_HEAD = 4096
_MOST_PARTS = 5000  # of an office document
_SAME = {"image/heif": HEIC, "image/heic": HEIC, "image/jpeg": JPEG, "image/png": PNG, "image/webp": WEBP}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(content: BinaryIO) -> str | None:
    """Return the type of a seekable file when it is one we take, else None; the file is left at its beginning."""
    content.seek(0)
    head = content.read(_HEAD)
    try:
        return (
            _of_container(content, head) if head[:4] == b"PK\x03\x04" or head[:8] == _OLE else _of_head(head)
        )
    finally:
        content.seek(0)


def _of_head(head: bytes) -> str | None:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"%PDF-":
        return PDF
    try:
        best = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return None
    return _SAME.get(best.mime_type)


def _of_container(content: BinaryIO, head: bytes) -> str | None:
    """Tell office documents from other archives; those with macros are refused like any program."""
    if head[:8] == _OLE:
        return _of_ole(content)
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if len(names) > _MOST_PARTS or "[Content_Types].xml" not in names:
        return None
    if any("vbaproject" in name.lower() or "/activex/" in name.lower() for name in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _of_ole(content: BinaryIO) -> str | None:
    """Read the directory names of an old office document; they are UTF-16 inside the file."""
    content.seek(0)
    body = content.read()
    if _name(b"_VBA_PROJECT") in body or _name(b"Macros") in body:
        return None
    if _name(b"WordDocument") in body:
        return DOC
    return XLS if _name(b"Workbook") in body else None


def _name(ascii_name: bytes) -> bytes:
    return ascii_name.decode().encode("utf-16-le")
