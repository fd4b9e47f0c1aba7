"""The programme presets that come with Townlab, as one table (domain.md, "Programme presets").

A challenge copies its preset into rows when it is drafted; from then on the rows count and the preset may change.
`suggested` names the parts that are our proposal rather than taken from a programme that ran: pages mark them so.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from challenges.states.challenge import Instrument, SecondRound

# The scale that all presets use, and the words for the scores between the worded ones.
SCORE_MAX: Final = 5
NOTHING = _l("Nothing in the answer speaks of this.")
ABOVE_ONE = _l("Better than 1 in some points, but does not reach 3.")
ABOVE_THREE = _l("Better than 3 in some points, but does not reach 5.")
# They say where an answer lies, not what it would have.
BETWEEN = (ABOVE_ONE, ABOVE_THREE)


@dataclass(frozen=True)
class CriterionPlan:
    """A criterion, the question whose answer is scored on it, and the words for the scores 1, 3 and 5."""

    title: Any
    weight: int
    question: Any
    one: Any
    three: Any
    five: Any
    word_limit: int = 500
    identifies_bidder: bool = False

    @property
    def anchors(self) -> tuple[Any, ...]:
        """The words for each score, from 0 to `SCORE_MAX`."""
        return (NOTHING, self.one, ABOVE_ONE, self.three, ABOVE_THREE, self.five)


@dataclass(frozen=True)
class PhasePlan:
    """A phase: how long, for how many, for how much. `pot` and `amount_each` in the council's currency."""

    title: Any
    weeks: int
    awards_up_to: int
    amount_each: int
    pot: int
    gates: tuple[Any, ...]
    payments: tuple[tuple[int, Any], ...]


@dataclass(frozen=True)
class Preset:
    """All that a new challenge starts from."""

    key: str
    label: Any
    about: Any
    instrument: Instrument
    open_days: int
    questions_close_days_before: int
    assess_days: int
    assessors_each: int
    threshold: int
    phases: tuple[PhasePlan, ...]
    criteria: tuple[CriterionPlan, ...]
    eligibility: Any
    terms: Any
    intellectual_property: Any
    panel_needs: Any
    second_round: SecondRound | None = None
    second_round_weight: int = 0
    # Whether the public votes on the shortlist, as advice, and how many each may choose.
    public_vote: bool = False
    ballot_choices: int = 3
    suggested: frozenset[str] = field(default_factory=lambda: frozenset({"weights"}))

    @property
    def pot(self) -> int:
        return sum(phase.pot for phase in self.phases)


PUBLIC_SUMMARY = _l("Describe your proposal in words that a resident would use")
PUBLIC_SUMMARY_HELP = _l("We publish this text if you win.")
PRICE = _l("What is your price for the first phase, with VAT?")
ATTACHMENT = _l("Attach drawings or a plan, if they help to understand your proposal")

CATALYST = Preset(
    key="catalyst",
    label=_l("Catalyst style: research and development in two phases"),
    about=_l("Up to five suppliers explore an idea for 3 months; up to two of them then build it over 12 months."),
    instrument=Instrument.CONTRACT,
    open_days=44,
    questions_close_days_before=10,
    assess_days=51,
    assessors_each=3,
    threshold=70,
    phases=(
        PhasePlan(
            title=_l("Phase 1: explore"),
            weeks=13,
            awards_up_to=5,
            amount_each=50_000,
            pot=250_000,
            gates=(_l("Middle of phase 1"), _l("End of phase 1: show and tell, then questions")),
            payments=((25, _l("Start of phase 1")), (75, _l("Report at the end of phase 1"))),
        ),
        PhasePlan(
            title=_l("Phase 2: build and test"),
            weeks=52,
            awards_up_to=2,
            amount_each=500_000,
            pot=1_000_000,
            gates=(_l("Middle of phase 2"), _l("End of phase 2: show and tell, then questions")),
            payments=((50, _l("Middle of phase 2")), (50, _l("Report at the end of phase 2"))),
        ),
    ),
    criteria=(
        CriterionPlan(
            title=_l("Fit with the challenge"),
            weight=25,
            question=_l("How does your proposal reach the outcomes that we want?"),
            one=_l("Names the problem, but the proposal would change little about it."),
            three=_l("Addresses most outcomes, and says how for the main ones."),
            five=_l("Addresses every outcome, says how, and shows that the people affected were heard."),
        ),
        CriterionPlan(
            title=_l("Innovation"),
            weight=20,
            question=_l("What is new about your proposal, compared with what can be bought today?"),
            one=_l("Can be bought today in much the same form."),
            three=_l("New for councils, and says what is taken from elsewhere."),
            five=_l("New in itself, with evidence that what exists was looked at and falls short."),
        ),
        CriterionPlan(
            title=_l("Technical approach and team"),
            weight=25,
            question=_l("How will you do it, and who will do the work?"),
            one=_l("The plan has gaps that would stop the work."),
            three=_l("A plan that can be carried out by people who have done parts of it before."),
            five=_l("A tested approach, risks named with an answer to each, and people who have done it before."),
            identifies_bidder=True,
        ),
        CriterionPlan(
            title=_l("Way into use"),
            weight=15,
            question=_l("If it works, how would this council and others take it into use?"),
            one=_l("Says that others may use it, not how."),
            three=_l("Names who would use it, what they would need, and what it would cost them."),
            five=_l("Has agreed steps with likely users, and fits our route to market."),
        ),
        CriterionPlan(
            title=_l("Value for money"),
            weight=15,
            question=_l("What will the money be spent on, and what is gained for it?"),
            one=_l("Costs cannot be followed, or are far above what the work needs."),
            three=_l("Costs can be followed and fit the work."),
            five=_l("Costs can be followed, fit the work, and the gain is shown in figures with their source."),
            word_limit=300,
        ),
    ),
    eligibility=_l(
        "Any organisation that can sign a contract for research and development may apply, alone or together with "
        "others."
    ),
    terms=_l(
        "Reports are published, without what you mark as confidential. The council pays when a report is accepted."
    ),
    intellectual_property=_l(
        "You keep the rights in what you make. The council may use it for its own purposes without a fee."
    ),
    panel_needs=_l(
        "Somebody who does the work today, somebody who knows the technology, somebody who buys for the council, and "
        "somebody who lives with the problem."
    ),
    suggested=frozenset({"weights", "terms"}),
)

RAPID = Preset(
    key="rapid",
    label=_l("Rapid response style: small contracts, tested within weeks"),
    about=_l("Many suppliers apply in a few days, the most promising are interviewed, and tests last two weeks."),
    instrument=Instrument.CONTRACT,
    open_days=9,
    questions_close_days_before=3,
    assess_days=14,
    assessors_each=2,
    threshold=60,
    phases=(
        PhasePlan(
            title=_l("Test"),
            weeks=2,
            awards_up_to=20,
            amount_each=25_000,
            pot=500_000,
            gates=(_l("Test report"), _l("Recommendation on scaling")),
            payments=((50, _l("Start of the test")), (50, _l("Test report"))),
        ),
    ),
    criteria=(
        CriterionPlan(
            title=_l("Feasibility"),
            weight=25,
            question=_l("How will you have it working within the two weeks of the test?"),
            one=_l("Would need much longer than the test lasts."),
            three=_l("Main parts exist; what is missing can be done in time."),
            five=_l("Works today, and the steps of the test are planned day by day."),
            word_limit=250,
        ),
        CriterionPlan(
            title=_l("Credibility"),
            weight=25,
            question=_l("Who are you, and where has this worked before?"),
            one=_l("Claims without anything to check them by."),
            three=_l("One use elsewhere that can be checked."),
            five=_l("Several uses elsewhere, with results and somebody to ask."),
            word_limit=250,
            identifies_bidder=True,
        ),
        CriterionPlan(
            title=_l("Impact"),
            weight=25,
            question=_l("Whom will it help, how much, and how will you know?"),
            one=_l("Would help few people, or nobody could tell."),
            three=_l("Would help a named group; says what would be measured."),
            five=_l("Would help many of those hit hardest; has a measure, a starting value and a target."),
            word_limit=250,
        ),
        CriterionPlan(
            title=_l("Digital maturity"),
            weight=25,
            question=_l("How does it keep data safe, and how does it work with what we have?"),
            one=_l("Data protection or security is not answered."),
            three=_l("Meets the law; works beside existing systems by hand."),
            five=_l("Meets the law with evidence, is accessible, and exchanges data by open standards."),
            word_limit=250,
        ),
    ),
    eligibility=_l("Any organisation with something that already works, even if for another purpose, may apply."),
    terms=_l("The test is free of charge for its users. You delete personal data from the test when it ends."),
    intellectual_property=_l("You keep the rights in what you bring. What the test shows is published."),
    panel_needs=_l("Somebody who does the work today, and somebody who knows how data is kept safe."),
    second_round=SecondRound.INTERVIEW,
    second_round_weight=50,
    suggested=frozenset(
        {"weights", "threshold", "assessors_each", "assess_days", "payments", "gates", "terms", "second_round_weight"}
    ),
)

CITY_LAB = Preset(
    key="city_lab",
    label=_l("City lab style: a grant for a demonstrator in the city"),
    about=_l(
        "The city pays up to 80 percent of a demonstrator of 3 to 6 months, and residents say what they think of it."
    ),
    instrument=Instrument.GRANT,
    open_days=49,
    questions_close_days_before=10,
    assess_days=32,
    assessors_each=5,
    threshold=60,
    phases=(
        PhasePlan(
            title=_l("Demonstrator"),
            weeks=26,
            awards_up_to=7,
            amount_each=80_000,
            pot=627_000,
            gates=(_l("Midpoint"), _l("Impact report")),
            payments=((60, _l("Start of the demonstrator")), (40, _l("Impact report"))),
        ),
    ),
    criteria=(
        CriterionPlan(
            title=_l("Innovation"),
            weight=25,
            question=_l("What is new about your proposal?"),
            one=_l("In use in many cities already."),
            three=_l("In use in few places, and new for this city."),
            five=_l("Not in use anywhere in this form, with a reason why it can work now."),
        ),
        CriterionPlan(
            title=_l("Impact"),
            weight=30,
            question=_l("What will be better in the city, for whom, and how will you measure it?"),
            one=_l("The good it does is claimed, not explained."),
            three=_l("Explains what changes for whom, and what would be measured."),
            five=_l("Has a starting value and a target for what changes, and reaches people who are often left out."),
        ),
        CriterionPlan(
            title=_l("Feasibility"),
            weight=20,
            question=_l("How will you get permissions, people and equipment in place in time?"),
            one=_l("Depends on things that cannot be had in time."),
            three=_l("The main permissions, people and equipment are named with dates."),
            five=_l("Permissions, people and equipment are agreed, and there is a second way for the main risks."),
            identifies_bidder=True,
        ),
        CriterionPlan(
            title=_l("Ability to grow"),
            weight=25,
            question=_l("How would it go on, and reach other places, after the grant?"),
            one=_l("Ends with the grant."),
            three=_l("Has a plan to go on here, with who would pay."),
            five=_l("Has a plan to go on here and elsewhere, with somebody who has said that they would pay."),
        ),
    ),
    eligibility=_l(
        "Companies, universities, associations and self-employed people may apply. You pay at least 20 percent of the "
        "cost yourself."
    ),
    terms=_l("This is a grant: unspent money is paid back. You publish what was learnt, good and bad."),
    intellectual_property=_l("You keep the rights in what you make. What is learnt is free for everybody to use."),
    panel_needs=_l(
        "Somebody from the city’s service, somebody from a university, somebody who has built the like, and residents "
        "of the place."
    ),
    public_vote=True,
    suggested=frozenset({"weights", "threshold", "assessors_each", "payments", "gates", "terms"}),
)

PRESETS: Final[dict[str, Preset]] = {preset.key: preset for preset in (CATALYST, RAPID, CITY_LAB)}
