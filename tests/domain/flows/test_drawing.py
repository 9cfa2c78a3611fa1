"""The process map: everything that is drawn is said, nothing lies on anything else, outside text is escaped."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from motcua.domain.flows import drawing
from motcua.domain.flows.drawing import Arrow, Node

NODES = [
    Node("<", "Bắt đầu", end=True), Node("a", "Thẩm định <hồ sơ> của công dân theo quy định hiện hành", ("12 hồ sơ",), (0.6, 0.4)),
    Node("b", "Ký duyệt", marked=True), Node("c", "Ban hành"), Node(">", "Kết thúc", end=True),
]  # fmt: skip
ARROWS = [
    Arrow("<", "a", 12, "12"), Arrow("a", "b", 10, "10", "chờ 2 ngày"), Arrow("b", "c", 9, "9"), Arrow("c", ">", 12, "12"),
    Arrow("a", "c", 3, "3"), Arrow("a", ">", 1, "1"), Arrow("b", "a", 2, "2"), Arrow("c", "a", 1, "1"), Arrow("b", "nowhere", 1, "1"),
]  # fmt: skip


def paths(svg: str) -> list[str]:
    return re.findall(r'<path d="(M[^"]+)" stroke="#3d4349"', svg)


def test_every_way_is_drawn_once_and_the_picture_is_well_formed() -> None:
    svg = drawing.draw(NODES, ARROWS, title="Sơ đồ & đường đi", told="Mười hai hồ sơ").svg
    ElementTree.fromstring(svg)
    assert "&lt;hồ sơ&gt;" in svg
    assert "Sơ đồ &amp; đường đi" in svg
    assert len(paths(svg)) == 8, "the way to a box that is not there is left out"
    assert svg.count("stroke-dasharray") == 2, "ways back are dashed"
    assert "10 · chờ 2 ngày" in svg


def test_ways_on_one_side_never_share_a_lane_where_they_overlap() -> None:
    svg = drawing.draw(NODES, ARROWS, title="", told="").svg
    spans: dict[str, list[tuple[float, float]]] = {}
    for d in paths(svg):
        found = re.fullmatch(r"M\d+ ([\d.]+)H(-?\d+)V([\d.]+)H\d+", d)
        if found:
            top, bottom = sorted((float(found[1]), float(found[3])))
            for other in spans.setdefault(found[2], []):
                assert bottom <= other[0] or other[1] <= top
            spans[found[2]].append((top, bottom))
    assert len(spans) == 4


def test_the_picture_holds_all_of_it() -> None:
    svg = drawing.draw(NODES, ARROWS, title="", told="").svg
    width = drawing.draw(NODES, ARROWS, title="", told="").width
    assert f'width="{width}"' in svg
    across = [int(x) for d in paths(svg) for x in re.findall(r"H(-?\d+)", d)]
    assert all(0 < x < width for x in across)


def test_a_thicker_way_is_taken_more_often() -> None:
    svg = drawing.draw(NODES, ARROWS, title="", told="").svg
    thick = [float(x) for x in re.findall(r'stroke="#3d4349" stroke-width="([\d.]+)"', svg)]
    assert (max(thick), min(thick)) == (6.0, 1.4)


def test_a_map_of_nothing_can_be_drawn() -> None:
    ElementTree.fromstring(drawing.draw([], [], title="", told="").svg)
