"""Files as Telegram keeps them: what a picture measures, and the object each kind of media becomes."""

import base64
import hashlib
import struct
from dataclasses import dataclass, field
from typing import Any

MEGABYTE = 1024 * 1024
SPOKEN = {
    "photo": "Photo", "document": "Document", "voice": "VoiceNote", "audio": "Audio", "video": "Video",
    "video_note": "VideoNote", "sticker": "Sticker", "animation": "Animation",
}  # fmt: skip
FOLDERS = {"photo": "photos", "voice": "voice", "audio": "music", "video": "videos", "sticker": "stickers"}
SUFFIXES = {
    "photo": "jpg",
    "voice": "oga",
    "audio": "mp3",
    "video": "mp4",
    "sticker": "webp",
    "animation": "mp4",
}
MIMES = {"voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4", "animation": "video/mp4"}


@dataclass(frozen=True)
class StoredFile:
    id: str
    unique_id: str
    kind: str
    path: str
    name: str | None
    mime: str | None
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def short(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


class Files:
    """Every file of this Telegram, by its id; the same bytes of the same kind are one file."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, data: bytes, name: str | None = None, mime: str | None = None) -> StoredFile:
        print_ = hashlib.sha256(f"{kind}\n{name}\n".encode() + data).digest()
        key = base64.urlsafe_b64encode(print_[:24]).decode()
        if (known := self._by_id.get(f"SIM{key}")) is not None:
            return known
        suffix = SUFFIXES.get(kind) or (name or "").rpartition(".")[2] or "bin"
        path = f"{FOLDERS.get(kind, 'documents')}/file_{len(self._by_id)}.{suffix}"
        width, height = measures(data) or (0, 0)
        stored = StoredFile(
            f"SIM{key}", f"AQ{key[:12]}", kind, path, name, mime or MIMES.get(kind), data, width, height
        )
        self._by_id[stored.id] = self._by_path[path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id.removesuffix("-s"))

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def media_object(file: StoredFile, kind: str, given: dict[str, Any]) -> Any:
    """The object a message shows for a file: a list of sizes for a photo, else one object."""
    short = file.short()
    size = {"width": file.width or 512, "height": file.height or 512}
    named = {"file_name": file.name} if file.name else {}
    mime = {"mime_type": file.mime} if file.mime else {}
    length = {"duration": given.get("duration", 0)}
    match kind:
        case "photo":
            return [_thumbnail(file), short | size]
        case "sticker":
            return short | size | {"type": "regular", "is_animated": False, "is_video": False}
        case "voice":
            return short | length | mime
        case "audio":
            own = {key: given[key] for key in ("performer", "title") if key in given}
            return short | length | own | named | mime
        case "video_note":
            return short | length | {"length": given.get("length", 240)}
        case "video" | "animation":
            measured = {key: given.get(key, size[key]) for key in ("width", "height")}
            return short | measured | length | named | mime
    return short | named | mime


def _thumbnail(file: StoredFile) -> dict[str, Any]:
    longest = max(file.width, file.height, 1)
    width, height = (max(1, side * 90 // longest) for side in (file.width or 90, file.height or 90))
    ids = {
        "file_id": f"{file.id}-s",
        "file_unique_id": f"{file.unique_id}s",
        "file_size": min(len(file.data), 900),
    }
    return ids | {"width": width, "height": height}


def measures(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG, WebP or BMP picture, or None for anything else."""
    try:
        if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
            return struct.unpack(">II", data[16:24])
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return struct.unpack("<HH", data[6:10])
        if data[:2] == b"BM":
            return struct.unpack("<ii", data[18:26])
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[:2] == b"\xff\xd8":
            return _jpeg(data)
    except (struct.error, IndexError):
        return None
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[12:16] == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None
