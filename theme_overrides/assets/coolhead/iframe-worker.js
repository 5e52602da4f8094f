/* For a site that is opened from a disk: there browsers start no worker, and Material's search runs in one. This one runs
   in a hidden frame of the page instead. Material looks for the name IFrameWorker. Elsewhere nothing changes. */
"use strict";
if (location.protocol === "file:") {
  const load = (into, address) =>
    new Promise((done, failed) => {
      const script = into.createElement("script");
      script.onload = done;
      script.onerror = () => failed(new Error(`${address} cannot be read.`));
      script.src = address;
      into.head.append(script);
    });

  window.Worker = window.IFrameWorker = class extends EventTarget {
    #started;
    #frame = document.createElement("iframe");

    constructor(address) {
      super();
      this.#frame.hidden = true;
      document.body.append(this.#frame);
      const inside = this.#frame.contentWindow;
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inside.importScripts = (...addresses) =>
        addresses.reduce((before, each) => before.then(() => load(inside.document, each)), Promise.resolve());
      this.#started = load(inside.document, String(address));
    }

    /* What comes before the script is there waits for it. */
    async postMessage(data) {
      await this.#started;
      this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
    }

    terminate() {
      this.#frame.remove();
    }
  };
}
