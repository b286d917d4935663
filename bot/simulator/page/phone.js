// One person's phone: the chat with the bot, from its header to the keyboard below.

import { act, get } from "./api.js";
import { Composer } from "./composer.js";
import { Menu, look, shout } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { Lock } from "./lock.js";
import { ChatLog } from "./log.js";
import { clockTime, place as cityOf } from "./times.js";

const DOING = 5000;
const BUSY = 4000;

export class Phone {
  constructor(app, person) {
    this.app = app;
    this.person = person;
    this.read = 0; // the newest message that was there when this phone was last touched
    this.shown = new Set(); // spoilers that were tapped away
    this.notices = null;
    this.done = null;
    this.build();
  }

  build() {
    const { person } = this;
    const whose = this.group ? `Group: ${person.name}` : `${person.name}’s phone`;
    this.log = new ChatLog(`${person.name}’s chat`, {
      link: (url) => this.app.openLink(this, url),
      command: (text) => this.act("says", { text }),
      look,
      press: (bubble, y, x, button) => this.press(bubble, y, x, button),
    }, () => this.composer.focus());
    this.composer = new Composer(this);
    this.lock = new Lock(this);
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.title = h("h3", { dir: "auto" });
    this.under = h("p", { class: "under" });
    this.more = iconButton("more", "More", null);
    this.more.hidden = this.group;
    this.menu = new Menu(this.more, "More", () => this.choices(), "below right");
    this.where = h("span", { class: "where" });
    this.locker = iconButton("lock", `Lock ${person.name}’s phone`, () => this.lockUp(true), { hidden: this.group });
    this.welcome = h("div", { class: "welcome", hidden: true });
    this.toast = h("div", { class: "toast", role: "status" });
    this.head = h("header", { class: "chat-head" }, this.avatar, h("div", { class: "chat-name" }, this.title, this.under), this.more, this.menu.element);
    this.chat = h("div", { class: "chat", onpointerdown: () => this.touch(), onkeydown: () => this.touch() }, this.head, this.log.frame, this.composer.element);
    this.log.frame.append(this.welcome, this.toast);
    this.device = h("div", { class: "device" }, this.chat, this.lock.element);
    this.element = h("section", { class: "phone", "aria-label": whose },
      h("div", { class: "owner" }, h("h2", { dir: "auto" }, person.name), this.where, this.locker), this.device);
    this.element.dataset.person = person.id;
    this.log.element.addEventListener("contextmenu", (event) => this.bubbleMenu(event));
    this.pressing();
  }

  /** Whether this is no phone of anybody's, but a group that the first of them looks at. */
  get group() {
    return this.person.id < 0;
  }

  // What is seen

  async refresh() {
    if (this.fetching) return void (this.again = true);
    this.fetching = true;
    try {
      do {
        this.again = false;
        this.show(await get(`lab/people/${this.person.id}`));
      } while (this.again);
    } finally {
      this.fetching = false;
    }
    return undefined;
  }

  show(place) {
    this.place = place;
    const name = this.group ? place.name : place.bot.name;
    if (this.title.textContent !== name) {
      this.title.textContent = name;
      this.avatar.textContent = [...name][0] ?? "?";
      this.log.element.setAttribute("aria-label", this.group ? `Messages of ${name}` : `${this.person.name}’s chat with ${name}`);
    }
    this.log.show(place.phone, { name: this.person.name, person: this.person.id, zone: this.zone, now: this.app.now, shown: this.shown });
    this.composer.update(place);
    this.welcomes(place);
    this.busyEnds();
    this.acts(place);
    this.flit(place.notices);
    this.tick();
    this.app.counted();
    this.element.dataset.version = place.version;
  }

  get zone() {
    return this.app.zone(this.person.id);
  }

  /** The clock went on: times, and the names of days. */
  tick() {
    const time = `${cityOf(this.zone)} ${clockTime(this.app.now, this.zone)}`;
    if (this.where.textContent !== time) this.where.textContent = time;
    if (this.place && !this.lock.element.hidden) this.lock.update(this.place, this.app.now, this.zone);
  }

  redate() {
    if (this.place) this.show(this.place);
  }

  welcomes(place) {
    const empty = !place.phone.length;
    this.welcome.hidden = !empty;
    if (!empty) return;
    const words = place.bot.description;
    const shown = `${place.started}${words}`;
    if (this.welcome.dataset.shown === shown) return;
    this.welcome.dataset.shown = shown;
    this.welcome.replaceChildren(h("div", { class: "welcome-card" }, words
      ? [h("b", {}, "What can this bot do?"), h("p", { dir: "auto" }, words)]
      : h("p", {}, place.started ? "No messages here." : `${place.bot.name} has not heard of ${this.person.name} yet.`)));
  }

  /** “typing…”, for as long as Telegram shows it. */
  acts(place) {
    const { doing, done } = place.around;
    const newest = place.phone.filter((bubble) => !bubble.mine).at(-1)?.id ?? 0;
    if (this.done !== null && done > this.done && doing !== "cancel") {
      this.doing = { words: doing === "typing" ? "typing" : doing.replaceAll("_", " ").replace(/^(upload|record)/, "$1ing").replace("upload", "send"), newest };
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.stopDoing(), DOING);
    } else if (this.doing && newest > this.doing.newest) this.doing = null;
    this.done = done;
    this.sayUnder();
  }

  stopDoing() {
    this.doing = null;
    this.sayUnder();
  }

  sayUnder() {
    const nothing = this.group ? `${this.place.members} members` : this.place.blocked ? "blocked" : "bot";
    const words = this.doing ? `${this.doing.words}…` : nothing;
    if (this.under.textContent !== words) this.under.textContent = words;
    this.under.classList.toggle("doing", Boolean(this.doing));
  }

  /** Answers to taps flit over the chat once. */
  flit(notices) {
    const fresh = this.notices ? notices.filter((notice) => !this.notices.has(notice.tap)) : [];
    this.notices = new Set(notices.map((notice) => notice.tap));
    for (const notice of fresh) {
      if (notice.url) this.app.openLink(this, notice.url);
      else if (notice.alert) shout(this.person.name, this.place.bot.name, notice.text);
      else this.say(notice.text);
    }
  }

  say(words, kind = "") {
    const slip = h("p", { class: `slip ${kind}`, dir: "auto" }, words);
    this.toast.replaceChildren(slip);
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => slip.remove(), 4500);
  }

  // What is done

  /** Do something as this person; return whether it worked, and say so if it did not. */
  async act(what, body = {}) {
    this.touch();
    try {
      await act(this.person.id, what, body);
      await this.refresh();
      return true;
    } catch (wrong) {
      this.say(wrong.message.split(" shows:\n")[0].replace(/\. .*’?s? phone$/, "."), "wrong");
      return false;
    }
  }

  press(bubble, y, x, button) {
    this.touch();
    const [url, words, data] = [bubble.urls[y][x], bubble.copies[y][x], bubble.data[y][x]];
    if (url) return this.app.openLink(this, url);
    if (words) return this.copy(words);
    if (data === null) return this.say("A button of this kind does nothing here.", "wrong");
    this.busyEnds();
    button.classList.add("busy");
    this.busy = { button, timer: setTimeout(() => this.busyEnds(), BUSY) };
    return this.act("taps_data", { message_id: bubble.id, data });
  }

  busyEnds() {
    if (!this.busy) return;
    clearTimeout(this.busy.timer);
    this.busy.button.classList.remove("busy");
    this.busy = null;
  }

  async copy(words) {
    await navigator.clipboard?.writeText(words).catch(() => {});
    this.say("Copied.");
  }

  touch() {
    this.read = this.place?.phone.at(-1)?.id ?? 0;
    this.app.counted();
  }

  /** How many messages came since this phone was touched. */
  get unread() {
    return this.place?.phone.filter((bubble) => !bubble.mine && bubble.id > this.read).length ?? 0;
  }

  lockUp(on) {
    this.lock.element.hidden = !on;
    this.chat.inert = on;
    this.element.classList.toggle("locked", on);
    this.locker.hidden = on;
    if (on) {
      this.tick();
      this.lock.unlock.focus({ preventScroll: true });
    } else {
      this.touch();
      this.composer.focus();
    }
  }

  choices() {
    const { blocked } = this.place;
    return [
      { icon: "lock", label: "Lock this phone", run: () => this.lockUp(true) },
      { icon: "group", label: "Add the bot to a group", run: () => this.app.newGroup(this) },
      { icon: "block", label: blocked ? "Unblock the bot" : "Block the bot", run: () => this.act(blocked ? "unblocks" : "blocks") },
    ];
  }

  // What can be done with one message

  pressing() {
    let timer = 0;
    const { element } = this.log;
    element.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse") return;
      timer = setTimeout(() => this.bubbleMenu(event), 500);
    });
    for (const ends of ["pointerup", "pointermove", "pointercancel"]) element.addEventListener(ends, () => clearTimeout(timer));
  }

  bubbleMenu(event) {
    const target = event.target.closest?.(".msg");
    if (!target || event.target.closest("a")) return;
    event.preventDefault();
    const bubble = this.place.phone.find((one) => String(one.id) === target.dataset.message);
    if (!bubble || bubble.kind === "service" || this.composer.mode) return;
    this.single?.element.remove();
    const words = bubble.text || bubble.caption;
    const menu = new Menu(this.log.element, "This message", () => [
      { icon: "reply", label: "Answer", run: () => this.composer.reply(bubble) },
      ...(words ? [{ icon: bubble.protected ? "lock" : "copy", label: bubble.protected ? "Cannot be copied" : "Copy", disabled: bubble.protected, run: () => this.copy(words) }] : []),
      ...(bubble.mine && bubble.kind === "text" ? [{ icon: "pencil", label: "Change", run: () => this.composer.edit(bubble) }] : []),
    ], "at-point", false);
    this.single = menu;
    this.log.frame.append(menu.element);
    menu.open();
    const frame = this.log.frame.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = menu.element;
    menu.element.style.left = `${Math.max(8, Math.min(event.clientX - frame.left, frame.width - offsetWidth - 8))}px`;
    menu.element.style.top = `${Math.max(8, Math.min(event.clientY - frame.top, frame.height - offsetHeight - 8))}px`;
  }
}
