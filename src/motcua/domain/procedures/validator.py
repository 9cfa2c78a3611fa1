"""What is wrong with a revision before it is published: the parts the law wants, and those that filing needs.

Source: NĐ 63/2010/NĐ-CP Điều 8 (amended by NĐ 92/2017/NĐ-CP): name, order of work, ways of filing, papers and number
of sets, time limit, who it is for, who settles it. NĐ 224/2026/NĐ-CP Điều 14: a partial online service says why.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from motcua.domain.procedures import conditions, form_problems, form_schema, time_limits, workflow
from motcua.domain.procedures.form_fields import NotAForm
from motcua.domain.procedures.form_schema import CompiledForm, Kind
from motcua.domain.procedures.problem import Problem, advice, problem
from motcua.domain.procedures.revision import (
    Channel,
    ChannelRule,
    Component,
    FeeItem,
    HandledBy,
    IssuedBy,
    OnlineLevel,
    Revision,
    Tier,
)
from motcua.domain.procedures.workflow import Staffed

DAYS_AHEAD = 5  # of publication before the rule takes effect, NĐ 63/2010/NĐ-CP Điều 15


def problems(revision: Revision, *, staffed: Staffed | None = None) -> list[Problem]:
    """Return everything that stands between the revision and its publication, what blocks first.

    `staffed` tells whether a role is held in the unit a selector names; without it staffing is not judged.
    """
    compiled, form_faults = _form(revision)
    found = [
        *_law(revision),
        *_competence(revision, compiled),
        *_online(revision),
        *_keys(revision),
        *_components(revision, compiled),
        *_channels(revision),
        *_fees(revision, compiled),
        *_cases(revision, compiled),
        *_results(revision),
        *form_faults,
        *_workflow(revision, staffed),
    ]
    return sorted(found, key=lambda p: not p.blocking)


def published_in_time(published_on: dt.date, effective_from: dt.date) -> bool:
    """Return whether a province announced the procedure at least five days before it takes effect (R42)."""
    return effective_from - published_on >= dt.timedelta(days=DAYS_AHEAD)


def tiers_wrong(tiers: Sequence[Tier]) -> bool:
    """Return whether the tiers do not rise from unit to unit, or start before the first."""
    starts = [tier.from_unit for tier in tiers]
    return any(start < 1 for start in starts) or starts != sorted(set(starts))


def _law(revision: Revision) -> Iterator[Problem]:
    """The mandatory parts."""
    parts = {
        "name": revision.name.vi,
        "execution": revision.execution,
        "decision": revision.decision,
        "publisher": revision.publisher,
        "field.name": revision.field.name.vi,
        "competence.title": revision.competence.title,
    }
    for where, text in parts.items():
        if not text.strip():
            yield problem(where, "part_missing")
    for where, rows in {
        "channels": revision.channels,
        "components": revision.components,
        "audience": revision.audience,
        "levels": revision.levels,
        "legal_basis": revision.legal_basis,
    }.items():
        if not rows:
            yield problem(where, "part_missing")
    if revision.copies_of_dossier < 1:
        yield problem("copies_of_dossier", "copies_of_dossier")
    if revision.effective_to is not None and revision.effective_to < revision.effective_from:
        yield problem("effective_to", "row_days")


def _competence(revision: Revision, compiled: CompiledForm | None) -> Iterator[Problem]:
    """A form that asks where the owner lives asks where the subject is too, where that decides: else the owner's home would."""
    rule = revision.competence
    if compiled is None or rule.by != "subject" or rule.unit_code is not None:
        return
    parts = (asked.field.party for asked in compiled.fields.values())
    roles = {p.role for p in parts if p is not None and p.part == "address"}
    if "owner" in roles and roles.isdisjoint(("subject", "deceased")):
        yield problem("competence.by", "subject_address")


def _online(revision: Revision) -> Iterator[Problem]:
    online = any(rule.channel is Channel.ONLINE for rule in revision.channels)
    here = revision.handled_by is HandledBy.HERE
    if revision.online is OnlineLevel.PARTIAL and revision.online_reason is None:
        yield problem("online_reason", "partial_reason")
    if revision.online is OnlineLevel.NONE and online:
        yield problem("online", "online_none")
    if revision.online is not OnlineLevel.NONE and here and not online:
        yield problem("channels", "online_rule")
    if not here and not revision.system.strip():
        yield problem("system", "system_missing")
    if here and online and revision.form is None:
        yield advice("form", "form_missing")


def _keys(revision: Revision) -> Iterator[Problem]:
    for where, keys in {
        "cases": [case.key for case in revision.cases],
        "components": [component.key for component in revision.components],
        "fees": [fee.key for fee in revision.fees],
        "results": [result.key for result in revision.results],
    }.items():
        for key, times in Counter(keys).items():
            if times > 1:
                yield problem(f"{where}.{key}", "key_twice", key=key)
            if not key.strip():
                yield problem(where, "key_empty")


def _components(revision: Revision, compiled: CompiledForm | None) -> Iterator[Problem]:
    for component in revision.components:
        where = f"components.{component.key}"
        if not component.name.vi.strip():
            yield problem(f"{where}.name", "part_missing")
        yield from _known_cases(component.cases, where, revision)
        yield from _condition(component.when, where, compiled)
        if min(component.originals, component.certified, component.copies) < 0:
            yield problem(where, "component_quantity")
        elif _without_quantity(component):
            yield advice(where, "component_quantity")
        if component.from_form and revision.form is None and _files_online(revision):
            yield advice(where, "component_form")


def _without_quantity(component: Component) -> bool:
    counted = component.originals + component.certified + component.copies
    return counted == 0 and not component.show_only and not component.from_form


def _files_online(revision: Revision) -> bool:
    return any(rule.channel is Channel.ONLINE for rule in revision.channels)


def _channels(revision: Revision) -> Iterator[Problem]:
    fees = {fee.key for fee in revision.fees}
    seen: Counter[tuple[Channel, str | None]] = Counter()
    for rule in revision.channels:
        where = f"channels.{rule.channel.value}"
        if rule.limit is None:
            yield problem(f"{where}.limit", "part_missing")
        elif not time_limits.known(rule.limit):
            unit, amount = rule.limit.unit, rule.limit.amount
            yield problem(f"{where}.limit", "limit_unknown", unit=unit, amount=amount)
        for key in sorted(set(rule.fees) - fees):
            yield problem(f"{where}.fees", "fee_unknown", key=key)
        yield from _known_cases(rule.cases, where, revision)
        seen.update((rule.channel, case) for case in rule.cases or (None,))
    for (channel, case), times in seen.items():
        if times > 1:
            yield problem(f"channels.{channel.value}", "channel_twice", case=case or "")
    yield from _uncovered(revision)


def _uncovered(revision: Revision) -> Iterator[Problem]:
    """Every case has a rule in every channel that is offered: otherwise it has neither limit nor price there."""
    for channel in dict.fromkeys(rule.channel for rule in revision.channels):
        for case in revision.cases:
            if revision.rule(channel, case.key) is None:
                yield problem(f"channels.{channel.value}", "channel_case", case=case.key)


def _fees(revision: Revision, compiled: CompiledForm | None) -> Iterator[Problem]:
    for fee in revision.fees:
        where = f"fees.{fee.key}"
        amounts = [fee.amount, fee.cap or 0, *(tier.amount for tier in fee.tiers)]
        if any(amount < 0 for amount in amounts):
            yield problem(where, "fee_amount")
        if tiers_wrong(fee.tiers):
            yield problem(f"{where}.tiers", "fee_tiers")
        if not fee.basis.strip():
            yield problem(f"{where}.basis", "fee_basis")
        yield from _condition(fee.when, where, compiled)
        yield from _quantity(fee, where, compiled)


def _quantity(fee: FeeItem, where: str, compiled: CompiledForm | None) -> Iterator[Problem]:
    for part, name in (("quantity_from", fee.quantity_from), ("copies_from", fee.copies_from)):
        asked = None if compiled is None or name is None else compiled.fields.get(name)
        if name is not None and (asked is None or asked.kind not in (Kind.INTEGER, Kind.GROUP)):
            yield problem(f"{where}.{part}", "fee_quantity", name=name)


def _cases(revision: Revision, compiled: CompiledForm | None) -> Iterator[Problem]:
    for case in revision.cases:
        if not case.name.vi.strip():
            yield problem(f"cases.{case.key}.name", "part_missing")
        yield from _condition(case.when, f"cases.{case.key}", compiled)


def _results(revision: Revision) -> Iterator[Problem]:
    if revision.handled_by is HandledBy.HERE and revision.in_scope and not revision.results:
        yield problem("results", "result_missing")
    for result in revision.results:
        where = f"results.{result.key}"
        if not result.name.vi.strip():
            yield problem(f"{where}.name", "part_missing")
        if result.issued_by is IssuedBy.SECTOR and not result.system.strip():
            yield problem(f"{where}.system", "system_missing")
        if result.valid_months is not None and result.valid_months < 1:
            yield problem(f"{where}.valid_months", "result_months")


def _workflow(revision: Revision, staffed: Staffed | None) -> Iterator[Problem]:
    if revision.workflow is None:
        if revision.handled_by is HandledBy.HERE and revision.in_scope:
            yield problem("workflow", "workflow_empty")
        return
    hours = [_hours(rule) for rule in revision.channels]
    shortest = min((h for h in hours if h is not None), default=None)
    for found in workflow.problems(revision.workflow, limit_hours=shortest, staffed=staffed):
        yield Problem(f"workflow.{found.where}", found.code, found.params, found.blocking)


def _hours(rule: ChannelRule) -> int | None:
    return (
        None
        if rule.limit is None or not time_limits.known(rule.limit)
        else time_limits.working_hours(rule.limit)
    )


def _form(revision: Revision) -> tuple[CompiledForm | None, list[Problem]]:
    if revision.form is None:
        return None, []
    found = form_problems.problems_at_publication(revision.form)
    placed = [Problem(f"form.{p.where}", p.code, p.params, p.blocking) for p in found]
    try:
        return form_schema.compile(revision.form), placed
    except (NotAForm, conditions.BadCondition):
        return None, placed


def _condition(source: str | None, where: str, compiled: CompiledForm | None) -> list[Problem]:
    return [] if source is None else form_problems.of_condition(source, f"{where}.when", compiled)


def _known_cases(cases: Iterable[str], where: str, revision: Revision) -> Iterator[Problem]:
    known = {case.key for case in revision.cases}
    for key in sorted(set(cases) - known):
        yield problem(f"{where}.cases", "case_unknown", key=key)
