"""Commands for whoever runs the service."""

import asyncio
import os
import socket

import click
from flask import Flask, current_app

from core import jobs
from core.database import db


def install(app: Flask) -> None:
    app.cli.add_command(worker)


@click.command()
def worker() -> None:
    """Run background jobs until stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the worker outlives the proxy
    name = f"{socket.gethostname()}:{os.getpid()}"
    url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    db.session.remove()
    asyncio.run(jobs.run_worker(app, conninfo=url, name=name))
