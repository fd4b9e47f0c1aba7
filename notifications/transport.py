"""How a mail leaves: by SMTP; in a demonstration it stays where `/demo/mail` shows it."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from core.outbox import Message, Transport
from core.settings import Settings


def transport_for(settings: Settings) -> Transport:
    """The transport that the settings ask for."""
    return SmtpTransport(settings.smtp_url, settings.mail_from) if settings.smtp_url else keep


def keep(message: Message) -> None:
    """No server is set: the mail is kept in the database and nowhere else."""


class SmtpTransport:
    """`smtp://user:password@host:port`, `smtps://` for TLS from the start; `?starttls=1` to switch to TLS."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def __call__(self, message: Message) -> None:
        with self._connect() as server:
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(compose(message, sender=self._sender))

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "localhost", self._url.port
        if self._url.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, timeout=30, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port or 25, timeout=30)
        if "starttls" in self._url.query:
            server.starttls(context=ssl.create_default_context())
        return server


def compose(message: Message, *, sender: str) -> EmailMessage:
    """The mail as it goes out, with the headers of one-click unsubscribe (RFC 8058) where it can be stopped."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = message.to_address
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(str(message.id), domain=sender.rpartition("@")[2].strip(" >"))
    mail["Content-Language"] = message.language
    if message.stop_url:
        mail["List-Unsubscribe"] = f"<{message.stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.body)
    if message.attached:
        kind, *parameters = (part.strip() for part in message.attached_as.split(";"))
        mail.add_attachment(
            message.attached,
            subtype=kind.partition("/")[2],
            filename=message.attached_name,
            params=dict(parameter.split("=", 1) for parameter in parameters),
        )
    return mail
