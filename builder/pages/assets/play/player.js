// The player: dresses the page of a scene, and shows the next one without a page load.
