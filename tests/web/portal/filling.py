"""Filling in the test procedure's draft through the pages, as a citizen does."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.make import OWNER_NUMBER, World

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 500
OWNER = {
    "owner_name": "Phạm Thị Lan", "owner_identity": OWNER_NUMBER, "owner_phone": "0905000001", "owner_address-line": "Thôn Mẫu",
    "owner_address-commune": "Xã Ba Thử", "owner_address-province": "Tỉnh Quảng Ngãi",
}  # fmt: skip


def begin(client: Client, code: str = "9.000001") -> str:
    """Begin a filing and return the address of its task list."""
    page = client.get(f"/nop/{code}/").content.decode()
    draft = re.search(r'name="draft" value="([^"]+)"', page)
    assert draft is not None
    return str(client.post(f"/nop/{code}/", {"draft": draft[1]})["Location"])


def shown(client: Client, address: str) -> dict[str, str]:
    """Return the hidden fields a page was shown with."""
    text = client.get(address).content.decode()
    return dict(re.findall(r'name="(version|tab)" value="([^"]*)"', text))


def a_file(name: str = "Giấy.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def complete(client: Client, world: World) -> str:
    """Fill in everything and return the address of the task list."""
    tasks = begin(client)
    client.post(f"{tasks}to-khai/owner/", OWNER | shown(client, f"{tasks}to-khai/owner/"))
    client.post(f"{tasks}to-khai/request/", {"request": ""} | shown(client, f"{tasks}to-khai/request/"))
    for component in ("form", "proof"):
        client.post(f"{tasks}giay-to/{component}/", {"files": [a_file()], "do": "next"})
    client.post(f"{tasks}nhan-ket-qua/", {"filed_at": str(world.centre.id), "way": "counter"})
    client.post(f"{tasks}nhan-ket-qua/noi-nhan/", {"unit": str(world.centre.id)})
    return tasks
