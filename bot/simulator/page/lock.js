// The phone as it lies on a table: what somebody beside it can read.

import { summary } from "./bubble.js";
import { h, icon } from "./dom.js";
import { notified } from "./entities.js";
import { clockTime, longDate } from "./times.js";

const MOST = 4;

export class Lock {
  constructor(phone) {
    this.phone = phone;
    this.words = true;
    this.time = h("p", { class: "lock-time" });
    this.date = h("p", { class: "lock-date" });
    this.list = h("ul", { class: "notifications", "aria-live": "polite", "aria-label": "Notifications" });
    this.switch = h("button", { type: "button", class: "lock-button", "aria-pressed": "true", onclick: () => this.turn() }, icon("eye"), h("span", {}, "Show words"));
    this.unlock = h("button", { type: "button", class: "lock-button", onclick: () => phone.lockUp(false) }, icon("unlock"), h("span", {}, "Unlock"));
    this.element = h("div", { class: "lock", role: "group", "aria-label": `Lock screen of ${phone.person.name}’s phone`, hidden: true }, this.time, this.date, this.list, h("div", { class: "lock-foot" }, this.switch, this.unlock));
  }

  turn() {
    this.words = !this.words;
    this.switch.setAttribute("aria-pressed", String(this.words));
    this.shown = "";
    this.update(this.place, this.now, this.zone);
  }

  update(place, now, zone) {
    Object.assign(this, { place, now, zone });
    this.time.textContent = clockTime(now, zone);
    this.date.textContent = longDate(now, zone);
    const unread = place.phone.filter((bubble) => !bubble.mine && bubble.kind !== "service" && bubble.id > this.phone.read).reverse();
    const shown = JSON.stringify([unread, this.words, dayless(now)]);
    if (shown === this.shown) return;
    this.shown = shown;
    const rest = unread.length - MOST;
    this.list.replaceChildren(
      ...unread.slice(0, MOST).map((bubble) => this.notification(bubble, place)),
      ...(rest > 0 ? [h("li", { class: "rest" }, `${rest} more from ${place.bot.name}`)] : []),
      ...(unread.length ? [] : [h("li", { class: "rest" }, "No new messages")]),
    );
  }

  notification(bubble, place) {
    const words = this.words ? notified(bubble) || summary(bubble) : "New message";
    return h("li", { class: "notification" },
      h("span", { class: "app" }, "Telegram"), h("time", {}, ago(bubble.at, this.now)),
      h("b", { dir: "auto" }, place.bot.name), h("span", { class: "notified", dir: "auto" }, words));
  }
}

const dayless = (now) => Math.floor(new Date(now) / 60000);

function ago(at, now) {
  const minutes = Math.floor((new Date(now) - new Date(at)) / 60000);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} d ago`;
}
