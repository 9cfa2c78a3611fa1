"""The help page: how a dossier moves and who may do what, drawn from the tables of the domain."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.domain.dossiers.transitions import MOVES, ClockEffect, Move
from motcua.domain.permissions.roles import ActorKind, Role
from motcua.domain.permissions.rules import GRANTS, Reach
from motcua.domain.permissions.rules import SCOPES as SCOPES_TABLE
from motcua.web.console import room
from motcua.web.console.keys import SCOPE_WORDS
from motcua.web.console.words import KINDS
from motcua.web.shared.guards import staff_only
from motcua.web.shared.statuses import STATUSES
from motcua.web.shared.wording.moves import VERBS
from motcua.web.shared.wording.roles import ROLE_WORDS
from motcua.web.shared.wording.slips import SLIPS

CLOCKS = {
    ClockEffect.NONE: pgettext_lazy("clock", "goes on as it was"),
    ClockEffect.INTAKE: pgettext_lazy("clock", "the time for answering the filing begins"),
    ClockEffect.START: pgettext_lazy("clock", "the time limit begins"),
    ClockEffect.PAUSE: pgettext_lazy("clock", "stands still"),
    ClockEffect.RESUME: pgettext_lazy("clock", "runs on with what was left"),
    ClockEffect.RESTART: pgettext_lazy("clock", "begins anew"),
    ClockEffect.END: pgettext_lazy("clock", "ends"),
    ClockEffect.REOPEN: pgettext_lazy("clock", "runs again"),
}
REACHES = {
    Reach.RECEIVED: _("dossiers received in the unit or under it"),
    Reach.RETURNS: _("dossiers whose result is returned there"),
    Reach.COMPETENT: _("dossiers the unit settles"),
    Reach.STEP: _("dossiers in a step of the unit and the role that nobody else has taken"),
    Reach.STEP_UNIT: _("dossiers in a step of the unit"),
    Reach.CONSULTED: _("dossiers on which the unit has been asked"),
    Reach.UNIT: _("dossiers received, settled, helped with or worked on there"),
    Reach.PROVINCE: _("every dossier of the province"),
    Reach.OWN: _("one's own dossiers"),
    Reach.FILED: _("dossiers one filed for somebody"),
    Reach.CODE: _("any dossier whose code one knows, without names"),
    Reach.POSTED: _("dossiers whose result is on its way by post"),
    Reach.NEW: _("new dossiers at the unit"),
}
# Between two rows of the same action: when each counts (the value, then the words).
WHEN = {
    ("accepted", True): pgettext_lazy("when", "after acceptance"),
    ("accepted", False): pgettext_lazy("when", "before acceptance"),
    ("ends", True): pgettext_lazy("when", "at the last step"),
    ("ends", False): pgettext_lazy("when", "before the last step"),
    ("working", True): pgettext_lazy("when", "when work had begun"),
    ("working", False): pgettext_lazy("when", "when work had not begun"),
    ("restart", True): pgettext_lazy("when", "when the time begins anew"),
    ("restart", False): pgettext_lazy("when", "when the time runs on"),
}


@staff_only()
def guide(request: HttpRequest) -> HttpResponse:
    """Show the table of moves and the table of rights in words."""
    moves = [{"status": status, "rows": [_move(m) for m in MOVES if (m.before or 0) == status]} for status in (0, *STATUSES)]
    context = {"moves": [m for m in moves if m["rows"]], "rights": _rights(), "scopes": _scopes()}
    return room.draw(request, "guide", context, current="console_help")


def _move(move: Move) -> dict[str, object]:
    when = [WHEN[name, value] for name in ("accepted", "ends", "working", "restart")
            if (value := getattr(move, name)) is not None]  # fmt: skip
    return {
        "verb": VERBS[move.action], "when": when, "after": move.after, "clock": CLOCKS[move.clock],
        "slip": SLIPS[move.slip.value] if move.slip else "", "article": move.article,
    }  # fmt: skip


def _rights() -> list[dict[str, object]]:
    """Return, for each role that can do something with a dossier, what and how far; then those that can do nothing."""
    found = []
    for holder in (*Role, *ActorKind):
        grants = [g for g in GRANTS if g.role is holder]
        if not grants and isinstance(holder, ActorKind):
            continue
        name = ROLE_WORDS[holder] if isinstance(holder, Role) else KINDS[holder]
        reaches = [
            {"reach": REACHES[reach], "verbs": list(dict.fromkeys(str(VERBS[g.action]) for g in grants if g.reach is reach))}
            for reach in Reach if any(g.reach is reach for g in grants)
        ]  # fmt: skip
        found.append({"name": name, "reaches": reaches})
    return found


def _scopes() -> list[dict[str, object]]:
    return [
        {"name": SCOPE_WORDS.get(name, name), "key": name, "verbs": sorted({str(VERBS[a]) for a in actions}) or [str(SCOPE_WORDS.get(name, name))]}
        for name, actions in SCOPES_TABLE.items()
    ]
