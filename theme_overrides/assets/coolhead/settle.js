/* Puts what has been read of the page so far into the state its reader left it in, before it is first seen: the palette
   they chose, and the tabs they chose or that the address names. May run several times on one page. */
"use strict";
{
  const palette = __md_get("__palette");
  if (palette && palette.color && document.body) {
    let chosen = palette.color;
    if (chosen.media === "(prefers-color-scheme)") {
      const wanted = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${wanted})"]`);
      if (option) chosen = { scheme: option.dataset.mdColorScheme, primary: option.dataset.mdColorPrimary, accent: option.dataset.mdColorAccent };
    }
    for (const part of ["scheme", "primary", "accent"]) {
      if (chosen[part]) document.body.setAttribute(`data-md-color-${part}`, chosen[part]);
    }
  }

  const chosenTabs = __md_get("__tabs");
  if (Array.isArray(chosenTabs)) {
    for (const set of document.querySelectorAll(".tabbed-set")) {
      const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")];
      const label = chosenTabs.map((name) => labels.find((each) => each.textContent.trim() === name)).find(Boolean);
      const tab = label && document.getElementById(label.htmlFor);
      if (tab) tab.checked = true;
    }
  }

  const named = document.getElementById(location.hash.slice(1));
  if (named instanceof HTMLInputElement && named.name.startsWith("__tabbed_")) named.checked = true;
}
