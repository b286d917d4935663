// The whole page: fetches who is there, listens for what happens, and keeps every phone up to date.

import { get, listen, post } from "./api.js";
import { Bar } from "./bar.js";
import { open } from "./dialogs.js";
import { h, icon, order } from "./dom.js";
import { Phone } from "./phone.js";
import { HERE } from "./times.js";
import { Views } from "./views.js";

const LANGUAGES = [["en", "English"], ["de", "Deutsch"], ["es", "Español"], ["ar", "العربية"], ["he", "עברית"], ["ja", "日本語"]];

class App {
  constructor() {
    this.phones = new Map();
    this.desk = { controls: [], state: {} };
    this.clock = { at: Date.now(), since: performance.now(), runs: false };
    this.stage = document.getElementById("phones");
    this.tabs = h("div", { class: "tab-list" });
    this.nav = h("nav", { class: "tabs", "aria-label": "Phones" }, this.tabs);
    this.away = h("p", { class: "away", role: "status" });
    this.views = new Views(this);
    this.bar = new Bar(this, document.getElementById("bar"));
    this.row = h("div", { class: "row-of-phones" });
    this.empty = h("div", { class: "nobody", hidden: true }, h("h2", {}, "Nobody is here yet"), h("p", {}, "Add somebody, and give them a phone."), h("button", { type: "button", class: "button strong", onclick: () => this.newcomer() }, "Add a person"));
    this.stage.append(this.nav, this.row, this.empty, this.views.below, this.views.over);
    document.body.append(this.away);
    setInterval(() => this.clock.runs && this.tick(), 1000);
  }

  async begin() {
    await Promise.all([this.people(), this.lookAtDesk()]);
    listen((event) => this.heard(event), (there) => this.line(there));
    document.documentElement.dataset.ready = "true";
  }

  heard(event) {
    if ("now" in event) this.setClock(event.now);
    if ("chat" in event) this.phones.get(event.chat)?.refresh().catch(() => this.people());
    if ("chat" in event || event.desk) this.views.stale();
    if (event.people) this.people();
    if (event.desk) this.lookAtDesk();
  }

  line(there) {
    if (there && this.lost) this.people().then(() => this.lookAtDesk()).catch(() => {});
    this.lost = !there;
    this.away.textContent = there ? "" : "The local Telegram does not answer. It is asked again every few seconds.";
  }

  // The clock

  get now() {
    return this.clock.runs ? this.clock.at + performance.now() - this.clock.since : this.clock.at;
  }

  setClock(now, runs = this.clock.runs) {
    this.clock = { at: new Date(now).getTime(), since: performance.now(), runs };
    this.tick();
  }

  tick() {
    this.bar.tick();
    for (const phone of this.phones.values()) phone.tick();
    const day = Math.floor(this.now / 36e5);
    if (day !== this.day) for (const phone of this.phones.values()) phone.redate();
    this.day = day;
  }

  zone(person) {
    return person < 0 ? this.commonZone : this.desk.state.zones?.[person] ?? HERE;
  }

  /** The zone of all people, if they share one, else that of this machine. */
  get commonZone() {
    const zones = new Set([...this.phones.keys()].filter((id) => id > 0).map((id) => this.zone(id)));
    return zones.size === 1 ? [...zones][0] : HERE;
  }

  async turn(to) {
    if (this.turning) return;
    this.turning = true;
    this.bar.show(this.desk);
    try {
      const { now } = await post("clock", to);
      this.setClock(now);
    } catch (wrong) {
      this.tell(wrong.message);
    } finally {
      this.turning = false;
      this.bar.show(this.desk);
    }
  }

  // The desk

  async lookAtDesk() {
    this.desk = await get("lab/desk");
    const runs = this.desk.controls.some((one) => one.name === "run" && one.on);
    if (runs !== this.clock.runs) this.setClock(this.now, runs);
    this.bar.show(this.desk);
    this.arrange();
    this.tick();
    for (const phone of this.phones.values()) phone.redate();
  }

  async press(control) {
    this.views.pressed(control);
    try {
      this.desk = await post(`lab/desk/${encodeURIComponent(control.name)}`);
      await this.lookAtDesk();
    } catch (wrong) {
      this.tell(wrong.message);
    }
  }

  tell(words) {
    (this.phones.get(this.current) ?? [...this.phones.values()][0])?.say(words, "wrong");
  }

  // People

  async people() {
    const { people: alone, groups, bot, clock } = await get("lab");
    const people = [...alone, ...groups.map((group) => ({ ...group, name: group.title }))];
    document.title = `${bot.first_name}: a local Telegram`;
    this.setClock(clock.now, clock.runs);
    const there = new Set(people.map((person) => person.id));
    for (const [id, phone] of this.phones) if (!there.has(id)) this.forget(id, phone);
    await Promise.all(people.map(async (person) => {
      const known = this.phones.get(person.id);
      const phone = known ?? new Phone(this, person);
      if (!known) this.phones.set(person.id, phone);
      await phone.refresh();
      if (!known) phone.read = phone.place.phone.at(-1)?.id ?? 0;
    }));
    this.arrange();
    this.tick();
  }

  forget(id, phone) {
    this.phones.delete(id);
    phone.element.remove();
  }

  /** The numbers of all people as the desk wishes, newcomers last. */
  get order() {
    const wished = (this.desk.state.people ?? []).filter((id) => this.phones.has(id));
    return [...wished, ...[...this.phones.keys()].filter((id) => !wished.includes(id))];
  }

  /** Bring the phones into their order, and the tabs that lead to them. */
  arrange() {
    const ids = this.order;
    order(this.row, ids.map((id) => this.phones.get(id).element));
    this.empty.hidden = ids.length > 0;
    this.row.style.setProperty("--phones", ids.length);
    this.stage.dataset.phones = ids.length;
    if (!this.phones.has(this.current)) this.current = ids[0];
    this.follow();
    const known = JSON.stringify(ids);
    if (this.tabs.dataset.known !== known) {
      this.tabs.dataset.known = known;
      this.tabs.replaceChildren(...ids.map((id) => this.tab(id)));
    }
    this.choose(this.current);
  }

  /** Where there is room for one phone only, a story brings the one it is told on to the front, once each time. */
  follow() {
    const { story, front = null } = this.desk.state;
    if (front === this.followed || (front !== null && !this.phones.has(front))) return;
    this.followed = front;
    if (story && front !== null && document.documentElement.hasAttribute("data-narrow")) this.current = front;
  }

  tab(id) {
    const { name } = this.phones.get(id).person;
    const tab = h("button", { type: "button", onclick: () => this.choose(id) }, h("span", { dir: "auto" }, name), h("span", { class: "badge", hidden: true }));
    tab.dataset.person = id;
    return tab;
  }

  /** Which phone is looked at where there is room for one only. */
  choose(id) {
    this.current = id;
    const before = this.tabs.querySelector("[aria-current=true]");
    for (const tab of this.tabs.children) {
      const here = tab.dataset.person === String(id);
      tab.setAttribute("aria-current", String(here));
    }
    for (const [number, phone] of this.phones) phone.element.classList.toggle("current", number === id);
    this.phones.get(id)?.log.toNewest(false);
    this.counted();
    const now = this.tabs.querySelector("[aria-current=true]");
    if (now !== before) now?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  counted() {
    for (const tab of this.tabs.children) {
      const phone = this.phones.get(Number(tab.dataset.person));
      const badge = tab.lastElementChild;
      const unread = phone && tab.getAttribute("aria-current") !== "true" ? phone.unread : 0;
      badge.hidden = !unread;
      badge.textContent = unread ? `${unread}` : "";
      if (unread) badge.setAttribute("aria-label", `${unread} new`);
    }
  }

  newcomer() {
    open("One more person", (close) => {
      const name = h("input", { type: "text", value: "Stranger", required: true, maxLength: 64, dir: "auto", autocomplete: "off" });
      const language = h("select", {}, LANGUAGES.map(([code, label]) => h("option", { value: code, lang: code }, label)));
      return h("form", { class: "asks", onsubmit: async (event) => {
        event.preventDefault();
        const { id } = await post("lab/people", { name: name.value.trim() || "Stranger", language: language.value });
        close();
        await this.people();
        this.show(this.phones.get(id));
      } }, h("label", {}, "Name", name), h("label", {}, "Language of their Telegram", language), h("div", { class: "actions" }, h("button", { type: "submit", class: "button strong" }, "Give them a phone")));
    }, "small").querySelector("input").select();
  }

  /** A group of everybody here, made by one of them, with the bot in it. */
  async newGroup(by) {
    const members = [by.person.id, ...this.order.filter((id) => id > 0 && id !== by.person.id)];
    const { id } = await post("lab/groups", { title: `${by.person.name}’s group`, members });
    await this.people();
    this.show(this.phones.get(id));
  }

  show(phone) {
    this.choose(phone.person.id);
    phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
    phone.composer.focus();
  }

  // Links

  /** A link was tapped on a phone: into Telegram, then somebody's phone opens it; or out into the web. */
  openLink(from, link) {
    const inner = within(link);
    if (inner === null) return this.leaveFor(link);
    return open("Open this link", (close) => [
      h("p", { class: "address", dir: "ltr" }, inner),
      h("div", { class: "choices" }, [...this.phones.values()].filter((phone) => !phone.group).map((phone) => h("button", { type: "button", class: "button wide", onclick: async () => {
        close();
        if (phone.lock.element.hidden === false) phone.lockUp(false);
        this.show(phone);
        await phone.act("opens", { link: inner });
      } }, icon("person"), h("span", { dir: "auto" }, `On ${phone.person.name}’s phone${phone === from ? ", where it was tapped" : ""}`)))),
    ], "small");
  }

  leaveFor(link) {
    open("Open this link", (close) => [
      h("p", { class: "address", dir: "ltr" }, link),
      h("p", {}, "It leads out of this page."),
      h("div", { class: "actions" }, h("a", { class: "button strong", href: safe(link), target: "_blank", rel: "noreferrer noopener", onclick: close }, "Open")),
    ], "small");
  }
}

/** The link into Telegram that this one is or passes on, or null. */
function within(link) {
  let url;
  try {
    url = new URL(link);
  } catch {
    return null;
  }
  const here = ["t.me", "telegram.me"].includes(url.hostname);
  if (here && url.pathname === "/share/url") return within(url.searchParams.get("url") ?? "") ?? url.searchParams.get("url");
  return here || url.protocol === "tg:" ? link : null;
}

const safe = (link) => (/^(https?|mailto|tel):/i.test(link) ? link : "about:blank");

new App().begin().catch((wrong) => {
  document.body.append(h("p", { class: "away", role: "alert" }, `The local Telegram does not answer: ${wrong.message}`));
});
