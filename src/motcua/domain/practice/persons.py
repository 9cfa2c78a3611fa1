"""The people of practice mode: invented, and to be told from real ones by their number alone.

A personal number of the exercises begins with 999: as a country of birth registration (NĐ 137/2015/NĐ-CP Đ13, TT
59/2021/TT-BCA) it stands for no country, so that no real person can ever have it.
"""

from __future__ import annotations

from dataclasses import dataclass

MARK = "999"  # how every number of practice begins


@dataclass(frozen=True)
class Person:
    """An invented person with everything their card says; `born` as ddmmyyyy."""

    key: str
    name: str
    number: str
    born: str
    sex: str  # as the card says it: Nam, Nữ
    phone: str

    def scan(self, *, place: str) -> str:
        """Return what a scanner types for this person's card; `place` is where they are said to live."""
        return f"{self.number}||{self.name}|{self.born}|{self.sex}|{place}|01062022"


PERSONS: dict[str, Person] = {
    one.key: one
    for one in (
        Person("mother", "Nguyễn Thị Học", "999190000011", "12031990", "Nữ", "0905000911"),
        Person("graduate", "Trần Văn Tập", "999099000022", "05091999", "Nam", "0905000922"),
        Person("guardian", "Lê Thị Mẫu", "999180000033", "20111980", "Nữ", "0905000933"),
        Person("farmer", "Phạm Văn Thử", "999066000044", "05011966", "Nam", "0905000944"),
        Person("neighbour", "Đinh Thị Làm Quen", "999158000055", "19051958", "Nữ", "0905000955"),
    )
}  # fmt: skip


def is_pretend(number: str) -> bool:
    """Return whether a personal number belongs to the invented people of practice mode."""
    return number.startswith(MARK) and len(number) == 12
