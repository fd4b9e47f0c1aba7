"""Every component and every kind of field on a few pages, without a database: what feature pages are made of."""

import datetime as dt
import enum
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, jsonify, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.wrappers import Response

from core import fields as f
from core.access import Actor
from core.pagination import Page
from core.settings import Settings
from web import assets, templating

HERE = Path(__file__).parent
NOW = dt.datetime(2026, 7, 20, 9, 0, tzinfo=dt.UTC)
COUNCIL = SimpleNamespace(name="Aberwen Council", accent="#0b5c63", contact_email="hello@aberwen.example")


class State(enum.Enum):
    """One of each colour."""

    DRAFT = "grey"
    IN_APPROVAL = "yellow"
    OPEN = "green"
    CLOSED = "orange"
    ASSESSING = "purple"
    CANCELLED = "red"
    DECIDED = "teal"
    AWARDED = "magenta"
    SCHEDULED = "blue"

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def colour(self) -> str:
        return self.value


class CriterionForm(f.RowForm):
    name = f.StringField("Criterion", required="Enter what is judged", max_length=80)
    weight = f.IntegerField("Weight", suffix="%", minimum=1, maximum=100, required="Enter a weight, like 25")
    about = f.TextAreaField("What a good answer shows", rows=3)


class PlaceForm(f.RowForm):
    street = f.StringField("Street", required="Enter the street")
    town = f.StringField("Town", required="Enter the town")


class EveryField(f.TownlabForm):
    title = f.StringField("Title", hint="Say what should be better.", required="Enter a title", max_length=40)
    about = f.TextAreaField("What is the problem?", required="Tell us what the problem is", max_length=500)
    email = f.EmailField("Your email address")
    site = f.WebAddressField("Website", width="two-thirds")
    budget = f.MoneyField("Budget", required="Enter the budget, like £50,000", minimum=1000)
    closes = f.DateTimeField("When does it close?", required="Enter when it closes")
    starts = f.DateField("First day of work", hint="For example, 27 3 2027")
    preset = f.RadioField(
        "Which kind of programme?",
        choices=[("catalyst", "Catalyst style"), ("rapid", "Rapid response style"), ("other", "Another kind")],
        hints={"catalyst": "Two phases of research and development"},
        conditional={"other": "other"},
        required="Choose a kind of programme",
    )
    other = f.StringField("What kind?", required="Say what kind it is")
    anonymous = f.YesNoField("Is it anonymous?", required="Choose yes or no")
    places = f.CheckboxesField("Where?", choices=[("n", "North"), ("s", "South")])
    route = f.SelectField("Route to market", choices=[("a", "Direct award")], required="Choose a route to market")
    agreed = f.BooleanField("I have read the guidance", hint="It takes 5 minutes.", required="Tick the box to go on")
    plan = f.FileField("Your plan", allowed=("pdf", "docx"), max_mb=10, required="Choose a file")
    account = f.EmailField("Account", autocomplete="username")
    secret = f.PasswordField("Password", required="Enter your password")
    place = f.GroupField(PlaceForm, "Where you are")
    criteria = f.RowsField(CriterionForm, "Criteria", row_label="Criterion", required="Add a criterion", offered=2)
    version = f.HiddenField(render_kw={"data-autosave-always": ""})
    save = f.SubmitField("Save and continue")
    later = f.SubmitField("Save as a draft", style="secondary")


class Filters(f.SearchForm):
    q = f.SearchField("Search")
    state = f.SelectField("State", choices=State, blank="Any")


def create_gallery() -> Flask:
    app = Flask("gallery", static_folder=None)
    app.config.update(
        SECRET_KEY="a key for tests alone", DEMONSTRATION=True, TOWNLAB=Settings(), WTF_CSRF_TIME_LIMIT=None
    )
    Babel(app, locale_selector=lambda: request.args.get("lang", "en"))
    CSRFProtect(app)
    templating.install(app)
    assets.install(app)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(HERE / "templates"), FileSystemLoader(templating.ROOT / "templates")]
    )
    # The clock is in the database, and there is none here.
    app.jinja_env.globals["now"] = lambda: NOW
    app.jinja_env.filters["time_left"] = lambda _moment: "2 hours left"
    app.template_context_processors[None][-1] = _everywhere
    app.after_request(_strict)
    _add_pages(app)
    return app


def _everywhere() -> dict[str, object]:
    return {
        "actor": Actor(name="Amira Hussain", person_id=None),
        "navigation": [SimpleNamespace(text=text, href="#", active=text == "Lists") for text in ("Forms", "Lists")],
        "languages": {"en": "English", "cy": "Cymraeg"},
        "service_name": "Townlab",
        # No page of the gallery has an address that search engines should know.
        "page_address": lambda: SimpleNamespace(is_listed=False),
        "operator_email": "help@townlab.example",
    }


def _strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
    )
    return response


def _add_pages(app: Flask) -> None:
    for endpoint in ("web.home", "web.accessibility", "web.privacy", "web.cookies", "accounts.sign_in"):
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "")
    app.add_url_rule("/brand/<colour>.css", "web.brand", lambda colour: app.response_class("", mimetype="text/css"))
    app.add_url_rule("/form", "form", _form, methods=["GET", "POST"])
    app.add_url_rule("/save", "save", _save, methods=["POST"])
    app.add_url_rule("/list", "list", _list)
    app.add_url_rule(
        "/detail", "detail", lambda: render_template("detail.html", State=State, brand=COUNCIL, moment=NOW)
    )
    app.add_url_rule("/done", "done", lambda: render_template("done.html"))
    app.add_url_rule(
        "/error/<name>",
        "error",
        lambda name: render_template(f"errors/{name}.html", reference="ERR-7K3M9QX", message="", typed=["Two\nlines."]),
    )


def _form() -> str:
    form = EveryField(data={"version": "1"})
    return render_template("form.html", form=form, taken=form.validate_on_submit())


def _save() -> Response:
    if request.form["version"] != "1":
        return jsonify(saved_at="14:03", version=3)
    return jsonify(saved_at="14:02", version=2)


def _list() -> str:
    number = request.args.get("page", 3, int)
    return render_template("list.html", filters=Filters(), page=Page(items=range(6), number=number, total=217))
