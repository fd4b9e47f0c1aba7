"""Questions that repeat, such as the criteria of a challenge or the milestones of a pilot."""

from typing import Any

from flask_babel import gettext as _
from wtforms import FieldList, FormField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from core.fields.base import TownlabField


class GroupField(FormField):  # type: ignore[type-arg]
    """A `RowForm` inside a form. Data is a mapping."""

    def __init__(self, form_class: type[Any], label: str = "", **kwargs: Any) -> None:
        super().__init__(form_class, label, **kwargs)


class RowsField(FieldList):  # type: ignore[type-arg]
    """A `RowForm` once for each row. Data is a list of mappings, without the rows that were left empty.

    Rows are added and taken away by buttons that post the form: `TownlabForm.validate_on_submit` sees to them.
    """

    def __init__(
        self,
        row_form: type[Any],
        label: str = "",
        *,
        minimum: int = 0,
        maximum: int = 30,
        offered: int = 1,
        required: str = "",
        hint: str = "",
        row_label: str = "",
        add_label: str = "",
        **kwargs: Any,
    ) -> None:
        """`offered` is how many rows a new form shows; `row_label` names one, such as "Criterion"."""
        super().__init__(
            GroupField(row_form), label, min_entries=offered, max_entries=maximum, description=hint, **kwargs
        )
        self.own_errors: list[str] = []
        self.offered = offered
        self.minimum = minimum
        self.required = required
        self.row_label = row_label
        self.add_label = add_label

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.min_entries = 1 if formdata else self.offered
        super().process(formdata, data, extra_filters)

    @property
    def question(self) -> str:
        return str(self.label.text)

    @property
    def add_name(self) -> str:
        return f"{self.name}-add"

    @property
    def remove_name(self) -> str:
        return f"{self.name}-remove"

    @property
    def can_add(self) -> bool:
        return len(self.entries) < (self.max_entries or 0)

    @property
    def can_remove(self) -> bool:
        return len(self.entries) > max(1, self.minimum)

    @property
    def error_target(self) -> str:
        """The first control of the first row: something that can take the focus."""
        controls = [field for entry in self.entries[:1] for field in entry.form if isinstance(field, TownlabField)]
        return controls[0].error_target if controls else str(self.id)

    def edit(self, formdata: Any) -> bool:
        """Add or take away a row if that button was pressed; tells whether it was."""
        if self.add_name in formdata:
            if self.can_add:
                self.append_entry()
            return True
        if self.remove_name in formdata:
            gone = formdata.get(self.remove_name)
            if self.can_remove:
                self.entries = [entry for entry in self.entries if entry.name != gone]
                self._compact_indices()  # type: ignore[attr-defined]  # the stubs are older
            return True
        return False

    def title(self, position: int) -> str:
        """What a row is called, counting from 1."""
        return str(_("%(kind)s %(number)s", kind=self.row_label or self.question, number=position))

    @property
    def data(self) -> list[dict[str, Any]]:
        return [entry.data for entry in self.filled()]

    def filled(self) -> list[Any]:
        return [entry for entry in self.entries if not row_is_blank(entry)]

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        self.errors = []
        self.own_errors = []
        rows = self.filled() if len(self.filled()) >= self.minimum else self.entries[: max(self.minimum, 1)]
        for row in rows:
            row.validate(form)
        self.errors = [row.errors for row in rows if row.errors]
        if self.required and not self.filled():
            self.own_errors = [str(self.required)]
        try:
            for validator in (*self.validators, *extra_validators):
                validator(form, self)
        except (StopValidation, ValueError) as error:
            self.own_errors.append(str(error))
        if self.own_errors:
            self.errors = [*self.errors, *self.own_errors]
        return not self.errors


def row_is_blank(entry: Any) -> bool:
    """Whether nobody wrote anything into a row. Boxes to tick and hidden fields do not count."""
    questions = [field for field in entry.form if isinstance(field, TownlabField) and field.marks_optional]
    return all(field.is_blank() and not field.process_errors for field in questions)
