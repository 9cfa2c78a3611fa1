"""What the address on an identity card says of today's commune: cards keep the units of the day they were made."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.folding import fold, sort_key
from motcua.services import addresses, areas
from motcua.services.area_data import Commune, Era


@dataclass(frozen=True)
class Guess:
    """The parts of a card's address: `commune` is of today; `changed` names the old one it took in."""

    line: str
    commune: str = ""
    province: str = ""
    changed: str = ""


def guess(text: str) -> Guess:
    """Return the line, and commune and province of today where they follow; the clerk looks at them in any case."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return Guess(text)
    province = addresses.province_named(parts[-1])
    if province is None:
        return Guess(text)
    # A district that gave its name to a commune of today (Ba Tơ, Bình Sơn) is known by the old commune before it.
    old = _meant([
        c for c in areas.find(parts[-3], era=Era.OLD, limit=60)
        if _same(c.name, parts[-3]) and _in_district(c.district_code, c.province_code, parts[-2])
    ], parts[-3]) if len(parts) > 2 else []  # fmt: skip
    heirs = [h.commune for c in old[:1] for h in areas.successors(c.code) if h.commune.province_code == province.code]
    if len(old) == 1 and heirs:
        return Guess(", ".join(parts[:-3]), heirs[0].name, province.name, changed=f"{parts[-3]}, {parts[-2]}")
    new = _meant([c for c in areas.find(parts[-2], province.code) if _same(c.name, parts[-2])], parts[-2])
    if len(new) == 1:
        return Guess(", ".join(parts[:-2]), new[0].name, province.name)
    return Guess(", ".join(parts[:-1]), "", province.name)


def _same(name: str, written: str) -> bool:
    return _bare(name) == _bare(written)


def _meant(found: list[Commune], written: str) -> list[Commune]:
    """Return the one whose letters and tones are those written, where several differ by them alone: Ba Tơ and Ba Tô."""
    exact = [one for one in found if _letters(one.name) == _letters(written)]
    return exact if len(found) > 1 and len(exact) == 1 else found


def _letters(name: str) -> str:
    return sort_key(" ".join(name.split()[-len(_bare(name).split()):]))


def _in_district(district: str | None, province: str, written: str) -> bool:
    names = {d.code: d.name for d in areas.districts(province)}
    return _bare(names.get(str(district), "")) == _bare(written)


def _bare(name: str) -> str:
    folded = fold(name)
    for word in ("thi tran ", "thi xa ", "thanh pho ", "dac khu ", "phuong ", "huyen ", "quan ", "xa ", "tp. ", "tp.", "tx. ", "tt. ", "p. ", "x. "):
        if folded.startswith(word):
            return folded.removeprefix(word)
    return folded
