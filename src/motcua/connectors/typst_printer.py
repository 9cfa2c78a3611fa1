"""A printer that lays out PDF/A-2b pages with Typst, from the templates and fonts beside this file."""

import io
import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path

import segno
import typst

from motcua.ports.printer import PrintFailed

TEMPLATES = Path(__file__).parent / "typst"
FONTS = TEMPLATES / "fonts"

# Tagged for screen readers (PDF/UA-1) and fit for archives (PDF/A-2b, NĐ 30/2020 and Luật Lưu trữ).
STANDARDS = ["a-2b", "ua-1"]

# Laid over every page: in practice mode (học tập), and where all data is simulated (mô phỏng).
MARKS = {"practice": b"practice-mark", "simulated": b"simulated-mark"}

_STAND_IN = "□"  # printed for a sign that the fonts lack
_INVISIBLE = {"Cc", "Cf"}  # controls, joiners, direction marks
_SPACES = {"Zs", "Zl", "Zp"}


class TypstPrinter:
    """Renders templates by name; made once and shared by all threads."""

    def __init__(self, *, templates: Path = TEMPLATES, fonts: Path = FONTS, practice: bool = False, simulated: bool = False) -> None:
        self._templates = templates
        self._font_folder = fonts
        marks = [MARKS[name] for name, wanted in (("practice", practice), ("simulated", simulated)) if wanted]
        self._above = _above(marks)  # on every page of every paper: no template can forget it

    def render(self, template: str, data: Mapping[str, object]) -> bytes:
        """Make the PDF of `template`; the same data gives the same bytes. Raises PrintFailed.

        Texts are put in composed form, invisible control signs are dropped, and a sign without a glyph prints
        as an empty box: what a citizen typed never stops a paper from being printed.
        """
        sources = self._sources
        if f"{template}.typ" not in sources:
            raise PrintFailed(template, "there is no such template")
        try:
            clean = {key: self._printable(value) for key, value in data.items()}
            stamp = _fixed_offset(clean["at"])
            files = sources | {
                "main.typ": self._above + sources[f"{template}.typ"],
                "data.json": json.dumps(clean).encode(),
            }
            if "qr" in clean:
                files["qr.svg"] = _qr(str(clean["qr"]))
            several = clean.get("qrs", ())
            assert isinstance(several, list | tuple)
            files |= {f"qr-{place}.svg": _qr(str(one)) for place, one in enumerate(several)}
            # The stub leaves out that a mapping of names to contents is taken too.
            return typst.compile(  # type: ignore[call-overload,no-any-return]
                files, font_paths=self._fonts, pdf_standards=STANDARDS, timestamp=stamp
            )
        except KeyError as error:
            raise PrintFailed(template, f"the data lacks {error}") from error
        except (ValueError, TypeError, RuntimeError) as error:
            raise PrintFailed(template, str(error)) from error

    def health(self) -> str:
        """Say what is missing for printing, or nothing when all is there."""
        try:
            missing = {"Tinos", "Be Vietnam Pro"} - set(self._fonts.families())
        except PrintFailed as error:
            return error.reason
        return f"the fonts {', '.join(sorted(missing))} are missing: run make fonts" if missing else ""

    @cached_property
    def _sources(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self._templates.glob("*.typ"))}

    @cached_property
    def _fonts(self) -> typst.Fonts:
        if not any(self._font_folder.glob("*.ttf")):
            raise PrintFailed("any template", f"no fonts in {self._font_folder.name}: run make fonts")
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self._font_folder)]
        )

    @cached_property
    def _drawable(self) -> frozenset[int]:
        path = self._font_folder / "coverage.json"
        if not path.exists():
            raise PrintFailed("any template", f"no coverage.json in {self._font_folder.name}: run make fonts")
        return frozenset(_points(json.loads(path.read_bytes())))

    def _printable(self, value: object) -> object:
        if isinstance(value, str):
            return self._printable_text(value)
        if isinstance(value, Mapping):
            return {str(key): self._printable(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._printable(item) for item in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        raise TypeError(f"{type(value).__name__} cannot be printed")

    def _printable_text(self, value: str) -> str:
        composed = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
        if composed.isascii() and composed.isprintable():
            return composed
        return "".join(self._drawn(sign) for sign in composed)

    def _drawn(self, sign: str) -> str:
        if sign in "\n ":
            return sign
        category = unicodedata.category(sign)
        if sign == "\t" or category in _SPACES:
            return " "
        if category in _INVISIBLE:
            return ""
        return sign if ord(sign) in self._drawable else _STAND_IN


def _above(marks: list[bytes]) -> bytes:
    """Return what stands before a template so that each of its pages is marked."""
    if not marks:
        return b""
    return b'#import "official.typ": ' + b", ".join(marks) + b"\n#set page(foreground: " + b" + ".join(marks) + b")\n"


def _points(ranges: list[list[int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def _fixed_offset(at: object) -> datetime:
    instant = datetime.fromisoformat(at) if isinstance(at, str) else None
    if instant is None or instant.tzinfo is None:
        raise ValueError("data['at'] must be an instant with its zone, such as 2026-11-21T09:30:00+07:00")
    offset = instant.utcoffset() or timedelta()
    return instant.astimezone(timezone(offset)).replace(microsecond=0)


def _qr(content: str) -> bytes:
    drawing = io.BytesIO()
    segno.make(content, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=2)
    return drawing.getvalue()
