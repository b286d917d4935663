// One message: its bubble, and the buttons under it.

import { fileOf } from "./api.js";
import { h, icon } from "./dom.js";
import { marked, notified } from "./entities.js";
import { clockTime } from "./times.js";

const KINDS = {
  voice: ["mic", "Voice message"], audio: ["play", "Music"], video: ["play", "Video"],
  video_note: ["play", "Video message"], animation: ["play", "GIF"], location: ["pin", "Location"],
  venue: ["pin", "Place"], contact: ["person", "Contact"], poll: ["poll", "Poll"], dice: ["sticker", "Dice"], photo: ["photo", "Photo"], sticker: ["sticker", "Sticker"],
};

/** What a message is called where there is no room for it; what a spoiler hides stays hidden. */
export function summary(bubble) {
  const words = notified(bubble);
  if (words) return words.length > 80 ? `${words.slice(0, 79)}…` : words;
  if (bubble.kind === "photo") return "Photo";
  if (bubble.kind === "document") return bubble.file_name ?? "File";
  return KINDS[bubble.kind]?.[1] ?? bubble.kind;
}

/** Return everything inside a message's element. `seen` knows the reader; `does` what a tap leads to. */
export function contents(bubble, seen, does) {
  if (bubble.kind === "service") return [h("p", { class: "service" }, bubble.text)];
  const parts = [h("span", { class: "sr" }, `${bubble.sender}: `)];
  if (bubble.forwarded) parts.push(h("p", { class: "forwarded" }, "Forwarded from ", h("b", {}, bubble.forwarded)));
  const answered = bubble.reply_to && seen.message(bubble.reply_to);
  if (answered) parts.push(quoted(answered, does));
  const media = medium(bubble, seen, does);
  const words = text(bubble, seen, does);
  parts.push(...(bubble.above ? [words, media] : [media, words]));
  if (!bubble.text && !bubble.caption) parts.push(foot(bubble, seen));
  const reactions = bubble.reactions.length
    ? h("p", { class: "reactions", "aria-label": `Reactions: ${bubble.reactions.join(" ")}` }, bubble.reactions.map((one) => h("span", {}, `${one}\ufe0f`)))
    : null;
  return [h("div", { class: `bubble ${bubble.kind}${bubble.caption ? " captioned" : ""}` }, parts, reactions)];
}

function quoted(bubble, does) {
  return h("button", { type: "button", class: "reply-quote", onclick: () => does.jump(bubble.id) },
    h("b", {}, bubble.sender), h("span", { dir: "auto" }, summary(bubble)));
}

function text(bubble, seen, does) {
  const words = bubble.text || bubble.caption;
  if (!words) return null;
  const only = /^(?:\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\ufe0f\u200d]*){1,3}$/u.test(words) && bubble.kind === "text";
  const marks = marked(words, bubble.entities, {
    ...does, shown: (key) => seen.shown.has(`${bubble.id}/${key}`), show: (key) => seen.shown.add(`${bubble.id}/${key}`),
  });
  return h("div", { class: `text${only ? " large" : ""}` }, h("div", { class: "words", dir: "auto" }, marks), foot(bubble, seen));
}

function foot(bubble, seen) {
  const at = bubble.at ? clockTime(bubble.at, seen.zone) : "";
  return h("span", { class: "foot" },
    bubble.protected ? h("span", { class: "kept-here", title: "Protected: cannot be copied or passed on" }, icon("lock"), h("span", { class: "sr" }, "protected ")) : null,
    bubble.edited ? "edited " : "", h("time", { datetime: bubble.at ?? "" }, at),
    bubble.mine ? h("span", { class: "ticks" }, icon("check")) : null);
}

function medium(bubble, seen, does) {
  if (bubble.kind === "text") return null;
  const address = bubble.has_file && seen.person ? fileOf(seen.person, bubble) : null;
  if (bubble.kind === "photo" && address) return photo(bubble, seen, address, does);
  if (bubble.kind === "sticker" && address) return h("img", { class: "sticker-image", src: address, alt: "Sticker" });
  if (bubble.kind === "document") return file(bubble, address);
  if (bubble.kind === "voice") return voice();
  const [drawing, name] = KINDS[bubble.kind] ?? ["file", bubble.kind];
  return h("p", { class: "medium" }, h("span", { class: "disc" }, icon(drawing)), name);
}

function photo(bubble, seen, address, does) {
  const size = bubble.width ? { width: bubble.width, height: bubble.height } : {};
  const image = h("img", { src: address, alt: bubble.caption ? "" : "Photo", decoding: "async", draggable: !bubble.protected, ...size });
  const key = `${bubble.id}/photo`;
  const veiled = bubble.spoiler && !bubble.entities.some((one) => one.type === "spoiler") && !seen.shown.has(key);
  const frame = h("button", { type: "button", class: `photo-frame${veiled ? " veiled" : ""}`, "aria-label": veiled ? "Hidden photo: show it" : "Photo: look at it larger" }, image);
  frame.addEventListener("click", () => {
    if (!frame.classList.contains("veiled")) return does.look(address, bubble);
    frame.classList.remove("veiled");
    frame.setAttribute("aria-label", "Photo: look at it larger");
    seen.shown.add(key);
    return undefined;
  });
  return frame;
}

function file(bubble, address) {
  const name = bubble.file_name ?? "file";
  const inner = [
    h("span", { class: "disc" }, icon("file")),
    h("span", { class: "file-name" }, h("b", { dir: "auto" }, name), h("span", {}, weight(bubble.file_size))),
  ];
  return address && !bubble.protected ? h("a", { class: "file", href: address, download: name }, inner) : h("p", { class: "file" }, inner);
}

function weight(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function voice() {
  const heights = [5, 9, 14, 8, 12, 18, 11, 6, 10, 16, 20, 12, 8, 14, 9, 5, 11, 17, 10, 6, 9, 13, 7, 4];
  return h("p", { class: "medium" }, h("span", { class: "disc" }, icon("play")), h("span", { class: "sr" }, "Voice message"),
    h("span", { class: "wave", "aria-hidden": "true" }, heights.map((height) => {
      const bar = h("i");
      bar.style.blockSize = `${height}px`;
      return bar;
    })));
}

/** The keyboard under a message, brought up to date in place: what stays, stays the same element. */
export function buttons(old, bubble, does) {
  if (!bubble.buttons.length) {
    old?.remove();
    return null;
  }
  const group = old ?? h("div", { class: "inline", role: "group", "aria-label": "Buttons" });
  bubble.buttons.forEach((labels, y) => {
    const row = group.children[y] ?? group.appendChild(h("div", { class: "row" }));
    labels.forEach((label, x) => {
      const button = row.children[x] ?? row.appendChild(h("button", { type: "button" }));
      const leads = bubble.urls[y][x];
      button.className = `key${bubble.styles[y][x] ? ` ${bubble.styles[y][x]}` : ""}`;
      const shown = `${label}\n${leads ?? bubble.copies[y][x] ?? ""}`;
      if (button.dataset.shown !== shown) {
        button.dataset.shown = shown;
        const sign = leads ? icon("link") : bubble.copies[y][x] ? icon("copy") : null;
        button.replaceChildren(h("span", { dir: "auto" }, label), ...(sign ? [sign] : []));
      }
      button.onclick = () => does.press(bubble, y, x, button);
    });
    while (row.children.length > labels.length) row.lastChild.remove();
  });
  while (group.children.length > bubble.buttons.length) group.lastChild.remove();
  return group;
}
