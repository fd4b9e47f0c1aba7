"""The people of the journey. Each has a browser of their own; all that they know is on their pages."""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, FilePayload, Locator, Page, Request, Response

from tests.browser.journey.inspection import Inspection
from tests.support import browser as browsers

LONDON = ZoneInfo("Europe/London")
PATIENCE = 45_000


class Person:
    """Somebody at a browser, who goes by what the pages say: headings, links, labels and buttons."""

    def __init__(self, page: Page, who: str, inspection: Inspection, *, scripts: bool = True) -> None:
        self.page = page
        self.who = who
        self.scripts = scripts
        self.inspection = inspection
        self.pages_seen = 0
        self._answer: Response | None = None
        page.set_default_timeout(PATIENCE)
        page.on("response", self._remember)

    def _remember(self, answer: Response) -> None:
        request: Request = answer.request
        if request.is_navigation_request() and not 300 <= answer.status < 400:
            self._answer = answer

    # -- going ---------------------------------------------------------------------------------------------------

    def opens(self, address: str, *, status: int = 200) -> None:
        self.page.goto(address)
        self._arrive(status)

    def follows(self, words: str | re.Pattern[str], *, within: Locator | None = None, status: int = 200) -> None:
        """Go where the link leads; the first of several, as a person would."""
        place = within or self.page.locator("main, nav")
        self._go(place.get_by_role("link", name=words, exact=isinstance(words, str)).first, status)

    def goes_on(self, words: str, *, within: Locator | None = None, status: int = 200) -> None:
        """Press the button, or the link that looks like one."""
        main = within or self.page.locator("main")
        way = main.get_by_role("button", name=words, exact=True).or_(main.get_by_role("link", name=words, exact=True))
        self._go(way.first, status)

    def row(self, *words: str) -> Locator:
        """The row of a list in which all these words stand."""
        rows = self.page.locator("main li")
        for wanted in words:
            rows = rows.filter(has_text=wanted)
        return rows.first

    def _go(self, way: Locator, status: int) -> None:
        with self.page.expect_navigation(wait_until="load", timeout=PATIENCE):
            way.click()
        self._arrive(status)

    def _arrive(self, status: int) -> None:
        self.pages_seen += 1
        answer = self._answer
        assert answer is not None
        assert answer.status == status, f"{self.who} at {self.page.url}: {answer.status}\n{self.says()[:3000]}"
        self.inspection.look(self.page, answer, who=self.who, scripts=self.scripts)

    # -- filling in ----------------------------------------------------------------------------------------------

    def writes(self, label: str | re.Pattern[str], words: str) -> None:
        self.page.get_by_label(label).first.fill(words)

    def chooses(self, words: str | re.Pattern[str]) -> None:
        """Tick what is called so: one of several choices, or a box."""
        self.page.locator("main").get_by_label(words).first.check()

    def answers(self, question: str | re.Pattern[str], words: str) -> None:
        """Choose one of the answers to this question, where several questions have the same answers."""
        self.page.get_by_role("group", name=question).get_by_label(words, exact=True).check()

    def selects(self, label: str, words: str) -> None:
        self.page.get_by_label(label).first.select_option(label=words)

    def dates(self, question: str | re.Pattern[str], when: dt.date) -> None:
        """Fill in a date, and the time of day where one is asked for and given."""
        group = self.page.get_by_role("group", name=question)
        for part in ("day", "month", "year"):
            group.get_by_label(part.title()).fill(str(getattr(when, part)))
        if isinstance(when, dt.datetime):
            group.get_by_label("Time").fill(f"{when:%H:%M}")

    def attaches(self, label: str, name: str, content: bytes) -> None:
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        # With JavaScript the label belongs to the button that opens the choice, and the field itself is hidden.
        question = self.page.locator(".govuk-form-group", has=self.page.get_by_label(label)).last
        question.locator("input[type=file]").set_input_files(file)

    def keeps(self, words: str, folder: Path) -> Path:
        """Save what the link leads to, under the name that it comes with."""
        with self.page.expect_download() as saved:
            self.page.locator("main").get_by_role("link", name=words).first.click()
        file = folder / saved.value.suggested_filename
        saved.value.save_as(file)
        return file

    # -- reading -------------------------------------------------------------------------------------------------

    def says(self) -> str:
        """The words of the page, as they can be seen."""
        return " ".join(self.page.locator("body").inner_text().split())

    def reads(self, *words: str) -> None:
        said = self.says()
        missing = [wanted for wanted in words if wanted not in said]
        assert not missing, f"{self.who} misses {missing} at {self.page.url}:\n{said}"

    def reads_nothing_of(self, *words: str) -> None:
        said = self.says()
        found = [unwanted for unwanted in words if unwanted in said]
        assert not found, f"{self.who} reads {found} at {self.page.url}"

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        """Where the person is, without the address of the service."""
        return "/" + self.page.url.split("//", 1)[1].split("/", 1)[1]


class Cast:
    """Everybody. `cast["Council officer"]` is the person behind that button of the demonstration."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.inspection = Inspection()
        self._browser = browser
        self._address = address
        self._doors = ExitStack()
        self._people: dict[str, Person] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._doors.__exit__(kind, error, trace)

    def __getitem__(self, button: str) -> Person:
        if button not in self._people:
            someone = self._enters(button)
            someone.opens("/demo")
            someone.goes_on(button)
            assert someone.path == "/work"
            self._people[button] = someone
        return self._people[button]

    def visitor(self) -> Person:
        """Somebody without an account, at a desk."""
        if "" not in self._people:
            self._people[""] = self._enters("visitor")
        return self._people[""]

    def by_mail(self, address: str) -> Person:
        """Somebody without a button, who signs in by the link that comes by mail."""
        if address not in self._people:
            someone = self._enters(address)
            someone.opens("/sign-in")
            someone.writes("Email address", address)
            someone.goes_on("Send me a link")
            link = re.search(r"https?://[^/\s]+(/sign-in/\S+)", self.mail_to(address, "/sign-in/"))
            assert link is not None
            someone.opens(link[1])
            someone.goes_on("Continue")
            self._people[address] = someone
        return self._people[address]

    def visitor_with_an_old_telephone(self) -> Person:
        """Somebody without an account, on a small screen, whose browser runs no scripts."""
        page = self._doors.enter_context(
            browsers.visitor(self._browser, self._address, size=browsers.NARROW, scripts=False)
        )
        return Person(page, "visitor without scripts", self.inspection, scripts=False)

    def _enters(self, who: str) -> Person:
        page = self._doors.enter_context(browsers.visitor(self._browser, self._address))
        return Person(page, who, self.inspection)

    # -- the clock and the mail ----------------------------------------------------------------------------------

    def time_moves_to(self, when: dt.datetime) -> None:
        """Through the page of the demonstration; times are those of London."""
        someone = self.visitor()
        someone.opens("/demo/clock")
        someone.dates("Move the clock forward to", when)
        someone.goes_on("Move the clock")
        someone.reads("The clock is moved.")

    def now(self) -> dt.datetime:
        """What the clock of the demonstration shows, to the minute."""
        someone = self.visitor()
        someone.opens("/demo/clock")
        said = someone.page.locator("main time").first.get_attribute("datetime") or ""
        return dt.datetime.fromisoformat(said).astimezone(LONDON)

    def mail_to(self, address: str, *words: str) -> str:
        """The newest mail to `address` that has all these words."""
        someone = self.visitor()
        someone.opens(f"/demo/mail?to={address}")
        for mail in someone.page.locator("article.tl-mail").all():
            text = mail.inner_text()
            if all(word in text for word in words):
                return text
        raise AssertionError(f"No mail to {address} with {words}:\n{someone.says()[:3000]}")

    def everybody(self) -> Iterable[str]:
        return self._people.keys()
