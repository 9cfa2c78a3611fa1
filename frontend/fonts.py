"""Puts the fonts for printing beside the Typst templates and writes down which signs they can draw.

Run after `npm ci` in frontend/print-fonts: `python frontend/fonts.py`.
"""

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PACKAGES = HERE / "print-fonts" / "node_modules" / "@expo-google-fonts"
TARGET = HERE.parent / "src" / "motcua" / "connectors" / "typst" / "fonts"

FACES = {
    "tinos": ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"),
    "be-vietnam-pro": ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold"),
}

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


def vietnamese_letters() -> set[str]:
    """List every accented or plain vowel with its tone, and đ, small and capital."""
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return small | {letter.upper() for letter in small}


def signs_of(font_file: Path) -> set[int]:
    """List the code points a font file has a glyph for."""
    with TTFont(font_file, lazy=True) as font:
        return set(font.getBestCmap())


def ranges_of(points: Iterable[int]) -> list[list[int]]:
    """Fold code points into [first, last] pairs."""
    ranges: list[list[int]] = []
    for point in sorted(points):
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ranges


def copy_fonts() -> list[Path]:
    """Copy the faces and their licences out of the packages. Raises FileNotFoundError when not installed."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    copied = []
    for family, faces in FACES.items():
        shutil.copyfile(PACKAGES / family / "LICENSE_FONT", TARGET / f"{family}-OFL.txt")
        for face in faces:
            (source,) = (PACKAGES / family / face).glob("*.ttf")
            copied.append(Path(shutil.copyfile(source, TARGET / source.name)))
    return copied


def main() -> int:
    """Copy, check and describe the fonts; give 1 when a Vietnamese letter has no glyph."""
    faces = copy_fonts()
    signs = {face: signs_of(face) for face in faces}
    letters = vietnamese_letters()
    lacking = {face.name: [x for x in letters if ord(x) not in drawn] for face, drawn in signs.items()}
    for name, missing in lacking.items():
        if missing:
            print(f"{name} lacks {''.join(sorted(missing))}", file=sys.stderr)
    letter_faces = [drawn for face, drawn in signs.items() if face.name.startswith("Tinos")]
    drawable = set.intersection(*letter_faces)
    (TARGET / "coverage.json").write_text(json.dumps(ranges_of(drawable)), encoding="ascii")
    print(f"{len(faces)} fonts, {len(drawable)} signs")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
