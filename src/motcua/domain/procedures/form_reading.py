"""A form as it is filled in: which pages are done, what comes next, the answers to check, the parties they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.procedures.form_check import Checked, check, well_formed
from motcua.domain.procedures.form_fields import Option, Page
from motcua.domain.procedures.form_schema import Asked, CompiledForm, Kind
from motcua.domain.procedures.form_values import FieldError
from motcua.domain.procedures.revision import Text


class PageState(StrEnum):
    """How far a page is."""

    NOT_STARTED = "not_started"  # chưa làm
    IN_PROGRESS = "in_progress"  # đang làm
    DONE = "done"  # đã xong


@dataclass(frozen=True)
class PageSeen:
    """A page of the task list, with the ids of the fields shown on it."""

    page: Page
    state: PageState
    fields: tuple[str, ...]
    errors: tuple[FieldError, ...]


@dataclass(frozen=True)
class SummaryRow:
    """One answered or unanswered field on the check-answers page; a group has one list of rows for each of its own."""

    asked: Asked
    value: object  # None when not answered
    chosen: tuple[Option, ...] = ()  # of a choice or choices
    rows: tuple[tuple[SummaryRow, ...], ...] = ()  # of a group

    @property
    def id(self) -> str:
        return self.asked.id

    @property
    def label(self) -> Text:
        return self.asked.field.label


@dataclass(frozen=True)
class SummaryPage:
    key: str
    title: Text
    rows: tuple[SummaryRow, ...]


def pages(compiled: CompiledForm, answers: Mapping[str, object]) -> tuple[PageSeen, ...]:
    """Return the pages that are shown, each with its state.

    A page is begun as soon as any of its fields is in the draft, even blank (`from_post` keeps blanks as None), and
    done when nothing on it is wrong or missing. A page that asks nothing is done.
    """
    checked = check(compiled, answers)
    return tuple(_seen(compiled.page(key), checked, answers) for key in checked.pages)


def next_page(compiled: CompiledForm, answers: Mapping[str, object], after: str | None = None) -> str | None:
    """Return the key of the shown page after this one (the first when None); None when check-answers comes next.

    Raises KeyError for an unknown page.
    """
    shown = set(check(compiled, answers).pages)
    keys = [p.key for p in compiled.pages]
    start = 0 if after is None else keys.index(compiled.page(after).key) + 1
    return next((key for key in keys[start:] if key in shown), None)


def summary(compiled: CompiledForm, answers: Mapping[str, object]) -> tuple[SummaryPage, ...]:
    """Return what the citizen checks before sending: every shown field in order, answered or not."""
    checked = check(compiled, answers)
    out = []
    for key in checked.pages:
        page = compiled.page(key)
        ids = [f.id for f in page.asked if f.id in checked.shown]
        rows = tuple(_row(compiled.fields[id], checked.answers.get(id), checked) for id in ids)
        if rows:
            out.append(SummaryPage(key=key, title=page.title, rows=rows))
    return tuple(out)


def parties(compiled: CompiledForm, answers: Mapping[str, object]) -> list[dict[str, object]]:
    """Return the dossier's parties as the answers name them: role, ordinal and the parts that were answered.

    Fields inside a group give one party a row. Hidden and faulty answers name nobody; nor does a role that the form
    asks no name of: that is a place, see `addresses`.
    """
    named = {asked.field.party.role for asked in _every(compiled) if asked.field.party and asked.field.party.part == "name"}
    return [party for party in _rows(compiled, answers) if party["role"] in named]


def addresses(compiled: CompiledForm, answers: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    """Return the addresses that belong to a role, with it: where parties live, and the places that have no name."""
    found = [(str(row["role"]), row.get("address")) for row in _rows(compiled, answers)]
    return [(role, address) for role, address in found if isinstance(address, Mapping)]


def _rows(compiled: CompiledForm, answers: Mapping[str, object]) -> list[dict[str, object]]:
    checked = check(compiled, answers)
    wrong = {e.path for e in checked.errors}
    found: dict[tuple[str, int], dict[str, object]] = {}
    for asked, value, row, path in _leaves(compiled, checked.answers):
        party = asked.field.party
        if party is None or value is None or any(p[: len(path)] == path for p in wrong):
            continue
        key = (party.role, party.ordinal + row)
        found.setdefault(key, {"role": key[0], "ordinal": key[1]})[party.part] = value
    return [_one(found[key]) for key in found]


def prefill(compiled: CompiledForm, profile: Mapping[str, object]) -> dict[str, object]:
    """Return the answers a signed-in citizen's profile gives; what does not fit its field is left to be asked."""
    given = {
        id: profile.get(asked.field.prefill.removeprefix("profile."))
        for id, asked in compiled.fields.items()
        if asked.field.prefill is not None
    }
    return well_formed(compiled, given)


def _seen(page: Page, checked: Checked, answers: Mapping[str, object]) -> PageSeen:
    ids = tuple(f.id for f in page.asked if f.id in checked.shown)
    errors = checked.errors_of(ids)
    if ids and not any(id in answers for id in ids):
        state = PageState.NOT_STARTED
    else:
        state = PageState.IN_PROGRESS if errors else PageState.DONE
    return PageSeen(page=page, state=state, fields=ids, errors=errors)


def _row(asked: Asked, value: object, checked: Checked) -> SummaryRow:
    if asked.kind is Kind.GROUP and isinstance(value, list):
        inner = tuple(
            tuple(
                _row(asked.rows[id], row.get(id), checked)
                for id in asked.rows
                if id in checked.rows_shown[(asked.id, number)]
            )
            for number, row in enumerate(value)
        )
        return SummaryRow(asked=asked, value=value, rows=inner)
    values = value if isinstance(value, list) else [value]
    chosen = tuple(o for v in values if (o := asked.field.option(v)) is not None)
    return SummaryRow(asked=asked, value=value, chosen=chosen)


def _leaves(
    compiled: CompiledForm, answers: Mapping[str, object]
) -> Iterator[tuple[Asked, object, int, tuple[str | int, ...]]]:
    for id, asked in compiled.fields.items():
        value = answers.get(id)
        if asked.kind is Kind.GROUP and isinstance(value, list):
            for number, row in enumerate(value):
                for inner, field in asked.rows.items():
                    yield field, row.get(inner), number, (id, number, inner)
        else:
            yield asked, value, 0, (id,)


def _every(compiled: CompiledForm) -> Iterator[Asked]:
    for asked in compiled.fields.values():
        yield asked
        yield from asked.rows.values()


_ORDER = ("role", "ordinal", "name", "identity", "born", "sex", "phone", "email", "address")


def _one(party: Mapping[str, object]) -> dict[str, object]:
    known = {part: party[part] for part in _ORDER if part in party}
    return {**known, **{part: value for part, value in party.items() if part not in known}}
