"""What can be seen of an element: its colours as they come out on the page, and the room it takes."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page

_SCRIPT: Final = """
window.eyes ??= (() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const rgba = colour => {  // any CSS colour as numbers, the way the browser itself paints it
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = element => {  // what the element is painted on, all layers together
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(rgba(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), rgba("Canvas"));
  };
  const luminance = colour => {
    const linear = x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = colour.slice(0, 3).map(x => linear(x / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const name = element =>
    `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} "${element.textContent.trim().slice(0, 40)}"`;
  const seen = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true}) &&
    element.getClientRects().length > 0;
  const within = element => {  // not parked outside the page, and not shrunk to nothing
    const room = element.getBoundingClientRect();
    return room.width > 1 && room.height > 1 && room.right > 0 && room.bottom + scrollY > 0 &&
      room.left < document.documentElement.scrollWidth;
  };
  const words = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const speaking = element =>  // the element and what is in it, where it has words of its own
    [element, ...element.querySelectorAll("*:not(svg *)")].filter(each => seen(each) && words(each));
  const contrast = element => {
    const around = behind(element);
    return ratio(over(rgba(getComputedStyle(element).color), around), around);
  };
  return {rgba, over, behind, luminance, ratio, name, seen, within, speaking, contrast};
})()
"""


def look(page: Page, script: str, *arguments: Any) -> Any:
    """Run a function of (eyes, ...arguments) on the page and give what it returns."""
    return page.evaluate(f"given => {{ {_SCRIPT}; return ({script})(window.eyes, ...given); }}", list(arguments))


def until(page: Page, condition: str, given: Any = None) -> None:
    """Wait until a condition holds on the page as it is, of what is `given` to it.

    Not as Playwright waits for one: that needs `eval`, which a page's policy forbids.
    """
    page.evaluate(f"async given => {{ while (!({condition})) await new Promise(done => setTimeout(done, 20)) }}", given)


def painted(page: Page) -> None:
    """Wait until the page is laid out and painted as it is now, and what waits for that is done."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))")


def open_everything(page: Page) -> None:
    """Open all that opens in place, also where the page keeps only one of several open."""
    page.evaluate(
        "document.querySelectorAll('details').forEach(each => { each.removeAttribute('name'); each.open = true; })"
    )


def stand_still(page: Page) -> None:
    """Bring whatever is moving or fading to its end."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
