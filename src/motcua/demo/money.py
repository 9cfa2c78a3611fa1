"""Money of the demo: bank accounts, a transfer, a void receipt, a refund, and the shifts of past days closed and signed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Sum

from motcua.demo.province import Province
from motcua.domain.fees.vietqr import Account
from motcua.domain.hours import ZONE, local
from motcua.domain.permissions.roles import Actor, Role
from motcua.queries import actors, configuration
from motcua.services import bank_accounts, shifts, till
from motcua.storage.dossiers.models import Dossier
from motcua.storage.fees.models import Receipt, ReceiptLine, Shift
from motcua.storage.people.models import Staff, Unit

WAITING = 2  # the latest closed shifts of the commune that is shown wait for their second signature


class Till:
    """Acts as the people of the demo do with money."""

    def __init__(self, province: Province, now: dt.datetime) -> None:
        self.province, self.now = province, now
        self.config = configuration.current()
        self.centre = province.centres[province.shown.id]
        self._actors: dict[object, Actor] = {}

    def run(self) -> None:
        """Set accounts, let a citizen pay by transfer, void and refund once, close what is past."""
        self._accounts()
        self._mistake()
        self._transfer()
        with transaction.atomic():
            self._close()
        self._refund()

    def _accounts(self) -> None:
        begun = self.now - dt.timedelta(days=60)
        admin = self._named("hethong")
        for unit, number, holder in (
            (self.province.root, "0031000000048", "VAN PHONG UBND TINH QUANG NGAI"),
            (self.centre, "0031000021001", "TT PHUC VU HANH CHINH CONG XA BA TO"),
        ):
            account = Account(bin="970436", number=number, holder=holder, bank="Ngân hàng Mẫu (thử nghiệm)")
            bank_accounts.put(unit_id=unit.id, account=account, first=local(begun).date(), actor=admin, at=begun)

    def _transfer(self) -> None:
        """Two receipts of online filings that were paid at the counter, by transfer and by card."""
        due = Dossier.objects.filter(received_unit=self.centre, payment_status=1, status__in=(1, 2, 4)).order_by("-moved_at")[1:3]
        clerk = self._holder(self.centre, Role.CLERK)
        for row, way in zip(sorted(due, key=lambda one: one.moved_at), ("transfer", "card"), strict=False):
            at = max(row.moved_at, self.now - dt.timedelta(minutes=20))
            till.take(dossier_ids=[row.id], way=way, actor=clerk, at=at, reference="FT26320004811" if way == "transfer" else "")

    def _mistake(self) -> None:
        """A receipt made void on its day and issued again."""
        receipt = Receipt.objects.filter(unit=self.centre, total__gt=0, way="cash").order_by("-number").first()
        if receipt is None:
            return
        clerk, at = self._holder(self.centre, Role.CLERK), min(receipt.at + dt.timedelta(minutes=3), self.now)
        dossiers = set(ReceiptLine.objects.filter(receipt=receipt).values_list("dossier_id", flat=True))
        till.void(receipt_id=receipt.id, reason="Ghi nhầm hình thức nộp tiền", actor=clerk, at=at)
        open_ones = Dossier.objects.filter(id__in=dossiers, status__in=(1, 2, 4, 6, 9)).values_list("id", flat=True)
        if open_ones:
            till.take(dossier_ids=list(open_ones), way="card", actor=clerk, at=at)

    def _close(self) -> None:
        today = local(self.now).date()
        here = (self.centre.id, self.province.centre.id)  # elsewhere nobody looks, and the demo starts sooner
        past = list(Shift.objects.filter(unit_id__in=here, closed_at=None, day__lt=today).order_by("day", "opened_at"))
        kept = Receipt.objects.filter(way="cash", voided_at=None).order_by()
        cash = dict(kept.values_list("shift_id").annotate(sum=Sum("total")).values_list("shift_id", "sum"))
        shown = [one for one in past if one.unit_id == self.centre.id]
        for number, shift in enumerate(past):
            at = dt.datetime.combine(shift.day, dt.time(17, 5), ZONE)
            clerk, expected = self._actor(shift.clerk), cash.get(shift.id, 0)
            short = 2000 if shift in shown and number % 17 == 3 and expected > 2000 else 0
            reason = "Trả nhầm tiền lẻ cho người nộp, cán bộ nộp bù ngày hôm sau." if short else ""
            shifts.close(shift_id=shift.id, counted=expected - short, reason=reason, actor=clerk, at=max(at, shift.opened_at))
            if shift in shown[:-WAITING] or shift.unit_id == self.province.centre.id:
                head = self._holder(self.config.unit(shift.unit_id), Role.ONE_STOP_HEAD)
                shifts.countersign(shift_id=shift.id, actor=head, at=max(at, shift.opened_at) + dt.timedelta(minutes=20))

    def _refund(self) -> None:
        """A fee given back by the head of the one-stop, from change in the drawer."""
        head = self._holder(self.centre, Role.ONE_STOP_HEAD)
        receipt = Receipt.objects.filter(unit=self.centre, way="cash", voided_at=None, total__gt=0).exclude(clerk=head.id).order_by("at").first()
        if receipt is None:
            return
        at = self.now - dt.timedelta(minutes=5)
        shifts.begin(unit_id=self.centre.id, float_amount=500_000, actor=head, at=at)
        line = ReceiptLine.objects.filter(receipt=receipt, amount__gt=0).order_by("ordinal").first()
        assert line is not None
        till.give_back(
            receipt_id=receipt.id, line_ids=[line.id], way="cash", reason="Cơ quan thu nhầm mức; hoàn lại cho người nộp.",
            basis="Luật Phí và lệ phí số 97/2015/QH13, Điều 14", actor=head, at=at,
        )  # fmt: skip

    def _named(self, username: str) -> Actor:
        return self._actor(Staff.objects.values_list("id", flat=True).get(username=username))

    def _holder(self, unit: Unit, role: Role) -> Actor:
        key = (unit.id, role)
        if key not in self._actors:
            found = Staff.objects.filter(roles__unit_id=unit.id, roles__role=role.value).order_by("id").first()
            assert found is not None
            self._actors[key] = self._actor(found.id)
        return self._actors[key]

    def _actor(self, staff_id: object) -> Actor:
        if str(staff_id) not in self._actors:
            found = actors.staff(staff_id, self.config, local(self.now).date())  # type: ignore[arg-type]
            assert found is not None
            self._actors[str(staff_id)] = found
        return self._actors[str(staff_id)]
