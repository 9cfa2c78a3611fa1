"""Who may do what with a campaign: control prepares, reminds and closes, the province's leader approves, heads answer for their units."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from motcua.domain.permissions.roles import Actor, Role


class CampaignAct(StrEnum):
    """An act on a campaign."""

    PREPARE = "prepare_campaign"  # soạn kế hoạch
    APPROVE = "approve_campaign"  # phê duyệt
    REMIND = "remind_campaign"  # đôn đốc
    GIVE_TASK = "give_campaign_task"  # giao nhiệm vụ
    CLOSE = "close_campaign"  # kết thúc
    ANSWER = "answer_campaign"  # trả lời đôn đốc, báo nhiệm vụ xong, trả lời khó khăn: of one's own unit
    REPORT_DIFFICULTY = "report_campaign_difficulty"  # gửi khó khăn, vướng mắc: of one's own unit


_HEADS = (Role.HEAD, Role.ONE_STOP_HEAD)

# THE table: each act, who may take it.
MAY: Mapping[CampaignAct, tuple[Role, ...]] = {
    CampaignAct.PREPARE: (Role.CONTROLLER,),
    CampaignAct.APPROVE: (Role.LEADER,),
    CampaignAct.REMIND: (Role.CONTROLLER, Role.LEADER),
    CampaignAct.GIVE_TASK: (Role.CONTROLLER, Role.LEADER),
    CampaignAct.CLOSE: (Role.CONTROLLER, Role.LEADER),
    CampaignAct.ANSWER: _HEADS,
    CampaignAct.REPORT_DIFFICULTY: _HEADS,
}
FOR_A_UNIT = frozenset({CampaignAct.ANSWER, CampaignAct.REPORT_DIFFICULTY})


def may(actor: Actor, act: CampaignAct, *, top: str) -> bool:
    """Return whether the actor may take the act for the province whose committee is `top`: with a role held there.

    Controllers reach the whole province by their role. Acts for a unit are asked of `may_for`.
    """
    if act in FOR_A_UNIT:
        return actor.holds(*MAY[act])
    controls = Role.CONTROLLER in MAY[act] and actor.holds(Role.CONTROLLER)
    return controls or (Role.LEADER in MAY[act] and top in actor.units_as(Role.LEADER))


def may_for(actor: Actor, act: CampaignAct, unit: str, *, parts: frozenset[str]) -> bool:
    """Return whether the actor may take an act for a unit: as its head, or as head of a one-stop among the units directly under it (`parts`)."""
    if act not in FOR_A_UNIT:
        return False
    one_stops = actor.units_as(Role.ONE_STOP_HEAD)
    return unit in actor.units_as(Role.HEAD) or unit in one_stops or bool(parts & one_stops)
