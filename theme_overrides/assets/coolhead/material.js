/* The four names that Material's script expects, and nothing more: the site's address, a way to read and to keep a
   setting under it, and a number that stands for a text. A browser that keeps nothing for us is treated as empty. */
"use strict";
{
  const scope = new URL(document.currentScript.dataset.scope || ".", location);
  const keyOf = (name, within) => `${within.pathname}.${name}`;

  window.__md_scope = scope;

  window.__md_get = (name, store, within = scope) => {
    try {
      return JSON.parse((store || localStorage).getItem(keyOf(name, within)));
    } catch {
      return null;
    }
  };

  window.__md_set = (name, value, store, within = scope) => {
    try {
      (store || localStorage).setItem(keyOf(name, within), JSON.stringify(value));
    } catch {
      /* The setting holds for this page only. */
    }
  };

  window.__md_hash = (text) => {
    let sum = 0;
    for (const letter of text) sum = ((sum << 5) - sum + letter.charCodeAt(0)) | 0;
    return sum;
  };
}
