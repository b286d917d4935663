// Instants in the zone of whoever reads them.

export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const known = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!known.has(key)) known.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return known.get(key);
}

export const clockTime = (at, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(new Date(at));

export const longDate = (at, zone) =>
  format(zone, { weekday: "long", day: "numeric", month: "long" }).format(new Date(at));

export const fullDate = (at, zone) =>
  format(zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(new Date(at));

export const shortDate = (at, zone) => format(zone, { weekday: "short", day: "numeric", month: "short" }).format(new Date(at));

/** The day as `2026-03-02`. */
export function dayOf(at, zone) {
  const parts = Object.fromEntries(
    format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date(at)).map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** What stands above the messages of a day: Today, Yesterday, or the date. */
export function dayName(at, now, zone) {
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return "Today";
  const dawn = new Date(new Date(now).getTime() - 864e5);
  if (day === dayOf(dawn, zone)) return "Yesterday";
  const year = day.slice(0, 4) === dayOf(now, zone).slice(0, 4) ? {} : { year: "numeric" };
  return format(zone, { day: "numeric", month: "long", ...year }).format(new Date(at));
}

export const place = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

/** `2026-03-02T20:00` as clocks in this zone show it, and back. */
export const local = (at, zone) => `${dayOf(at, zone)}T${clockTime(at, zone)}`;

export function instant(text, zone) {
  const wanted = new Date(`${text.slice(0, 16)}:00Z`).getTime();
  let guess = wanted;
  for (let turn = 0; turn < 3; turn++) {
    guess += wanted - new Date(`${local(guess, zone)}:00Z`).getTime();
  }
  return new Date(guess).toISOString();
}
