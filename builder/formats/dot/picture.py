"""From Graphviz's SVG to ours: classes for colours, links and words for screen readers, a legend with drawn samples."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from builder.flow.link import StoryGraph
from builder.formats.dot.lettering import ASIDE, plain, restored, width
from builder.formats.dot.palette import ROLE_OF, light, stylesheet
from builder.formats.dot.view import RESULTS, Detail, count

SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}"
_DRAWN: Final[tuple[str, ...]] = (
    "d",
    "points",
    "cx",
    "cy",
    "rx",
    "ry",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
)
_ROUND: Final = re.compile(r"(\.\d)\d+")
"""A tenth of a pixel is fine enough."""
_SAMPLE: Final = 62.0
"""Pixels at the left of each line of the legend, for the sample."""
_SAMPLES: Final = {
    "- - -": ("edge", "1.3", "5,2"),
    "→": ("edge", "2.4", None),
    "+": ("strong", "2.4", None),
    "~": ("fair", "1.2", None),
    "−": ("weak", "2", "1,5"),
    "( )": ("edge", "1.3", None),
    "(+)": ("added-line", "2.2", None),
    "(−)": ("removed-line", "2.2", "5,2"),
    "(~)": ("changed-line", "2.2", None),
}


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture is called: ``id`` begins the ids inside it, ``title`` and ``description`` are read out."""

    id: str
    title: str
    description: str


def caption_for(graph: StoryGraph, detail: Detail, beside: str = "") -> Caption:
    """What to call the map of a story; ``beside`` is a sentence on what stands beside it."""
    scenes, outcomes = graph.story.scenes.values(), graph.story.outcomes.values()
    facts = [count(len(scenes), "scene"), count(sum(len(scene.choices) for scene in scenes), "choice")]
    results = Counter(outcome.result for outcome in outcomes)
    endings = ", ".join(f"{results[each]} {each}" for each in RESULTS if results[each])
    shown = "its parts, with how many scenes each holds" if detail == "overview" else "scenes and where they lead"
    return Caption(
        id=f"map-{graph.story.id}",
        title=f"Map of ‘{plain(graph.story.title)}’",
        description=f"{', '.join(facts)} and {count(len(outcomes), 'outcome')} ({endings}). The map shows {shown}. "
        f"{beside}".rstrip(),
    )


def picture(graphviz_svg: str, caption: Caption, *, alone: bool, named: bool = False) -> str:
    """One ``<svg>`` element made from what Graphviz drew, with its own style where it is to stand ``alone`` in a file.

    For a page it lies in a ``<div>`` that says by its class, in tenths of the width, where the story starts: a narrow
    screen begins there. Where places are to be ``named``, a script can find each box by ``data-place`` and each line by
    ``data-from``, ``data-to`` and ``data-by``, the positions of its choices.
    """
    drawn = ET.fromstring(graphviz_svg)
    sheet = drawn.find(f"{SVG}g")
    assert sheet is not None, "Graphviz puts all it draws into one group"
    legend = list(_legend(sheet.findall(f"{SVG}text")))
    found = _root(drawn, caption, reach=_right_edge(legend))
    if alone:
        _inside(found, "style", {}, stylesheet())
    moved = _inside(found, "g", {"transform": translation(sheet)})
    moved.extend(_bands_edges_nodes(sheet, named=named))
    if legend:
        _inside(moved, "g", {"class": "ch-map-legend"}).extend(legend)
    if alone:
        return ET.tostring(found, encoding="unicode")
    beginning = ET.Element(
        "div", {"class": f"ch-map-sheet ch-map-from-{_start(sheet, float(found.get('width', '1')))}"}
    )
    beginning.append(found)
    return ET.tostring(beginning, encoding="unicode")


def translation(sheet: ET.Element) -> str:
    """How Graphviz's sheet is moved, without what it also says and does not do: scaling by 1, turning by 0."""
    return re.sub(r".*(translate\([^)]*\)).*", r"\1", sheet.get("transform", ""))


def _start(sheet: ET.Element, width: float) -> int:
    """How far to the right the story starts, in tenths of the width."""
    word = sheet.find(f"{SVG}g[@class='node start t1']//{SVG}text")
    return round(10 * float(word.get("x", "0")) / width) if word is not None else 0


def _root(drawn: ET.Element, caption: Caption, reach: float) -> ET.Element:
    left, top, wide, high = (float(number) for number in drawn.get("viewBox", "").split())
    size = {"width": f"{max(wide, reach):.0f}", "height": f"{high:.0f}"}
    title, description = f"{caption.id}-title", f"{caption.id}-description"
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG.strip("{}"),
            "class": "ch-map",
            "viewBox": f"{left:g} {top:g} {size['width']} {size['height']}",
            **size,
            "role": "group",
            "aria-labelledby": title,
            "aria-describedby": description,
            "font-family": "system-ui, Helvetica, Arial, sans-serif",
            "font-size": "12",
        },
    )
    _inside(root, "title", {"id": title}, caption.title)
    _inside(root, "desc", {"id": description}, caption.description)
    return root


def _inside(parent: ET.Element, tag: str, attributes: dict[str, str], text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, tag, attributes)
    child.text = text
    return child


# -- boxes and lines --------------------------------------------------------------------------------------------------


def _bands_edges_nodes(sheet: ET.Element, *, named: bool) -> Iterator[ET.Element]:
    """The groups of Graphviz's sheet in the order they were drawn: stages behind, then lines, then boxes."""
    for group in sheet.findall(f"{SVG}g"):
        kinds = group.get("class", "").split()
        names = _names(group, kinds) if named else {}
        match kinds[0]:
            case "cluster":
                yield _group(group, "g", {"class": "ch-map-stage"})
            case "edge":
                yield _group(group, "g", {"class": "ch-map-way", "aria-hidden": "true", **names})
            case _:
                yield _node(group, kinds[1:], names)


def _names(group: ET.Element, kinds: list[str]) -> dict[str, str]:
    """What a box or a line stands for, as a script asks for it; Graphviz writes ``scene:port:side->scene``."""
    ends = [end.partition(":")[0] for end in (group.findtext(f"{SVG}title") or "").split("->")]
    if len(ends) == 1:
        return {"data-place": ends[0]}
    names = {"data-from": ends[0], "data-to": ends[1]}
    return names | ({"data-by": " ".join(kinds[2:])} if "by" in kinds else {})


def _node(group: ET.Element, kinds: list[str], names: dict[str, str]) -> ET.Element:
    link = group.find(f".//{SVG}a")
    address = link.get(f"{_LINK}href") if link is not None else None
    name = {"class": f"ch-map-node ch-map-{kinds[0]}", **names}
    node = _group(group, "a", {"href": address, **name}) if address else _group(group, "g", name)
    texts = node.findall("text")
    titles = next((int(kind[1:]) for kind in kinds if re.fullmatch(r"t\d+", kind)), 0)
    for text in texts[:titles]:
        _add_class(text, "ch-map-title")
        text.set("font-weight", "600")
        if kinds[0] == "scene":
            text.set("font-size", "14")
            text.set("y", f"{float(text.get('y', '0')) + 1.5:.6g}")
    if kinds[0] in ("scene", "passing"):
        for text in texts[titles : titles + ("i" in kinds)]:
            _paint(text, "fill", "muted")
        for rule in node.findall("polyline"):
            _paint(rule, "stroke", "rule")
    return node


def _group(group: ET.Element, tag: str, attributes: dict[str, str]) -> ET.Element:
    """Everything drawn in a group of Graphviz, flat, with its tooltip as the title."""
    flat = ET.Element(tag, attributes)
    link = group.find(f".//{SVG}a")
    if link is not None and link.get(f"{_LINK}title"):
        _inside(flat, "title", {}, restored(link.get(f"{_LINK}title", "")))
    for each in group.iter():
        match each.tag.removeprefix(SVG):
            case "path" | "polygon" | "polyline" | "ellipse":
                flat.append(shape(each))
            case "text":
                flat.append(_text(each))
    return flat


def shape(found: ET.Element) -> ET.Element:
    """What Graphviz drew, without what it says of it otherwise, and in colours that a stylesheet can change."""
    drawn = {name: _ROUND.sub(r"\1", found.attrib[name]) for name in _DRAWN if name in found.attrib}
    made = ET.Element(found.tag.removeprefix(SVG), drawn)
    for part in ("fill", "stroke"):
        _paint(made, part, ROLE_OF.get(made.get(part, "")))
    return made


def _text(found: ET.Element) -> ET.Element:
    words = restored(found.text or "")
    indent = len(words) - len(words.lstrip())
    x = float(found.get("x", "0")) + 3.4 * indent
    made = ET.Element("text", {"x": f"{x:.6g}", "y": found.get("y", "0")})
    if found.get("text-anchor") != "start":
        made.set("text-anchor", found.get("text-anchor", "middle"))
    _paint(made, "fill", "muted" if indent == len(ASIDE) else ROLE_OF.get(found.get("fill", ""), "ink"))
    made.text = words.strip()
    return made


def _paint(element: ET.Element, part: str, role: str | None) -> None:
    """Give an element a colour twice: as an attribute for whoever has no stylesheet, as a class for the stylesheet."""
    if role is None:
        return
    element.set(part, light(role))
    kept = [name for name in element.get("class", "").split() if not name.startswith(f"{part}-")]
    element.set("class", " ".join([*kept, f"{part}-{role}"]))


def _add_class(element: ET.Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


# -- the legend -------------------------------------------------------------------------------------------------------


def _legend(lines: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """Each line of the graph's label as a sample and its meaning."""
    for line in lines:
        sign, _, meaning = restored(line.text or "").partition("  ")
        x, y = float(line.get("x", "0")), float(line.get("y", "0"))
        yield from _sample(sign, x, y - 4)
        yield _word(meaning, x + _SAMPLE, y)


def _sample(sign: str, x: float, y: float) -> Iterator[ET.Element]:
    if sign not in _SAMPLES:
        chip = ET.Element("rect", {"x": f"{x + 6:.6g}", "y": f"{y - 8:.6g}", "width": "30", "height": "16", "rx": "4"})
        _paint(chip, "fill", "card")
        _paint(chip, "stroke", "card-line")
        yield chip
        yield _word(sign, x + 21, y + 4, anchor="middle")
        return
    role, weight, dashes = _SAMPLES[sign]
    ends = {"x1": f"{x:.6g}", "x2": f"{x + 34:.6g}", "y1": f"{y:.6g}", "y2": f"{y:.6g}"}
    line = ET.Element("line", {**ends, "stroke-width": weight, **({"stroke-dasharray": dashes} if dashes else {})})
    head = ET.Element("polygon", {"points": f"{x + 34:.6g},{y - 3:.6g} {x + 42:.6g},{y:.6g} {x + 34:.6g},{y + 3:.6g}"})
    _paint(line, "stroke", role)
    _paint(head, "fill", role)
    yield line
    yield head
    if sign.strip("()") in ("+", "~", "−"):
        yield _word(sign.strip("()"), x + 52, y + 4, anchor="middle")


def _word(text: str, x: float, y: float, anchor: str | None = None) -> ET.Element:
    word = ET.Element("text", {"x": f"{x:.6g}", "y": f"{y:.6g}", **({"text-anchor": anchor} if anchor else {})})
    _paint(word, "fill", "ink")
    word.text = text
    return word


def _right_edge(legend: Iterable[ET.Element]) -> float:
    """How far to the right the legend reaches, on a sheet that Graphviz made for words alone."""
    words = (each for each in legend if each.tag == "text" and each.get("text-anchor") is None)
    return max((float(each.get("x", "0")) + width(each.text or "", 12) + 30 for each in words), default=0)
