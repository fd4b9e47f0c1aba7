"""Mails from templates, in the reader's language, wherever the work is done: a request, a job or a command."""

from flask import current_app
from flask_babel import force_locale, get_locale


def render_mail(template: str, *, language: str, **context: object) -> tuple[str, str]:
    """Subject and plain-text body of `templates/emails/<template>.txt`, whose first line is `Subject: ...`."""
    with force_locale(language):
        settings = current_app.config["TOWNLAB"]
        page = current_app.jinja_env.get_template(f"emails/{template}.txt")
        words = page.render(
            {"why": "", "stop_url": "", **context},
            service_name=settings.service_name,
            service_url=settings.service_url.rstrip("/"),
            operator_email=settings.operator_email,
        )
    first, _, body = words.strip().partition("\n")
    return first.removeprefix("Subject:").strip(), body.strip() + "\n"


def render_page(template: str, **context: object) -> str:
    """A page that is read somewhere else, in the language in force."""
    return current_app.jinja_env.get_template(template).render(language=str(get_locale() or "en"), **context)


def absolute(path: str) -> str:
    """The full address of a path of this service, for mails and feeds."""
    return str(current_app.config["TOWNLAB"].service_url).rstrip("/") + path
