"""The papers people most often bring to be certified, with the key a clerk types for each and its usual pages."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.certification.deeds import Deed
from motcua.domain.folding import clean_text, fold


@dataclass(frozen=True, slots=True)
class Usual:
    """A paper with its key: one digit typed instead of its name."""

    key: str
    name: str
    pages: int = 1


USUAL: dict[Deed, tuple[Usual, ...]] = {
    Deed.COPY: (
        Usual("1", "Thẻ căn cước"),
        Usual("2", "Giấy khai sinh"),
        Usual("3", "Bằng tốt nghiệp"),
        Usual("4", "Giấy chứng nhận quyền sử dụng đất", 4),
        Usual("5", "Giấy chứng nhận kết hôn"),
        Usual("6", "Học bạ", 12),
        Usual("7", "Bảng điểm", 2),
        Usual("8", "Giấy đăng ký xe"),
        Usual("9", "Giấy xác nhận thông tin về cư trú", 2),
        Usual("0", "Chứng chỉ"),
    ),
    Deed.SIGNATURE: (
        Usual("1", "Sơ yếu lý lịch"),
        Usual("2", "Giấy ủy quyền"),
        Usual("3", "Giấy cam đoan"),
        Usual("4", "Đơn đề nghị"),
        Usual("5", "Giấy bảo lãnh"),
    ),
}


def named(deed: Deed, typed: str) -> Usual:
    """Return what was typed as a paper: a key or the beginning of a usual name stands for it, else it is the name itself."""
    text = clean_text(typed)
    for one in USUAL[deed]:
        if text == one.key or (text and fold(one.name) == fold(text)):
            return one
    return Usual("", text)
