"""Answers that an invented person gives to an e-form: every field by its kind, checked by the engine like anybody's."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from motcua.demo import names
from motcua.domain.procedures import form, form_dates
from motcua.domain.procedures.form_fields import Field, Widget

PURPOSES = ("Bổ túc hồ sơ xin việc", "Làm thủ tục vay vốn", "Nộp hồ sơ nhập học", "Làm thủ tục thừa kế")


class NoAnswers(RuntimeError):
    """No answers were found that the form accepts."""


@dataclass(frozen=True)
class Person:
    """An invented citizen who lives in a commune."""

    name: str
    sex: str
    born: dt.date
    number: str
    phone: str
    commune: str

    @staticmethod
    def make(chance: random.Random, commune: str) -> Person:
        """Return a person."""
        name, sex = names.person(chance)
        born = names.birthday(chance)
        return Person(name, sex, born, names.number(chance, sex, born), names.phone(chance), commune)


def place(committee: str) -> str:
    """Return a commune as addresses write it: "UBND xã Ba Tơ" is "Xã Ba Tơ"."""
    name = committee.removeprefix("UBND ")
    return name[:1].upper() + name[1:]


def to(compiled: form.CompiledForm, person: Person, chance: random.Random, today: dt.date) -> dict[str, object]:
    """Return answers of the person that the form accepts. Raises NoAnswers after thirty tries."""
    for _try in range(30):
        given: dict[str, object] = {}
        for key, asked in compiled.fields.items():
            value = _value(asked, person, chance, today)
            given[key] = _within(asked.field, dt.date.fromisoformat(str(value)), given, today, chance) if asked.field.widget in form_dates.DATES else value
        checked = form.check(compiled, {k: v for k, v in given.items() if v is not None}, today=today)
        if not checked.errors:
            return dict(checked.answers)
    raise NoAnswers([e.path for e in checked.errors])


def _value(asked: form.Asked, person: Person, chance: random.Random, today: dt.date) -> object:
    field = asked.field
    role = field.party.role if field.party else ""
    own = role in ("owner", "submitter") and (field.party is None or field.party.ordinal <= 1)
    who = person if own else Person.make(chance, person.commune)
    if asked.kind is form.Kind.GROUP:
        return [
            {k: v for k, a in asked.rows.items() if (v := _value(a, person, chance, today)) is not None}
            for _row in range(chance.randint(1, 2))
        ]
    schema = asked.schema
    match field.widget:
        case Widget.NAME:
            return who.name
        case Widget.IDENTITY:
            return who.number
        case Widget.TAX_CODE:
            return "0100109106"
        case Widget.PHONE:
            return who.phone
        case Widget.EMAIL:
            return None
        case Widget.ADDRESS:
            return {"line": f"Thôn {chance.randint(1, 9)}", "commune": person.commune, "province": settings.ENVIRONMENT.province_name}
        case Widget.DATE | Widget.PARTIAL_DATE:
            return _date(field.id, role, who, chance, today).isoformat()
        case Widget.CHOICE:
            return chance.choice(field.options).value if field.options else None
        case Widget.CHOICES:
            return [chance.choice(field.options).value] if field.options else []
        case Widget.YES_NO:
            if "const" in schema:
                return schema["const"]
            if field.id == "by_proxy":  # whoever the person acted for would be the person
                return False
            return chance.random() < 0.3 if not asked.required else chance.random() < 0.5
        case Widget.MONEY:
            return chance.randint(1, 200) * 1_000_000
        case Widget.NUMBER:
            return _number(schema, chance)
        case Widget.NOTE:
            return None
    return _text(asked, chance)


def _date(field_id: str, role: str, who: Person, chance: random.Random, today: dt.date) -> dt.date:
    if role in ("subject", "child") and "born" in field_id:
        return today - dt.timedelta(days=chance.randint(5, 50))
    if "born" in field_id or "birth" in field_id:
        return who.born
    if any(word in field_id for word in ("visit", "start", "from", "until", "to_on", "begin", "expected")):
        return today + dt.timedelta(days=chance.randint(1, 20))
    return today - dt.timedelta(days=chance.randint(3, 300))


def _within(field: Field, day: dt.date, given: Mapping[str, object], today: dt.date, chance: random.Random) -> str:
    """Return the day, or another near it where the form says that it lies too early or too late."""
    lower = max(_bounds(field.not_before, given, today), default=None)
    upper = min(_bounds(field.not_after, given, today), default=None)
    if lower is not None and day < lower:
        day = lower + dt.timedelta(days=chance.randint(0, 20))
    if upper is not None and day > upper:
        day = max(lower or dt.date.min, upper - dt.timedelta(days=chance.randint(0, 200)))
    return day.isoformat()


def _bounds(bounds: Iterable[str], given: Mapping[str, object], today: dt.date) -> Iterator[dt.date]:
    for bound in bounds:
        said = given.get(form_dates.named(bound) or "")
        if bound.startswith("today"):
            yield today + dt.timedelta(days=int(bound[5:] or 0))
        elif form_dates.named(bound) is None:
            yield dt.date.fromisoformat(bound)
        elif said:
            yield dt.date.fromisoformat(str(said))


def _number(schema: Mapping[str, object], chance: random.Random) -> int:
    least = int(str(schema.get("minimum", 1))) + ("exclusiveMinimum" in schema)
    most = min(int(str(schema.get("maximum", least + 4))), least + 4)
    return chance.randint(least, max(least, most))


def _text(asked: form.Asked, chance: random.Random) -> str | None:
    if not asked.required and chance.random() < 0.6:
        return None
    pattern = asked.schema.get("pattern")
    if pattern is not None:
        return "76C12345" if "A-Z" in str(pattern) else "012345"
    if "plate" in asked.id:
        return f"76C-{chance.randint(10000, 99999)}"
    if "sheet" in asked.id:
        return str(chance.randint(1, 40))
    if "purpose" in asked.id:
        return chance.choice(PURPOSES)
    if "number" in asked.id:
        return f"{chance.randint(10, 400)}/{chance.randint(2015, 2026)}"
    return "Theo giấy tờ kèm theo"
