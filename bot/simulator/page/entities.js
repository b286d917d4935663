// Words with their marks: bold, quotes, links, spoilers. Offsets are UTF-16 units, as in JavaScript.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const LINKS = {
  url: (text) => (/^[a-z][a-z+.-]*:/i.test(text) ? text : `https://${text}`),
  text_link: (text, detail) => detail,
  email: (text) => `mailto:${text}`,
  phone_number: (text) => `tel:${text}`,
};

/** Return the nodes of a text. `does` has `link(url)`, `command(text)` and `shown(key)` for spoilers. */
export function marked(text, entities, does) {
  const fit = entities
    .filter((entity) => entity.length > 0 && entity.offset + entity.length <= text.length)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return inside(text, 0, text.length, fit, does);
}

function inside(text, from, to, entities, does) {
  const nodes = [];
  let at = from;
  for (let number = 0; number < entities.length; number++) {
    const entity = entities[number];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = entities.slice(number + 1).filter((other) => other.offset < end && other.offset >= entity.offset);
    nodes.push(element(entity, text.slice(entity.offset, end), inside(text, entity.offset, end, inner, does), does));
    // the line of a block ends with it: the next character, a new line, is not shown once more
    at = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function element(entity, words, children, does) {
  if (entity.type in LINKS) return link(LINKS[entity.type](words, entity.detail), children, does);
  if (entity.type === "spoiler") return spoiler(entity, words, children, does);
  if (entity.type === "bot_command") {
    return h("button", { type: "button", class: "in-text", onclick: () => does.command(words) }, children);
  }
  if (entity.type === "expandable_blockquote") return expandable(children);
  if (entity.type in TAGS) return h(TAGS[entity.type], {}, children);
  return h("span", { class: entity.type.includes("mention") ? "mention" : "" }, children);
}

function link(url, children, does) {
  return h("a", { href: url, rel: "noreferrer noopener", onclick: (event) => {
    event.preventDefault();
    does.link(url);
  } }, children);
}

function spoiler(entity, words, children, does) {
  const key = `${entity.offset}+${entity.length}:${words}`;
  const cover = h("span", { class: "spoiler" }, h("span", { class: "beneath" }, children));
  const show = () => {
    cover.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    cover.firstChild.inert = false;
    does.show(key);
  };
  if (does.shown(key)) {
    show();
    return cover;
  }
  cover.setAttribute("role", "button");
  cover.tabIndex = 0;
  cover.setAttribute("aria-label", "Hidden words: show them");
  cover.firstChild.inert = true;
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show();
  });
  return cover;
}

function expandable(children) {
  const quote = h("blockquote", { class: "folded" }, children);
  const toggle = h("button", { type: "button", class: "in-text unfold", "aria-expanded": "false", onclick: () => {
    const open = quote.classList.toggle("folded") === false;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "less" : "more";
  } }, "more");
  return h("div", { class: "quoted" }, quote, toggle);
}

/** The words as a notification shows them: what a spoiler hides stays hidden. */
export function notified(bubble) {
  let words = bubble.text || bubble.caption;
  for (const entity of bubble.entities) {
    if (entity.type !== "spoiler") continue;
    const hidden = words.slice(entity.offset, entity.offset + entity.length).replace(/\S/g, "▒");
    words = words.slice(0, entity.offset) + hidden + words.slice(entity.offset + entity.length);
  }
  return words;
}
