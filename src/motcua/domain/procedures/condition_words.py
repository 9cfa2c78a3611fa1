"""The words of a condition: which answers it reads, which parts of them, and what they are compared with."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

ROW = "*"  # in a path: one row of a list

LOOPS = frozenset({"exists", "all", "exists_one", "filter", "map"})
NOT_NAMES = frozenset({"true", "false", "null", "in", "has"})
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*<>!?:.,()\[\]])
    )""",
    re.VERBOSE,
)


class NotWords(ValueError):
    """A character that no condition needs; says where."""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass
class Found:
    tokens: list[Token]
    depth: int = 0
    loops: int = 0
    paths: list[tuple[str, ...]] = field(default_factory=list)
    bound: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    compared: list[tuple[tuple[str, ...], str]] = field(default_factory=list)


def tokens(source: str) -> list[Token]:
    """Return the tokens of a condition. Raises NotWords."""
    found, at = [], 0
    text = source.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotWords(f"character {at + 1}: {text[at : at + 10]!r}")
        kind = match.lastgroup
        found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
        at = match.end()
    return found


def read(source: str) -> Found:
    """Return what a condition reads. Raises NotWords."""
    found = Found(tokens(source))
    _measure(found)
    at = 0
    while at < len(found.tokens):
        at = _follow(found, at) if _starts_path(found.tokens, at) else at + 1
    return found


def leaves(source: str) -> list[str]:
    """Return the parts between && and || and ? : outside calls, brackets and exclamation marks taken off."""
    text = source.strip()
    while True:
        bare = text[1:].strip() if text.startswith("!") and not text.startswith("!=") else _unwrapped(text)
        parts = _split(bare)
        if len(parts) > 1:
            return [leaf for piece in parts for leaf in leaves(piece)]
        if bare == text:
            return [text] if text else []
        text = bare


def _measure(found: Found) -> None:
    depth = 0
    for at, token in enumerate(found.tokens):
        if token.kind == "sign":
            depth += (token.text in "([") - (token.text in ")]")
            found.depth = max(found.depth, depth)
        found.loops += token.kind == "name" and token.text in LOOPS and _calls(found.tokens, at)


def _starts_path(row: list[Token], at: int) -> bool:
    token = row[at]
    if token.kind != "name" or token.text in NOT_NAMES or _calls(row, at):
        return False
    return at == 0 or row[at - 1].text != "."


def _calls(row: list[Token], at: int) -> bool:
    return at + 1 < len(row) and row[at + 1].kind == "sign" and row[at + 1].text == "("


def _follow(found: Found, at: int) -> int:
    """Note the path that starts at a name; return the position after it."""
    row, first = found.tokens, at
    name = row[at].text
    if name in found.bound:
        prefix = found.bound[name]
        path: tuple[str, ...] | None = None if prefix is None else (*prefix, ROW)
    else:
        path = (name,)
    at += 1
    while at + 1 < len(row) and row[at].text == "." and row[at + 1].kind == "name":
        if _calls(row, at + 1):
            at = _bind(found, at + 1, path)
            break
        path = None if path is None else (*path, row[at + 1].text)
        at += 2
    else:
        at, path = _index(row, at, path)
    if path is not None:
        found.paths.append(path)
        _compare(found, path, first, at)
    return at


def _bind(found: Found, at: int, path: tuple[str, ...] | None) -> int:
    """Note the name a loop binds (`rows.exists(row, …)`); return the position after the opening."""
    row = found.tokens
    if row[at].text in LOOPS and at + 3 < len(row) and row[at + 2].kind == "name" and row[at + 3].text == ",":
        found.bound[row[at + 2].text] = path
        return at + 4
    return at + 1


def _index(row: list[Token], at: int, path: tuple[str, ...] | None) -> tuple[int, tuple[str, ...] | None]:
    """Follow `[0].part` and `["part"]`; any other index is left to be read by itself."""
    while at + 2 < len(row) and row[at].text == "[" and row[at + 2].text == "]":
        inner = row[at + 1]
        if inner.kind not in ("number", "text"):
            break
        step = ROW if inner.kind == "number" else literal(inner)
        path = None if path is None else (*path, step)
        at += 3
        while (
            at + 1 < len(row)
            and row[at].text == "."
            and row[at + 1].kind == "name"
            and not _calls(row, at + 1)
        ):
            path = None if path is None else (*path, row[at + 1].text)
            at += 2
    return at, path


def literal(token: Token) -> str:
    """Return the text a literal stands for."""
    return str(ast.literal_eval(token.text))


def _compare(found: Found, path: tuple[str, ...], first: int, after: int) -> None:
    row = found.tokens
    following = [t.text for t in row[after : after + 2]]
    if following[:1] in (["=="], ["!="]) and after + 1 < len(row) and row[after + 1].kind == "text":
        found.compared.append((path, literal(row[after + 1])))
    if following == ["in", "["]:
        for token in row[after + 2 :]:
            if token.text == "]" and token.kind == "sign":
                break
            if token.kind == "text":
                found.compared.append((path, literal(token)))
    if first >= 2 and row[first - 1].text in ("==", "!=") and row[first - 2].kind == "text":
        found.compared.append((path, literal(row[first - 2])))
    if first >= 2 and row[first - 1].text == "in" and row[first - 2].kind == "text":
        found.compared.append(((*path, ROW), literal(row[first - 2])))


def _unwrapped(text: str) -> str:
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for token in tokens(text):
        if token.kind == "sign":
            depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return text[1:-1].strip() if token.end == len(text) else text
    return text


def _split(text: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for token in tokens(text):
        if token.kind != "sign":
            continue
        depth += (token.text in "([") - (token.text in ")]")
        if depth == 0 and token.text in ("&&", "||", "?", ":"):
            pieces.append(text[start : token.start].strip())
            start = token.end
    return [*pieces, text[start:].strip()]
