// The bar above the phones: the clock, and what the desk lets one press, by groups.

import { open } from "./dialogs.js";
import { arrows, h, icon, iconButton, whenNarrow } from "./dom.js";
import { clockTime, fullDate, instant, local, place, shortDate } from "./times.js";

// The page's own steps, unless the desk has one of that name.
const STEPS = [["minute", "+1 min", 60], ["hour", "+1 hour", 3600], ["day", "+1 day", 86400]];
const PLAYER = ["pause", "stop", "slower", "faster"]; // shown beside the caption while a story is told
const FEW = 6; // controls of the clock that fit in the first row
const TITLES = { stories: ["Stories", "play"], trouble: ["Trouble", "block"], views: ["Views", "eye"] };
const THEMES = { auto: ["contrast", "Colours as on this machine"], light: ["sun", "Light"], dark: ["moon", "Dark"] };

export class Bar {
  constructor(app, element) {
    this.app = app;
    this.element = element;
    this.panels = {};
    this.shown = "";
    this.time = h("span", { class: "time" });
    this.date = h("span", { class: "date-now" });
    this.clockButton = h("button", { type: "button", class: "clock-button", "aria-expanded": "false", onclick: () => this.toggle("clock") }, this.time, this.date, icon("down"));
    this.clockText = h("div", { class: "clock-text" });
    this.picker = h("button", { type: "button", class: "button picker", "aria-label": "To a date and time", title: "To a date and time", onclick: () => this.pick() }, icon("calendar"), h("span", { class: "picker-name" }, "A date…"));
    this.clock = h("div", { class: "group clock-group", role: "group", "aria-label": "Clock" });
    this.menus = h("div", { class: "menus" });
    this.theme = iconButton("contrast", "", () => this.nextTheme());
    this.add = iconButton("plus", "One more person", () => app.newcomer());
    this.words = h("p", { class: "caption", role: "status", hidden: true });
    this.player = h("div", { class: "group player", role: "group", "aria-label": "The story" });
    this.ends = h("div", { class: "ends" }, this.theme);
    this.busy = h("div", { class: "progress", hidden: true });
    element.append(h("h1", { class: "sr" }, "A local Telegram"), this.clockButton, this.clockText, this.clock, this.menus, this.ends, this.words, this.player, this.busy);
    addEventListener("pointerdown", (event) => this.outside(event.target));
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    this.paint(localStorage.getItem("theme") ?? "auto");
    whenNarrow((narrow) => this.fold(narrow));
  }

  /** How things stand: the clock, and whether something is under way. */
  tick() {
    const zone = this.app.commonZone;
    this.time.textContent = clockTime(this.app.now, zone);
    this.date.textContent = shortDate(this.app.now, zone);
    const full = fullDate(this.app.now, zone);
    const said = `${this.time.textContent}, ${full}, time in ${place(zone)}`;
    if (this.clockButton.getAttribute("aria-label") !== said) {
      this.clockButton.setAttribute("aria-label", said);
      this.clockText.replaceChildren(h("span", { class: "time" }, this.time.textContent), h("span", { class: "date-now" }, `${full} · ${place(zone)}`));
    }
  }

  /** Show the desk's controls and its state. */
  show({ controls, state }) {
    const busy = (Boolean(state.busy) && !state.story) || Boolean(this.app.turning);
    this.busy.hidden = !busy;
    this.element.setAttribute("aria-busy", String(busy));
    const words = state.caption || state.story || "";
    if (this.words.textContent !== words) this.words.textContent = words;
    this.words.hidden = !words;
    const all = controls.map((one) => ({ ...one, on: this.app.views.opened(one.name) ?? one.on }));
    const shown = JSON.stringify([all, state.story]);
    if (shown === this.shown) return;
    this.shown = shown;
    const held = document.activeElement?.dataset?.control;
    this.fill("clock", all.filter((one) => one.group === "clock"));
    const telling = state.story ? all.filter((one) => PLAYER.includes(one.name)) : [];
    this.player.hidden = !telling.length;
    this.player.replaceChildren(...telling.map((one) => this.control({ ...one, hint: "", on: null })));
    for (const group of Object.keys(TITLES)) this.fill(group, all.filter((one) => one.group === group && !PLAYER.includes(one.name)));
    if (held && !document.activeElement?.dataset?.control) this.refocus(held);
  }

  /** A control that had the focus was made anew, or is gone. */
  refocus(name) {
    const again = [...this.element.querySelectorAll(`[data-control="${CSS.escape(name)}"]`)].find((one) => one.checkVisibility());
    (again ?? [...this.menus.children, this.theme].map((one) => one.querySelector?.("button") ?? one).find((one) => one.checkVisibility()))?.focus();
  }

  fill(group, controls) {
    if (group === "clock") {
      const known = new Set(controls.map((one) => one.name));
      const steps = STEPS.filter(([name]) => !known.has(name)).map(([name, label, seconds]) => this.step(name, label, seconds));
      const given = controls.filter((one) => one.enabled !== false).map((one) => this.control(one));
      const held = this.picker === document.activeElement;
      this.clock.replaceChildren(...steps, ...given, this.picker);
      this.element.classList.toggle("many", steps.length + given.length > FEW);
      if (held) this.picker.focus();
      return;
    }
    if (!controls.length && !this.panels[group]) return;
    const panel = this.panels[group] ?? this.panel(group);
    panel.list.replaceChildren(...controls.map((one) => this.control(one)));
    panel.button.hidden = !controls.length;
    panel.button.classList.toggle("some-on", controls.some((one) => one.on));
  }

  step(name, label, seconds) {
    const button = h("button", { type: "button", class: "button", onclick: () => this.app.turn({ by: seconds }) }, label);
    button.dataset.control = name;
    return button;
  }

  panel(group) {
    const [title, drawing] = TITLES[group];
    const list = arrows(h("div", { class: "panel-list" }), "button");
    const element = h("div", { class: "panel", role: "group", "aria-label": title, hidden: true }, list);
    const button = h("button", { type: "button", class: `button menu-button ${group}`, "aria-expanded": "false", onclick: () => this.toggle(group) }, icon(drawing), h("span", {}, title));
    this.menus.append(h("div", { class: "menu-place" }, button, element));
    this.panels[group] = { button, element, list };
    return this.panels[group];
  }

  control(one) {
    const button = h("button", { type: "button", class: `button control${(one.on ?? null) === null ? "" : " switch"}`, title: one.group === "clock" ? one.hint : null, onclick: () => {
      if (one.enabled === false) return;
      if (one.group === "stories" || one.group === "views") this.close(true);
      this.app.press(one);
    } }, (one.on ?? null) === null ? null : h("span", { class: "slider" }), h("span", { class: "control-name" }, one.label), one.hint && one.group !== "clock" ? h("span", { class: "hint" }, one.hint) : null);
    button.dataset.control = one.name;
    if (one.on !== null && one.on !== undefined) button.setAttribute("aria-pressed", String(one.on));
    if (one.enabled === false) button.setAttribute("aria-disabled", "true");
    return button;
  }

  // What opens and closes

  toggle(group) {
    const panel = group === "clock" ? { button: this.clockButton, element: this.clock } : this.panels[group];
    const opens = panel.button.getAttribute("aria-expanded") !== "true";
    this.close(false);
    if (!opens) return;
    panel.element.hidden = false;
    panel.button.setAttribute("aria-expanded", "true");
    this.opened = panel;
  }

  close(back) {
    if (!this.opened) return;
    const { button, element } = this.opened;
    this.opened = null;
    const held = element.contains(document.activeElement);
    element.hidden = element !== this.clock || this.narrow;
    button.setAttribute("aria-expanded", "false");
    if (back && held) button.focus();
  }

  outside(target) {
    if (this.opened && !this.opened.element.contains(target) && !this.opened.button.contains(target)) this.close(false);
  }

  /** On a narrow screen the clock's buttons hide behind the clock. */
  fold(narrow) {
    this.close(false);
    this.narrow = narrow;
    this.clock.hidden = narrow;
    this.clock.classList.toggle("panel", narrow);
    this.clockButton.hidden = !narrow;
    this.clockText.hidden = narrow;
    if (narrow) this.app.nav.append(this.add);
    else this.ends.prepend(this.add);
    this.clockButton.setAttribute("aria-expanded", "false");
  }

  pick() {
    const zone = this.app.commonZone;
    open("To a date and time", (close) => {
      const field = h("input", { type: "datetime-local", value: local(this.app.now, zone), min: local(this.app.now, zone), required: true, "aria-label": `Date and time in ${place(zone)}` });
      return h("form", { class: "asks", onsubmit: (event) => {
        event.preventDefault();
        close();
        this.app.turn({ to: instant(field.value, zone) });
      } }, h("p", {}, `As clocks in ${place(zone)} show it.`), field, h("div", { class: "actions" }, h("button", { type: "submit", class: "button strong" }, "Turn the clock")));
    }, "small");
  }

  // Colours

  nextTheme() {
    const names = Object.keys(THEMES);
    this.paint(names[(names.indexOf(this.painted) + 1) % names.length]);
    localStorage.setItem("theme", this.painted);
  }

  paint(name) {
    this.painted = name in THEMES ? name : "auto";
    document.documentElement.dataset.theme = this.painted;
    const [drawing, title] = THEMES[this.painted];
    this.theme.replaceChildren(icon(drawing));
    this.theme.title = `Colours: ${title}`;
    this.theme.setAttribute("aria-label", `Colours: ${title}`);
  }
}
