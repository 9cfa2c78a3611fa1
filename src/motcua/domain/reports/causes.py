"""Why a dossier was late, as the report II.06g/VPCP/KSTT asks (TT 01/2020/TT-VPCP)."""

from __future__ import annotations

from enum import Enum


class Cause(Enum):
    """The causes of the report; a late dossier whose unit has named none is counted as such."""

    POLICY = "a"  # cơ chế, chính sách
    STAFF = "b"  # tổ chức, cán bộ
    MEANS = "c"  # cơ sở vật chất, công nghệ thông tin
    OTHER = "d"  # khác


UNNAMED = ""  # chưa nêu
ALL: tuple[str, ...] = (*(one.value for one in Cause), UNNAMED)
