"""Small real files, as a telephone or an office would make them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from PIL import Image


def pdf(folder: Path, name: str = "giay-chung-sinh.pdf") -> Path:
    """Write a page of a real PDF."""
    path = folder / name
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.save(path)
    return path


def photo(folder: Path, name: str = "ảnh giấy chứng sinh.jpg") -> Path:
    """Write a picture as a telephone takes it."""
    path = folder / name
    kept = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(kept, "JPEG", quality=70)
    path.write_bytes(kept.getvalue())
    return path
