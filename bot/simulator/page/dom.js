// Makes and changes elements; everything that people or bots wrote goes in as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element. `on…` are listeners, names of properties are set, everything else is an attribute. */
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  set(element, given);
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function set(element, given) {
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === null || value === undefined || value === false) {
      if (name in element && typeof element[name] === "boolean") element[name] = false;
      else element.removeAttribute(name);
    } else if (name === "class") element.className = value;
    else if (name in element && !name.startsWith("aria") && name !== "role") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

// Strokes on a field of 24 by 24.
const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5v.2M12 11.9v.2M12 18.8v.2",
  clip: "M20 11.5l-7.8 7.8a5 5 0 0 1-7.1-7.1l8.2-8.2a3.4 3.4 0 0 1 4.8 4.8L9.9 17a1.8 1.8 0 0 1-2.6-2.6l7.2-7.2",
  send: "M5 12L4 4.6 21 12 4 19.4 5 12zM5 12h7",
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  keys: "M4 5h6.5v6H4zM13.5 5H20v6h-6.5zM4 14h6.5v5H4zM13.5 14H20v5h-6.5z",
  keyboard: "M3 6.5h18v11H3zM7 10v.01M10.3 10v.01M13.7 10v.01M17 10v.01M8 14h8",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  unlock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1",
  down: "M6 9.5l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  plus: "M12 5v14M5 12h14",
  reply: "M9 6L4 11l5 5M4 11h9a7 7 0 0 1 7 7",
  pencil: "M4 20l1-4.5L16 4.5 19.5 8 8.5 19 4 20zM14 6.5L17.5 10",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 8.5v.01",
  sticker: "M4 12a8 8 0 0 1 16 0l-8 8a8 8 0 0 1-8-8zM20 12h-5a3 3 0 0 0-3 3v5M9 10v.01M14 9v.01",
  forward: "M15 6l5 5-5 5M20 11h-9a7 7 0 0 0-7 7",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V7M15.5 3.5V7",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  contrast: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 4v16M12 8h4.9M12 12h8M12 16h4.9",
  pin: "M12 21s6.5-6.4 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 14.6 12 21 12 21zM12 7.3a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z",
  poll: "M6 19.5v-7M12 19.5v-15M18 19.5v-10",
  group: "M9 5a3.4 3.4 0 1 1 0 6.8A3.4 3.4 0 0 1 9 5zM2.8 19.5a6.2 6.2 0 0 1 12.4 0M15.5 5.4a3.2 3.2 0 0 1 0 6M17.3 13.9a6.2 6.2 0 0 1 3.9 5.6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
  stop: "M7 7h10v10H7z",
  play: "M8 5.5l10.5 6.5L8 18.5z",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
  block: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM6.5 6.5l11 11",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0",
};

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

/** A button with a picture only; its name is read aloud and shown on hovering. */
export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

/** Bring the children of a parent into this order, touching only what is out of place. */
export function order(parent, wanted) {
  let next = parent.firstElementChild;
  for (const element of wanted) {
    while (next && next.classList.contains("going")) next = next.nextElementSibling;
    if (next === element) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const NARROW = 62; // rem

/** Call `changed` now, and whenever the page becomes narrow or wide, measured in its own letters. */
export function whenNarrow(changed) {
  const rem = h("span", { class: "rem", "aria-hidden": "true" });
  document.body.append(rem);
  let before;
  const look = () => {
    const narrow = document.documentElement.clientWidth < NARROW * rem.getBoundingClientRect().width;
    if (narrow === before) return;
    before = narrow;
    document.documentElement.toggleAttribute("data-narrow", narrow);
    changed(narrow);
  };
  const watch = new ResizeObserver(look);
  watch.observe(rem);
  watch.observe(document.documentElement);
  look();
}

/** Keep the Tab key's order short: arrows move within a group of buttons. */
export function arrows(group, selector) {
  group.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...group.querySelectorAll(selector)].filter((one) => !one.hidden);
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    all[(at + step + all.length) % all.length].focus();
  });
  return group;
}

export function rtl(text) {
  return /^[^A-Za-z\u00c0-\u024f]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text);
}
