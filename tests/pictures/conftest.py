"""Small pictures, for tests that look at every pixel."""

from __future__ import annotations

import pytest

from bot.adapters.pictures import renderer
from bot.adapters.pictures.renderer import TypstRenderer
from tests.pictures import drawn


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pictures be small, by a renderer of the test's own: each keeps what it has drawn."""
    monkeypatch.setattr(renderer, "PIXELS_PER_INCH", 72)
    monkeypatch.setattr(drawn, "RENDERER", TypstRenderer())
