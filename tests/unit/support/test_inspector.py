"""The inspector lets a sound page pass, and names each fault of one that is not."""

import pytest
from flask import Flask, Response

from tests.support.inspector import PageFault, inspect

SOUND = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Report a problem – Townlab</title><script src="/static/app.js"></script></head>
<body>
<h1>Report a <span>problem</span></h1>
<p><a href="#words">Go to the words</a></p>
<form action="" method="post">
<input type="hidden" name="csrf_token" value="x">
<label for="words">In your words</label><textarea id="words" name="words" aria-describedby="hint"></textarea>
<p id="hint">One sentence will do</p>
</form>
<script nonce="n1">1</script>
<script type="application/ld+json">{"@context": "https://schema.org"}</script>
</body>
</html>
"""


def _inspect(page: str) -> None:
    app = Flask("page")
    app.add_url_rule(
        "/", view_func=lambda: Response(page, headers={"Content-Security-Policy": "script-src 'nonce-n1'"})
    )
    inspect(app.test_client().get("/"))


def test_a_sound_page_passes():
    _inspect(SOUND)


def test_a_sound_page_with_errors_passes():
    page = SOUND.replace("<title>", "<title>Error: ").replace("<h1>", '<div class="govuk-error-summary"></div><h1>')

    _inspect(page)


@pytest.mark.parametrize(
    ("change", "to", "fault"),
    [
        ("</form>", "", "form"),
        ("<!DOCTYPE html>", "", "Expected DOCTYPE"),
        ("<h1>", "<h1>More</h1><h1>", "2 h1 elements"),
        ("<title>Report", "<title>Tell", "does not begin with the heading"),
        ("<title>Report", "<title>Error: Report", "go together"),
        ("<h1>", '<div class="govuk-error-summary"></div><h1>', "go together"),
        ('id="hint"', 'id="words"', "the id 'words' is there 2 times"),
        ('for="words"', 'for="word"', "nothing has that id"),
        ('href="#words"', 'href="#word"', "a link leads to #word"),
        ('nonce="n1"', 'nonce="n2"', "without the nonce"),
        (' type="application/ld+json"', "", "without the nonce"),
        ("<h1>", '<h1 style="color: red">', "the attribute style"),
        ("<h1>", '<h1 onclick="x()">', "the attribute onclick"),
        ("</head>", "<style>p {}</style></head>", "a style element"),
        (' action=""', "", "a form without an action"),
        ("csrf_token", "token", "has no csrf_token"),
        ('name="words"', 'name="words" required', "is `required`"),
        (' lang="en"', "", "no lang"),
        ("<h1>", '<img src="x.png"><h1>', "has no alt"),
    ],
)
def test_each_fault_is_named(change, to, fault):
    assert change in SOUND

    with pytest.raises(PageFault, match=fault):
        _inspect(SOUND.replace(change, to))
