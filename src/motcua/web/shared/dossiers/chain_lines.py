"""What a dossier's page says of other agencies: tasks with whose delay it is, opinions with their silence, linked dossiers."""

from __future__ import annotations

import datetime as dt

from motcua.domain.dossiers.chains import TaskState
from motcua.queries.chains import Relative
from motcua.queries.dossier_pages import DossierPage
from motcua.queries.dossier_parts import SeenConsultation
from motcua.web.shared.dossiers.chain_forms import answers
from motcua.web.shared.dossiers.rooms import Room
from motcua.web.shared.wording import chains

_TAGS = {TaskState.WAITING: "7", TaskState.TO_SEND: "1", TaskState.SENT: "4", TaskState.ANSWERED: "9", TaskState.CANCELLED: "7"}


def tasks(page: DossierPage, room: Room) -> list[dict[str, object]]:
    """Return the tasks at other agencies as the page draws them; linked dossiers stand in the list of their own."""
    kinds = {kind.value: text for kind, text in answers().items()}
    return [
        {
            "task": task, "state": chains.STATES[task.state], "tag": "8" if task.late else _TAGS[task.state],
            "answer": kinds.get(task.answer, ""), "slip": room.slip(task.slip_id) if task.slip_id and page.full else "",
            "file": room.file(page.row.id, task.file_id) if task.file_id else "",
        }
        for task in page.tasks if not task.linked
    ]  # fmt: skip


def family(page: DossierPage, room: Room) -> dict[str, object] | None:
    """Return the linked dossiers with their states, each with its address where the reader may open it; None without any."""
    if not page.family:
        return None
    parent = page.family.parent
    return {"parent": _line(parent, room) if parent else None, "children": [_line(c, room) for c in page.family.children]}


def _line(one: Relative, room: Room) -> dict[str, object]:
    return {"one": one, "url": room.dossier(one.id) if one.reachable else ""}


def opinions(page: DossierPage, at: dt.datetime) -> list[dict[str, object]]:
    """Return the opinions asked of units: answered, waited for, or silent past the deadline; silence is consent only by a row."""
    return [{"one": c, "stands": stands(c, at)} for c in page.consultations]


def stands(one: SeenConsultation, at: dt.datetime) -> str:
    """Return answered, waiting, silent, or consent where the procedure's row takes silence as consent."""
    if one.answered_at is not None:
        return "answered"
    if one.due_at is None or at <= one.due_at:
        return "waiting"
    return "consent" if one.silence else "silent"
