"""What people type, and what becomes of it."""

import datetime as dt
import enum
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms.validators import ValidationError

from core import fields as f
from core.errors import Refused

# Without a zone: what a clock on a wall shows.
EARLY = dt.datetime.fromisoformat("2026-01-01")
LATE = dt.datetime.fromisoformat("2032-01-01")
FORBIDDEN_WORDS = ("please", "sorry", "invalid", "forbidden", "oops")


class Kind(enum.Enum):
    SMALL = "small"
    LARGE = "large"
    OTHER = "other"

    @property
    def label(self) -> str:
        return f"A {self.value} one"


class RowOfCriteria(f.RowForm):
    name = f.StringField("Criterion", required="Enter a criterion", max_length=20)
    weight = f.IntegerField("Weight", required="Enter a weight", minimum=1, maximum=100)
    gated = f.BooleanField("Must be met")


class Everything(f.TownlabForm):
    title = f.StringField("Title", required="Enter a title", max_length=10)
    about = f.TextAreaField("About", max_words=5)
    email = f.EmailField("Email")
    site = f.WebAddressField("Website")
    budget = f.MoneyField("Budget", minimum=100)
    ratio = f.DecimalField("Ratio", minimum=0, maximum=1)
    starts = f.DateField("First day")
    closes = f.DateTimeField("Closing time")
    kind = f.RadioField("Kind", choices=Kind, conditional={Kind.OTHER: "other"})
    other = f.StringField("Which other kind?", required="Say which kind")
    places = f.CheckboxesField("Places", choices=[("n", "North"), ("s", "South")])
    route = f.SelectField("Route", choices=[("a", "A"), ("b", "B")])
    anonymous = f.YesNoField("Anonymous?")
    agreed = f.BooleanField("I agree", required="Tick the box")
    plan = f.FileField("Plan", allowed=("pdf", "docx"), max_mb=1)
    criteria = f.RowsField(RowOfCriteria, "Criteria", row_label="Criterion")


@pytest.fixture(autouse=True)
def request_in_english() -> Iterator[Flask]:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="k", WTF_CSRF_ENABLED=False)
    Babel(app, locale_selector=lambda: "en")
    with app.test_request_context("/", method="POST"):
        yield app


def send(given_data: dict[str, Any] | None = None, **more: Any) -> Everything:
    """The form as somebody sends it: what it needs, and this."""
    data: dict[str, Any] = {"title": "Bikes", "agreed": "yes"} | (given_data or {}) | more
    return Everything(formdata=MultiDict(data))


def errors_of(form: Everything) -> dict[str, str]:
    form.validate()
    return {line.target: line.text for line in form.error_summary()}


def date(day: object, month: object, year: object, name: str = "starts") -> dict[str, object]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def moment(day: object, month: object, year: object, time: str) -> dict[str, object]:
    return date(day, month, year, "closes") | {"closes-time": time}


# -- words ----------------------------------------------------------------------------------------------------


def test_spaces_around_and_inside_a_line_are_tidied():
    assert send(title="  Two\u00a0 words \u200b ").title.data == "Two words"


def test_characters_that_no_keyboard_types_are_dropped():
    assert send(about="a\x00b\x1bc").about.data == "abc"


def test_lines_of_a_long_text_are_kept_and_line_ends_are_plain():
    assert send(about="one\r\n two\rthree ").about.data == "one\n two\nthree"


def test_a_question_that_must_be_answered_says_what_to_do():
    assert errors_of(send(title="   ")) == {"title": "Enter a title"}


def test_a_line_that_is_too_long_says_by_how_much():
    assert errors_of(send(title="x" * 11)) == {"title": "Use 10 characters or fewer. This has 11."}


def test_a_text_with_too_many_words_says_so():
    assert errors_of(send(about="a b c d e f")) == {"about": "Use 5 words or fewer. This has 6 words."}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" ann@example.com ", "ann@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("a b@c.org", "ab@c.org"),
    ],
)
def test_an_email_address_is_read_however_it_was_pasted(typed: str, kept: str):
    form = send(email=typed)
    assert form.email.data == kept
    assert not errors_of(form)


@pytest.mark.parametrize(
    "typed", ["ann", "ann@", "@example.com", "ann@example", "a..b@example.com", "ann@@example.com"]
)
def test_what_is_no_email_address_is_told_with_an_example(typed: str):
    assert "name@example.com" in errors_of(send(email=typed))["email"]


def test_a_web_address_needs_no_scheme():
    assert send(site="www.example.com/a").site.data == "https://www.example.com/a"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://example.com", "nowhere", "http://[broken"])
def test_what_is_no_web_address_is_told(typed: str):
    assert "site" in errors_of(send(site=typed))


# -- numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("£50,000", "50000.00"),
        ("50 000", "50000.00"),
        ("50000.5", "50000.50"),
        ("  £ 1,250,000.00 ", "1250000.00"),
        ("50k", "50000.00"),
        ("£1.25m", "1250000.00"),
        ("1.250.000,50", "1250000.50"),
        ("100.", "100.00"),
        ("GBP 250", "250.00"),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, amount: str):
    form = send(budget=typed)
    assert not errors_of(form)
    assert form.budget.data == Decimal(amount)


@pytest.mark.parametrize("typed", ["lots", "£", "1,00,00", "1.2.3,4,5", "--5", "٣٠٠", "1e9", "NaN", "Infinity"])
def test_what_is_no_amount_is_told_and_stays_in_the_field(typed: str):
    form = send(budget=typed)
    assert errors_of(form) == {"budget": "Enter an amount of money, like 50,000"}
    assert form.budget.typed() == typed


def test_an_amount_below_the_least_is_told_with_the_least():
    assert errors_of(send(budget="99")) == {"budget": "Enter £100 or more"}


def test_fractions_of_a_penny_are_refused():
    assert "2 decimal places" in errors_of(send(budget="100.005"))["budget"]


def test_an_absurdly_large_number_is_refused():
    assert errors_of(send(budget="9" * 30)) == {"budget": "Enter a smaller number"}


def test_a_number_outside_its_range_is_told_the_range():
    assert errors_of(send(ratio="1.5")) == {"ratio": "Enter a number from 0 to 1"}


@given(amount=st.decimals(min_value=100, max_value=10**9, places=2))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_an_amount_survives_being_shown_and_sent_back(amount: Decimal):
    shown = Everything(formdata=None, data={"budget": amount}).budget.typed()
    assert send(budget=shown).budget.data == amount


@given(amount=st.decimals(min_value=0, max_value=10**9, places=2), comma=st.booleans())
def test_a_written_number_reads_as_itself_in_either_convention(amount: Decimal, comma: bool):
    from core.fields.numbers import parse_number, written

    assert parse_number(written(amount, decimal_comma=comma), decimal_comma=comma) == amount


@given(text=st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_no_text_whatever_breaks_a_form(text: str):
    names = [
        "title",
        "about",
        "email",
        "site",
        "budget",
        "ratio",
        "kind",
        "places",
        "route",
        "anonymous",
        "criteria-0-name",
    ]
    dates = date(text, text, text) | moment(text, text, text, text)
    form = send(dict.fromkeys(names, text) | dates)
    form.validate()
    assert all(line.text for line in form.error_summary())
    for field in form:
        if isinstance(field, f.TownlabField):
            str(field())


# -- dates and times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("month", ["7", "07", "July", "jul", "JULY"])
def test_a_date_is_read_with_its_month_as_a_number_or_a_name(month: str):
    assert send(date(24, month, 2026)).starts.data == dt.date(2026, 7, 24)


@pytest.mark.parametrize(
    ("parts", "target", "told"),
    [
        (("", 7, 2026), "starts-day", "The date must include a day"),
        (("", "", 2026), "starts-day", "The date must include a day and a month"),
        ((24, "", 2026), "starts-month", "The date must include a month"),
        ((24, 7, 26), "starts-year", "The year must have 4 numbers, like 2026"),
        ((31, 2, 2026), "starts-day", "Enter a real date, like 27 3 2026"),
        (("x", 7, 2026), "starts-day", "Enter a real date, like 27 3 2026"),
        ((24, "ju", 2026), "starts-day", "Enter a real date, like 27 3 2026"),
    ],
)
def test_a_date_that_is_not_right_points_to_what_is_wrong(parts: tuple[object, object, object], target: str, told: str):
    assert errors_of(send(date(*parts))) == {target: told}


def test_what_was_typed_into_a_date_stays_there():
    form = send(date("31", "2", "2026"))
    form.validate()
    assert 'value="31"' in str(form.starts())


def test_a_stored_date_is_shown_in_its_boxes():
    html = str(Everything(formdata=None, data={"starts": dt.date(2026, 7, 24)}).starts())
    assert 'value="24"' in html
    assert 'value="2026"' in html


@pytest.mark.parametrize("time", ["12:00", "12.00", "noon", "12pm", "12:00 pm", "midday", "1200"])
def test_noon_in_summer_is_an_hour_earlier_in_utc(time: str):
    form = send(moment(24, 7, 2026, time))
    assert not errors_of(form)
    assert form.closes.data == dt.datetime(2026, 7, 24, 11, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(("time", "hour"), [("12am", 0), ("5:30pm", 17), ("9:05", 9), ("23:59", 23)])
def test_times_of_day_are_read_in_both_ways(time: str, hour: int):
    form = send(moment(10, 1, 2027, time))
    assert not errors_of(form)
    assert form.closes.data.hour == hour


@pytest.mark.parametrize("time", ["25:00", "5", "13pm", "0pm", "half past four", "12:60"])
def test_what_is_no_time_is_told(time: str):
    assert errors_of(send(moment(24, 7, 2026, time))) == {"closes-time": "Enter a real time, like 12:00 or 5:30pm"}


def test_a_date_without_its_time_is_told():
    assert errors_of(send(moment(24, 7, 2026, ""))) == {"closes-time": "Enter a time, like 12:00"}


def test_a_time_that_the_clocks_skip_is_refused_with_the_next_one():
    told = errors_of(send(moment(28, 3, 2027, "1:30")))["closes-time"]
    assert told == "01:30 does not exist on that day: the clocks go forward. Enter 02:00 or later"


def test_of_a_time_that_comes_twice_the_field_asks_which_is_meant():
    form = send(moment(31, 10, 2027, "1:30"))
    assert "comes twice" in errors_of(form)["closes-which"]
    html = str(form.closes())
    assert "The first (summer time)" in html
    assert 'id="closes-which"' in html


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_a_time_that_comes_twice_is_the_one_that_was_chosen(which: str, hour: int):
    form = send(moment(31, 10, 2027, "1:30") | {"closes-which": which})
    assert "closes-which" not in errors_of(form)
    assert form.closes.data == dt.datetime(2027, 10, 31, hour, 30, tzinfo=dt.UTC)


def test_a_choice_between_two_times_is_forgotten_where_there_is_one():
    form = send(moment(30, 10, 2027, "1:30") | {"closes-which": "second"})
    assert "closes-time" not in errors_of(form)
    assert form.closes.data == dt.datetime(2027, 10, 30, 0, 30, tzinfo=dt.UTC)
    assert "summer time" not in str(form.closes())


@pytest.mark.parametrize(("hour", "chosen"), [(0, "first"), (1, "second")])
def test_a_stored_moment_of_such_an_hour_is_shown_with_its_choice(hour: int, chosen: str):
    stored = dt.datetime(2027, 10, 31, hour, 30, tzinfo=dt.UTC)
    html = str(Everything(formdata=None, data={"closes": stored}).closes())
    assert re.search(rf'value="{chosen}" checked', html)


def test_times_are_read_in_the_zone_of_the_form():
    form = Everything(
        formdata=MultiDict({"title": "T", "agreed": "yes"} | moment(24, 7, 2026, "12:00")), zone="Europe/Madrid"
    )
    assert form.validate()
    assert form.closes.data == dt.datetime(2026, 7, 24, 10, 0, tzinfo=dt.UTC)
    assert "Madrid" in str(form.closes())


def test_a_stored_moment_is_shown_in_the_zone_of_the_form():
    form = Everything(formdata=None, data={"closes": dt.datetime(2026, 7, 24, 23, 30, tzinfo=dt.UTC)})
    html = str(form.closes())
    assert 'value="25"' in html
    assert 'value="00:30"' in html


@given(local=st.datetimes(min_value=EARLY, max_value=LATE))
def test_a_local_time_is_one_instant_or_is_refused(local: dt.datetime):
    from zoneinfo import ZoneInfo

    from core.fields.zones import Doubled, Skipped, moment_at

    zone = ZoneInfo("Europe/London")
    try:
        instant = moment_at(local, zone)
    except (Skipped, Doubled):
        return
    assert instant.astimezone(zone).replace(tzinfo=None) == local
    assert instant.tzinfo is dt.UTC


# -- choices --------------------------------------------------------------------------------------------------


def test_choices_from_an_enum_give_its_members():
    form = send(kind="large")
    assert not errors_of(form)
    assert form.kind.data is Kind.LARGE


@pytest.mark.parametrize("field", ["kind", "route", "places", "anonymous"])
def test_a_value_that_was_not_offered_is_refused(field: str):
    assert errors_of(send({field: "nonsense"})) == {field: "Choose an option from the list"}


def test_a_question_under_a_choice_is_asked_only_with_that_choice():
    assert errors_of(send(kind="other")) == {"other": "Say which kind"}
    assert not errors_of(send(kind="small"))


def test_an_answer_under_a_choice_that_was_not_made_is_forgotten():
    form = send(kind="small", other="left over")
    assert form.validate()
    assert form.other.data is None


def test_boxes_come_back_in_the_order_in_which_they_are_asked():
    form = Everything(formdata=MultiDict([("title", "T"), ("agreed", "yes"), ("places", "s"), ("places", "n")]))
    assert form.validate()
    assert form.places.data == ["n", "s"]


def test_yes_and_no_are_told_from_no_answer():
    assert [send(anonymous=sent).anonymous.data for sent in ("yes", "no", "")] == [True, False, None]


def test_a_box_that_must_be_ticked_says_so():
    assert errors_of(send(agreed="")) == {"agreed": "Tick the box"}


# -- files ----------------------------------------------------------------------------------------------------


def attached(name: str, content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def test_a_file_of_the_right_kind_is_kept_whole():
    form = send(plan=attached("Plan.PDF", b"%PDF-1.7"))
    assert not errors_of(form)
    assert form.plan.data.read() == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("photo.heic", b"x", "“photo.heic” is not one of the kinds we can open. Choose a PDF or Word (.docx) file"),
        ("plan.pdf", b"", "“plan.pdf” is empty. Check the file and choose it again"),
        ("plan.pdf", b"x" * 1_200_000, "“plan.pdf” is 1.2 MB. Choose a file of 1 MB or less"),
        ("plan", b"x", "“plan” is not one of the kinds we can open. Choose a PDF or Word (.docx) file"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_exactly_why(name: str, content: bytes, told: str):
    assert errors_of(send(plan=attached(name, content))) == {"plan": told}


def test_kinds_and_sizes_are_named_beforehand():
    assert "PDF or Word (.docx), up to 1 MB." in str(Everything(formdata=None).plan())


# -- rows -----------------------------------------------------------------------------------------------------


def row(number: int, name: str, weight: object) -> dict[str, object]:
    return {f"criteria-{number}-name": name, f"criteria-{number}-weight": str(weight)}


def test_rows_that_nobody_filled_in_are_left_out():
    form = send(row(0, "Fit", 60) | row(1, "", "") | row(2, "Price", 40))
    assert form.validate()
    assert [found["name"] for found in form.criteria.data] == ["Fit", "Price"]


def test_an_error_in_a_row_points_to_its_own_control():
    assert errors_of(send(row(0, "Fit", 60) | row(1, "Price", "many"))) == {
        "criteria-1-weight": "Enter a whole number, like 12"
    }


def test_adding_a_row_keeps_what_was_typed_and_checks_nothing(request_in_english: Flask):
    data = row(0, "Fit", "many") | {"title": "", "criteria-add": "yes"}
    with request_in_english.test_request_context("/", method="POST", data=data):
        form = Everything()
        assert not form.validate_on_submit()
        assert not form.has_errors
        assert len(form.criteria.entries) == 2
        assert form.criteria.entries[0].form.weight.typed() == "many"


def test_taking_away_a_row_leaves_the_others(request_in_english: Flask):
    data = row(0, "Fit", 60) | row(1, "Price", 40) | {"criteria-remove": "criteria-0"}
    with request_in_english.test_request_context("/", method="POST", data=data):
        form = Everything()
        assert not form.validate_on_submit()
        assert [(entry.name, entry.form.name.data) for entry in form.criteria.entries] == [("criteria-0", "Price")]


# -- forms ----------------------------------------------------------------------------------------------------


def test_the_summary_follows_the_order_of_the_page():
    form = send({"title": "", "agreed": "", "budget": "x"} | date("", 7, 2026) | row(0, "", 5))
    form.validate()
    assert [line.target for line in form.error_summary()] == [
        "title",
        "budget",
        "starts-day",
        "agreed",
        "criteria-0-name",
    ]


def test_every_error_leads_to_a_control_that_is_there():
    form = send({"title": "", "agreed": "", "kind": "x", "places": "x", "route": "x"} | moment(1, 1, 2026, "x"))
    form.validate()
    page = "".join(str(field()) for field in form if isinstance(field, f.TownlabField))
    assert all(f'id="{line.target}"' in page for line in form.error_summary())


def test_the_refusal_of_a_service_stands_beside_its_field():
    form = send()
    assert form.validate()
    form.refuse(Refused("This title is taken", field="title"))
    form.refuse(Refused("It is too late"))
    assert [tuple(line) for line in form.error_summary()] == [("It is too late", ""), ("This title is taken", "title")]
    assert "This title is taken" in str(form.title())


def test_only_questions_that_may_be_left_out_say_optional():
    form = Everything(formdata=None)
    assert form.title.question == "Title"
    assert form.about.question == "About (optional)"


def test_a_form_that_searches_never_says_optional_and_forgives(request_in_english: Flask):
    class Search(f.SearchForm):
        q = f.SearchField("Search")
        kind = f.SelectField("Kind", choices=Kind)

    with request_in_english.test_request_context("/?q=bikes&kind=nonsense"):
        search = Search()
        assert search.q.question == "Search"
        assert search.chosen("q") == "bikes"
        assert search.chosen("kind") is None
        assert search.is_used


def test_controls_leave_checking_to_the_server():
    form = send(title="", agreed="")
    form.validate()
    page = "".join(str(field()) for field in form if isinstance(field, f.TownlabField))
    assert "required" not in page


def test_markup_that_was_typed_is_shown_as_text():
    form = send(title="<b>x</b>", about="</textarea><script>")
    assert "<b>" not in str(form.title())
    assert "<script>" not in str(form.about())


def test_the_lines_of_a_text_come_back_as_they_were_typed():
    assert "one\n  two" in str(send(about="one\n  two").about())


def test_own_checks_run_on_answers_only():
    class Form(f.TownlabForm):
        name = f.StringField("Name")

        def validate_name(self, field: f.StringField) -> None:
            raise ValidationError(f"Not {field.data}")

    assert Form(formdata=MultiDict({"name": ""})).validate()
    form = Form(formdata=MultiDict({"name": "Ann"}))
    assert not form.validate()
    assert form.error_summary()[0].text == "Not Ann"


def test_no_error_uses_a_word_that_blames_or_begs():
    from pathlib import Path

    texts = [path.read_text().lower() for path in Path(f.__file__).parent.glob("*.py")]
    quoted = [part for text in texts for part in text.split('"')[1::2]]
    assert not [part for part in quoted for word in FORBIDDEN_WORDS if word in part.split()]


def test_what_is_asked_in_another_language_is_marked_and_still_escaped(app):
    class Marked(f.TownlabForm):
        kind = f.RadioField(
            f.marked("A <b>?", "cy"),
            hint=f.joined(f.marked("B & c", "cy"), "d < e"),
            choices=[("x", f.marked("X<", "cy"))],
        )
        plain = f.StringField(f.marked("In ours <", ""), optional_mark=False)

    with app.test_request_context("/"):
        form = Marked()
        drawn = form.kind()
        assert '<span lang="cy">A &lt;b&gt;?</span> (optional)' in drawn
        assert '<span lang="cy">B &amp; c</span> d &lt; e' in drawn
        assert '<span lang="cy">X&lt;</span>' in drawn
        assert "In ours &lt;" in form.plain()
