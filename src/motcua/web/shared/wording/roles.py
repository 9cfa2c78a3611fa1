"""Roles in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.domain.permissions.roles import Role

ROLE_WORDS: dict[Role, str | Promise] = {
    Role.CLERK: _("One-stop clerk"),
    Role.OFFICER: _("Officer"),
    Role.HEAD: _("Signing head"),
    Role.RECORDS: _("Records clerk"),
    Role.COLLECTOR: _("Fee collector"),
    Role.ONE_STOP_HEAD: _("Head of the one-stop"),
    Role.CONTROLLER: _("Procedure controller"),
    Role.CATALOGUE: _("Catalogue controller"),
    Role.UNIT_ADMIN: _("Unit administrator"),
    Role.LEADER: _("Leader"),
    Role.AUDITOR: _("Auditor"),
    Role.SYSTEM_ADMIN: _("System administrator"),
    Role.POSTAL: _("Postal employee"),
    Role.HELPER: _("Village helper"),
    Role.SIGNER: _("Signs by delegation"),
}
