"""What pilots add to the pages of lower floors: what waits for somebody, and what became of a problem, what is new."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel import to_utc

from accounts import signals
from accounts.models import Supplier
from accounts.registries import WorkItem, work_items
from accounts.states import BodyKind, Role
from challenges.queries.translation import called, read_titles
from challenges.registries import Outcome, outcomes_of_problem, similar_things
from core import clock
from core.access import Actor
from notifications.registries import News, Parameters, SavableList, Wanted, first, savable_lists
from pilots import policies, queries
from pilots.models import Adoption, Pilot
from pilots.queries import AdoptionSearch, PilotSearch
from pilots.queries.news import new_adoptions, new_pilots
from pilots.services import merging
from pilots.states import AdoptionState
from submissions.models import Submission
from submissions.registries import OwnLink
from submissions.registries import own_links as own_links_of_proposals


@signals.suppliers_merged.connect
def _merged(_sender: object, *, gone: Supplier, kept: Supplier, **_: Any) -> None:
    merging.hand_over(gone, kept)


# What waits: under which heading, in which words, and on which page it is done.
KINDS = {
    "milestone": (_l("Milestones"), _l("Report on “%(detail)s”"), "pilots.milestone_show", "milestone_id"),
    "kpi": (_l("KPI reports"), _l("Report a value of “%(detail)s”"), "pilots.kpi_report", "kpi_id"),
    "dispute": (_l("Disputed values"), _l("Answer about “%(detail)s”"), "pilots.observation_show", "observation_id"),
    "invoice": (_l("Payments"), _l("Send the invoice for “%(detail)s”"), "pilots.milestone_show", "milestone_id"),
    "observation": (
        _l("Values to check"),
        _l("Check a value of “%(detail)s”"),
        "pilots.observation_show",
        "observation_id",
    ),
    "answered": (
        _l("Values to check"),
        _l("The team answered about “%(detail)s”"),
        "pilots.observation_show",
        "observation_id",
    ),
    "gate": (_l("Gate reviews"), _l("Recommend at the gate of “%(detail)s”"), "pilots.stage_show", "stage_id"),
    "accept": (
        _l("Payments"),
        _l("Accept what was delivered for “%(detail)s”"),
        "pilots.milestone_show",
        "milestone_id",
    ),
    "pay": (_l("Payments"), _l("Pay the invoice for “%(detail)s”"), "pilots.milestone_show", "milestone_id"),
    "contract": (_l("Contracts"), _l("Finish the plan and record the signature"), "pilots.pilot_manage", ""),
    "begin": (_l("Pilots to begin"), _l("Begin the pilot"), "pilots.pilot_manage", ""),
    "learning": (_l("Learning reports"), _l("Write the learning report"), "pilots.learning_edit", ""),
    "decide_gate": (_l("Gate reviews"), _l("Decide the gate of “%(detail)s”"), "pilots.gate_decide", "stage_id"),
    "variation": (_l("Variations"), _l("Decide on variation %(detail)s"), "pilots.variation_show", "number"),
    "decide_end": (_l("Decisions on pilots"), _l("Scale up, extend or stop"), "pilots.pilot_manage", ""),
}
NEXT_STEP = {
    AdoptionState.INTERESTED: _l("Look into it"),
    AdoptionState.EVALUATING: _l("Say how you will buy it"),
    AdoptionState.PROCURING: _l("Say when it is in use"),
    AdoptionState.LIVE: _l("Report whether it works in your place"),
}


def items(actor: Actor) -> Iterable[WorkItem]:
    """What waits for this actor about pilots, in at most three queries."""
    today = clock.now().date()
    if actor.body_kind == BodyKind.SUPPLIER.value:
        return [_item(found) for found in queries.for_supplier(actor, today)]
    if actor.body_kind == BodyKind.COUNCIL.value and actor.role == Role.APPROVER.value:
        return [_item(found) for found in queries.for_approver(actor)]
    if policies.can_start_pilots(actor):
        waiting = [_item(found) for found in queries.for_officer(actor, today)]
        return [*_to_start(actor), *waiting, *_adoptions(actor)]
    return []


def outcomes(challenge_id: uuid.UUID) -> Iterator[Outcome]:
    """The pilots of a challenge and who adopted them."""
    for pilot in queries.pilots_of_challenge(challenge_id):
        yield Outcome(
            what=_l("Pilot"),
            title=pilot.title,
            url=pilot.path,
            state=pilot.state.label,
            colour=pilot.state.colour,
            detail=_detail(pilot),
            happened_at=_end_of(pilot.in_use_on or pilot.stopped_on or pilot.signed_on),
        )
        for adoption in pilot.adoptions:
            if adoption.state is not AdoptionState.INTERESTED:
                yield _adopted(pilot, adoption)


def own_links(actor: Actor, submission: Submission) -> Iterator[OwnLink]:
    """From the page of a proposal to the pilot that came of it."""
    pilot = queries.pilot_of_submission(submission.id)
    if pilot and policies.can_read_contract(actor, pilot):
        yield OwnLink(text=_l("The pilot"), url=url_for("pilots.pilot_manage", slug=pilot.slug))


def _adopted(pilot: Pilot, adoption: Adoption) -> Outcome:
    return Outcome(
        what=_l("Adoption"),
        title=_l("%(council)s: %(pilot)s", council=adoption.council.name, pilot=pilot.title),
        url=f"{pilot.path}#adoptions",
        state=adoption.state.label,
        colour=adoption.state.colour,
        happened_at=adoption.moved_at,
    )


def _detail(pilot: Pilot) -> object:
    if pilot.stop_reason:
        return pilot.stop_reason.label
    live = queries.adopting(pilot.adoptions)
    if live:
        return _l("Used by %(count)s other councils", count=live) if live > 1 else _l("Used by 1 other council")
    return _l("Tried out with %(supplier)s", supplier=pilot.supplier.name)


def _item(found: queries.Waiting) -> WorkItem:
    kind, words, endpoint, argument = KINDS[found.kind]
    part: dict[str, Any] = {argument: found.detail if argument == "number" else found.part_id} if argument else {}
    return WorkItem(
        kind=kind,
        title=str(words) % {"detail": found.detail},
        url=url_for(endpoint, slug=found.slug, **part),
        detail=found.title,
        due_at=_end_of(found.due_on),
        is_day=True,
    )


def _to_start(actor: Actor) -> Iterator[WorkItem]:
    startable = queries.startable(actor)
    read_titles(submission.challenge for submission in startable)
    for submission in startable:
        yield WorkItem(
            kind=_l("Pilots to start"),
            title=_l("Start the pilot with %(supplier)s", supplier=submission.supplier.name),
            url=url_for("pilots.pilot_start", submission_id=submission.id),
            detail=called(submission.challenge),
        )


def _adoptions(actor: Actor) -> Iterator[WorkItem]:
    for adoption in queries.for_adopter(actor):
        yield WorkItem(
            kind=_l("Adoptions"),
            title=NEXT_STEP[adoption.state],
            url=url_for("pilots.adoption_show", adoption_id=adoption.id),
            detail=adoption.pilot.title,
        )


def _end_of(day: dt.date | None) -> dt.datetime | None:
    """The end of the day where the reader is: what is due on a day is not late before it ends."""
    return to_utc(dt.datetime.combine(day, dt.time(23, 59))).replace(tzinfo=dt.UTC) if day else None


work_items.add("pilots", items, order=50)
outcomes_of_problem.add("pilots", outcomes, order=50)
similar_things.add("pilots", queries.finished_pilots_like, order=50)
own_links_of_proposals.add("pilots", own_links, order=50)


def _pilot_search(parameters: Parameters) -> PilotSearch:
    return PilotSearch.read(lambda name: first(parameters, name), sort="newest")


def _adoption_search(parameters: Parameters) -> AdoptionSearch:
    return AdoptionSearch(
        words=first(parameters, "words"),
        council=first(parameters, "council"),
        state=next((state for state in AdoptionState if state.value == first(parameters, "state")), None),
    )


def _news_of_pilots(parameters: Parameters, after: dt.datetime, until: dt.datetime, limit: int) -> Sequence[News]:
    search = _pilot_search(parameters)
    among = new_pilots(search.state, after, until)
    found = queries.public_pilots(replace(search, among=among)).items if among else []
    return [
        News(title=pilot.title, path=pilot.path, source=pilot.council.name, state=pilot.state.label)
        for pilot in found[:limit]
    ]


def _news_of_adoptions(parameters: Parameters, after: dt.datetime, until: dt.datetime, limit: int) -> Sequence[News]:
    search = _adoption_search(parameters)
    among = new_adoptions(search.state, after, until)
    found = queries.adoption_list(replace(search, among=among)).items if among else []
    return [
        News(
            title=adoption.pilot.title,
            path=f"{adoption.pilot.path}#adoptions",
            source=adoption.council.name,
            state=adoption.state.label,
        )
        for adoption in found[:limit]
    ]


savable_lists.add(
    "pilots",
    SavableList(
        label=_l("Pilots"),
        path="/pilots",
        wanted=lambda parameters: Wanted.of(_pilot_search(parameters)),
        news=_news_of_pilots,
    ),
    order=30,
)
savable_lists.add(
    "adoptions",
    SavableList(
        label=_l("Taken up elsewhere"),
        path="/adoptions",
        wanted=lambda parameters: Wanted.of(_adoption_search(parameters)),
        news=_news_of_adoptions,
    ),
    order=40,
)
