"""The picture of a workflow."""

import re
from dataclasses import replace
from xml.etree import ElementTree

from motcua.domain.procedures import drawing
from motcua.domain.procedures.drawing import Words
from motcua.domain.procedures.revision import Text
from tests.domain.procedures.example_workflow import GOOD, changed

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words(roles={"head": "Lãnh đạo"}, units={"competent": "Cơ quan giải quyết"})


def picture(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def texts(text: str) -> list[str]:
    return [e.text or "" for e in picture(text).iter(f"{SVG}text")]


def test_the_same_workflow_gives_the_same_picture() -> None:
    assert drawing.draw(GOOD, WORDS) == drawing.draw(GOOD, WORDS)


def test_every_step_its_hours_and_its_lane_are_written() -> None:
    written = texts(drawing.draw(GOOD, WORDS))
    assert {"Bước check", "Bước sign", "16 giờ làm việc"} <= set(written)
    assert "Cơ quan giải quyết · Lãnh đạo" in written
    assert "8 giờ làm việc · Liên thông" in written
    assert any("Cơ quan đất đai" in line for line in written)


def test_steps_in_one_lane_share_one_band() -> None:
    bands = picture(drawing.draw(GOOD, WORDS)).findall(f"{SVG}rect[@class='workflow-band']")
    assert len(bands) == 6
    together = changed("sign", role="officer")
    bands = picture(drawing.draw(together, WORDS)).findall(f"{SVG}rect[@class='workflow-band']")
    assert len(bands) == 5


def test_it_fits_a_narrow_telephone() -> None:
    svg = picture(drawing.draw(GOOD, WORDS))
    assert svg.attrib["viewBox"].split()[2] == "360"
    for rect in svg.iter(f"{SVG}rect"):
        assert 0 <= int(rect.attrib["x"]) <= int(rect.attrib["x"]) + int(rect.attrib["width"]) <= 360
    for path in svg.findall(f"{SVG}path"):
        across = [int(x) for x in re.findall(r"[MH](\d+)", path.attrib["d"])]
        assert all(0 <= x <= 360 for x in across)


def test_a_way_back_is_drawn_apart() -> None:
    back = picture(drawing.draw(GOOD, WORDS)).findall(f"{SVG}path[@class='workflow-arrow workflow-back']")
    assert len(back) == 2
    assert all("stroke-dasharray" in arrow.attrib for arrow in back)


def test_it_is_told_in_words_for_those_who_do_not_see_it() -> None:
    svg = picture(drawing.draw(GOOD, WORDS, prefix="a"))
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "a-title a-desc"
    described = svg.find(f"{SVG}desc")
    assert described is not None
    assert "3. Bước sign: Cơ quan giải quyết · Lãnh đạo, 4 giờ làm việc." in (described.text or "")
    assert "Trả lại → Bước assess" in (described.text or "")


def test_where_the_dossier_is_is_marked_in_words_too() -> None:
    svg = drawing.draw(GOOD, WORDS, current="sign")
    assert svg.count("workflow-here") == 1
    assert "Đang ở bước này" in texts(svg)
    assert "workflow-here" not in drawing.draw(GOOD, WORDS)


def test_nothing_in_it_is_a_script_or_a_style() -> None:
    hostile = changed("check", name=Text(vi='<script>alert(1)</script>" onload="x'))
    svg = drawing.draw(hostile, replace(WORDS, title="</title><script>"))
    assert "<script" not in svg
    assert "style" not in svg
    assert not [a for e in picture(svg).iter() for a in e.attrib if a.startswith("on")]
    assert any("<script>" in line for line in texts(svg)), "the name is shown as it was written"


def test_english_words_and_names_are_used_where_there_are_any() -> None:
    english = replace(WORDS, language="en", hours="{n} working hours", end="Result")
    assert "Step sign" in texts(drawing.draw(GOOD, english))
    assert "4 working hours" in texts(drawing.draw(GOOD, english))
    untranslated = changed("sign", name=Text(vi="Ký"))
    assert "Ký" in texts(drawing.draw(untranslated, english))
