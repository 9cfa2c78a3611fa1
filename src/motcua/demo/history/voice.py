"""What every telling says in the same words: shared sealed texts, signature blocks, titles; made once for a process."""

from __future__ import annotations

import datetime as dt
import json
import random
import uuid
from collections.abc import Mapping

from motcua.demo import answers as given_answers
from motcua.demo.answers import NoAnswers, Person
from motcua.demo.history.ground import Ground, Kind
from motcua.demo.history.townsfolk import copied
from motcua.domain.hours import ZONE
from motcua.domain.permissions.signing import MayNotSign
from motcua.queries import actors, dossier_parts, forms
from motcua.services.dossiers import signatures
from motcua.storage import sealing
from motcua.storage.dossiers.models import Dossier

NULL = "\\N"
_MARK_NAME, _MARK_NUMBER, _MARK_PHONE = "@NAME@", "@NUMBER@", "@PHONE@"


def identifier(stamp: int, chance: int) -> str:
    """Return a UUID version 7 of a moment (milliseconds) and 74 bits of chance."""
    value = (stamp << 80) | (7 << 76) | ((chance >> 62) << 64) | (2 << 62) | (chance & ((1 << 62) - 1))
    found = f"{value:032x}"
    return f"{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}"


class Voice:
    """The words of the tellings over one ground."""

    def __init__(self, ground: Ground, now: dt.datetime) -> None:
        self.ground, self.now = ground, now
        self.root = str(ground.root.id)
        self.answer_days = int(str(ground.config.setting("supplement_answer_days", now.date())))
        self.last_assignee: dict[tuple[str, str], str] = {}
        self.refused = _reason("Chưa đủ điều kiện theo quy định đối với trường hợp này.")
        self.not_received = _reason("Hồ sơ không thuộc thẩm quyền giải quyết.")
        self.unanswered = _reason("Quá thời hạn mà không nhận được giấy tờ bổ sung.")
        self.entered_twice = _reason("Đã đối chiếu sổ tiếp nhận: hồ sơ nhập trùng.")
        self.unreadable = _sealed("Giấy tờ kèm theo không đọc được.", "dossiers.pause")
        item = {"component": "extra", "name": "Bản chụp rõ hơn của giấy tờ kèm theo", "note": "Bản đã gửi bị mờ"}
        self.wanted = _sealed({"items": [item], "reason": "Giấy tờ kèm theo không đọc được."}, "dossiers.request")
        self.twice = _sealed("Nhập trùng với hồ sơ tiếp nhận trước đó.", "corrections.reason")
        self.words = _sealed("Đã đối chiếu sổ tiếp nhận.", "corrections.words")
        scan = {"name": "ban-so-hoa-mo-phong.pdf", "address": "https://kho-mo-phong.invalid/ban-so-hoa", "digest": ""}
        self.scan = _sealed([scan], "papers.references")
        self._seats: dict[tuple[str, str], tuple[str, str, str] | None] = {}
        for kind in ground.kinds:
            kind.answers = _answers(kind)

    def title(self, kind: Kind) -> str:
        """Return the title of its dossiers."""
        return kind.revision.name.vi[:300]

    def seat(self, staff: str, unit: str) -> tuple[str, str, str] | None:
        """Return how somebody signs for a unit: capacity, lines of authority and title as COPY reads them; None: not at all."""
        key = (staff, unit)
        if key not in self._seats:
            self._seats[key] = self._seat(uuid.UUID(staff), self.ground.heir.get(unit, unit))
        return self._seats[key]

    def _seat(self, staff: uuid.UUID, unit: str) -> tuple[str, str, str] | None:
        actor = actors.staff(staff, self.ground.config, self.now.astimezone(ZONE).date())
        if actor is None:
            return None
        try:
            found = signatures.given(self.ground.config, Dossier(procedure_code=""), actor, unit_id=unit, at=self.now)
        except (MayNotSign, LookupError):
            return None
        return str(found["capacity"]), str(found["authority"]).replace("\n", "\\n"), str(found["position"])


def _reason(text: str) -> str:
    return _sealed({"text": text, "basis": ""}, dossier_parts.REASON)


def _sealed(value: object, context: str) -> str:
    return copied(sealing.seal(value, context=context))


def answered(kind: Kind, name: str, number: str, phone: str) -> bytes:
    """Return the answers of an owner as they are sealed."""
    return kind.answers.replace(_MARK_NAME, name).replace(_MARK_NUMBER, number).replace(_MARK_PHONE, phone).encode()


def _answers(kind: Kind) -> str:
    """Return answers of an invented owner to the procedure's form as JSON, with name, number and telephone left open; {} without a form."""
    if kind.revision.form is None:
        return "{}"
    chance = random.Random(kind.code)
    person = Person.make(chance, "Xã Mẫu")
    try:
        compiled = forms.of(uuid.UUID(kind.revision_id), kind.revision)
        found: Mapping[str, object] = given_answers.to(compiled, person, chance, dt.date(2026, 6, 1))
    except (NoAnswers, ValueError, LookupError):
        return "{}"
    plain = json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=str)
    return plain.replace(person.name, _MARK_NAME).replace(person.number, _MARK_NUMBER).replace(person.phone, _MARK_PHONE)


