"""The demo's staff: one commune and the province's centre in full, a few people everywhere else."""

from __future__ import annotations

import datetime as dt
import random
import uuid

from django.contrib.auth.hashers import make_password

from motcua.demo import names
from motcua.demo.accounts import PASSWORD, TOTP
from motcua.demo.province import FIRST_DAY, Province
from motcua.domain.permissions.roles import Role
from motcua.storage import ids, sealing
from motcua.storage.people.models import Staff, StaffRole, Unit


def build(province: Province, at: dt.datetime) -> dict[tuple[uuid.UUID, str], Staff]:
    """Make accounts and roles; return who holds a role in a unit (the first of each)."""
    maker = _Maker(at)
    shown = province.shown
    for commune in province.communes:
        slug = "bato" if commune is shown else commune.code.rsplit(".", 1)[1]
        centre = province.centres[commune.id]
        maker.add(f"mc.{slug}", "Công chức một cửa", (Role.CLERK, centre), (Role.OFFICER, centre), (Role.COLLECTOR, centre))
        maker.add(f"ptmc.{slug}", "Phó Chủ tịch UBND kiêm Giám đốc Trung tâm", (Role.ONE_STOP_HEAD, centre), (Role.HEAD, centre))
        maker.add(f"cv.{slug}", "Công chức chuyên môn", (Role.OFFICER, commune))
        maker.add(f"ld.{slug}", "Phó Chủ tịch UBND", (Role.HEAD, commune), (Role.LEADER, commune))
        maker.add(f"vt.{slug}", "Văn thư", (Role.RECORDS, commune), (Role.RECORDS, centre))
    maker.add("cv2.bato", "Công chức chuyên môn", (Role.OFFICER, shown))
    maker.add("tt.bato", "Tổ trưởng tổ công nghệ số", (Role.HELPER, shown))
    maker.add("bd.bato", "Nhân viên bưu chính", (Role.POSTAL, Unit.objects.get(code="BD.01")))
    for code, unit in province.departments.items():
        slug = code.rsplit(".", 1)[1]
        maker.add(f"cv.so{slug}", "Chuyên viên", (Role.OFFICER, unit))
        maker.add(f"ld.so{slug}", "Phó Giám đốc Sở", (Role.HEAD, unit))
        maker.add(f"vt.so{slug}", "Văn thư", (Role.RECORDS, unit))
    for slug, title, unit in (
        ("thue", "Công chức thuế", province.tax), ("dat", "Viên chức đăng ký đất đai", province.land),
        ("congan", "Cán bộ công an", province.police), ("bhxh", "Viên chức bảo hiểm xã hội", province.insurance),
    ):  # fmt: skip
        assert unit is not None
        maker.add(f"cv.{slug}", title, (Role.OFFICER, unit), (Role.RECORDS, unit))
        maker.add(f"ld.{slug}", "Lãnh đạo", (Role.HEAD, unit))
    branch = Unit.objects.get(code=f"{province.place.code}.24.01")
    maker.add("cv.dat1", "Viên chức đăng ký đất đai", (Role.OFFICER, branch))
    maker.add("ld.dat1", "Giám đốc Chi nhánh", (Role.HEAD, branch))
    maker.add("vt.dat1", "Văn thư", (Role.RECORDS, branch))
    maker.add("mc.tinh", "Chuyên viên Trung tâm", (Role.CLERK, province.centre), (Role.OFFICER, province.centre))
    maker.add("ptmc.tinh", "Giám đốc Trung tâm", (Role.ONE_STOP_HEAD, province.centre), (Role.HEAD, province.centre))
    maker.add("vt.tinh", "Văn thư", (Role.RECORDS, province.centre))
    maker.add("kstt", "Chuyên viên kiểm soát thủ tục", (Role.CONTROLLER, province.root))
    maker.add("danhmuc", "Chuyên viên danh mục", (Role.CATALOGUE, province.root))
    maker.add("lanhdao", "Phó Chủ tịch UBND tỉnh", (Role.LEADER, province.root))
    maker.add("thanhtra", "Thanh tra viên", (Role.AUDITOR, province.root))
    maker.add("quantri", "Quản trị đơn vị", (Role.UNIT_ADMIN, province.root))
    maker.add("hethong", "Quản trị hệ thống", (Role.SYSTEM_ADMIN, province.root))
    return maker.save()


class _Maker:
    def __init__(self, at: dt.datetime) -> None:
        self.at, self.staff, self.roles = at, [], []  # type: ignore[var-annotated]
        self.holders: dict[tuple[uuid.UUID, str], Staff] = {}
        self.password = make_password(PASSWORD)
        self.secret = sealing.seal(TOTP, context="people.totp")
        self.chance = random.Random(48)

    def add(self, username: str, title: str, *held: tuple[Role, Unit]) -> None:
        name, _sex = names.person(self.chance)
        staff = Staff(id=ids.new(), username=username, name=name, title=title, password=self.password,
                      totp_sealed=self.secret, created_at=self.at)  # fmt: skip
        self.staff.append(staff)
        for role, unit in held:
            self.roles.append(StaffRole(id=ids.new(), staff=staff, role=role.value, unit=unit, valid_from=FIRST_DAY, document="QĐ 12/QĐ-UBND"))
            self.holders.setdefault((unit.id, role.value), staff)

    def save(self) -> dict[tuple[uuid.UUID, str], Staff]:
        Staff.objects.bulk_create(self.staff)
        StaffRole.objects.bulk_create(self.roles)
        return self.holders
