"""Templates that no page of a test happens to show are still checked: they compile, and import what there is."""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[3] / "templates"
STATIC = ROOT.parent / "static"
# Marks that the design system gives to parts of a table, and around checkboxes, without styling them.
WITHOUT_STYLE = {"govuk-table__head", "govuk-table__body", "govuk-table__row", "govuk-checkboxes"}
NAMES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.suffix in {".html", ".txt"})
UNSAFE = re.compile(r"<(?:style|[a-z][^>{]*\s(?:style|on[a-z]+)=)|javascript:", re.IGNORECASE)
environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])


@functools.cache
def parse(name: str) -> nodes.Template:
    return environment.parse((ROOT / name).read_text(), name)


def imports(name: str) -> Iterator[tuple[str, str]]:
    """Pairs (template, name) of what a template imports."""
    for node in parse(name).find_all(nodes.FromImport):
        assert isinstance(node.template, nodes.Const)
        for imported in node.names:
            yield node.template.value, imported if isinstance(imported, str) else imported[0]


def offered(name: str) -> set[str]:
    body = parse(name).body
    return {node.name for node in body if isinstance(node, nodes.Macro)}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_imports_only_macros_that_there_are(name: str):
    assert [(template, macro) for template, macro in imports(name) if macro not in offered(template)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_extends_and_includes_only_templates_that_there_are(name: str):
    tree = parse(name)
    extended, included = tree.find_all(nodes.Extends), tree.find_all(nodes.Include)
    wanted = [node.template for node in extended] + [node.template for node in included]
    assert [node.value for node in wanted if isinstance(node, nodes.Const) and node.value not in NAMES] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_a_template_has_no_inline_style_script_or_handler(name: str):
    assert UNSAFE.findall((ROOT / name).read_text()) == []


def test_every_class_of_a_template_has_a_style():
    styles = (STATIC / json.loads((STATIC / "manifest.json").read_text())["files"]["app.css"]).read_text()
    known = {name.replace("\\", "") for name in re.findall(r"\.((?:[\w-]|\\!)+)", styles)} | WITHOUT_STYLE
    unknown = {(name, used) for name in NAMES for used in classes(ROOT / name) if used not in known}
    assert unknown == set()


def classes(path: Path) -> Iterator[str]:
    """The classes of Townlab and of GOV.UK Frontend that stand in a template as they are."""
    source = re.sub(r"{%.*?%}|{#.*?#}", " ", path.read_text(), flags=re.DOTALL)
    for found in re.findall(r'class(?:es)?"?\s*[=:]\s*"([^"]*)"', source):
        for name in found.split():
            if name.startswith(("tl-", "govuk-")) and not name.endswith("--") and "{" not in name:
                yield name
