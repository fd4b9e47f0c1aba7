"""The base of every form."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import g, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, FormField

from core.fields.base import TownlabField
from core.fields.choices import ChoiceField
from core.fields.dates import DateTimeField
from core.fields.files import FileField
from core.fields.rows import RowsField


class SummaryLine(NamedTuple):
    text: str
    # The id of the control to go to, or nothing when the error is about the form as a whole.
    target: str


class TownlabForm(FlaskForm):  # type: ignore[misc]
    """Protected against forgery, and told apart from HTML's own checks: no `required`, nothing while typing.

    `zone` is the one in which its times are read and shown: the council's.
    """

    # How it is sent. A `SearchForm` overrides it.
    method = "post"

    def __init__(self, *args: Any, zone: str | ZoneInfo = "Europe/London", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone) if isinstance(zone, str) else zone
        self.refusals: list[SummaryLine] = []
        for field in every_field(self):
            if isinstance(field, DateTimeField):
                field.zone = self.zone

    @property
    def has_files(self) -> bool:
        return any(isinstance(field, FileField) for field in every_field(self))

    @property
    def has_errors(self) -> bool:
        return bool(self.error_summary())

    @property
    def has_rows(self) -> bool:
        return any(isinstance(field, RowsField) for field in self)

    def conditional_names(self) -> set[str]:
        """The fields that are asked under a choice of another field."""
        return {name for field in self._choosing() for name in field.conditional.values()}

    def _choosing(self) -> list[ChoiceField]:
        return [field for field in self if isinstance(field, ChoiceField) and field.conditional]

    def validate(self, extra_validators: Any = None) -> bool:
        for field in self._choosing():
            for value, name in field.conditional.items():
                if value not in field.chosen():
                    self[name].leave_out()
        return bool(super().validate(extra_validators))

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent and is right. Adding or taking away a row counts as not yet sent."""
        if not self.is_submitted() or self._rows_were_edited():
            return False
        return bool(self.validate(extra_validators))

    def _rows_were_edited(self) -> bool:
        return any(isinstance(field, RowsField) and field.edit(request.form) for field in self)

    def refuse(self, message: object, field: str | None = None) -> None:
        """Show the refusal of a service; what the service had begun is rolled back with the request.

        `message` is the words or the `Refused` itself.
        """
        g.refused = True
        self.point_out(message, field)

    def point_out(self, message: object, field: str | None = None) -> None:
        """Show an error of the form, beside the field that it names, if any; what was saved stays saved."""
        field = field or getattr(message, "field", None)
        if not field or field not in self:
            self.refusals.append(SummaryLine(str(message), ""))
            return
        found = self[field]
        if isinstance(found, RowsField):
            # About the rows together, not one of them.
            found.own_errors = [*found.own_errors, str(message)]
        found.errors = [*found.errors, str(message)]

    def error_summary(self) -> list[SummaryLine]:
        """What is wrong, in the order of the page, each with the control to go to."""
        lines = [line for field in self for line in _lines_of(field)]
        return self.refusals + [SummaryLine(str(text), "") for text in self.form_errors] + lines


class RowForm(TownlabForm):
    """A group of questions inside a form."""

    class Meta:
        csrf = False


class SearchForm(TownlabForm):
    """What is searched and filtered for: in the address, so that a result can be linked to. Nothing says optional."""

    method = "get"

    class Meta:
        csrf = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args, **kwargs)
        for field in self:
            if isinstance(field, TownlabField):
                field.optional_mark = False
        self.validate()

    def chosen(self, name: str) -> Any:
        """What was asked for in this field, or None when that is nothing that could be."""
        field = self[name]
        return None if field.errors or not field.data else field.data

    @property
    def is_used(self) -> bool:
        """Whether anything was searched or filtered for."""
        return any(isinstance(field, TownlabField) and not field.is_blank() for field in self)


def every_field(form: Any) -> Iterator[Field]:
    """The fields of a form and of the forms inside it."""
    for field in form:
        yield field
        if isinstance(field, RowsField):
            for entry in field.entries:
                yield from every_field(entry.form)
        elif isinstance(field, FormField):
            yield from every_field(field.form)


def _lines_of(field: Any) -> Iterator[SummaryLine]:
    if isinstance(field, RowsField):
        yield from (SummaryLine(str(text), field.error_target) for text in field.own_errors)
        for entry in field.entries:
            yield from _lines_of(entry)
    elif isinstance(field, FormField):
        for inner in field.form:
            yield from _lines_of(inner)
    elif field.errors:
        yield SummaryLine(_words_of(field), getattr(field, "error_target", field.id))


def _words_of(field: Field) -> str:
    if field.type == "CSRFTokenField":
        return str(_("This page was open for a long time. Check what you wrote and send it again"))
    return str(field.errors[0])
