/* Every word about what is kept. */

const KEEPING = {
  "": "What you play is kept in this browser, and sent nowhere.",
  blocked: "This browser keeps nothing for this site. To come back to this place later, bookmark this page.",
  full: "This browser has no room left, so nothing new is kept. To come back to this place later, bookmark this page.",
  unreadable: "What this browser kept of your earlier plays could not be read. From here on, your place is kept anew.",
  keys: "Choose with the number keys",
  erase: "Erase my data",
  sure: "Erase everything this browser keeps of every story here? It cannot be brought back.",
  yes: "Yes, erase it",
  no: "No, keep it",
  erased: "Everything kept here is erased.",
  notErased: "This browser did not let us erase it. Clear this site's data in the browser's settings.",
};
