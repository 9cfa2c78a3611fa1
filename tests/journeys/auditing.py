"""What must be true of every page: it opens, says what it is, keeps nobody out, speaks one language, fits a phone."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from motcua.cli import messages

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# English words that are not also Vietnamese syllables written without accents (so no: to, in, on, do, so, can, may).
_ENGLISH = """the and of is are was were this that these those with without for from you your our their please not have
has had will would should must could which when where what who how all any each other into only yes none never always here there
save saved cancel delete deleted edit update updated create created add added remove removed search submit send sent upload download
open close view show hide select choose enter click back next previous continue finish apply reset clear filter sort print export
import login signin sign logout register welcome home page pages dashboard profile account settings user users username password
address phone name first last date time day month year status pending approved rejected draft active inactive enabled disabled
unknown required optional field fields value values valid invalid error errors warning success successful failed failure below
loading files size number total amount price description title details information content comment message messages list items item
results result found empty new old more less actions action change changes history report reports help about contact language already
exists least most characters ensure allowed permission denied forbidden server request try again dossier officer clerk receipt unit
paper papers procedure procedures deadline slip commune province citizen fee fees"""
ENGLISH = frozenset(_ENGLISH.split())
# Words of the Vietnamese interface that no name of a person or a place contains.
VIETNAMESE = re.compile(
    r"\b(?:của|hồ sơ|giấy tờ|trước khi|không|được|cán bộ|ông/bà|anh/chị|tiếp nhận|trả kết quả|đăng nhập|tìm kiếm|chưa|những|hãy|bấm)\b",
    re.IGNORECASE,
)
ACCENTED = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
LEAKS = {
    "a placeholder": re.compile(r"\{\{|\}\}|\{%|%\(\w+\)[sd]|(?:^|\s)%[sd](?:\s|$)|\$\{\w|\{(?!unit\}-\{day|unit\} |yyyy\}|yy\}|day:|ordinal:)\w*\}(?!-\{day)"),  # the patterns of codes and symbols are shown as they are
    "a value of the program": re.compile(r"(?:^|[:=]\s*)(?:None|True|False|null|undefined|NaN|\[object Object\])$|\{'|<[\w.]+ object|\w+\(\w+='"),
    "letters read wrongly": re.compile(r"Ã[\u0080-\u00bf]|á[º»][\u0080-\u00bf\u2018-\u203a]|Ä[\u0090\u0091‘]|\ufffd"),
}

PROBE = """language => {
  const clean = text => (text || "").replace(/\\s+/g, " ").trim();
  const seen = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
  const spared = "script,style,noscript,template,code,pre,kbd,samp,svg,textarea,.mc-kbd,[translate=no]";
  const own = e => !e.closest(spared) && (e.closest("[lang]")?.lang || language).startsWith(language);
  const texts = new Set([clean(document.title)]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = clean(walker.currentNode.data), element = walker.currentNode.parentElement;
    if (text.length > 1 && own(element) && seen(element)) texts.add(text);
  }
  for (const e of document.querySelectorAll("[placeholder],[title],[alt],[aria-label]"))
    if (own(e)) for (const text of [e.placeholder, e.title, e.alt, e.getAttribute("aria-label")])
      if (clean(text).length > 1) texts.add(clean(text));
  return {
    title: clean(document.title), language: document.documentElement.lang, headings: document.querySelectorAll("h1").length,
    texts: [...texts],
    links: [...document.querySelectorAll("a[href]")].filter(a => !a.hasAttribute("download")).map(a => new URL(a.getAttribute("href"), location.href).href),
    dead: [...document.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href").slice(1))
      .filter(id => id && !document.getElementById(decodeURIComponent(id))),
  };
}"""
SIDEWAYS = """() => {
  const room = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - room;
  if (over <= 0) return null;
  const clipped = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return true; };
  const wide = [...document.querySelectorAll("body *")].filter(e => e.getClientRects().length
    && e.getBoundingClientRect().right > room + 1 && !clipped(e));
  return `${over} px, by ` + wide.slice(-2).map(e => e.outerHTML.slice(0, 90)).join(" | ");
}"""
COVERED = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
  if (!e.matches("input,select,textarea,button,a") || !r.width || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return null;
  const at = document.elementFromPoint(x, y);
  return e.contains(at) || at.contains(e) || [...(e.labels ?? [])].some(one => one.contains(at)) ? null : e.outerHTML.slice(0, 120);
}"""
RUN_AXE = """async ([rules, off]) => (await axe.run(document, {runOnly: rules, rules: off, resultTypes: ["violations"]})).violations
  .map(v => `${v.id} (${v.impact}): ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)}`)"""


def shape(probe: dict[str, Any], language: str) -> list[str]:
    """Return what is wrong with title, heading, language and links inside the page."""
    found = []
    if not probe["title"]:
        found.append("no title")
    if probe["headings"] != 1:
        found.append(f"{probe['headings']} h1, not one")
    if probe["language"] != language:
        found.append(f"lang is {probe['language']!r}, not {language!r}")
    return found + [f"a link to #{name}, which is not there" for name in sorted(set(probe["dead"]))]


def words(texts: list[str], language: str, names: frozenset[str] = frozenset()) -> list[str]:
    """Return texts in another language than the page's, and what a program left in them.

    `names` are Vietnamese names of procedures: on an English page they have to say that they are Vietnamese.
    """
    found = []
    for text in texts:
        found += [f"{what}: {text[:120]!r}" for what, pattern in LEAKS.items() if pattern.search(text)]
        if language == "vi" and (_untranslated(text) or _english(text)):
            found.append(f"English: {text[:120]!r}")
        if language == "en" and (text in names or VIETNAMESE.search(text)):
            found.append(f"Vietnamese without lang: {text[:120]!r}")
    return found


def barriers(page: Any, *, colours: bool = True) -> list[str]:
    """Return what axe finds on the page as it is now. Its source is evaluated: the page's policy lets no script in.

    `colours` off leaves out contrast, more than half of the time: the same page at another width has the same colours.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    return page.evaluate(RUN_AXE, [RULES, {} if colours else {"color-contrast": {"enabled": False}}])  # type: ignore[no-any-return]


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _english(text: str) -> bool:
    if ACCENTED.search(text) or "@" in text or "://" in text:
        return False
    tokens = re.findall(r"[^\W\d_]+", text)
    hits = sum(token.lower() in ENGLISH for token in tokens)
    return bool(hits) and hits >= len(tokens) / 3


def _untranslated(text: str) -> bool:
    return _catalogue().get(text, text) != text


@functools.cache
def _catalogue() -> dict[str, str]:
    return {m.id: m.string for m in messages.merged() if isinstance(m.id, str) and isinstance(m.string, str)}
