"""A workflow with everything in it, for tests: a certificate that a head signs and the records office issues."""

from __future__ import annotations

from dataclasses import replace

from motcua.domain.procedures.revision import Consult, Step, Text, Workflow


def step(key: str, role: str, hours: int, unit: str = "competent", **next: str) -> Step:
    return Step(
        key=key, name=Text(vi=f"Bước {key}", en=f"Step {key}"), unit=unit, role=role, hours=hours, next=next
    )


LAND = Consult(key="land", name=Text(vi="Cơ quan đất đai"), unit="province:H21.11", hours=8)

WORKFLOW = Workflow(
    steps=(
        step("check", "clerk", 4, "received", forward="assess"),
        replace(step("assess", "officer", 16, propose="sign", send_back="check"), consults=(LAND,)),
        replace(step("tax", "officer", 8, "linked:tax", forward="sign"), linked=True),
        step("sign", "head", 4, approve="number", send_back="assess", forward="tax"),
        step("number", "records", 2, issue="hand_over"),
        step("hand_over", "clerk", 2, "received", forward="end"),
    )
)
GOOD = Workflow(
    steps=(
        *WORKFLOW.steps[:2],
        step("sign", "head", 4, approve="number", send_back="assess", forward="tax"),
        replace(step("tax", "officer", 8, "linked:tax", forward="number"), linked=True),
        *WORKFLOW.steps[4:],
    )
)


def changed(at: str, **parts: object) -> Workflow:
    """The workflow with one step changed."""
    return Workflow(
        steps=tuple(replace(s, **parts) if s.key == at else s for s in GOOD.steps)  # type: ignore[arg-type]
    )
