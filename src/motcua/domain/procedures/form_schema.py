"""An e-form compiled once, at publication: its pages, its validator, its conditions and the order to judge them in."""

from __future__ import annotations

import graphlib
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as part
from enum import StrEnum

import jsonschema_rs

from motcua.domain.procedures import conditions, form_fields, form_formats
from motcua.domain.procedures.form_fields import Field, NotAForm, Page, Widget

LONGEST_TEXT = 500  # characters, unless the schema says otherwise
LONGEST_TEXTAREA = 5000
MOST_ROWS = 100
ADDRESS_PARTS = ("line", "commune", "province", "old_commune")

_ROOT = {"$schema", "$id", "$defs", "type", "title", "description", "properties", "required"}


class Kind(StrEnum):
    """What an answer is, as the schema says."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ADDRESS = "address"
    CHOICES = "choices"
    GROUP = "group"


_DEFAULT_FORMAT = {
    Widget.NAME: "vn-name",
    Widget.IDENTITY: "vn-identity",
    Widget.TAX_CODE: "vn-tax-code",
    Widget.PHONE: "vn-phone",
    Widget.EMAIL: "vn-email",
    Widget.DATE: "vn-date",
    Widget.PARTIAL_DATE: "vn-partial-date",
}


@dataclass(frozen=True, eq=False)
class Asked:
    """A field as compiled: what it takes, whether it must be answered, and when it is shown."""

    field: Field
    page: str
    kind: Kind
    required: bool
    schema: Mapping[str, object] = part(repr=False)
    when: conditions.Condition | None = None
    format: form_formats.Format | None = None
    longest: int = LONGEST_TEXT
    most_rows: int = MOST_ROWS
    required_parts: frozenset[str] = frozenset()  # of an address
    rows: Mapping[str, Asked] = part(default_factory=dict)  # of a group: its fields, as laid out
    row_order: tuple[str, ...] = ()  # of a group: its fields in the order to judge them

    @property
    def id(self) -> str:
        return self.field.id


@dataclass(frozen=True, eq=False)
class CompiledForm:
    """A form ready to be asked, checked and read; made by `compile`, kept with the revision."""

    pages: tuple[Page, ...]
    page_when: Mapping[str, conditions.Condition | None]
    fields: Mapping[str, Asked]
    order: tuple[tuple[str, str], ...]  # ("page", key) and ("field", id), what is read before what reads it
    validator: jsonschema_rs.Validator = part(repr=False)

    def page(self, key: str) -> Page:
        """Return the page named `key`. Raises KeyError."""
        for page in self.pages:
            if page.key == key:
                return page
        raise KeyError(key)

    @property
    def shape(self) -> conditions.Shape:
        """Return what the answers look like, for conditions elsewhere in the revision."""
        return shape(self.fields)


def compile(form: Mapping[str, object]) -> CompiledForm:
    """Return the compiled form. Raises NotAForm (layout, schema, cycle) and BadCondition."""
    pages = form_fields.pages(form)
    schema = object_schema(form)
    fields: dict[str, Asked] = {}
    for page in pages:
        for field in page.asked:
            if field.id in fields:
                raise NotAForm(field.id, "form_twice", id=field.id)
            fields[field.id] = _asked(field, page.key, schema, schema, f"schema.properties.{field.id}")
    page_when = {p.key: None if p.when is None else conditions.compile(p.when) for p in pages}
    return CompiledForm(
        pages=pages,
        page_when=page_when,
        fields=fields,
        order=_order(fields, page_when),
        validator=_validator(fields),
    )


def object_schema(form: Mapping[str, object]) -> Mapping[str, object]:
    """Return the form's schema when it is a plain object schema. Raises NotAForm.

    Rules between fields belong to conditions, so `allOf`, `if`, `dependentRequired` and the like are refused.
    """
    schema = form.get("schema")
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        raise NotAForm("schema", "schema_object")
    strange = sorted(set(schema) - _ROOT - {"additionalProperties"})
    if strange:
        raise NotAForm("schema", "schema_keyword", keyword=strange[0])
    if not isinstance(schema.get("properties"), Mapping):
        raise NotAForm("schema.properties", "schema_object")
    return schema


def shape(fields: Mapping[str, Asked]) -> dict[str, object]:
    """Return the shape of the answers of these fields, see `conditions.unknown`."""
    out: dict[str, object] = {}
    for id, asked in fields.items():
        if asked.kind is Kind.GROUP:
            out[id] = [shape(asked.rows)]
        elif asked.kind is Kind.CHOICES:
            out[id] = [None]
        else:
            out[id] = dict.fromkeys(ADDRESS_PARTS) if asked.kind is Kind.ADDRESS else None
    return out


def sees(id: str, asked: Asked) -> frozenset[str]:
    """Return the names a field's condition reads, with those of a group's rows that look outside the group."""
    own = asked.when.names if asked.when else frozenset()
    inner = frozenset().union(*(r.when.names for r in asked.rows.values() if r.when))
    return own | (inner - set(asked.rows))


def _asked(
    field: Field, page: str, schema: Mapping[str, object], root: Mapping[str, object], where: str
) -> Asked:
    properties = typing.cast(Mapping[str, object], schema["properties"])
    given = resolved(properties.get(field.id), root, where)
    kind = kind_of(given, where)
    asked = Asked(
        field=field,
        page=page,
        kind=kind,
        required=field.id in required_names(schema, where),
        schema=given,
        when=None if field.when is None else conditions.compile(field.when),
        format=_format(field, given, kind, where),
        longest=_limit(
            given, "maxLength", LONGEST_TEXTAREA if field.widget is Widget.TEXTAREA else LONGEST_TEXT
        ),
        most_rows=min(_limit(given, "maxItems", MOST_ROWS), MOST_ROWS),
        required_parts=required_names(given, where) if kind is Kind.ADDRESS else frozenset(),
    )
    return _with_rows(asked, page, root, where) if kind is Kind.GROUP else asked


def _with_rows(group: Asked, page: str, root: Mapping[str, object], where: str) -> Asked:
    items = resolved(group.schema["items"], root, f"{where}.items")
    rows: dict[str, Asked] = {}
    for field in group.field.fields:
        if field.widget is Widget.NOTE:
            continue
        if field.id in rows:
            raise NotAForm(f"{where}.{field.id}", "form_twice", id=field.id)
        rows[field.id] = _asked(field, page, items, root, f"{where}.items.{field.id}")
    order = _sorted(
        {id: (asked.when.names if asked.when else frozenset()) & set(rows) for id, asked in rows.items()}
    )
    return replace(group, rows=rows, row_order=order)


def resolved(value: object, root: Mapping[str, object], where: str) -> Mapping[str, object]:
    """Return a property's schema, following one `$ref` into `$defs`. Raises NotAForm."""
    if not isinstance(value, Mapping):
        raise NotAForm(where, "schema_missing", id=where.rsplit(".", 1)[-1])
    reference = value.get("$ref")
    if reference is None:
        return value
    definitions = root.get("$defs")
    name = str(reference).removeprefix("#/$defs/")
    if not isinstance(definitions, Mapping) or not isinstance(definitions.get(name), Mapping):
        raise NotAForm(where, "schema_ref", ref=reference)
    return {**definitions[name], **{k: v for k, v in value.items() if k != "$ref"}}


def kind_of(schema: Mapping[str, object], where: str) -> Kind:
    """Return what an answer of this schema is. Raises NotAForm."""
    match schema.get("type"):
        case "string":
            return Kind.TEXT
        case "integer":
            return Kind.INTEGER
        case "number":
            return Kind.NUMBER
        case "boolean":
            return Kind.BOOLEAN
        case "object":
            return Kind.ADDRESS
        case "array" if isinstance(items := schema.get("items"), Mapping):
            return Kind.GROUP if "properties" in items or "$ref" in items else Kind.CHOICES
    raise NotAForm(where, "schema_type", found=schema.get("type"))


def _format(field: Field, schema: Mapping[str, object], kind: Kind, where: str) -> form_formats.Format | None:
    named = schema.get("format")
    if kind is not Kind.TEXT:
        return None
    if field.widget is Widget.PARTIAL_DATE:
        named = "vn-partial-date"
    elif named is None:
        named = _DEFAULT_FORMAT.get(field.widget)
    if named is None:
        return None
    if named not in form_formats.FORMATS:
        raise NotAForm(where, "schema_format", found=named)
    return form_formats.FORMATS[str(named)]


def _order(
    fields: Mapping[str, Asked], page_when: Mapping[str, conditions.Condition | None]
) -> tuple[tuple[str, str], ...]:
    graph: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for key, condition in page_when.items():
        graph[("page", key)] = {("field", n) for n in (condition.names if condition else ())}
    for id, asked in fields.items():
        graph[("field", id)] = {("page", asked.page)} | {("field", n) for n in sees(id, asked)}
    for reads in graph.values():
        strange = sorted(n for _, n in reads - set(graph))
        if strange:
            raise NotAForm("layout", "condition_unknown", name=strange[0])
    return _sorted(graph)


_N = typing.TypeVar("_N")


def _sorted(graph: Mapping[_N, Iterable[_N]]) -> tuple[_N, ...]:
    try:
        return tuple(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as cycle:
        ring = [n[1] if isinstance(n, tuple) else n for n in cycle.args[1]]
        raise NotAForm("layout", "condition_cycle", names=ring) from None


def _validator(fields: Mapping[str, Asked]) -> jsonschema_rs.Validator:
    """Return one validator for all answers; what must be answered is judged apart, since hidden fields need not be."""
    schema = {"type": "object", "properties": {id: _bare(asked) for id, asked in fields.items()}}
    try:
        return jsonschema_rs.validator_for(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
            offline=True,
            pattern_options=jsonschema_rs.RegexOptions(),  # linear: no pattern can burn the processor
        )
    except (jsonschema_rs.ValidationError, ValueError) as fault:
        raise NotAForm("schema", "schema_invalid", detail=str(fault).splitlines()[0][:200]) from None


_CHECKED_APART = {
    "format",
    "required",
    "additionalProperties",
    "maxLength",
    "maxItems",
    "properties",
    "items",
}


def _bare(asked: Asked) -> dict[str, object]:
    """Return the field's schema without what is checked before (length, format, shape) or after (required)."""
    bare = {k: v for k, v in asked.schema.items() if k not in _CHECKED_APART}
    if asked.kind is Kind.GROUP:
        bare["items"] = {"type": "object", "properties": {id: _bare(row) for id, row in asked.rows.items()}}
    elif asked.kind is Kind.ADDRESS:
        bare["properties"] = asked.schema.get("properties", {})
    elif asked.kind is Kind.CHOICES:
        bare["items"] = asked.schema["items"]
        bare.setdefault("uniqueItems", True)
    return bare


def required_names(schema: Mapping[str, object], where: str) -> frozenset[str]:
    """Return the names a schema requires. Raises NotAForm."""
    value = schema.get("required", ())
    if not isinstance(value, list | tuple) or not all(isinstance(n, str) for n in value):
        raise NotAForm(f"{where}.required", "schema_required", found=value)
    return frozenset(value)


def _limit(schema: Mapping[str, object], keyword: str, otherwise: int) -> int:
    limit = schema.get(keyword)
    return limit if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0 else otherwise
