"""How far a draft is: what is asked, what is done, what is wrong, and at which counter it is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.people import parties as people
from motcua.domain.people import units
from motcua.domain.people.party import Party
from motcua.domain.people.units import Unit, UnitKind
from motcua.domain.procedures import conditions, form
from motcua.domain.procedures.form import Checked, FieldError
from motcua.domain.procedures.form_schema import Kind
from motcua.domain.procedures.revision import Case, Component, Level
from motcua.queries import routing
from motcua.queries.configuration import Configuration
from motcua.queries.drafts import Held
from motcua.services import addresses, draft_parties

WAYS = ("counter", "post", "online")  # how a result is received: tại quầy, qua bưu điện, bản điện tử

DONE, STARTED, NOT_BEGUN, OPTIONAL = "done", "started", "todo", "optional"


@dataclass(frozen=True)
class Task:
    """One line of the task list: `kind` is case, page, paper or result; `key` names the page or component."""

    kind: str
    key: str
    state: str


@dataclass(frozen=True)
class Where:
    """Where the filing goes: a unit that follows from the answers, or a choice; or another province's business."""

    unit: Unit | None
    choices: tuple[Unit, ...] = ()
    likely: Unit | None = None
    elsewhere: str = ""  # the province that is competent, when it is not this one

    @property
    def chosen_by_citizen(self) -> bool:
        """Tell whether the citizen says at which counter the dossier is handed in."""
        return bool(self.choices)


@dataclass(frozen=True)
class Look:
    """A draft looked at as a whole."""

    held: Held
    checked: Checked
    errors: tuple[FieldError, ...]
    choices: tuple[Case, ...]
    case: str
    components: tuple[Component, ...]
    where: Where
    parties: tuple[Party, ...]
    party_problems: tuple[tuple[str, str], ...]  # (path, code) of what keeps the parties from being filed
    tasks: tuple[Task, ...]

    @property
    def ready(self) -> bool:
        """Tell whether it can be sent."""
        done = all(task.state in (DONE, OPTIONAL) for task in self.tasks)
        return done and not self.party_problems and not self.where.elsewhere

    def errors_of(self, page: str) -> tuple[FieldError, ...]:
        """Return what is wrong on a page of the form."""
        ids = {field.id for field in self.held.form.page(page).asked}
        return tuple(error for error in self.errors if error.path and error.path[0] in ids)


def look(held: Held, *, profile: Mapping[str, Any], config: Configuration, day: dt.date, at_practice: Unit | None = None) -> Look:
    """Return how far a draft is on a day; what is practised is handed in at the centre of practice."""
    checked = form.check(held.form, held.answers, today=day)
    errors = (*checked.errors, *_area_errors(held, checked, config, day))
    choices = tuple(case for case in held.revision.cases if case.when is None)
    case = case_of(held, checked.answers)
    components = components_of(held, case, checked.answers)
    areas = draft_parties.areas_of(held, config, day, held.answers)
    where = Where(at_practice) if at_practice else receiving(held, config, day, areas)
    parties, party_problems = _parties(held, profile, config, day)
    tasks = (
        *_case_task(choices, case),
        *_page_tasks(held, checked, errors),
        *(Task("paper", c.key, _paper_state(c, held)) for c in components),
        Task("result", "", _result_state(held, where)),
    )
    return Look(held, checked, errors, choices, case, components, where, parties, party_problems, tasks)


def case_of(held: Held, answers: Mapping[str, object]) -> str:
    """Return the case that the answers make, else the one chosen."""
    for case in held.revision.cases:
        if case.when is not None and conditions.holds(case.when, answers):
            return case.key
    chosen = {case.key for case in held.revision.cases if case.when is None}
    return held.case if held.case in chosen else ""


def components_of(held: Held, case: str, answers: Mapping[str, object]) -> tuple[Component, ...]:
    """Return the papers to be uploaded: those of the case, without what the form itself says or is only shown."""
    return tuple(
        component
        for component in held.revision.needed(case or None)
        if not (component.from_form and held.revision.form is not None)
        and not component.show_only
        and (component.when is None or conditions.holds(component.when, answers))
    )


def shown_only(held: Held, case: str, answers: Mapping[str, object]) -> tuple[Component, ...]:
    """Return the papers that are only shown to the officer, never uploaded."""
    return tuple(
        component
        for component in held.revision.needed(case or None)
        if component.show_only and (component.when is None or conditions.holds(component.when, answers))
    )


def receiving(held: Held, config: Configuration, day: dt.date, areas: Mapping[str, addresses.Found]) -> Where:
    """Return at which counter the filing is handed in: it follows from who is competent, or the citizen chooses."""
    rule = held.revision.competence
    if rule.unit_code is not None or (rule.level is Level.PROVINCE and not rule.kind):
        return Where(_provincial(config, rule.unit_code, day))
    found = areas.get(rule.by) or areas.get("applicant")
    own = _centre_in(config, found.code, day) if found and found.code else None
    choices = centres(config, day, level=units.Level.COMMUNE)
    if rule.by == "receiving":
        return Where(_among(held, choices), choices, likely=own)
    if own is not None:
        return Where(own)
    if found is not None and found.province is not None and not addresses.is_ours(found.province.name):
        return Where(None, elsewhere=found.province.name)
    return Where(_among(held, choices), choices)


def centres(config: Configuration, day: dt.date, *, level: units.Level | None = None) -> tuple[Unit, ...]:
    """Return the one-stop centres in force, by name."""
    found = [
        unit
        for unit in config.units.values()
        if unit.kind is UnitKind.ONE_STOP_CENTRE and units.in_force(unit, day) and level in (None, unit.level)
    ]
    return tuple(sorted(found, key=lambda unit: (unit.level is not units.Level.PROVINCE, unit.name)))


def _provincial(config: Configuration, code: str | None, day: dt.date) -> Unit | None:
    unit = config.unit_by_code(code, day) if code else None
    if unit is None:
        committees = (u for u in config.units.values() if u.kind is UnitKind.PROVINCE_COMMITTEE)
        unit = next((u for u in committees if units.in_force(u, day)), None)
    try:
        return routing.centre_of(config, unit, day) if unit else None
    except routing.NoCompetentUnit:
        return None


def _centre_in(config: Configuration, area: str, day: dt.date) -> Unit | None:
    try:
        return routing.centre_of(config, routing.commune_in(config, area, day), day)
    except routing.NoCompetentUnit:
        return None


def _among(held: Held, choices: Iterable[Unit]) -> Unit | None:
    return next((unit for unit in choices if unit.id == held.unit_id), None)


def _area_errors(held: Held, checked: Checked, config: Configuration, day: dt.date) -> list[FieldError]:
    """A commune that the province does not have is named where it was typed: who is competent hangs on it."""
    wrong = {error.path[0] for error in checked.errors if error.path}
    found = []
    for id, asked in held.form.fields.items():
        given = checked.answers.get(id)
        if (
            asked.kind is Kind.ADDRESS
            and isinstance(given, Mapping)
            and id not in wrong
            and asked.field.party is not None
        ):
            area = addresses.resolve(config, given, day)
            if area.unknown_commune and area.province is not None:
                params = {"province": area.province.name, "near": ", ".join(area.near)}
                found.append(FieldError((id, "commune"), "commune_unknown", params))
    return found


def _parties(
    held: Held, profile: Mapping[str, Any], config: Configuration, day: dt.date
) -> tuple[tuple[Party, ...], tuple[tuple[str, str], ...]]:
    try:
        found = draft_parties.of(held, profile, config, day, held.answers)
    except draft_parties.NotYou:
        return (), (("parties", "not_you"),)
    problems = tuple(
        (f"parties.{p.place}" if p.place is not None else "parties", p.code.value)
        for p in people.check(found, on=day)
    )
    return found, problems


def _case_task(choices: tuple[Case, ...], case: str) -> tuple[Task, ...]:
    return (Task("case", "", DONE if case else NOT_BEGUN),) if choices else ()


def _page_tasks(held: Held, checked: Checked, errors: tuple[FieldError, ...]) -> list[Task]:
    tasks = []
    for key in checked.pages:
        ids = {f.id for f in held.form.page(key).asked if f.id in checked.shown}
        wrong = any(e.path and e.path[0] in ids for e in errors)
        if ids and not any(id in held.answers for id in ids):
            state = NOT_BEGUN
        elif not wrong and key in _prefilled(held):
            state = STARTED
        else:
            state = STARTED if wrong else DONE
        tasks.append(Task("page", key, state))
    return tasks


def _prefilled(held: Held) -> set[str]:
    """Pages that hold only what was filled in for the citizen, who has not looked at them yet."""
    filled, touched = held.body.get("prefilled"), held.body.get("touched")
    return set(filled or ()) - set(touched or ())


def _paper_state(component: Component, held: Held) -> str:
    if held.files.get(component.key):
        return DONE
    return NOT_BEGUN if component.required else OPTIONAL


def _result_state(held: Held, where: Where) -> str:
    way = held.result.get("way")
    if way not in WAYS:
        return NOT_BEGUN
    complete = where.unit is not None and (way != "post" or held.result.get("address"))
    return DONE if complete else STARTED
