"""Commands for whoever runs the service."""

import asyncio
import os
import socket

import click
from flask import Flask, current_app

from accounts import services as accounts
from core import jobs, storage
from core.database import db
from core.errors import Refused


def install(app: Flask) -> None:
    for command in (worker, create_administrator, sweep_files):
        app.cli.add_command(command)


@click.command()
@click.argument("email")
def create_administrator(email: str) -> None:
    """Let EMAIL administer this installation: the first person, who sets up the councils."""
    settings = current_app.config["TOWNLAB"]
    try:
        accounts.create_operator(name=settings.operator_name, administrator_email=email)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    db.session.commit()
    click.echo(f"{email} administers {settings.operator_name} now, and signs in with a link by email.")


@click.command()
def sweep_files() -> None:
    """Remove stored content that no row names any more and that is more than a day old."""
    click.echo(f"{storage.sweep()} removed.")


@click.command()
def worker() -> None:
    """Run background jobs until stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the worker outlives the proxy
    name = f"{socket.gethostname()}:{os.getpid()}"
    url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    db.session.remove()
    asyncio.run(jobs.run_worker(app, conninfo=url, name=name))
