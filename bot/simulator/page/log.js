// The messages of a chat by days, brought up to date in place: what did not change is not touched.

import { buttons, contents } from "./bubble.js";
import { h, icon, order, still } from "./dom.js";
import { dayName, dayOf } from "./times.js";

const NEAR = 60; // points from the bottom that still count as reading the newest
const NEIGHBOURS = 5 * 60 * 1000;

export class ChatLog {
  /** `does`: what taps lead to. `focusElsewhere`: where the focus goes when nothing here can hold it. */
  constructor(label, does, focusElsewhere = () => this.element.focus()) {
    this.does = { jump: (id) => this.jump(id), ...does };
    this.focusElsewhere = focusElsewhere;
    this.messages = new Map();
    this.days = new Map();
    this.unseen = 0;
    this.element = h("div", { class: "log", role: "log", tabIndex: 0, "aria-label": label, onscroll: () => this.scrolled() });
    this.count = h("span", { class: "count" });
    this.arrow = h("button", { type: "button", class: "to-newest", hidden: true, "aria-label": "To the newest message", onclick: () => this.toNewest(true) }, icon("down"), this.count);
    this.frame = h("div", { class: "log-frame" }, this.element, this.arrow);
    this.top = 0;
    this.stuck = true; // to the newest message, until somebody reads further up
    const stays = () => this.stuck && this.toNewest(false);
    new ResizeObserver(stays).observe(this.element);
    this.element.addEventListener("load", stays, true);
  }

  /** Show these bubbles. `seen`: name and number of the reader, zone, now, and which spoilers are open. */
  show(bubbles, seen) {
    const known = new Map(bubbles.map((bubble) => [bubble.id, bubble]));
    seen.message = (id) => known.get(id);
    const held = this.element.contains(document.activeElement) ? document.activeElement : null;
    const heldIn = held?.closest(".msg");
    const fresh = bubbles.filter((bubble) => !bubble.mine && !this.messages.has(bubble.id)).length;
    this.lay(bubbles, seen);
    for (const [id, message] of this.messages) if (!known.has(id)) this.leave(id, message);
    this.prune();
    if (held && !held.isConnected || heldIn?.classList.contains("going")) this.refocus(heldIn);
    if (this.stuck || !this.laid) this.toNewest(false);
    else if (fresh) this.notice(fresh);
    this.laid = true;
  }

  lay(bubbles, seen) {
    const byDay = new Map();
    bubbles.forEach((bubble, number) => {
      const day = bubble.at ? dayOf(bubble.at, seen.zone) : "";
      if (!byDay.has(day)) byDay.set(day, []);
      byDay.get(day).push(this.message(bubble, place(bubbles, number, seen), seen));
    });
    for (const [day, messages] of byDay) {
      const section = this.day(day);
      const name = day ? dayName(messages[0].at, seen.now, seen.zone) : "";
      if (section.firstChild.textContent !== name) section.firstChild.textContent = name;
      order(section, [section.firstChild, ...messages.map((message) => message.element)]);
    }
    order(this.element, [...byDay.keys()].map((day) => this.days.get(day)));
  }

  day(day) {
    if (!this.days.has(day)) this.days.set(day, h("div", { class: "day" }, h("p", { class: "date" })));
    return this.days.get(day);
  }

  message(bubble, look, seen) {
    const shown = JSON.stringify([bubble, seen.zone, bubble.reply_to && seen.message(bubble.reply_to)]);
    let message = this.messages.get(bubble.id);
    if (!message) {
      message = { element: h("div", { class: this.laid ? "msg fresh" : "msg" }), keys: null };
      message.element.dataset.message = bubble.id;
      this.messages.set(bubble.id, message);
    }
    const { element } = message;
    element.className = `msg ${bubble.mine ? "out" : "in"} ${look}${bubble.protected ? " protected" : ""}${bubble.buttons.length ? " keyed" : ""}${element.classList.contains("fresh") ? " fresh" : ""}`;
    if (message.shown !== shown) {
      Object.assign(message, { bubble, at: bubble.at });
      this.fill(message, seen);
      message.shown = shown;
    }
    return message;
  }

  fill(message, seen) {
    const { element, bubble } = message;
    const own = JSON.stringify([{ ...bubble, buttons: 0, data: 0, styles: 0, urls: 0, copies: 0 }, seen.zone, bubble.reply_to && seen.message(bubble.reply_to)]);
    if (message.own !== own) {
      message.own = own;
      for (const child of [...element.children]) if (child !== message.keys) child.remove();
      element.prepend(...contents(bubble, seen, this.does));
    }
    message.keys = buttons(message.keys, bubble, this.does);
    if (message.keys && message.keys.parentElement !== element) element.append(message.keys);
  }

  leave(id, { element }) {
    this.messages.delete(id);
    element.classList.add("going");
    element.inert = true;
    if (still()) return element.remove();
    setTimeout(() => {
      element.remove();
      this.prune();
    }, 200);
    return undefined;
  }

  prune() {
    for (const [day, section] of this.days) {
      if (section.querySelector(".msg")) continue;
      section.remove();
      this.days.delete(day);
    }
  }

  /** The focus was in something that is gone: the nearest button left, or the box for words. */
  refocus(message) {
    const target = message?.isConnected && !message.inert ? message.querySelector("button, a[href]") : null;
    const newest = [...this.element.querySelectorAll(".msg:not(.going) .key")].at(-1);
    if (target) target.focus({ preventScroll: true });
    else if (newest) newest.focus({ preventScroll: true });
    else this.focusElsewhere();
  }

  atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  toNewest(smoothly) {
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: smoothly && !still() ? "smooth" : "instant" });
    if (document.activeElement === this.arrow) this.element.focus({ preventScroll: true });
    this.stuck = true;
    this.unseen = 0;
    this.notice(0);
  }

  notice(fresh) {
    this.unseen += fresh;
    this.arrow.hidden = this.atBottom();
    this.count.textContent = this.unseen || "";
    this.arrow.setAttribute("aria-label", this.unseen ? `To the newest message: ${this.unseen} new` : "To the newest message");
  }

  scrolled() {
    // What lies below may have grown since: only who scrolled up wants to stay there.
    const up = this.element.scrollTop < this.top;
    this.top = this.element.scrollTop;
    if (this.atBottom()) this.stuck = true;
    else if (up) this.stuck = false;
    if (this.stuck) this.unseen = 0;
    if (up && !this.stuck) this.floats();
    if (document.activeElement === this.arrow && this.atBottom()) this.element.focus({ preventScroll: true });
    this.notice(0);
  }

  /** The date of what is read stays in sight while somebody scrolls. */
  floats() {
    this.element.classList.add("scrolling");
    clearTimeout(this.floating);
    this.floating = setTimeout(() => this.element.classList.remove("scrolling"), 1500);
  }

  jump(id) {
    const target = this.messages.get(id)?.element;
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: still() ? "instant" : "smooth" });
    target.classList.remove("pointed");
    requestAnimationFrame(() => target.classList.add("pointed"));
  }
}

/** Whether a message begins or ends a run of one sender's: only the last has a tail. */
function place(bubbles, number, seen) {
  const here = bubbles[number];
  const joined = (other, above) => other && !above.buttons.length && other.mine === here.mine && other.kind !== "service" && here.kind !== "service" &&
    dayOf(other.at, seen.zone) === dayOf(here.at, seen.zone) && Math.abs(new Date(other.at) - new Date(here.at)) < NEIGHBOURS;
  return `${joined(bubbles[number - 1], bubbles[number - 1]) ? "" : "first "}${joined(bubbles[number + 1], here) ? "" : "last"}`;
}
