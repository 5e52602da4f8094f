// Follows the author: loads the page again when the site has changed, and tells the page when the findings have.

(() => {
  "use strict";

  const here = new URL(document.currentScript.src);
  const tell = (name) => document.dispatchEvent(new CustomEvent(`coolhead:${name}`));
  // What this page shows: the version of the site, and that of the findings, a number each.
  let [site, findings] = here.searchParams.get("version").split(".");
  let line = null;
  let gone = false;

  const heard = ({ data }) => {
    const [newSite, newFindings] = data.split(".");
    if (gone) tell("back");
    gone = false;
    if (newSite !== site) location.reload();
    else if (newFindings !== findings) tell("findings");
    [site, findings] = [newSite, newFindings];
  };

  const lost = () => {
    if (!gone) tell("gone");
    gone = true;
  };

  // Only a page that is seen listens: a browser has no more than six connections to a server, whatever its tabs.
  const listen = () => {
    if (document.visibilityState === "hidden") {
      line?.close();
      line = null;
    } else if (!line) {
      line = new EventSource(new URL("events", here));
      line.addEventListener("version", heard);
      line.addEventListener("error", lost);
    }
  };

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => line?.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  listen();
})();
