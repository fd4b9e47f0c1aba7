"""Fields that are typed: words, addresses, numbers, money."""

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.validators import StopValidation

from core.fields.base import Params, TownlabField, tidy, typeable, unreadable
from core.fields.numbers import parse_number, uses_decimal_comma, written
from core.fields.words import count_words, is_email

_SYMBOLS: Final = {"GBP": "£", "EUR": "€", "USD": "$"}
_LARGEST: Final = Decimal(10) ** 12


class StringField(TownlabField):
    """One line. `width` is a class of the design system, such as `width-10` or `two-thirds`."""

    kind: ClassVar[str] = "text"

    def __init__(
        self,
        label: str = "",
        *,
        max_length: int | None = None,
        width: str = "",
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.max_length = max_length
        self.width = width
        self.autocomplete = autocomplete

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = self.cleaned(tidy(valuelist[0]))

    def cleaned(self, text: str) -> str:
        return " ".join(text.split())

    def typed(self) -> str:
        """What the person typed, or else the text of the stored value."""
        if self.raw_data:
            return typeable(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def component_params(self) -> Params:
        params = super().component_params() | {"type": self.kind, "value": self.typed()}
        if self.width:
            params["classes"] = (
                f"govuk-input--{self.width}" if self.width.startswith("width") else f"govuk-!-width-{self.width}"
            )
        if self.autocomplete:
            params["autocomplete"] = self.autocomplete
        return params

    def check(self) -> None:
        too_long(str(self.data), self.max_length)


def too_long(text: str, limit: int | None) -> None:
    if limit is not None and len(text) > limit:
        raise StopValidation(
            _("Use %(limit)s characters or fewer. This has %(count)s.", limit=f"{limit:,}", count=f"{len(text):,}")
        )


class SearchField(StringField):
    kind = "search"


class EmailField(StringField):
    """An e-mail address; its case is kept, because the part before the @ belongs to its owner."""

    kind = "email"

    def __init__(self, label: str = "", *, autocomplete: str = "email", max_length: int = 254, **kwargs: Any) -> None:
        super().__init__(label, autocomplete=autocomplete, max_length=max_length, **kwargs)

    def cleaned(self, text: str) -> str:
        return "".join(text.split()).removeprefix("mailto:").strip("<>,;.")

    def component_params(self) -> Params:
        return super().component_params() | {"spellcheck": False}

    def check(self) -> None:
        super().check()
        if not is_email(str(self.data)):
            raise StopValidation(_("Enter an email address in the correct format, like name@example.com"))


class WebAddressField(StringField):
    """A web address; `https://` is added when it was left out."""

    def cleaned(self, text: str) -> str:
        address = "".join(text.split())
        return address if not address or "://" in address else f"https://{address}"

    def component_params(self) -> Params:
        return super().component_params() | {"inputmode": "url", "spellcheck": False}

    def check(self) -> None:
        super().check()
        try:
            parts = urlsplit(str(self.data))
            known = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
        except ValueError:
            known = False
        if not known:
            raise StopValidation(_("Enter a web address in the correct format, like www.example.com"))


class PasswordField(StringField):
    """Never drawn with what was typed, and never tidied: every character counts."""

    component = "password-input"

    def __init__(self, label: str = "", *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        super().__init__(label, autocomplete=autocomplete, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = str(valuelist[0])

    def component_params(self) -> Params:
        return super().component_params() | {
            "value": "",
            "showPasswordText": _("Show"),
            "hidePasswordText": _("Hide"),
            "showPasswordAriaLabelText": _("Show password"),
            "hidePasswordAriaLabelText": _("Hide password"),
            "passwordShownAnnouncementText": _("Your password is visible"),
            "passwordHiddenAnnouncementText": _("Your password is hidden"),
        }


class TextAreaField(StringField):
    """Several lines, counted when there is a limit of characters or words."""

    def __init__(self, label: str = "", *, rows: int = 6, max_words: int | None = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.rows = rows
        self.max_words = max_words

    @property
    def component(self) -> str:  # type: ignore[override]
        return "character-count" if self.max_length or self.max_words else "textarea"

    def cleaned(self, text: str) -> str:
        return text

    def component_params(self) -> Params:
        params = super().component_params() | {"rows": str(self.rows)}
        del params["type"]
        return params | self._counting()

    def _counting(self) -> Params:
        if self.max_words:
            limit: Params = {"maxwords": self.max_words}
        elif self.max_length:
            limit = {"maxlength": self.max_length}
        else:
            return {}
        count = "%{count}"
        if self.max_words:
            told = _("You can enter up to %(limit)s words", limit=count)
        else:
            told = _("You can enter up to %(limit)s characters", limit=count)
        return limit | {
            "textareaDescriptionText": told,
            "charactersUnderLimitText": {
                "one": _("You have %(count)s character remaining", count=count),
                "other": _("You have %(count)s characters remaining", count=count),
            },
            "charactersAtLimitText": _("You have 0 characters remaining"),
            "charactersOverLimitText": {
                "one": _("You have %(count)s character too many", count=count),
                "other": _("You have %(count)s characters too many", count=count),
            },
            "wordsUnderLimitText": {
                "one": _("You have %(count)s word remaining", count=count),
                "other": _("You have %(count)s words remaining", count=count),
            },
            "wordsAtLimitText": _("You have 0 words remaining"),
            "wordsOverLimitText": {
                "one": _("You have %(count)s word too many", count=count),
                "other": _("You have %(count)s words too many", count=count),
            },
        }

    def check(self) -> None:
        super().check()
        words = count_words(str(self.data))
        if self.max_words and words > self.max_words:
            raise StopValidation(
                ngettext(
                    "Use %(limit)s words or fewer. This has %(num)s word.",
                    "Use %(limit)s words or fewer. This has %(num)s words.",
                    words,
                    limit=self.max_words,
                )
            )


class DecimalField(StringField):
    """A number with or without decimals; `places` at most. Its data is a `Decimal`."""

    whole: ClassVar[bool] = False

    def __init__(
        self,
        label: str = "",
        *,
        minimum: int | Decimal | None = None,
        maximum: int | Decimal | None = None,
        places: int = 4,
        suffix: str = "",
        width: str = "width-10",
        unreadable_message: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, width=width, **kwargs)
        self.minimum = minimum
        self.maximum = maximum
        self.places = places
        self.suffix = suffix
        self.unreadable_message = unreadable_message

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = tidy(valuelist[0]) if valuelist else ""
        self.data = None
        if text:
            self.data = self.read(text)

    def read(self, text: str) -> Any:
        try:
            number = parse_number(text.removesuffix(self.suffix), decimal_comma=uses_decimal_comma())
        except (ValueError, InvalidOperation):
            raise unreadable(self.unreadable_message or self.cannot_read()) from None
        if abs(number) >= _LARGEST:
            raise unreadable(_("Enter a smaller number"))
        if number != round(number, self.places):
            raise unreadable(self.too_precise())
        return int(number) if self.whole else number

    def cannot_read(self) -> str:
        return str(_("Enter a number, like 12.5"))

    def too_precise(self) -> str:
        return str(_("Use %(places)s decimal places or fewer", places=self.places))

    def typed(self) -> str:
        if self.raw_data:
            return typeable(self.raw_data[0])
        return "" if self.data is None else written(Decimal(self.data), decimal_comma=uses_decimal_comma())

    def component_params(self) -> Params:
        params = super().component_params() | {"inputmode": "decimal", "spellcheck": False}
        return params | ({"suffix": {"text": self.suffix}} if self.suffix else {})

    def check(self) -> None:
        low, high = self.minimum, self.maximum
        too_low = low is not None and self.data < low
        too_high = high is not None and self.data > high
        if not too_low and not too_high:
            return
        if low is not None and high is not None:
            raise StopValidation(
                _("Enter a number from %(low)s to %(high)s", low=self.shown(low), high=self.shown(high))
            )
        if low is not None and too_low:
            raise StopValidation(_("Enter %(low)s or more", low=self.shown(low)))
        if high is not None:
            raise StopValidation(_("Enter %(high)s or less", high=self.shown(high)))

    def shown(self, number: int | Decimal) -> str:
        return written(Decimal(number), decimal_comma=uses_decimal_comma())


class IntegerField(DecimalField):
    whole = True

    def __init__(self, label: str = "", *, width: str = "width-4", **kwargs: Any) -> None:
        super().__init__(label, width=width, places=0, **kwargs)

    def cannot_read(self) -> str:
        return str(_("Enter a whole number, like 12"))

    def too_precise(self) -> str:
        return str(_("Enter a whole number, like 12"))

    def component_params(self) -> Params:
        return super().component_params() | {"inputmode": "numeric"}


class MoneyField(DecimalField):
    """An amount: "£50,000", "50 000", "50k" and "1.25m" are all read. Its data is a `Decimal` to two places.

    `currency` is an ISO code, set in the form or on the bound field.
    """

    def __init__(
        self,
        label: str = "",
        *,
        currency: str = "GBP",
        minimum: int | Decimal | None = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, minimum=minimum, places=2, **kwargs)
        self.currency = currency

    def cannot_read(self) -> str:
        return str(_("Enter an amount of money, like 50,000"))

    def too_precise(self) -> str:
        return str(_("Enter an amount in pounds or euros with at most 2 decimal places"))

    def read(self, text: str) -> Any:
        return super().read(text).quantize(Decimal("0.01"))

    def shown(self, number: int | Decimal) -> str:
        return _SYMBOLS.get(self.currency, self.currency) + super().shown(number)

    def component_params(self) -> Params:
        return super().component_params() | {"prefix": {"text": _SYMBOLS.get(self.currency, self.currency)}}
