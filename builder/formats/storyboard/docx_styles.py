"""How a storyboard looks in Word: paper, fonts, headings, the style of its tables, and the words on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from builder.formats.storyboard.document import Document
from builder.pages.rich import Tone

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_MARGIN: Final = Mm(14)
WIDTH: Final = 15_250
"""The width between the margins, in twentieths of a point."""
_FONT: Final = "Calibri"
_DARK: Final = "123F46"
_LINE: Final = "9AA7A9"
_HEAD: Final = "DFECEE"
_SIZES: Final = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12.5}
_UNUSED: Final = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml")
"""What the library's blank document brings along that would say something untrue, or nothing."""


class Look(NamedTuple):
    """The colour of a tone, what it stands on, and whether it is bold."""

    ink: str
    ground: str = ""
    strong: bool = False


LOOKS: Final[Mapping[Tone, Look]] = {
    "quiet": Look("555555"),
    "good": Look("17552B", "E0F1E4", strong=True),
    "fair": Look("6B4700", "FBEFD2", strong=True),
    "poor": Look("8C1D13", "FBE3E0", strong=True),
    "new": Look("1D3F86", "DDE7FB", strong=True),
    "gone": Look("555555"),
}


def dress(word: WordDocument, document: Document) -> None:
    """Give a blank document its looks, its language and its name."""
    _paper(word)
    _language(word, document.language)
    _fonts(word)
    _table_style(word)
    _on_every_page(word, document.story)
    _name(word, document)


def _paper(word: WordDocument) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header_distance = section.footer_distance = Mm(7)


def _language(word: WordDocument, language: str) -> None:
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word of 2013 and later: else it opens as an old document


def _fonts(word: WordDocument) -> None:
    styles: Any = word.styles
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{name}"), _FONT)
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.08
    for name, size in _SIZES.items():
        style = styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor.from_string(_DARK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(4)
        style.paragraph_format.keep_with_next = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline, link.font.color.rgb = True, RGBColor.from_string("0B5563")
    for name, base, size, kept in (
        ("Lead", "Normal", 10, True),
        ("Table Text", "Normal", 9.5, False),
        ("Table Head", "Table Text", 9.5, True),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles[base], Pt(size)
        style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(2), kept
    styles["Table Head"].font.bold = True
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    styles["List Bullet"].font.size, styles["List Bullet"].paragraph_format.space_after = Pt(9.5), Pt(1)
    styles["No Spacing"].font.size = Pt(6)


def _table_style(word: WordDocument) -> None:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>' for side in sides)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))
    )
    style = parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Storyboard"><w:name w:val="Storyboard"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/></w:tcPr>'
        f"</w:tblStylePr></w:style>"
    )
    word.styles.element.append(style)


def _on_every_page(word: WordDocument, story: str) -> None:
    section = word.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    _small(header, f"{story} · storyboard for review")
    for before, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        _small(footer, before)
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        counted.append(_small(footer, "1"))
        footer._p.append(counted)


def _small(paragraph: Any, words: str) -> Any:
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(LOOKS["quiet"].ink)
    return run._r


def _name(word: WordDocument, document: Document) -> None:
    about = word.core_properties
    about.title, about.language = f"{document.story}: storyboard for review", document.language
    about.author, about.comments = "", ""
    for moment in ("created", "modified"):  # not now, so that the same story gives the same file
        for element in about._element.findall(qn(f"dcterms:{moment}")):
            about._element.remove(element)
    for part in (word.part.package, word.part):
        for id, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                part.rels.pop(id)
