"""Sealing of personal data: AES-256-GCM with a key id, and blind indexes (HMAC-SHA-256) for exact look-up.

A sealed value carries the id of its key, so that keys can be rotated without touching old rows at once. The context
(table and column) is bound as associated data: a value moved to another column does not open.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"\x01"
NONCE = 12


class CannotOpen(RuntimeError):
    """A sealed value does not open: wrong key, wrong place, or altered."""


@dataclass(frozen=True)
class Keys:
    """Master keys by id, which of them seals, and the key of the blind indexes."""

    current: str
    by_id: Mapping[str, bytes]
    blind: bytes

    @staticmethod
    def parse(text: str) -> Keys:
        """Return keys from `id:base64[,id:base64…];base64-of-blind-key`. Raises ValueError with what is wrong."""
        try:
            masters, blind = text.split(";")
            by_id = {}
            for pair in masters.split(","):
                name, value = pair.split(":")
                by_id[name.strip()] = base64.b64decode(value)
        except ValueError as error:
            raise ValueError("MOTCUA_KEYS must look like id:base64,…;base64") from error
        if any(len(k) != 32 for k in by_id.values()) or len(base64.b64decode(blind)) < 32:
            raise ValueError("every key in MOTCUA_KEYS must be 32 bytes, base64-encoded")
        return Keys(current=next(iter(by_id)), by_id=by_id, blind=base64.b64decode(blind))


@lru_cache(maxsize=4)
def _keys(text: str) -> Keys:
    return Keys.parse(text)


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(value: object, *, context: str) -> bytes:
    """Return the JSON value sealed for its place (`table.column`)."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return seal_bytes(body, context=context)


def seal_bytes(body: bytes, *, context: str) -> bytes:
    """Return bytes sealed for their place."""
    keys = _keys(settings.MOTCUA_KEYS)
    name = keys.current.encode()
    nonce = os.urandom(NONCE)
    sealed = _cipher(keys.by_id[keys.current]).encrypt(nonce, body, context.encode())
    return VERSION + bytes([len(name)]) + name + nonce + sealed


def unseal(sealed: bytes | memoryview | None, *, context: str) -> object:
    """Return the JSON value; None stays None. Raises CannotOpen."""
    return None if sealed is None else json.loads(unseal_bytes(bytes(sealed), context=context))


def unseal_bytes(sealed: bytes, *, context: str) -> bytes:
    """Return the bytes. Raises CannotOpen naming the key id and place, never the content."""
    keys = _keys(settings.MOTCUA_KEYS)
    if sealed[:1] != VERSION:
        raise CannotOpen(f"unknown sealing in {context}")
    length = sealed[1]
    name = sealed[2 : 2 + length].decode()
    nonce = sealed[2 + length : 2 + length + NONCE]
    if name not in keys.by_id:
        raise CannotOpen(f"the key {name!r} is not in MOTCUA_KEYS ({context})")
    try:
        return _cipher(keys.by_id[name]).decrypt(nonce, sealed[2 + length + NONCE :], context.encode())
    except InvalidTag:
        raise CannotOpen(f"the value was altered or belongs elsewhere ({context}, key {name!r})") from None


def blind(kind: str, value: str) -> str:
    """Return the blind index of an identifying value (32 hex digits); `kind` keeps phone and identity apart."""
    keys = _keys(settings.MOTCUA_KEYS)
    return hmac.new(keys.blind, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]
