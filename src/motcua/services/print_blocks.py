"""The building blocks of a printed page, as plain data that every template lays out alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Block = Mapping[str, object]
Row = Block | Sequence[Block]
Rows = list[Row]


@dataclass(frozen=True, slots=True)
class Page:
    """A template with its data, ready for a printer."""

    template: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: its width in millimetres, or a share of what is left, and where its text stands."""

    title: str
    mm: float = 0
    share: float = 0
    align: str = "left"
    group: str = ""

    def as_data(self) -> Block:
        """Give the column as plain data."""
        return {
            "title": self.title,
            "mm": self.mm,
            "share": self.share,
            "align": self.align,
            "group": self.group,
        }


def field(label: str, value: str, *, strong: bool = False, share: float = 1) -> Block:
    """Make one labelled value; an empty value prints as a dotted line to fill in.

    `share` weighs its width against the others of its row.
    """
    return {"label": label, "value": value, "strong": strong, "share": share}


def fields(*rows: Row) -> Block:
    """Make lines of labelled values; a row of several stands on one line."""
    return {"kind": "fields", "rows": [[row] if isinstance(row, Mapping) else list(row) for row in rows]}


def text(content: str, *, strong: bool = False, italic: bool = False, indent: bool = False) -> Block:
    """Make a paragraph."""
    return {"kind": "text", "text": content, "strong": strong, "italic": italic, "indent": indent}


def centred(content: str, *, strong: bool = True) -> Block:
    """Make a line in the middle, such as XÁC NHẬN or QUYẾT ĐỊNH."""
    return {"kind": "centred", "text": content, "strong": strong}


def numbered(items: Iterable[str]) -> Block:
    """Make a numbered list."""
    return {"kind": "numbered", "items": list(items)}


def answers(pairs: Iterable[tuple[str, str]]) -> Block:
    """Make questions with their answers beside them."""
    return {"kind": "answers", "answers": [list(pair) for pair in pairs]}


def section(title: str) -> Block:
    """Make a heading inside the page."""
    return {"kind": "section", "title": title}


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Block:
    """Make a ruled table whose head is repeated on every page; each row has a text for each column.

    Raises ValueError when a row is shorter or longer than the head.
    """
    body = [list(row) for row in rows]
    if any(len(row) != len(columns) for row in body):
        raise ValueError("every row needs one text for each column")
    return {"kind": "table", "columns": [column.as_data() for column in columns], "rows": body}


def signature(title: str, *, name: str = "", note: str = "", authority: str = "") -> Block:
    """Make one place to sign: in whose name, which office, how, and the name."""
    return {"authority": authority, "title": title, "note": note, "name": name}
