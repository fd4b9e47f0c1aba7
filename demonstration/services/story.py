"""One challenge from the resident's sentence to where it stands today, through the same services as in life.

The clock walks with it. All dates are counted from the deadline for proposals, which lies as far from the moment of
seeding as `data/challenges.json` says.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from accounts.states import Role
from challenges import presets
from challenges import queries as challenges
from challenges.models import Challenge, FundingShare, Phase
from challenges.queries import builder as sections
from challenges.queries import partner as partners
from challenges.queries import question as clarifications
from challenges.queries import texts
from challenges.queries import translation as translations
from challenges.services import (
    approval,
    builder,
    copying,
    life,
    lots,
    officer,
    partnership,
    problem_decision,
    translation,
)
from challenges.services import problem as problems
from challenges.services import question as questions
from challenges.services.problem import Report
from challenges.states import AnswerKind
from challenges.states.builder import Section
from challenges.states.challenge import PartnerKind
from challenges.states.theme import Theme
from core import clock
from core.access import ANONYMOUS, Actor
from core.database import db
from core.errors import Refused
from core.workflow import known
from demonstration.services.cast import Cast
from submissions.models import Submission

# How many days before (-) or after today the deadline lies, by how far the challenge has come.
DEADLINE: Mapping[str, int] = {
    "draft": 90,
    "in_approval": 75,
    "scheduled": 60,
    "closed": -2,
    "assessing": -9,
    "decided": -31,
    "standstill": -34,
    "awarded": -70,
    "delivering": -260,
    "completed": -640,
    "cancelled": -40,
    "unsuccessful": -55,
}
NOON = dt.time(12, 0)
PEOPLE_WAIT = dt.timedelta(hours=4)


@dataclass
class Story:
    """A challenge on its way. `facts` is its entry in `data/challenges.json`; `today` the moment of seeding."""

    facts: dict[str, Any]
    cast: Cast
    today: dt.datetime
    challenge: Challenge = field(init=False)
    submissions: list[Submission] = field(default_factory=list)

    @property
    def council(self) -> str:
        return str(self.facts["council"])

    @property
    def reach(self) -> str:
        return str(self.facts["reach"])

    @property
    def officer(self) -> Actor:
        return self.cast.of(self.council, Role.OFFICER)

    @property
    def approver(self) -> Actor:
        return self.cast.of(self.council, Role.APPROVER)

    @property
    def closes_at(self) -> dt.datetime:
        """The deadline, at noon where the council is; for one that is open, as near as its entry says."""
        days = self.facts.get("closes_in_days", DEADLINE.get(self.reach))
        zone = ZoneInfo(self.cast.councils[self.council].timezone)
        day = (self.today + dt.timedelta(days=days or 0)).astimezone(zone).date()
        return dt.datetime.combine(day, NOON, tzinfo=zone).astimezone(dt.UTC)

    def at(self, days: float) -> None:
        """Move the clock to so many days after the deadline (before it, when negative), never beyond today."""
        clock.move_to(min(self.closes_at + dt.timedelta(days=days), self.today - dt.timedelta(minutes=5)))

    def whole(self) -> Challenge:
        """The challenge as it stands, with all of its parts."""
        db.session.flush()
        found = challenges.challenge.whole_challenge_by_id(self.challenge.id)
        if found is None:
            raise LookupError(self.facts["key"])
        return found

    @property
    def open_days(self) -> int:
        return presets.PRESETS[self.facts["preset"]].open_days


def tell(facts: dict[str, Any], cast: Cast, today: dt.datetime) -> Story:
    """Play the story up to the deadline; what comes after is told by `panel` and `delivery`."""
    story = Story(facts=facts, cast=cast, today=today)
    _raise_problem(story)
    _share(story)
    _write(story)
    if story.reach == "draft":
        return story
    if name := story.facts.get("saved_as"):
        copying.save_preset(story.whole(), name=name, by=story.officer)
    _approve(story)
    if story.reach in ("in_approval", "scheduled"):
        return story
    story.at(-story.open_days)
    clock.move_to(clock.now() + PEOPLE_WAIT)
    life.announce_opened()
    _ask(story)
    return story


def cancel(story: Story) -> None:
    """The council ends the challenge while it is open, and says why."""
    story.at(-story.open_days * 0.3)
    life.cancel(story.whole(), reason=story.facts["cancel_reason"], by=story.approver)


def _raise_problem(story: Story) -> None:
    facts = story.facts["problem"]
    story.at(-story.open_days - 50)
    author = story.cast.residents[len(story.facts["title"]) % len(story.cast.residents)]
    by = author if len(facts["words"]) % 3 else ANONYMOUS
    council = story.cast.councils[story.council]
    problem = problems.raise_problem(
        Report(
            council_id=council.id,
            words=facts["words"],
            title=facts["title"],
            place=facts["place"],
            email="" if by.is_signed_in else "neighbour@post.example",
            language=story.facts["language"],
        ),
        by=by,
    )
    story.at(-story.open_days - 48)
    problems.start_review(problem, by=story.officer)
    problems.publish_problem(
        problem,
        title=facts["title"],
        description=facts["words"],
        publish_files=False,
        theme=known(Theme, story.facts["theme"]),
        by=story.officer,
    )
    story.at(-story.open_days - 42)
    story.challenge = problem_decision.accept_into_new_challenge(
        problem, preset=story.facts["preset"], by=story.officer
    )


def _share(story: Story) -> None:
    """A colleague works on it as well, where the entry says so."""
    colleague = story.cast.colleagues[story.council].person_id
    if story.facts.get("two_officers") and colleague is not None:
        officer.assign_officer(story.challenge, person_id=colleague, by=story.officer)


def _write(story: Story) -> None:
    facts, challenge = story.facts, story.challenge
    words: dict[Section, dict[str, Any]] = {
        Section.PROBLEM: {
            "title": facts["title"],
            "summary": facts["summary"],
            "theme": known(Theme, facts["theme"]),
            "problem_statement": facts["statement"],
            "evidence": f"Modelled on: {facts['modelled_on']}. Source: {facts['source']}.",
        }
    }
    if story.reach != "draft":
        words |= _other_words(story)
    for section, said in words.items():
        builder.save_words(challenge, section, words=said, seen=_seen(challenge, section), by=story.officer)
    _translate(story)
    if story.reach == "draft":
        return
    _divide(story)
    _date(story)
    _set_assessment(story)
    if story.facts.get("anonymised"):
        _show_files(story)


def _divide(story: Story) -> None:
    """Into the lots that the entry names, if it does."""
    first, *others = story.facts.get("lots", [""])
    for title in others:
        whole = story.whole()
        seen = sections.stamp(sections.lots_values(whole.lots))
        lots.add_lot(whole, title=title, first_title=first, seen=seen, by=story.officer)


def _set_assessment(story: Story) -> None:
    """What differs from the preset, where the entry says so."""
    wanted = {"ideas_allowed": "asks_public", "anonymised": "anonymised", "second_round_places": "goes_on"}
    changes = {name: story.facts[key] for name, key in wanted.items() if key in story.facts}
    if share := story.facts.get("public_share"):
        rules = {"public_vote": True, "public_share": Decimal(share), "ballot_choices": 2, "ballot_turnout": 5}
        changes |= {**rules, "quality_threshold": Decimal(40)}
    elif story.challenge.public_vote:
        # A preset suggests a vote, and its story holds none.
        changes["public_vote"] = False
    if changes:
        before = sections.section_values(story.challenge, Section.ASSESSMENT)
        seen = sections.stamp(before)
        builder.save_assessment(story.challenge, settings={**before, **changes}, seen=seen, by=story.officer)


def _show_files(story: Story) -> None:
    """The attachment is read by the assessors as well; a preset keeps it back where names are hidden."""
    for one in story.whole().questions:
        question = sections.own_question(story.officer, story.challenge.slug, one.id)
        if question is not None and question.kind is AnswerKind.FILE:
            before = sections.question_values(question)
            words = builder.QuestionWords(**before | {"identifies_bidder": False})
            builder.save_question(question, words=words, seen=sections.stamp(before), by=story.officer)


def _translate(story: Story) -> None:
    """The problem in the other languages of the council, where the entry has it."""
    for language, words in story.facts.get("translations", {}).items():
        whole = story.whole()
        section_texts = [text for text in texts.texts_of(whole) if text.section is Section.PROBLEM]
        seen = sections.stamp(translations.translated_values(whole, language, section_texts))
        translation.save_translations(
            whole, Section.PROBLEM, language=language, texts=section_texts, words=words, seen=seen, by=story.officer
        )


def _date(story: Story) -> None:
    """The challenge's own dates, and then those of its phases, which begin four weeks after the decision."""
    challenge, closes = story.challenge, story.closes_at
    decision_on = (closes + dt.timedelta(days=30)).date()
    builder.save_timeline(
        challenge,
        opens_at=closes - dt.timedelta(days=story.open_days),
        questions_close_at=closes - dt.timedelta(days=2),
        closes_at=closes,
        decision_expected_on=decision_on,
        seen=_seen(challenge, Section.TIMELINE),
        by=story.officer,
    )
    _join(story)
    starts_on = decision_on + dt.timedelta(days=28)
    for number in range(1, len(story.whole().phases) + 1):
        db.session.expire_all()
        phase = sections.own_phase(story.officer, challenge.slug, number)
        if phase is None or phase.starts_on is None or phase.ends_on is None:
            raise LookupError(f"{story.facts['key']} has no dated phase {number}")
        money = _money(phase, starts_on)
        seen = sections.stamp(sections.phase_values(phase, challenge.council_id))
        builder.save_phase(phase, money=money, seen=seen, by=story.officer)
        starts_on = money.ends_on + dt.timedelta(days=42)


def _join(story: Story) -> None:
    """Another council pays a share, where the entry says so."""
    key = story.facts.get("partner")
    if not key:
        return
    colleague, whole = story.cast.of(key, Role.OFFICER), story.whole()
    partner = partnership.invite_partner(
        whole, body_id=story.cast.councils[key].id, kind=PartnerKind.FUNDER, by=story.officer
    )
    asked = partners.reread_partner(partner.id)
    money = {phase.id: partnership.Share(Decimal(40_000), vat_included=False) for phase in asked.challenge.phases[:1]}
    partnership.confirm(asked, lead_id=colleague.person_id or partner.id, shares=money, by=colleague)
    partnership.approve_share(partners.reread_partner(partner.id), by=story.cast.of(key, Role.APPROVER))


def _money(phase: Phase, starts_on: dt.date) -> builder.PhaseMoney:
    length = (phase.ends_on or starts_on) - (phase.starts_on or starts_on)
    parts = phase.challenge.lots if len(phase.challenge.lots) > 1 else []
    return builder.PhaseMoney(
        title=phase.title,
        pot=_own(phase).amount,
        vat_included=_own(phase).vat_included,
        awards_up_to=phase.awards_up_to,
        amount_each=phase.amount_each or _own(phase).amount,
        starts_on=starts_on,
        ends_on=starts_on + length,
        lots={lot.id: _own(phase).amount / len(parts) for lot in parts},
    )


def _own(phase: Phase) -> FundingShare:
    """The share of the lead council."""
    return next(share for share in phase.shares if share.council_id == phase.challenge.council_id)


def _other_words(story: Story) -> dict[Section, dict[str, str]]:
    facts, council = story.facts, story.cast.councils[story.council]
    return {
        Section.OUTCOMES: {"outcomes_wanted": facts["outcomes"]},
        Section.AFFECTED: {"who_is_affected": facts["affected"]},
        Section.ELIGIBILITY: {"eligibility": story.challenge.eligibility},
        Section.PANEL: {"panel_needs": story.challenge.panel_needs},
        Section.TERMS: {
            "terms": story.challenge.terms,
            "intellectual_property": story.challenge.intellectual_property,
        },
        Section.ROUTE: {
            "route_to_market": "If the pilot works, the council buys the next stage under the same contract, or "
            "through an open procedure in which any council may join."
        },
        Section.CONTACT: {
            "contact_name": "Challenge team",
            "contact_email": council.contact_email,
            "contact_phone": council.contact_phone,
        },
        Section.GOVERNANCE: {
            "conflicts_assessment": "No officer of this team has worked for a likely bidder in the last five years. "
            "Panel members declare their interests before they read anything.",
            "budget_owner": "Director of Place",
        },
    }


def _seen(challenge: Challenge, section: Section) -> str:
    return sections.stamp(sections.section_values(challenge, section))


def _approve(story: Story) -> None:
    story.at(-story.open_days - 20)
    approval.submit_for_approval(story.whole(), note="Ready from our side.", by=story.officer)
    if story.reach == "in_approval":
        _come_back(story)
        return
    story.at(-story.open_days - 16)
    approval.approve(story.whole(), comments="Clear, and the money is there.", by=story.approver)


def _come_back(story: Story) -> None:
    """Returned with a comment on one section, changed there, and sent again: the approver finds the difference."""
    story.at(-story.open_days - 19)
    remarks = {Section.ROUTE: "Say from which budget the next stage is paid."}
    approval.send_back(story.whole(), comments="", remarks=remarks, by=story.approver)
    story.at(-story.open_days - 18)
    route = f"{story.challenge.route_to_market} The next stage is paid from the budget of the service."
    seen = _seen(story.challenge, Section.ROUTE)
    builder.save_words(story.challenge, Section.ROUTE, words={"route_to_market": route}, seen=seen, by=story.officer)
    approval.submit_for_approval(story.whole(), note="The budget is named.", by=story.officer)


ASKED = (
    (
        "May a partner from outside the country be part of a proposal?",
        "Yes. The lead signs the contract and answers for all partners.",
    ),
    ("Can we visit the place before the deadline?", "Yes, on any weekday. Write to the contact named above."),
)
ASKED_AGAIN = "Is there a day on which bidders may come and look?"


def _ask(story: Story) -> None:
    asking = [story.cast.of(key, Role.LEAD) for key in ("quayside", "greyfriars")]
    for number, (words, answer) in enumerate(ASKED):
        story.at(-story.open_days * 0.8 + number)
        if clock.now() < story.closes_at - dt.timedelta(days=story.open_days):
            return
        try:
            asked = questions.ask_question(story.whole(), words=words, by=asking[number])
        except Refused:
            return
        # In one open challenge the second question still waits, and another asks the same: an officer answers both.
        if number == 1 and story.facts["key"] == "bus":
            questions.ask_question(story.whole(), words=ASKED_AGAIN, by=asking[0])
            return
        story.at(-story.open_days * 0.8 + number + 0.5)
        waiting = clarifications.question_of_council(story.officer, asked.id)
        if waiting is not None:
            questions.answer_question(waiting, words=words, answer=answer, by=story.officer)
