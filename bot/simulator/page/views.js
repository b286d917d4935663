// What the desk can show beside the phones: what stays hidden, and one week in two worlds.

import { get } from "./api.js";
import { h, icon, iconButton, still } from "./dom.js";
import { ChatLog } from "./log.js";
import { clockTime, fullDate } from "./times.js";

const MARKS = { private: ["lock", "only here"], released: ["check", "shared by both"], neutral: ["bell", "says nothing"] };
const PACE = 900;

export class Views {
  constructor(app) {
    this.app = app;
    this.below = h("aside", { class: "hidden-view", "aria-label": "What stays hidden", hidden: true });
    this.over = h("section", { class: "worlds-view", "aria-label": "Two worlds", hidden: true });
    this.makers = { hidden: () => this.hidden(), worlds: () => this.worlds() };
  }

  /** A control of the desk was pressed: one that is called like a view opens or closes it. */
  pressed(control) {
    const [element, make] = { hidden: [this.below, this.makers.hidden], worlds: [this.over, this.makers.worlds] }[control.name] ?? [];
    if (!element) return;
    element.hidden = !element.hidden;
    document.documentElement.classList.toggle("with-worlds", !this.over.hidden);
    this.shown = {};
    if (!element.hidden) make();
    else this.stop();
  }

  /** Whether this view is open; undefined if there is none of this name. */
  opened(name) {
    const element = { hidden: this.below, worlds: this.over }[name];
    return element && !element.hidden;
  }

  close(element) {
    element.hidden = true;
    this.app.bar.show(this.app.desk);
    document.documentElement.classList.toggle("with-worlds", !this.over.hidden);
    this.stop();
    this.app.bar.panels.views?.button.focus();
  }

  /** Something changed: look again, but not at every word. */
  stale() {
    if (this.below.hidden && this.over.hidden) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      if (!this.below.hidden) this.makers.hidden();
      if (!this.over.hidden) this.makers.worlds();
    }, 150);
  }

  async data(name) {
    const data = await get(`lab/desk/views/${name}`).catch(() => ({}));
    const text = JSON.stringify(data);
    if (this.shown?.[name] === text) return null;
    this.shown = { ...this.shown, [name]: text };
    return data;
  }

  // What stays hidden

  async hidden() {
    const data = await this.data("hidden");
    if (!data) return;
    const places = this.app.order;
    const columns = (data.columns ?? []).toSorted((one, other) => places.indexOf(one.person) - places.indexOf(other.person));
    this.below.replaceChildren(
      h("div", { class: "view-head" }, h("h2", {}, "What stays hidden"), h("ul", { class: "legend" }, Object.entries(MARKS).map(([kind, [drawing, words]]) => h("li", { class: kind }, icon(drawing), words))), iconButton("close", "Close", () => this.close(this.below))),
      columns.length ? h("div", { class: "columns", tabIndex: 0, role: "group", "aria-label": "By person" }, columns.map((column) => this.column(column))) : h("p", { class: "nothing" }, "Nothing was written yet."),
    );
  }

  column({ name, items }) {
    return h("section", { class: "column", "aria-label": name }, h("h3", { dir: "auto" }, name),
      items.length ? h("ul", {}, items.map((item) => {
        const [drawing, words] = MARKS[item.kind] ?? MARKS.neutral;
        return h("li", { class: item.kind }, icon(drawing), h("span", { dir: "auto" }, item.text), h("span", { class: "sr" }, ` (${words})`));
      })) : h("p", { class: "nothing" }, "Nothing yet."));
  }

  // Two worlds

  async worlds() {
    const data = await this.data("worlds");
    if (!data) return;
    this.stop();
    if (!data.left) {
      this.over.replaceChildren(this.worldsHead(), h("p", { class: "nothing", role: "status" }, "Both weeks are being lived. This takes a moment."));
      return;
    }
    this.two = data;
    this.length = Math.max(data.left.frames.length, data.right.frames.length);
    this.sides = [data.left, data.right].map((side) => this.side(side));
    this.slider = h("input", { type: "range", min: 0, max: this.length - 1, value: 0, "aria-label": "Moment of the week", oninput: () => this.frame(Number(this.slider.value)) });
    this.verdict = h("p", { class: "verdict", role: "status" });
    this.told = h("p", { class: "told" });
    this.player = h("button", { type: "button", class: "button strong", onclick: () => this.play() }, "Play");
    this.over.replaceChildren(this.worldsHead(), h("div", { class: "two" }, this.sides.map((side) => side.element)), h("div", { class: "said" }, this.told, this.verdict), h("div", { class: "slide" }, this.player, this.slider));
    this.frame(Math.min(data.same_until ?? this.length - 1, this.length - 1));
  }

  worldsHead() {
    return h("div", { class: "view-head" }, h("h2", {}, "Two worlds"), iconButton("close", "Close", () => this.close(this.over)));
  }

  side({ title, frames }) {
    const log = new ChatLog(title, { link() {}, command() {}, look() {}, press() {} });
    log.element.classList.add("read-only");
    const keys = h("div", { class: "keys", "aria-hidden": "true" });
    const at = h("span", { class: "where" });
    const element = h("section", { class: "phone current", "aria-label": title }, h("div", { class: "owner" }, h("h3", {}, title), at), h("div", { class: "device" }, h("div", { class: "chat", inert: true }, log.frame, keys)));
    return { element, log, keys, at, frames };
  }

  frame(number) {
    this.at = number;
    this.slider.value = number;
    const shown = this.sides.map((side) => side.frames[Math.min(number, side.frames.length - 1)]);
    const zone = this.app.commonZone;
    shown.forEach((frame, which) => {
      const side = this.sides[which];
      side.log.show(frame.bubbles, { name: "", person: null, zone, now: frame.at, shown: new Set() });
      side.log.toNewest(false);
      side.at.textContent = `${fullDate(frame.at, zone)}, ${clockTime(frame.at, zone)}`;
      side.keys.hidden = !frame.keyboard?.length;
      side.keys.replaceChildren(...(frame.keyboard ?? []).map((row) => h("div", { class: "row" }, row.map((label) => h("span", { class: "below-key" }, label)))));
    });
    this.told.textContent = shown[0].caption ?? "";
    const same = JSON.stringify(shown[0]) === JSON.stringify(shown[1]);
    this.over.classList.toggle("same", same);
    const bytes = this.two.bytes?.[number];
    const weighed = typeof bytes === "number" ? ` (${bytes.toLocaleString("en-GB")} bytes)` : "";
    this.verdict.textContent = same ? `Moment ${number + 1} of ${this.length}: the same on both phones, to the byte${weighed}.` : `Moment ${number + 1} of ${this.length}: ${this.two.differs ?? "here they differ."}`;
    this.slider.setAttribute("aria-valuetext", this.verdict.textContent);
  }

  play() {
    if (this.playing) return this.stop();
    if (this.at >= this.length - 1) this.frame(0);
    this.player.textContent = "Stop";
    this.playing = setInterval(() => {
      if (this.at >= this.length - 1) return this.stop();
      return this.frame(this.at + 1);
    }, still() ? PACE * 2 : PACE);
    return undefined;
  }

  stop() {
    clearInterval(this.playing);
    this.playing = null;
    if (this.player) this.player.textContent = "Play";
  }
}
