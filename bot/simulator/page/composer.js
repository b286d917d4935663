// The bar below a chat: words to send, the commands of the bot, things to attach, the bot's own keyboard.

import { base64 } from "./api.js";
import { summary } from "./bubble.js";
import { Menu } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";
import { picture, sticker } from "./samples.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.open = true; // the keyboard of the bot
    this.about = null; // what is being edited or answered
    this.rows = "";
    const name = phone.person.name;
    this.box = h("textarea", { class: "box", rows: 1, maxLength: 4096, dir: "auto", "aria-label": `Message from ${name}`, placeholder: "Message", autocomplete: "off", spellcheck: false, oninput: () => this.typed(), onkeydown: (event) => this.pressed(event) });
    this.commands = h("button", { type: "button", class: "commands", hidden: true, "aria-label": "Menu of commands" }, icon("menu"), h("span", {}, "Menu"));
    this.menu = new Menu(this.commands, "Commands", () => this.known().map((one) => ({ label: `/${one.command}`, hint: one.description, run: () => this.phone.act("says", { text: `/${one.command}` }) })), "above commands-menu");
    this.clip = iconButton("clip", "Attach", null);
    this.attach = new Menu(this.clip, "Attach", () => this.attachments(), "above right");
    this.toggle = iconButton("keyboard", "The bot’s keyboard", () => this.toggleKeys(), { "aria-pressed": "true", hidden: true });
    this.send = iconButton("mic", "Send a voice message", () => this.sends(), { class: "icon-button send" });
    this.strip = h("div", { class: "strip", hidden: true });
    this.hints = h("div", { class: "suggested", role: "group", "aria-label": "Commands that fit", hidden: true });
    this.row = h("div", { class: "composer" }, this.commands, this.box, this.toggle, this.clip, this.send);
    this.keys = h("div", { class: "keys", role: "group", "aria-label": "The bot’s keyboard", hidden: true });
    this.big = h("button", { type: "button", class: "big", hidden: true, onclick: () => this.bigPressed() });
    this.file = h("input", { type: "file", hidden: true, tabIndex: -1, "aria-label": "A file to send", onchange: () => this.picked() });
    this.element = h("div", { class: "below" }, this.menu.element, this.attach.element, this.hints, this.strip, this.row, this.keys, this.big, this.file);
  }

  update(place) {
    this.place = place;
    const mode = place.gone ? "gone" : place.blocked ? "blocked" : place.started ? "" : "new";
    const held = this.element.contains(document.activeElement);
    const words = { gone: "This account is deleted", blocked: "Unblock", new: "START" };
    this.mode = mode;
    this.row.hidden = mode !== "";
    this.big.hidden = mode === "";
    this.big.disabled = mode === "gone";
    if (mode) this.big.textContent = words[mode];
    if (mode && this.about) this.leave();
    this.commands.hidden = !this.known().length || place.bot.menu.type === "web_app";
    this.box.placeholder = place.around.placeholder || "Message";
    this.showKeys(mode ? [] : place.keyboard);
    if (this.about && !place.phone.some((bubble) => bubble.id === this.about.bubble.id)) this.leave();
    if (held && !this.element.contains(document.activeElement) || held && document.activeElement.closest("[hidden]")) this.focus();
  }

  focus() {
    (this.mode ? this.big : this.box).focus({ preventScroll: true });
  }

  known() {
    return this.place?.bot.commands ?? [];
  }

  // The bot's keyboard

  showKeys(rows) {
    const shown = JSON.stringify([rows, this.place.around.styles]);
    if (shown !== this.rows) {
      this.rows = shown;
      this.open = true;
      this.keys.replaceChildren(...rows.map((labels, y) => h("div", { class: "row" }, labels.map((label, x) => h("button", {
        type: "button", class: `below-key ${this.place.around.styles[y]?.[x] ?? ""}`, dir: "auto", onclick: () => this.phone.act("taps_below", { label }),
      }, label)))));
    }
    this.toggle.hidden = !rows.length;
    this.keys.hidden = !rows.length || !this.open;
    this.toggle.setAttribute("aria-pressed", String(this.open));
  }

  toggleKeys() {
    this.open = !this.open;
    this.showKeys(this.place.keyboard);
  }

  // Words

  typed() {
    const { box } = this;
    box.style.blockSize = "auto";
    box.style.blockSize = `${Math.min(box.scrollHeight, 160)}px`;
    const full = box.value.trim() !== "";
    if (full !== this.full) {
      this.full = full;
      const editing = this.about?.kind === "edit";
      this.send.replaceChildren(icon(full || editing ? (editing ? "check" : "send") : "mic"));
      const name = editing ? "Keep the change" : full ? "Send" : "Send a voice message";
      this.send.setAttribute("aria-label", name);
      this.send.title = name;
      this.send.classList.toggle("ready", full);
    }
    this.suggest();
  }

  suggest() {
    const wanted = /^\/(\w*)$/.exec(this.box.value)?.[1];
    const fit = wanted === undefined ? [] : this.known().filter((one) => one.command.startsWith(wanted.toLowerCase()));
    this.hints.hidden = !fit.length;
    this.hints.replaceChildren(...fit.map((one) => h("button", { type: "button", onclick: () => this.says(`/${one.command}`), onkeydown: (event) => this.inHints(event) }, h("b", {}, `/${one.command}`), h("span", { dir: "auto" }, one.description))));
  }

  inHints(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.box.focus();
    if (!step) return;
    event.preventDefault();
    const next = step > 0 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
    (next ?? this.box).focus();
  }

  pressed(event) {
    if (event.isComposing) return;
    const empty = this.box.value === "";
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!empty) this.sends();
    } else if (event.key === "Escape" && (this.about || !this.hints.hidden)) {
      event.stopPropagation();
      if (this.about) this.leave();
      else this.hints.hidden = true;
    } else if (event.key === "ArrowUp" && !this.hints.hidden) {
      event.preventDefault();
      this.hints.lastElementChild.focus();
    } else if ((event.ctrlKey || event.metaKey) && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.choose(event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "ArrowUp" && empty) {
      const own = this.place.phone.filter((bubble) => bubble.mine && bubble.kind === "text").at(-1);
      if (!own) return;
      event.preventDefault();
      this.edit(own);
    }
  }

  sends() {
    const text = this.box.value.trim();
    if (!text) return void this.phone.act("voice");
    return void this.says(text);
  }

  async says(text) {
    const { about, box } = this;
    const draft = box.value;
    box.value = "";
    this.leave();
    const done = about?.kind === "edit"
      ? await this.phone.act("edits", { message_id: about.bubble.id, text })
      : await this.phone.act("says", { text, ...(about ? { reply_to: about.bubble.id } : {}) });
    if (!done && !box.value) box.value = draft;
    this.typed();
    box.focus({ preventScroll: true });
  }

  bigPressed() {
    if (this.mode === "new") this.phone.act("starts", { payload: "" });
    if (this.mode === "blocked") this.phone.act("unblocks");
  }

  // Editing and answering

  edit(bubble) {
    this.turnTo("edit", bubble);
    this.box.value = bubble.text;
    this.typed();
  }

  reply(bubble) {
    if (this.about?.kind === "edit") this.box.value = "";
    this.turnTo("reply", bubble);
  }

  /** Go to the message before or after the one that is being answered. */
  choose(step) {
    const all = this.place.phone.filter((bubble) => bubble.kind !== "service");
    const at = this.about?.kind === "reply" ? all.findIndex((bubble) => bubble.id === this.about.bubble.id) : all.length;
    const next = all[at + step];
    if (next) this.reply(next);
    else if (step > 0) this.leave();
  }

  turnTo(kind, bubble) {
    this.about = { kind, bubble };
    this.full = undefined;
    const title = kind === "edit" ? "Change message" : `Answer to ${bubble.mine ? this.phone.person.name : bubble.sender}`;
    this.strip.replaceChildren(icon(kind === "edit" ? "pencil" : "reply"), h("span", { class: "strip-words" }, h("b", {}, title), h("span", { dir: "auto" }, summary(bubble))), iconButton("close", "Leave it", () => {
      this.leave();
      this.box.focus();
    }));
    this.strip.hidden = false;
    this.phone.log.jump(bubble.id);
    this.typed();
    this.box.focus({ preventScroll: true });
  }

  leave() {
    if (this.about?.kind === "edit") this.box.value = "";
    this.about = null;
    this.full = undefined;
    this.strip.hidden = true;
    this.typed();
  }

  // Things

  attachments() {
    const send = (what, body) => this.phone.act(what, body);
    return [
      { icon: "photo", label: "Photo", run: async () => send("photo", { data: await base64(await picture()) }) },
      { icon: "mic", label: "Voice message", run: () => send("voice") },
      { icon: "sticker", label: "Sticker", run: async () => send("sticker", { data: await base64(await sticker()) }) },
      { icon: "file", label: "File", run: () => send("document", { name: "notes.txt", data: btoa("A few notes.\n") }) },
      { icon: "pin", label: "Location", run: () => send("location") },
      { icon: "person", label: "Contact", run: () => send("contact") },
      { icon: "poll", label: "Poll", run: () => send("poll") },
      { icon: "forward", label: "Forwarded message", run: () => send("forwards", { text: "Somebody wrote this, somewhere else." }) },
      { icon: "plus", label: "From this machine…", run: () => this.file.click() },
    ];
  }

  async picked() {
    const [chosen] = this.file.files;
    this.file.value = "";
    if (!chosen) return;
    const data = await base64(chosen);
    const what = /^image\/(png|jpeg|webp|gif)$/.test(chosen.type) ? "photo" : "document";
    this.phone.act(what, { data, name: chosen.name });
  }
}
