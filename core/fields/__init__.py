"""Forms and their fields: GOV.UK Frontend's controls on WTForms."""

from core.fields.base import GovukWidget, TownlabField, joined, marked, tidy, typeable
from core.fields.buttons import HiddenField, SubmitField
from core.fields.choices import BooleanField, CheckboxesField, RadioField, SelectField, YesNoField
from core.fields.dates import DateField, DateTimeField
from core.fields.design import govuk
from core.fields.files import FileField, FilesField
from core.fields.filters import Applied, FilterField, FilterForm
from core.fields.forms import RowForm, SearchForm, SummaryLine, TownlabForm
from core.fields.rows import GroupField, RowsField
from core.fields.text import (
    DecimalField,
    EmailField,
    IntegerField,
    MoneyField,
    PasswordField,
    SearchField,
    StringField,
    TextAreaField,
    WebAddressField,
)

__all__ = [
    "Applied",
    "BooleanField",
    "CheckboxesField",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "EmailField",
    "FileField",
    "FilesField",
    "FilterField",
    "FilterForm",
    "GovukWidget",
    "GroupField",
    "HiddenField",
    "IntegerField",
    "MoneyField",
    "PasswordField",
    "RadioField",
    "RowForm",
    "RowsField",
    "SearchField",
    "SearchForm",
    "SelectField",
    "StringField",
    "SubmitField",
    "SummaryLine",
    "TextAreaField",
    "TownlabField",
    "TownlabForm",
    "WebAddressField",
    "YesNoField",
    "govuk",
    "joined",
    "marked",
    "tidy",
    "typeable",
]
