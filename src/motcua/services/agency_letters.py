"""The letter that takes a slip to an agency by e-mail: to whom, in which words, and the slip as it was issued."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from motcua.domain.hours import local
from motcua.ports.printer import Printer
from motcua.queries import configuration
from motcua.services.dossiers import slips
from motcua.storage.chains.models import Task
from motcua.storage.dossiers.models import IssuedSlip

_LETTER = """Kính gửi {agency},

{unit} gửi kèm thư này {number} về hồ sơ {code}.
Việc đề nghị: {task}.
Thời hạn trả lời: {days} ngày làm việc kể từ ngày nhận, trước {due}.

Đề nghị quý cơ quan gửi văn bản trả lời về {unit}, ghi rõ mã hồ sơ {code}.
"""


def about(body: Mapping[str, object], *, printer: Printer) -> dict[str, object]:
    """Return address, subject, words and slip of what was sent to an agency; empty where there is no such task any more.

    Raises PrintFailed.
    """
    task = Task.objects.select_related("agency", "dossier").filter(id=uuid.UUID(str(body["task"]))).first()
    slip = IssuedSlip.objects.filter(id=task.slip_id).first() if task and task.slip_id else None
    if task is None or slip is None or task.agency is None or task.cancelled_at is not None:
        return {}
    unit, due = configuration.current().unit(task.unit_id).name, task.due_at
    words = _LETTER.format(
        agency=task.agency.name, unit=unit, number=f"Phiếu chuyển thông tin số {task.number}", code=task.dossier.code, task=task.name,
        days=task.days, due=f"{local(due):%H:%M, ngày %d/%m/%Y}" if due else "thời hạn ghi trong phiếu",
    )  # fmt: skip
    return {
        "email": task.agency.email, "subject": f"Phiếu chuyển thông tin số {task.number} ({task.dossier.code})", "letter": words,
        "slip": slips.pdf(slip, printer=printer), "file": re.sub(r"[^0-9A-Za-z.-]+", "-", task.dossier.code),
    }  # fmt: skip
