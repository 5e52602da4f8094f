"""What axe cannot judge: narrow screens, large text, room for fingers, focus, hover, paper and forced colours."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pytest
from browser import course
from browser.eyes import look, open_everything, stand_still, until
from conftest import SMALL_COURSE, OpenPage, ServeFolder, build
from playwright.sync_api import Page, expect

SCHEMES: Final = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
MOST_TABS: Final = 300


def faults(page: Page, addresses: Iterable[course.Address], find: Callable[[Page], Iterable[str]]) -> list[str]:
    """What is wrong on each page, unfolded, after the page's own address."""
    found: list[str] = []
    for address in addresses:
        visit(page, address)
        open_everything(page)
        found += [f"{address}: {fault}" for fault in find(page)]
    return found


def visit(page: Page, address: course.Address) -> None:
    """Load a page whole, also where the last one differed only in its play."""
    page.goto("about:blank")
    page.goto(address.path)
    if "#" in address.path:
        expect(page.locator(".ch-live")).to_be_visible()
    if page.locator(".ch-outcome[data-outcome]").count():
        expect(page.locator(".ch-debrief")).to_be_visible()
    if page.locator("main.ch-main").count():
        expect(page.locator(".ch-foot")).to_be_attached()  # the last that the player adds


# -- room --


def test_nothing_scrolls_sideways_at_320_pixels(open_page: OpenPage, small_url: str) -> None:
    wide = faults(open_page(width=320), course.every_kind(), _too_wide)
    wide += faults(open_page(width=320, url=small_url), course.moments(), _too_wide)
    assert not wide, "\n".join(wide)


def test_nothing_scrolls_sideways_or_is_cut_off_with_text_at_twice_its_size(
    open_page: OpenPage, small_url: str
) -> None:
    def find(page: Page) -> list[str]:
        page.evaluate(
            "document.documentElement.style.fontSize = "
            "2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + 'px'"
        )
        return [*_too_wide(page), *look(page, CUT_OFF)]

    found = faults(open_page(), course.every_kind(), find)
    found += faults(open_page(url=small_url), course.moments(), find)
    assert not found, "\n".join(found)


def _too_wide(page: Page) -> list[str]:
    stand_still(page)
    return list(look(page, TOO_WIDE))


TOO_WIDE: Final = """
eyes => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.querySelectorAll("body *")].filter(each =>
    eyes.seen(each) && each.getBoundingClientRect().right > width + 1);
  return out.slice(0, 5).map(each => `${eyes.name(each)} reaches out of ${width} pixels`);
}
"""

CUT_OFF: Final = """
eyes => [...document.querySelectorAll("article *")].filter(each => {
  const style = getComputedStyle(each);
  return eyes.seen(each) && style.clipPath === "none" && each.clientWidth > 1 &&
    ["hidden", "clip"].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
}).map(each => `${eyes.name(each)} is cut off`)
"""


@pytest.mark.parametrize("width", [1280, 360])
def test_everything_to_press_has_room_for_a_finger(open_page: OpenPage, small_url: str, width: int) -> None:
    small = faults(open_page(width=width), course.every_kind(), lambda page: look(page, SMALL))
    small += faults(open_page(width=width, url=small_url), course.moments(), lambda page: look(page, SMALL))
    assert not small, "\n".join(small)


SMALL: Final = """
eyes => {
  const targets = [...document.querySelectorAll("a[href], button, summary, input, label[for]")]
    .filter(each => eyes.seen(each) && eyes.within(each))
    .map(each => ({each, box: each.getBoundingClientRect()}))
    .map(target => ({...target, x: target.box.x + target.box.width / 2, y: target.box.y + target.box.height / 2,
      small: target.box.width < 24 || target.box.height < 24}));
  const gap = (one, {box}) =>
    Math.hypot(Math.max(box.left - one.x, 0, one.x - box.right), Math.max(box.top - one.y, 0, one.y - box.bottom));
  const crowded = one => targets.some(other =>  // WCAG 2.5.8: a small target will do where 24 pixels around it are free
    !one.each.contains(other.each) && !other.each.contains(one.each) &&
    (other.small ? Math.hypot(one.x - other.x, one.y - other.y) < 24 : gap(one, other) < 12));
  const inText = ({each}) => getComputedStyle(each).display === "inline" && each.closest("p, li, dd") &&
    each.parentElement.textContent.trim() !== each.textContent.trim();  // a link in a sentence is as high as its line
  const main = ({each}) => each.matches(".ch-pick, .ch-on, .ch-begin");
  return targets.filter(one => main(one) ? one.box.height < 44 : one.small && !inText(one) && crowded(one))
    .map(({each, box}) => `${eyes.name(each)} is ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
}
"""


def test_a_story_from_right_to_left_is_laid_out_so(
    open_page: OpenPage, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    course_here = tmp_path / "course"
    shutil.copytree(SMALL_COURSE, course_here, ignore=shutil.ignore_patterns(".*"))
    (course_here / "stories/course.yml").write_text("title: Small\nlanguage: ar\n", encoding="utf-8")
    config = course_here / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("material", "material\n  language: ar"), "utf-8")
    page = open_page(width=320, url=serve_folder(build(course_here, tmp_path / "site")))
    wide = faults(page, course.moments(), _too_wide)
    assert not wide, "\n".join(wide)
    visit(page, course.Address("scene", "kettle/kitchen.html#play=100"))
    assert look(page, LEFT_EDGES) == {"mine": True, "arrow": True, "number": True}


LEFT_EDGES: Final = """
() => {
  const box = selector => document.querySelector(selector).getBoundingClientRect();
  return {
    mine: box(".ch-mine").left < box(".ch-line:not(.ch-mine)").left,
    arrow: box(".ch-turn").right < box(".ch-standing dt").right,
    number: box(".ch-pick > *").right < box(".ch-pick").right - 20,
  };
}
"""


# -- colour --


@SCHEMES
def test_focus_can_be_seen(open_page: OpenPage, small_url: str, dark: bool) -> None:
    unseen = faults(open_page(dark=dark), course.of_one_story(), _unseen_focus)
    unseen += faults(open_page(dark=dark, url=small_url), course.moments(), _unseen_focus)
    assert not unseen, "\n".join(unseen)


def _unseen_focus(page: Page) -> list[str]:
    """Tab through the page from top to bottom, and look at every stop."""
    unseen: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stand_still(page)
        stop = look(page, FOCUS)
        if stop is None:
            return unseen
        if stop["contrast"] < 3:
            unseen.append(f"the focus on {stop['name']} has a contrast of {stop['contrast']:.2f}")
    return [*unseen, "Tab never comes to the end of the page"]


FOCUS: Final = """
eyes => {
  const here = document.activeElement;
  if (!here || here === document.body || here.dataset.met) return null;
  here.dataset.met = "yes";
  if (!eyes.within(here)) return {name: eyes.name(here), contrast: 1};
  const style = getComputedStyle(here);
  const around = eyes.behind(here.parentElement);
  const against = colour => eyes.ratio(eyes.over(eyes.rgba(colour), around), around);
  const rings = [1];
  if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) rings.push(against(style.outlineColor));
  if (style.outlineStyle === "auto") rings.push(against("white"));  // Chromium draws its own ring in two tones
  if (style.boxShadow !== "none") rings.push(against(style.boxShadow.match(/^(?:[\\w-]+\\([^)]*\\)|[\\w#]+)/)[0]));
  if (here.matches("input, textarea")) rings.push(21);  // its caret shows where one is
  return {name: eyes.name(here), contrast: Math.max(...rings)};
}
"""


@SCHEMES
def test_what_the_mouse_is_over_can_be_read(open_page: OpenPage, small_url: str, dark: bool) -> None:
    faint = faults(open_page(dark=dark), course.of_one_story(), _faint_when_hovered)
    faint += faults(open_page(dark=dark, url=small_url), course.moments(), _faint_when_hovered)
    assert not faint, "\n".join(faint)


def _faint_when_hovered(page: Page) -> list[str]:
    faint = []
    for control in page.locator("a[href]:not(svg a), summary, button").element_handles():
        if look(page, "(eyes, one) => eyes.seen(one) && eyes.within(one)", control):
            control.hover(force=True)
            stand_still(page)
            faint += look(page, HOVERED)
    return faint


HOVERED: Final = """
eyes => {
  const here = [...document.querySelectorAll(":hover")].at(-1)?.closest("a, summary, button");
  return here ? eyes.speaking(here).filter(each => eyes.contrast(each) < 4.5).map(each =>
    `${eyes.name(each)} has a contrast of ${eyes.contrast(each).toFixed(2)} under the mouse`) : [];
}
"""


@SCHEMES
def test_paper_is_white_and_ink_is_dark(open_page: OpenPage, site_url: str, small_url: str, dark: bool) -> None:
    pale: list[str] = []
    for url, addresses in ((site_url, course.of_one_story()), (small_url, course.moments())):
        page = open_page(dark=dark, url=url)
        page.emulate_media(media="print")
        pale += faults(page, addresses, _pale_on_paper)
    assert not pale, "\n".join(pale)


def _pale_on_paper(page: Page) -> list[str]:
    until(page, "[...document.styleSheets].some(sheet => sheet.href?.includes('play.css'))")
    found: list[str] = look(page, PRINTED)
    return found


PRINTED: Final = """
eyes => eyes.speaking(document.querySelector("article")).filter(each => {
  const button = each.closest(".ch-on, .ch-begin");  // a browser that prints no backgrounds darkens its words itself
  return eyes.contrast(each) < 4.5 || (!button && eyes.luminance(eyes.behind(each)) < 0.7);
}).map(each => `${eyes.name(each)} is printed on ${eyes.behind(each).map(Math.round)}`)
"""


def test_choices_keep_an_edge_in_forced_colours(open_page: OpenPage, small_url: str) -> None:
    scenes = [each for each in course.every_kind() if each.kind == "scene"]
    without = faults(open_page(forced_colors="active"), scenes, lambda page: look(page, WITHOUT_EDGE))
    page = open_page(forced_colors="active", url=small_url)
    without += faults(page, course.moments(), lambda page: look(page, WITHOUT_EDGE))
    assert not without, "\n".join(without)


WITHOUT_EDGE: Final = """
eyes => [...document.querySelectorAll(".ch-pick")].filter(pick => {
  for (let each = pick; !each.matches(".ch-choices"); each = each.parentElement) {
    const style = getComputedStyle(each);
    if (style.borderBottomStyle !== "none" && parseFloat(style.borderBottomWidth) >= 1)
      return eyes.ratio(eyes.rgba(style.borderBottomColor), eyes.rgba("Canvas")) < 3;
  }
  return true;
}).map(each => `${eyes.name(each)} has no edge`)
"""
