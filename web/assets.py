"""Static files: the names the build gave them, and who serves them."""

import json
import re
from pathlib import Path
from typing import Final

from flask import Flask
from whitenoise import WhiteNoise  # type: ignore[import-untyped]

STATIC: Final = Path(__file__).resolve().parent.parent / "static"
PREFIX: Final = "/static/"
_HASHED: Final = re.compile(r"\.[0-9a-f]{12}\.[a-z]+$")


class AssetMissing(RuntimeError):
    """An asset that was never built was asked for."""


class Assets:
    """Finds the published name of an asset in `static/manifest.json`, which the build writes."""

    def __init__(self, folder: Path = STATIC) -> None:
        manifest = folder / "manifest.json"
        self._names: dict[str, str] = json.loads(manifest.read_text())["files"] if manifest.exists() else {}

    def url(self, name: str) -> str:
        """The address of the asset. Raises `AssetMissing` when the build did not make it."""
        try:
            return PREFIX + self._names[name]
        except KeyError:
            raise AssetMissing(f"{name} is not in static/manifest.json. Run: node assets/build.mjs") from None


def install(app: Flask) -> None:
    """Give templates `asset_url`, and let WhiteNoise answer for /static/ before the application is asked."""
    app.add_template_global(Assets().url, "asset_url")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC) if STATIC.is_dir() else None,
        prefix=PREFIX,
        max_age=60,
        immutable_file_test=lambda _path, url: bool(_HASHED.search(url)),
    )
