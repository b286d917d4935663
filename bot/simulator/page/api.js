// Talks to the local Telegram: the people's own doors, and the events it tells of.

async function answered(response) {
  const body = await response.json().catch(() => ({ error: `the local Telegram answered ${response.status}` }));
  if (!response.ok) throw new Error(body.error ?? body.description ?? "it did not work");
  return body;
}

export const get = async (path) => answered(await fetch(path, { headers: { Accept: "application/json" } }));

export const post = async (path, body = {}) =>
  answered(
    await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

export const act = (person, what, body) => post(`lab/people/${person}/${what}`, body);

export const fileOf = (person, bubble) =>
  `lab/people/${person}/files/${bubble.id}${bubble.photo_sha256 ? `?${bubble.photo_sha256.slice(0, 12)}` : ""}`;

/** Call `heard` with every event, and `there` with whether the line stands. */
export function listen(heard, there) {
  const source = new EventSource("lab/events");
  source.onmessage = (event) => heard(JSON.parse(event.data));
  source.onopen = () => there(true);
  source.onerror = () => there(false);
  addEventListener("pagehide", () => source.close());
}

/** The bytes of a Blob as base64. */
export async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(text);
}
