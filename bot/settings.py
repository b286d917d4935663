"""Every setting, read once: from the environment, from `.env`, or from a file named by `…_FILE`."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "EVENKEEL_"
MENDS = {
    "bot_token": "set it to the token that @BotFather gave you, like 123456789:AAE…",
    "telegram_api": "set it to a base URL, like https://api.telegram.org",
    "database_url": "set it to sqlite:///path or postgresql://user:password@host/name",
    "keys_url": "set it to the URL of a database of its own: keys never lie beside what they lock",
    "master_key": "set it to 32 bytes in base64 (several, separated by commas, while you change keys)",
    "webhook_url": "set it to a public https:// address, or leave it out to poll",
    "webhook_secret": "set it to 16 to 256 letters, digits, _ or - whenever a webhook is used",
    "listen": "set it to an address and a port, like 127.0.0.1:8080",
    "data_dir": "set it to a folder that this program may write to",
    "help_file": "set it to a file like messages/help.toml, or leave it out",
    "items_file": "set it to a file of items of your own (docs/operating.md shows one), or leave it out",
    "messages_per_second": "set it to a number from 1 to 1000",
    "log_level": "set it to debug, info, warning or error",
}


class SettingError(Exception):
    """A setting is missing or wrong; its message is one sentence that names it and says how to mend it."""


class _FromFiles(PydanticBaseSettingsSource):
    """`EVENKEEL_X_FILE` names a file whose content is the value of `EVENKEEL_X`."""

    def __init__(self, settings_cls: type[BaseSettings], written: Mapping[str, str | None]) -> None:
        super().__init__(settings_cls)
        self._written = written  # what .env says, by lower-case names

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = f"{PREFIX}{field_name.upper()}_FILE"
        path = os.environ.get(name) or self._written.get(name.lower())
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError):
            raise SettingError(
                f"{name} names a file that cannot be read: check the path and its mode."
            ) from None

    def __call__(self) -> dict[str, Any]:
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True
    )

    bot_token: SecretStr = Field(default=SecretStr(""))
    telegram_api: str = "https://api.telegram.org"
    data_dir: Path = Path("data")
    database_url: SecretStr = Field(default=SecretStr(""))
    keys_url: SecretStr = Field(default=SecretStr(""))
    master_key: SecretStr = Field(default=SecretStr(""))
    webhook_url: str = ""
    webhook_secret: SecretStr = Field(default=SecretStr(""))
    listen: str = "127.0.0.1:8080"
    messages_per_second: float = Field(default=30.0, ge=1, le=1000)
    help_file: Path | None = None
    items_file: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        assert isinstance(env_settings, EnvSettingsSource)  # noqa: S101
        assert isinstance(dotenv_settings, DotEnvSettingsSource)  # noqa: S101
        files = _FromFiles(settings_cls, dotenv_settings.env_vars)
        return init_settings, env_settings, files, dotenv_settings

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        left, colon, right = value.get_secret_value().partition(":")
        if value.get_secret_value() and not (colon and left.isdigit() and len(right) >= 30):
            raise ValueError("token")
        return value

    @field_validator("telegram_api", "webhook_url")
    @classmethod
    def _url(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("url")
        return value.rstrip("/")

    @field_validator("database_url", "keys_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        scheme = urlsplit(value.get_secret_value()).scheme
        if value.get_secret_value() and scheme.split("+")[0] not in ("sqlite", "postgresql", "postgres"):
            raise ValueError("database")
        return value

    @field_validator("database_url", "keys_url")
    @classmethod
    def _usual(cls, value: SecretStr) -> SecretStr:
        """Some hosts hand out `postgres://`, which means the same."""
        given = value.get_secret_value()
        return (
            SecretStr(given.replace("postgres://", "postgresql://", 1))
            if given.startswith("postgres://")
            else value
        )

    @field_validator("master_key")
    @classmethod
    def _key(cls, value: SecretStr) -> SecretStr:
        for each in filter(None, re.split(r"[\s,]+", value.get_secret_value())):
            try:
                plain = each.translate({ord("-"): "+", ord("_"): "/"})  # both alphabets are in use
                if len(base64.b64decode(plain, validate=True)) != 32:
                    raise ValueError("length")
            except binascii.Error:
                raise ValueError("base64") from None
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        given = value.get_secret_value()
        if given and not (
            16 <= len(given) <= 256 and all(c.isascii() and (c.isalnum() or c in "_-") for c in given)
        ):
            raise ValueError("secret")
        return value

    @field_validator("listen")
    @classmethod
    def _address(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise ValueError("address")
        return value

    @field_validator("help_file", "items_file")
    @classmethod
    def _there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("file")
        return value

    @property
    def host_port(self) -> tuple[str, int]:
        """Where to listen."""
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def data_url(self) -> str:
        """The database of everything but keys."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir.absolute() / 'evenkeel.db'}"

    @property
    def key_store_url(self) -> str:
        """The database of keys: a second file beside SQLite, a URL of its own for PostgreSQL."""
        given = self.keys_url.get_secret_value()
        if given:
            return given
        if self.data_url.startswith("sqlite"):
            return f"sqlite:///{self.data_dir.absolute() / 'keys.db'}"
        raise SettingError(sentence("keys_url", "is missing"))

    @property
    def master_key_file(self) -> Path | None:
        """The file that the master keys are read from; nothing where the settings hold them themselves."""
        name = f"{PREFIX}MASTER_KEY"
        if os.environ.get(name):
            return None
        path = os.environ.get(f"{name}_FILE") or DotEnvSettingsSource(type(self)).env_vars.get(
            f"{name}_FILE".lower()
        )
        if path:
            return Path(path)
        return None if self.master_key.get_secret_value() else self.data_dir / "master.key"

    def checked(self, needs_token: bool = True) -> Settings:
        """Return these settings once they fit together. Raises SettingError with one sentence."""
        if needs_token and not self.bot_token.get_secret_value():
            raise SettingError(sentence("bot_token", "is missing"))
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise SettingError(sentence("webhook_secret", "is missing"))
        _ = self.key_store_url
        return self


def sentence(name: str, what: str) -> str:
    """Return the sentence that names a setting and says how to mend it."""
    return f"{PREFIX}{name.upper()} {what}: {MENDS.get(name, 'look at the table of settings in the README')}."


def read_settings(needs_token: bool = True, **given: Any) -> Settings:
    """Read and check the settings. Raises SettingError with one sentence, which never shows a value."""
    try:
        return Settings(**given).checked(needs_token)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else "settings"
        raise SettingError(sentence(name, "is not what it should be")) from None
