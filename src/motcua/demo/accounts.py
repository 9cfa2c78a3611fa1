"""The accounts that the demo prints: everybody may know them, they open nothing but invented dossiers."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "mot-cua-demo-2026"  # noqa: S105 - the demo's accounts are public
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PINS = {"mc.bato": "482915", "ptmc.bato": "907346"}  # for a known counter, after one full sign-in


@dataclass(frozen=True)
class Account:
    """An account that the demo prints."""

    username: str
    what: str


ACCOUNTS = (
    Account("mc.bato", "cán bộ một cửa xã Ba Tơ"),
    Account("ptmc.bato", "phụ trách một cửa, ký chứng thực"),
    Account("cv.bato", "chuyên viên xã Ba Tơ"),
    Account("ld.bato", "lãnh đạo ký, UBND xã Ba Tơ"),
    Account("vt.bato", "văn thư xã Ba Tơ"),
    Account("mc.tinh", "cán bộ một cửa Trung tâm tỉnh"),
    Account("kstt", "cán bộ kiểm soát thủ tục"),
    Account("danhmuc", "cán bộ quản lý danh mục"),
    Account("lanhdao", "lãnh đạo tỉnh xem số liệu"),
    Account("thanhtra", "cán bộ kiểm tra sổ cái"),
    Account("quantri", "quản trị đơn vị"),
    Account("hethong", "quản trị hệ thống"),
)
