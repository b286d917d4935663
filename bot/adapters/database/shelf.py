"""Sealing: a document in its versioned JSON, padded, encrypted, and bound to its table, row and owner."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.services.ports import Unopened

FORMAT: Final = b"\x01"
KEY_ID: Final = 8
NONCE: Final = 12
LENGTH: Final = 4
SMALL: Final = (64, 256, 1024, 4096)
STEP: Final = 4096


def pad(data: bytes) -> bytes:
    """Return the data in one of few sizes, so that its length says little."""
    whole = len(data) + LENGTH
    size = next((each for each in SMALL if whole <= each), -(-whole // STEP) * STEP)
    return len(data).to_bytes(LENGTH, "big") + data + bytes(size - whole)


def unpad(padded: bytes) -> bytes:
    """Return the data without what was added."""
    return padded[LENGTH : LENGTH + int.from_bytes(padded[:LENGTH], "big")]


@dataclass(frozen=True)
class Place:
    """Where a cell belongs: its table, its row, its owner."""

    table: str
    id: str
    owner: str

    @property
    def bound(self) -> bytes:
        """What the cell is bound to; none of these names holds a NUL."""
        return FORMAT + f"{self.table}\0{self.id}\0{self.owner}".encode()


@dataclass(frozen=True)
class Key:
    """A key that seals cells."""

    secret: bytes

    @cached_property
    def id(self) -> bytes:
        """What a cell names the key by that opens it."""
        return hashlib.sha256(b"key id\0" + self.secret).digest()[:KEY_ID]

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    def __repr__(self) -> str:
        """Return nothing of the secret."""
        return f"Key({self.id.hex()})"

    def seal(self, data: bytes, place: Place) -> bytes:
        """Return the data as the cell of this place."""
        nonce = os.urandom(NONCE)
        return FORMAT + self.id + nonce + self._cipher.encrypt(nonce, pad(data), place.bound)

    def open(self, cell: bytes, place: Place) -> bytes:
        """Return what lies in the cell of this place."""
        head = len(FORMAT) + KEY_ID
        if cell[:head] != FORMAT + self.id:
            raise Unopened
        try:
            return unpad(self._cipher.decrypt(cell[head : head + NONCE], cell[head + NONCE :], place.bound))
        except (InvalidTag, ValueError):
            raise Unopened from None


def new_key() -> Key:
    """Return a new key."""
    return Key(AESGCM.generate_key(256))
