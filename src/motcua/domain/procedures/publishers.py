"""Who announces procedures (cơ quan công bố): ministries by electronic identifier, other agencies by name."""

from __future__ import annotations

import re

from motcua.domain import folding

# Mã định danh điện tử cấp 1 (QĐ 20/2020/QĐ-TTg), under the names ministries have since 1/3/2025 (NQ 176/2025/QH15).
MINISTRIES = {
    "G01": "Bộ Công an",
    "G02": "Bộ Công Thương",
    "G03": "Bộ Giáo dục và Đào tạo",
    "G06": "Bộ Khoa học và Công nghệ",
    "G08": "Bộ Ngoại giao",
    "G09": "Bộ Nội vụ",
    "G10": "Bộ Nông nghiệp và Môi trường",
    "G11": "Bộ Quốc phòng",
    "G12": "Bộ Tài chính",
    "G15": "Bộ Tư pháp",
    "G16": "Bộ Văn hóa, Thể thao và Du lịch",
    "G17": "Bộ Xây dựng",
    "G18": "Bộ Y tế",
    "G19": "Ngân hàng Nhà nước Việt Nam",
    "G20": "Thanh tra Chính phủ",
    "G21": "Bộ Dân tộc và Tôn giáo",
    "G22": "Văn phòng Chính phủ",
}
_MERGED = {  # code, old name, heir: the procedures went over with the ministry
    "G04": ("Bộ Giao thông vận tải", "G17"),
    "G05": ("Bộ Kế hoạch và Đầu tư", "G12"),
    "G07": ("Bộ Lao động - Thương binh và Xã hội", "G09"),
    "G13": ("Bộ Tài nguyên và Môi trường", "G10"),
    "G14": ("Bộ Thông tin và Truyền thông", "G06"),
}
_OTHER_NAMES = {
    "Bộ Nông nghiệp và Phát triển nông thôn": "G10",
    "Ngân hàng Nhà nước": "G19",
    "Ủy ban Dân tộc": "G21",
}

_ASIDE = re.compile(r"\s*\([^()]*\)\s*")


def publisher(*, code: str, name: str) -> str:
    """Return who published a procedure as a key: a ministry's code, else the agency's code as given, else its name.

    A merged ministry is its heir; what stands in brackets after a name (a decision, a former name) does not count.
    """
    given = code.strip().upper()
    if given in _MERGED:
        return _MERGED[given][1]
    if given in MINISTRIES:
        return given
    bare = folding.clean_text(_ASIDE.sub(" ", name))
    known = _BY_NAME.get(folding.fold(bare))
    return known or given or bare


def title(key: str) -> str:
    """Return the name under which a publisher is shown: the ministry's, or the key itself."""
    return MINISTRIES.get(key, key)


def is_ministry(key: str) -> bool:
    """Return whether the publisher is a ministry or an agency of its rank: its procedures hold in every province."""
    return key in MINISTRIES


_BY_NAME = {
    **{folding.fold(name): code for code, name in MINISTRIES.items()},
    **{folding.fold(name): heir for name, heir in _MERGED.values()},
    **{folding.fold(name): code for name, code in _OTHER_NAMES.items()},
}
