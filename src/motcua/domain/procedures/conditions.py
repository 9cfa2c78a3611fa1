"""Conditions over answers, written in CEL: compiled once, judged without side effects, checked at publication.

A missing answer, and a missing part of an answer, is null. A condition that cannot be decided because an answer is missing does not hold (nor does
its negation): `age > 60` and `!(age > 60)` are both false while `age` is unanswered. Whatever can be wrong in the
writing is found at publication by `unknown`, `wrong_options` and `trial`, never silently taken for false.
"""

from __future__ import annotations

import functools
import itertools
import sys
import types
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as part

# The package loads a terminal program of its own (half a second of every start) that is never used here.
sys.modules.setdefault("cel.cli", types.ModuleType("cel.cli"))
import cel

from motcua.domain.procedures import condition_words as words

MAX_LENGTH = 1000  # characters
MAX_TOKENS = 250
MAX_DEPTH = 20  # brackets in brackets
MAX_LOOPS = 2  # exists, all, filter, map in one condition: more would let a form burn the processor

COMPARING = frozenset({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in"})
JOINING = frozenset({"_&&_", "_||_", "!_", "_?_:_", "@not_strictly_false"})
COUNTING = frozenset({"_+_", "_-_", "_*_", "-_", "_[_]"})
ALLOWED = COMPARING | JOINING | COUNTING | {"size", "contains", "startsWith", "endsWith"}

Shape = Mapping[str, object]  # name -> None for a value, a Shape for an object, [Shape] for rows


class BadCondition(ValueError):
    """The condition cannot be compiled: `code` names the fault, `params` what was found."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code}: {params}")
        self.code = code
        self.params = params


class Undecidable(ValueError):
    """The condition compares what cannot be compared although every answer is there: it is badly written."""


@dataclass(frozen=True)
class Condition:
    """A compiled condition; `names` are the answers it reads, `paths` the parts of them, `bound` its loop names."""

    source: str
    names: frozenset[str]
    paths: frozenset[tuple[str, ...]]
    bound: frozenset[str]
    compared: tuple[tuple[tuple[str, ...], str], ...]  # (path, literal it is compared with)
    program: cel.Program = part(repr=False, compare=False)


@functools.lru_cache(maxsize=4096)
def compile(source: str) -> Condition:
    """Return the compiled condition. Raises BadCondition: too long, syntax, function."""
    if len(source) > MAX_LENGTH:
        raise BadCondition("condition_too_long", limit=MAX_LENGTH)
    try:
        found = words.read(source)
    except words.NotWords as fault:
        raise BadCondition("condition_syntax", condition=source, detail=str(fault)) from None
    if len(found.tokens) > MAX_TOKENS or found.depth > MAX_DEPTH or found.loops > MAX_LOOPS:
        raise BadCondition("condition_too_long", limit=MAX_LENGTH)
    try:
        program = cel.compile(source)
    except ValueError as fault:
        raise BadCondition("condition_syntax", condition=source, detail=_first_line(fault)) from None
    strange = sorted(set(program.functions()) - ALLOWED)
    if strange:
        raise BadCondition("condition_function", condition=source, function=strange[0].strip("_@"))
    return Condition(
        source=source,
        names=frozenset(p[0] for p in found.paths),
        paths=frozenset(found.paths),
        bound=frozenset(found.bound),
        compared=tuple(found.compared),
        program=program,
    )


def names(source: str) -> frozenset[str]:
    """Return the names of the answers a condition reads. Raises BadCondition."""
    return compile(source).names


def holds(condition: Condition | str, answers: Mapping[str, object]) -> bool:
    """Return whether the condition holds for the answers; a name without an answer is null.

    Raises BadCondition (when given as text) and Undecidable.
    """
    judged = compile(condition) if isinstance(condition, str) else condition
    context = _completed({name: answers.get(name) for name in judged.names}, judged.paths)
    try:
        result = judged.program.execute(context)
    except (KeyError, IndexError, OverflowError, ArithmeticError):
        return False  # a part or a row that is not there, a sum too large: cannot be decided
    except (TypeError, RuntimeError, ValueError) as fault:
        if any(_missing(context, path) for path in judged.paths):
            return False
        raise Undecidable(f"{judged.source!r}: {_first_line(fault)}") from None
    if result is None:
        return False
    if not isinstance(result, bool):
        raise Undecidable(f"{judged.source!r} gives {type(result).__name__}, not true or false")
    return result


def unknown(condition: Condition, shape: Shape) -> list[str]:
    """Return the paths of the condition that no answer of this shape has: misspelt fields. Sorted."""
    return sorted(".".join(path) for path in condition.paths if not _known(path, shape))


def wrong_options(
    condition: Condition, options: Mapping[tuple[str, ...], Sequence[str]]
) -> list[tuple[str, str]]:
    """Return (path, literal) for every comparison of a choice with a text that is none of its options."""
    return [
        (".".join(path), literal)
        for path, literal in condition.compared
        if path in options and literal not in options[path]
    ]


def trial(condition: Condition, samples: Mapping[str, Sequence[object]]) -> str | None:
    """Judge every part of the condition on sample answers; return what is wrong with it, or None.

    Parts of && and || are judged one by one, because the whole stops at the first that decides.
    """
    for leaf in words.leaves(condition.source):
        try:
            judged = compile(leaf)
        except BadCondition:
            continue
        if not judged.names <= set(samples):
            continue
        ordered = sorted(judged.names)
        for chosen in itertools.islice(itertools.product(*(samples[n] for n in ordered)), 200):
            try:
                holds(judged, dict(zip(ordered, chosen, strict=True)))
            except Undecidable as fault:
                return str(fault)
    return None


def _completed(value: Mapping[str, object], paths: Collection[tuple[str, ...]]) -> dict[str, object]:
    """Return the value with null for every part the paths name and it does not have; the given one is left alone."""
    out = dict(value)
    for name in {path[0] for path in paths}:
        rest = [path[1:] for path in paths if path[0] == name and len(path) > 1]
        out[name] = _completed_part(out.get(name), rest)
    return out


def _completed_part(value: object, paths: list[tuple[str, ...]]) -> object:
    if isinstance(value, Mapping) and paths:
        return _completed(value, paths)
    inside = [path[1:] for path in paths if path[0] == words.ROW and len(path) > 1]
    if isinstance(value, list) and inside:
        return [_completed_part(row, inside) for row in value]
    return value


def _known(path: tuple[str, ...], shape: Shape) -> bool:
    here: object = shape
    for step in path:
        if step == words.ROW:
            if not isinstance(here, list):
                return False
            here = here[0]
        elif isinstance(here, Mapping) and step in here:
            here = here[step]
        else:
            return False
    return True


def _missing(value: object, path: tuple[str, ...]) -> bool:
    """Return whether following the path meets a null, anywhere in the rows it passes."""
    if value is None:
        return True
    if not path:
        return False
    if path[0] == words.ROW:
        return isinstance(value, list) and any(_missing(row, path[1:]) for row in value)
    return not isinstance(value, Mapping) or _missing(value.get(path[0]), path[1:])


def _first_line(fault: BaseException) -> str:
    return str(fault).strip().splitlines()[0][:200] if str(fault).strip() else type(fault).__name__
