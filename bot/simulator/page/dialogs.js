// Windows over the page: questions, pictures, and menus that open from a button.

import { arrows, h, icon, iconButton } from "./dom.js";

/** Open a window. `fill(close)` returns its contents; the focus goes back where it was. */
export function open(title, fill, kind = "") {
  const before = document.activeElement;
  const close = () => dialog.close();
  const dialog = h("dialog", { class: `window ${kind}`, "aria-label": title, onclose: () => {
    dialog.remove();
    if (document.activeElement === document.body && before?.isConnected) before.focus({ preventScroll: true });
  }, onclick: (event) => event.target === dialog && close() });
  dialog.append(h("div", { class: "window-inner" },
    h("div", { class: "window-head" }, h("h2", { dir: "auto" }, title), iconButton("close", "Close", close)),
    fill(close)));
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** What a bot shouts after a tap. */
export function shout(whose, title, words) {
  const dialog = open(`${title}, on ${whose}’s phone`, (close) => [
    h("p", { class: "shouted", dir: "auto" }, words),
    h("div", { class: "actions" }, h("button", { type: "button", class: "button strong", onclick: close, autofocus: true }, "OK")),
  ], "small");
  dialog.setAttribute("role", "alertdialog");
  dialog.querySelector(".strong").focus();
}

/** A larger look at a picture. */
export function look(address, bubble) {
  open(bubble.caption ? "Photo" : "Photo", () => [
    h("img", { src: address, alt: bubble.caption || "Photo", class: "looked-at", draggable: !bubble.protected }),
    bubble.caption ? h("p", { class: "look-caption", dir: "auto" }, bubble.caption) : null,
  ], "look");
}

/** A list of choices that opens from a button and closes on a choice, on Escape, and on a click elsewhere. */
export class Menu {
  /** `items()` returns `[{icon, label, hint, run, disabled}]`, made anew each time it opens. */
  constructor(button, label, items, kind = "", opens = true) {
    this.button = button;
    this.items = items;
    this.element = arrows(h("div", { class: `menu ${kind}`, role: "menu", "aria-label": label, hidden: true, onkeydown: (event) => this.typed(event) }), "[role=menuitem]");
    if (opens) opener(button, this);
    this.opens = opens;
    this.outside = (event) => {
      if (!this.element.contains(event.target) && !button.contains(event.target)) this.close(false);
    };
  }

  get shown() {
    return !this.element.hidden;
  }

  toggle() {
    if (this.shown) this.close();
    else this.open();
  }

  open() {
    this.element.replaceChildren(...this.items().map((item) => h("button", {
      type: "button", role: "menuitem", tabIndex: -1, "aria-disabled": item.disabled ? "true" : null,
      onclick: () => {
        if (item.disabled) return;
        this.close();
        item.run();
      },
    }, item.icon ? icon(item.icon) : null, h("span", { class: "menu-label" }, item.label), item.hint ? h("span", { class: "menu-hint", dir: "auto" }, item.hint) : null)));
    this.element.hidden = false;
    if (this.opens) this.button.setAttribute("aria-expanded", "true");
    this.element.firstElementChild?.focus({ preventScroll: true });
    this.element.scrollTop = 0;
    addEventListener("pointerdown", this.outside);
  }

  close(back = true) {
    if (!this.shown) return;
    this.element.hidden = true;
    if (this.opens) this.button.setAttribute("aria-expanded", "false");
    if (back) this.button.focus({ preventScroll: true });
    removeEventListener("pointerdown", this.outside);
  }

  typed(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") this.close();
  }
}

function opener(button, menu) {
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => menu.toggle());
}
