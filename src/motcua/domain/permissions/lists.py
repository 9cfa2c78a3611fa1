"""Who may bring a list to a decision: a unit proposes, procedure control appraises, the leader of the province decides."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from motcua.domain.permissions.roles import Actor, Role


class ListAct(StrEnum):
    """An act on a list by decision."""

    PROPOSE = "propose_list"  # đề xuất danh mục
    APPRAISE = "appraise_list"  # thẩm định danh mục
    APPROVE = "approve_list"  # phê duyệt danh mục
    REFUSE = "refuse_list"  # không thông qua danh mục
    END = "end_list"  # cho danh mục hết hiệu lực


# THE table: each act, who may take it. Nobody takes two of them on the same list (domain.procedures.lists.check_step).
MAY: Mapping[ListAct, tuple[Role, ...]] = {
    ListAct.PROPOSE: (Role.OFFICER, Role.HEAD),
    ListAct.APPRAISE: (Role.CONTROLLER,),
    ListAct.APPROVE: (Role.LEADER,),
    ListAct.REFUSE: (Role.CONTROLLER, Role.LEADER),
    ListAct.END: (Role.LEADER,),
}
SEES = (Role.OFFICER, Role.HEAD, Role.CONTROLLER, Role.LEADER, Role.CATALOGUE, Role.AUDITOR)


def may(actor: Actor, act: ListAct, *, top: str | None = None) -> bool:
    """Return whether the actor may take the act; what is decided for the province is decided by its own leader (`top`)."""
    if act in (ListAct.APPROVE, ListAct.END) and top is not None:
        return top in actor.units_as(Role.LEADER)
    return actor.holds(*MAY[act])
