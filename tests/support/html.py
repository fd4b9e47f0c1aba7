"""Whether pages are valid HTML, asked of html-validate in one go."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.support import node

CHECK = Path(__file__).with_name("check_html.mjs")


def problems(pages: Mapping[str, str]) -> list[str]:
    """One line for each thing that is wrong. `pages` holds the HTML of each page by its name."""
    found = json.loads(node.run(CHECK, given=json.dumps(dict(pages))))
    return [f"{each['page']}:{each['line']}:{each['column']} {each['rule']}: {each['message']}" for each in found]
