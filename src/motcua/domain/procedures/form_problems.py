"""What is wrong with an e-form before it is published; a published form can be compiled, asked and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from motcua.domain.procedures import conditions, form_dates, form_fields, form_schema
from motcua.domain.procedures.form_fields import Field, NotAForm, Page, Widget
from motcua.domain.procedures.form_schema import ADDRESS_PARTS, Asked, CompiledForm, Kind
from motcua.domain.procedures.problem import Problem, advice, problem
from motcua.domain.procedures.revision import Text

_TEXTS = frozenset({Kind.TEXT})
KINDS: Mapping[Widget, frozenset[Kind]] = {
    Widget.NAME: _TEXTS,
    Widget.TEXT: _TEXTS,
    Widget.TEXTAREA: _TEXTS,
    Widget.DATE: _TEXTS,
    Widget.PARTIAL_DATE: _TEXTS,
    Widget.CHOICE: _TEXTS,
    Widget.CHOICES: frozenset({Kind.CHOICES}),
    Widget.YES_NO: frozenset({Kind.BOOLEAN}),
    Widget.IDENTITY: _TEXTS,
    Widget.TAX_CODE: _TEXTS,
    Widget.PHONE: _TEXTS,
    Widget.EMAIL: _TEXTS,
    Widget.ADDRESS: frozenset({Kind.ADDRESS}),
    Widget.MONEY: frozenset({Kind.INTEGER, Kind.TEXT}),
    Widget.NUMBER: frozenset({Kind.INTEGER, Kind.NUMBER}),
    Widget.GROUP: frozenset({Kind.GROUP}),
}
PLACES = frozenset({"subject"})  # a role that may have an address and no name: a parcel, the premises of a business
_PART_WIDGETS = {
    "address": {Widget.ADDRESS},
    "born": {Widget.DATE, Widget.PARTIAL_DATE},
    "phone": {Widget.PHONE},
    "email": {Widget.EMAIL},
}


def problems_at_publication(form: Mapping[str, object]) -> list[Problem]:
    """Return everything that is wrong with the form, worst first; empty when it may be published."""
    try:
        pages = form_fields.pages(form)
        schema = form_schema.object_schema(form)
        found = [*_layout(pages, schema), *_texts(pages)]
        if any(p.blocking for p in found):
            return found
        compiled = form_schema.compile(form)
    except NotAForm as fault:
        return [Problem(fault.where, fault.code, fault.params)]
    except conditions.BadCondition as fault:
        return [Problem("layout", fault.code, fault.params)]
    return [*_fields(compiled), *_conditions(compiled), *_parties(compiled), *found]


def of_condition(source: str, where: str, compiled: CompiledForm | None) -> list[Problem]:
    """Return what is wrong with a condition over the answers of a form, wherever in the revision it stands."""
    try:
        condition = conditions.compile(source)
    except conditions.BadCondition as fault:
        return [Problem(where, fault.code, fault.params)]
    return _of_condition(condition, where, {} if compiled is None else compiled.fields)


def _layout(pages: Sequence[Page], schema: Mapping[str, object]) -> Iterator[Problem]:
    for key in _twice(p.key for p in pages):
        yield problem("layout.pages", "form_twice", id=key)
    asked = [f for page in pages for f in page.asked]
    if not asked:
        yield problem("layout.pages", "form_empty")
    yield from _laid_out(asked, schema, schema, "schema")


def _laid_out(
    asked: Sequence[Field], schema: Mapping[str, object], root: Mapping[str, object], where: str
) -> Iterator[Problem]:
    """Every property is laid out exactly once, every field has its property, every required name is a property."""
    properties = schema.get("properties")
    known = properties if isinstance(properties, Mapping) else {}
    ids = [f.id for f in asked]
    for id in _twice(ids):
        yield problem(where, "form_twice", id=id)
    for id in sorted(set(known) - set(ids)):
        yield problem(f"{where}.properties.{id}", "schema_not_laid_out", id=id)
    for id in sorted(set(ids) - set(known)):
        yield problem(id, "schema_missing", id=id)
    for id in sorted(form_schema.required_names(schema, where) - set(known)):
        yield problem(f"{where}.required", "schema_required", found=id)
    for field in asked:
        if field.widget is Widget.GROUP and field.id in known:
            inner = f"{where}.properties.{field.id}"
            group = form_schema.resolved(known[field.id], root, inner)
            if form_schema.kind_of(group, inner) is Kind.GROUP:
                items = form_schema.resolved(group["items"], root, f"{inner}.items")
                notes = [f for f in field.fields if f.widget is not Widget.NOTE]
                yield from _laid_out(notes, items, root, f"{inner}.items")


def _texts(pages: Sequence[Page]) -> Iterator[Problem]:
    for page in pages:
        yield from _text(page.title, f"{page.key}.title")
        yield from _text(page.intro, f"{page.key}.intro")
        for field in form_fields.every(page.fields):
            yield from _text(field.label, f"{field.id}.label")
            yield from _text(field.hint, f"{field.id}.hint")
            yield from _text(field.add_label, f"{field.id}.add_label")
            for option in field.options:
                yield from _text(option.label, f"{field.id}.options.{option.value}")


def _text(text: Text | None, where: str) -> Iterator[Problem]:
    if text is None:
        return
    if not text.vi.strip():
        yield problem(where, "text_vi")
    elif not (text.en or "").strip():
        yield advice(where, "text_en", text=text.vi)


def _fields(compiled: CompiledForm) -> Iterator[Problem]:
    for asked in _every(compiled):
        widget = asked.field.widget
        if asked.kind not in KINDS[widget]:
            yield problem(asked.id, "widget_type", widget=widget.value, type=asked.kind.value)
            continue
        yield from _options(asked)
        yield from _bounds(asked, compiled)
        if asked.field.prefill == "profile.address" and widget is not Widget.ADDRESS:
            yield problem(asked.id, "form_prefill", found=asked.field.prefill)


def _bounds(asked: Asked, compiled: CompiledForm) -> Iterator[Problem]:
    """The days between which a date lies are named by dates of the same form or row, and only for a date."""
    group = next((g for g in compiled.fields.values() if asked.id in g.rows), None)
    known = {**compiled.fields, **(group.rows if group else {})}
    for bound in (*asked.field.not_before, *asked.field.not_after):
        other = form_dates.named(bound)
        if asked.field.widget not in form_dates.DATES:
            yield problem(asked.id, "bound_widget", widget=asked.field.widget.value)
        elif other is not None and (other not in known or known[other].field.widget not in form_dates.DATES):
            yield problem(asked.id, "bound_unknown", name=other)


def _options(asked: Asked) -> Iterator[Problem]:
    source = asked.schema.get("items") if asked.kind is Kind.CHOICES else asked.schema
    allowed = source.get("enum") if isinstance(source, Mapping) else None
    values = [o.value for o in asked.field.options]
    if asked.field.widget not in (Widget.CHOICE, Widget.CHOICES):
        if values or allowed is not None:
            yield problem(asked.id, "options_widget", widget=asked.field.widget.value)
        return
    if not isinstance(allowed, list) or not values:
        yield problem(asked.id, "options_missing")
        return
    for value in sorted(set(_twice(values)) | (set(values) ^ set(map(str, allowed)))):
        yield problem(asked.id, "options_differ", value=value)


def _conditions(compiled: CompiledForm) -> Iterator[Problem]:
    for page in compiled.pages:
        condition = compiled.page_when[page.key]
        if condition is not None:
            yield from _of_condition(condition, f"{page.key}.when", compiled.fields)
            yield from _later(condition.names, page.key, f"{page.key}.when", compiled)
    for id, asked in compiled.fields.items():
        if asked.when is not None:
            yield from _of_condition(asked.when, f"{id}.when", compiled.fields)
            yield from _later(asked.when.names, asked.page, f"{id}.when", compiled)
        for inner, row in asked.rows.items():
            if row.when is not None:
                fields = {**compiled.fields, **asked.rows}
                yield from _of_condition(row.when, f"{id}.{inner}.when", fields)
                outside = row.when.names - set(asked.rows)
                yield from _later(outside, asked.page, f"{id}.{inner}.when", compiled)


def _of_condition(condition: conditions.Condition, where: str, fields: Mapping[str, Asked]) -> list[Problem]:
    unknown = conditions.unknown(condition, form_schema.shape(fields))
    if unknown:
        return [problem(where, "condition_unknown", name=name) for name in unknown]
    shadowed = sorted(condition.bound & set(fields))
    if shadowed:
        return [problem(where, "condition_bound", name=shadowed[0])]
    wrong = conditions.wrong_options(condition, _option_values(fields))
    if wrong:
        return [problem(where, "condition_option", name=name, value=value) for name, value in wrong]
    samples = {id: [*_samples(asked), None] for id, asked in fields.items()}
    fault = conditions.trial(condition, samples)
    return [problem(where, "condition_type", detail=fault)] if fault else []


def _later(names: frozenset[str], page: str, where: str, compiled: CompiledForm) -> Iterator[Problem]:
    """A condition reads earlier pages: what depends on the same page would appear only after it was sent."""
    keys = [p.key for p in compiled.pages]
    for name in sorted(names):
        asked = compiled.fields.get(name)
        if asked is not None and keys.index(asked.page) >= keys.index(page):
            yield advice(where, "condition_same_page" if asked.page == page else "condition_later", name=name)


def _parties(compiled: CompiledForm) -> Iterator[Problem]:
    parts: dict[tuple[str, int], list[Asked]] = {}
    for asked in _every(compiled):
        party = asked.field.party
        if party is not None:
            parts.setdefault((party.role, party.ordinal), []).append(asked)
            wanted = _PART_WIDGETS.get(party.part)
            if wanted is not None and asked.field.widget not in wanted:
                yield problem(asked.id, "party_widget", part=party.part, widget=asked.field.widget.value)
    for (role, ordinal), fields in parts.items():
        named = [f.field.party.part for f in fields if f.field.party]
        if "name" not in named and not (role in PLACES and named == ["address"]):
            yield problem(fields[0].id, "party_name", role=role if ordinal == 1 else f"{role}#{ordinal}")
        always = [f for f in fields if f.when is None and compiled.page_when[f.page] is None]
        for part in _twice(f.field.party.part for f in always if f.field.party):
            yield problem(always[0].id, "party_twice", role=role, part=part)


def _every(compiled: CompiledForm) -> Iterator[Asked]:
    for asked in compiled.fields.values():
        yield asked
        yield from asked.rows.values()


def _option_values(fields: Mapping[str, Asked]) -> dict[tuple[str, ...], Sequence[str]]:
    out: dict[tuple[str, ...], Sequence[str]] = {}
    for id, asked in fields.items():
        values = [o.value for o in asked.field.options]
        if asked.kind is Kind.CHOICES:
            out[(id, "*")] = values
        elif values:
            out[(id,)] = values
        for inner, row in asked.rows.items():
            if row.field.options:
                path = (id, "*", inner, "*") if row.kind is Kind.CHOICES else (id, "*", inner)
                out[path] = [o.value for o in row.field.options]
    return out


def _samples(asked: Asked) -> list[object]:
    """Return answers of the field's kind to try conditions on; a number may come whole or broken."""
    first = asked.field.options[0].value if asked.field.options else "x"
    rows = {id: _samples(row) for id, row in asked.rows.items()}
    samples: dict[Kind, list[object]] = {
        Kind.TEXT: [first],
        Kind.INTEGER: [1],
        Kind.NUMBER: [1.5, 1],
        Kind.BOOLEAN: [True],
        Kind.ADDRESS: [dict.fromkeys(ADDRESS_PARTS, "x")],
        Kind.CHOICES: [[first]],
        Kind.GROUP: [[{id: some[place] for id, some in rows.items()}] for place in (0, -1)],
    }
    return samples[asked.kind]


def _twice(values: Iterator[str] | Sequence[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)
