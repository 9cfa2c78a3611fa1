"""Corrections of the demo: some waiting, some decided, one asked for when the time limit had passed; and two faults of our own."""

from __future__ import annotations

import datetime as dt
import uuid

from motcua.demo.travels import PROCEDURE, Travels
from motcua.domain.dossiers.faults import FaultKind
from motcua.domain.dossiers.transitions import Action
from motcua.domain.hours import local
from motcua.domain.permissions.roles import Role
from motcua.services import faults
from motcua.services.faults import Admission
from motcua.storage.dossiers.models import Dossier


class Corrections:
    """Tells a few corrections of the shown commune; nothing where the catalogue has not the procedure."""

    def __init__(self, travels: Travels) -> None:
        self.its = travels
        self.control = travels._who(travels.story.province.root, Role.CONTROLLER)

    def tell(self) -> None:
        """Tell every story."""
        if PROCEDURE not in self.its.story.codes:
            return
        its = self.its
        twice = its._taken(its._at(3, 8, 20), paid=False)
        self._ask(twice, "void", its.clerk, its._at(2, 9), "Nhập trùng với hồ sơ tiếp nhận trước đó mười phút.")
        self._decide(twice, Action.VOID, its._at(2, 14), "Đã đối chiếu sổ tiếp nhận: hồ sơ nhập trùng.")
        late = its._taken(its._at(9, 8, 25))
        until = its.calendar.end_of_day(its.calendar.nth_working_day(local(its.now).date(), 4))
        self._ask(late, "redate", its.officer, its._at(1, 9), "Phiếu hẹn ghi nhầm thời hạn của trường hợp không phải xác minh.", until=until)
        self._decide(late, Action.REDATE, its._at(1, 15), "Đúng là ghi nhầm; hạn ban đầu vẫn dùng để tính.")
        other = its._taken(its._at(1, 8, 30))
        self._ask(other, "reroute", its.officer, its._at(1, 16), "Người nộp thường trú ở xã khác.", unit=str(its.other.id))
        overdue = its._taken(its._at(8, 8, 35), paid=False)
        self._ask(overdue, "void", its.officer, its._at(1, 10), "Người nộp nói sẽ nộp lại sau.")
        stopped = its._taken(its._at(7, 8, 40))
        its._do(stopped, Action.STOP, its.head, its._at(5, 9), reason="Người nộp không liên hệ được.")
        self._ask(stopped, "reopen", its.officer, its._at(4, 9), "Người nộp đã đến bổ sung.")
        its._do(stopped, Action.REFUSE_CORRECTION, self.control, its._at(4, 11), reason="Chưa có giấy tờ bổ sung trong hồ sơ; đề nghị tiếp nhận hồ sơ mới.")
        self._faults()

    def _faults(self) -> None:
        its = self.its
        wrong = its._finished(its._at(8, 9), its._at(5, 9))
        its._do(wrong, Action.RETURN_RESULT, its.clerk, its._at(4, 10), received_by=Dossier.objects.get(id=wrong).owner_name)
        said = Admission(str(its.commune.id), Role.OFFICER.value, "entry", "Giấy xác nhận ghi sai năm sinh so với căn cước. Cấp lại ngay.")
        faults.admit(dossier_id=wrong, kind=FaultKind.WRONG_RESULT, given=said, actor=its.head, at=its._at(1, 9))
        lost = its._taken(its._at(6, 9, 5))
        said = Admission(str(its.centre.id), Role.CLERK.value, "handing_over", "Thiếu bản chính trích lục sau khi giao nhận. Cơ quan xin cấp lại bản sao.")
        faults.admit(dossier_id=lost, kind=FaultKind.LOST_PAPERS, given=said, actor=its.head, at=its._at(3, 9))
        faults.settle(dossier_id=lost, words="Đã nhận bản sao trích lục từ nơi lưu trữ và đưa vào hồ sơ.", actor=its.officer, at=its._at(1, 11))

    def _ask(self, dossier_id: uuid.UUID, kind: str, who, at: dt.datetime, reason: str, **more: object) -> None:  # type: ignore[no-untyped-def]
        self.its._do(dossier_id, Action.ASK_CORRECTION, who, at, kind=kind, reason=reason, **more)

    def _decide(self, dossier_id: uuid.UUID, action: Action, at: dt.datetime, words: str) -> None:
        self.its._do(dossier_id, action, self.control, at, reason=words)
