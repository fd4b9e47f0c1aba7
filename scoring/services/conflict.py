"""Declaring interests, noticing them, and deciding what a conflict means."""

import datetime as dt
import enum
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts import queries as people
from accounts.likeness import domain_of, plain_name
from accounts.models import Person, Supplier
from challenges.models import Challenge
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from notifications.services import tell, tell_people
from scoring.conflicts import BidderFacts, Employer, PersonFacts, counts_from, match
from scoring.models import Assessment, ConflictMatch, Declaration, InterestRegister, PanelSeat
from scoring.policies import conflict as policies
from scoring.policies import panel as panel_policies
from scoring.queries import assessment as assessments
from scoring.queries import conflict as queries
from scoring.queries.declaring import has_declared
from scoring.queries.register import registers_of
from scoring.queries.stand_in import is_named
from scoring.services.moderation import review_spreads
from scoring.states import (
    ASSESSMENT_LIFECYCLE,
    DECLARATION_LIFECYCLE,
    AssessmentAction,
    AssessmentState,
    DeclarationAction,
    DeclarationState,
    MatchKind,
)
from scoring.states import conflict as events
from scoring.states.assessment import ASSESSMENT_RECUSED, ASSESSMENT_REOPENED, ASSESSMENT_UNLOCKED
from submissions.models import Submission
from submissions.queries.received import entered_by

# What a declaration does with an assessment that waits for it.
UNLOCKING = {
    DeclarationState.CLEAR: AssessmentAction.DECLARE_CLEAR,
    DeclarationState.MITIGATED: AssessmentAction.MITIGATE,
}


class Outcome(enum.Enum):
    """What an officer may decide about a conflict."""

    DISMISSED = "dismissed"
    MITIGATED = "mitigated"
    RECUSED = "recused"


def declare_interests(
    challenge: Challenge,
    bids: Sequence[Submission],
    *,
    conflicts: Mapping[uuid.UUID, str],
    seat: PanelSeat | None = None,
    by: Actor,
) -> int:
    """Declare about each of `bids` that the actor has not declared about yet; returns how many conflicts there are.

    `conflicts` maps a submission to what the conflict is, in the person's words; the others are declared clear.
    `seat` is the actor's own, or None for an officer or approver of the lead council.
    """
    _check_declaring(challenge, seat, by)
    assert by.person_id is not None  # noqa: S101 - told apart above; this is for the type checker
    known = queries.declarations_of(by.person_id, [bid.id for bid in bids])
    new = [bid for bid in bids if bid.id not in known]
    at = clock.exactly_now()
    for bid in new:
        _declare(challenge, bid, person_id=by.person_id, words=conflicts.get(bid.id, "").strip(), at=at, by=by)
    db.session.flush()
    notice_matches(challenge, new, person_ids=[by.person_id], by=by)
    follow_declarations(by.person_id, [bid.id for bid in new], by=by)
    found = sum(1 for bid in new if conflicts.get(bid.id, "").strip())
    if found:
        _tell_officers(challenge, by=by)
    return found


def report_conflict(
    challenge: Challenge,
    bids: Sequence[Submission],
    *,
    words: str,
    seat: PanelSeat | None = None,
    by: Actor,
) -> None:
    """Say later what was not said, or not known, before. The proposals are locked from this moment."""
    _check_declaring(challenge, seat, by)
    assert by.person_id is not None  # noqa: S101 - told apart above
    if not words.strip():
        raise Refused(_l("Say what the conflict is."), field="words")
    for bid in bids:
        declaration = queries.locked_declaration(by.person_id, bid.id)
        if declaration is None:
            _declare(challenge, bid, person_id=by.person_id, words=words.strip(), at=clock.exactly_now(), by=by)
        elif DECLARATION_LIFECYCLE.allows(declaration, DeclarationAction.REPORT_CONFLICT):
            declaration.words = words.strip()
            declaration.declared_at = clock.now()
            DECLARATION_LIFECYCLE.move(
                declaration, DeclarationAction.REPORT_CONFLICT, by=by, event=events.CONFLICT_REPORTED
            )
    db.session.flush()
    _tell_officers(challenge, by=by)


def settle_conflict(
    challenge: Challenge,
    submission: Submission,
    *,
    person_id: uuid.UUID,
    outcome: Outcome,
    words: str,
    by: Actor,
) -> None:
    """Decide about a declared conflict and about everything the service noticed between a person and a bid.

    A conflict that the person declared is mitigated or ends in recusal; only what the service noticed may be
    dismissed. Raises `Refused` otherwise, and without a reason.
    """
    check(policies.can_settle_conflicts(by, challenge, entered_by(challenge.id)) and by.person_id != person_id)
    check(not queries.is_kept_out(by.person_id, submission.id))
    must_have_declared(challenge.id, by=by)
    if not words.strip():
        raise Refused(_l("Say why, or how the conflict is mitigated."), field="words")
    declaration = queries.locked_declaration(person_id, submission.id)
    declared = declaration is not None and declaration.state is DeclarationState.CONFLICT
    matches = [one for one in queries.matches_of([person_id], [submission.id]) if one.settled_at is None]
    if not declared and not matches and outcome is not Outcome.RECUSED:
        raise Refused(_l("This has been settled already."))
    if outcome is Outcome.DISMISSED and declared:
        raise Refused(_l("The person declared this conflict: mitigate it, or recuse them."), field="outcome")
    if outcome is Outcome.MITIGATED and declaration is None:
        raise Refused(_l("Wait until this person has declared their interests, or recuse them."), field="outcome")
    if outcome is not Outcome.DISMISSED:
        _decide(challenge, submission, declaration, person_id=person_id, outcome=outcome, words=words, by=by)
    _settle(matches, outcome=outcome, words=words, by=by)
    db.session.flush()
    follow_declaration(person_id, submission.id, by=by)
    _tell_settled(challenge, submission, person_id=person_id, outcome=outcome, words=words.strip())


def notice_matches(
    challenge: Challenge, bids: Sequence[Submission], *, person_ids: Sequence[uuid.UUID], by: Actor
) -> list[ConflictMatch]:
    """Compare people with the organisations behind the bids, and keep what was not noticed before."""
    if not bids or not person_ids:
        return []
    body_ids = {body_id for bid in bids for body_id in bodies_of(bid)}
    bidders = {body.id: bidder_facts(body) for body in people.suppliers_with_members(list(body_ids))}
    facts = facts_of(person_ids)
    years = queries.interest_years(challenge.council_id)
    since = counts_from(clock.now().date(), years=years)
    known = {
        (one.person_id, one.submission_id, one.body_id, one.kind)
        for one in queries.matches_of(person_ids, [bid.id for bid in bids])
    }
    seen = [
        (person_id, bid.id, body_id, kind)
        for bid in bids
        for body_id in bodies_of(bid)
        for person_id, person in facts.items()
        for kind in match(person, bidders[body_id], since=since)
    ]
    found = [
        ConflictMatch(
            id=new_id(),
            person_id=person_id,
            submission_id=submission_id,
            challenge_id=challenge.id,
            council_id=challenge.council_id,
            body_id=body_id,
            kind=kind,
            noticed_at=clock.now(),
            **(_counting_for_nothing(years) if kind is MatchKind.OLD_TIE else {}),
        )
        for person_id, submission_id, body_id, kind in dict.fromkeys(seen)
        if (person_id, submission_id, body_id, kind) not in known
    ]
    db.session.add_all(found)
    db.session.flush()
    for one in found:
        audit.record(events.CONFLICT_MATCHED, subject=one, by=by, kind_of_match=one.kind.value)
    return found


def _counting_for_nothing(years: int) -> dict[str, Any]:
    """An old tie is shown to those who settle conflicts, and waits for nobody."""
    words = _("It ended more than %(years)s years ago, so it does not count by itself.", years=years)
    return {"settled_at": clock.now(), "settled_words": words}


def follow_declaration(person_id: uuid.UUID, submission_id: uuid.UUID, *, by: Actor) -> None:
    """Let the person's assessments of this submission follow what is declared and settled about it."""
    follow_declarations(person_id, [submission_id], by=by)


def follow_declarations(person_id: uuid.UUID, submission_ids: Sequence[uuid.UUID], *, by: Actor) -> None:
    """The same for several, in three queries."""
    declared = queries.declarations_of(person_id, submission_ids)
    matches = queries.matches_of([person_id], submission_ids)
    locked = {one.submission_id for one in matches if one.settled_at is None}
    for assessment in assessments.of_person(person_id, submission_ids):
        declaration = declared.get(assessment.submission_id)
        if declaration is None:
            continue
        action = UNLOCKING.get(declaration.state)
        if declaration.state is DeclarationState.RECUSED:
            _recuse(assessment, reason=declaration.decision_words, by=by)
        elif action and assessment.submission_id not in locked and ASSESSMENT_LIFECYCLE.allows(assessment, action):
            ASSESSMENT_LIFECYCLE.move(assessment, action, by=by, event=ASSESSMENT_UNLOCKED)


def bodies_of(bid: Submission) -> list[uuid.UUID]:
    """The lead and the other members of the consortium that submitted it."""
    return [bid.supplier_id, *(member.body_id for member in bid.standing_members)]


def facts_of(person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, PersonFacts]:
    """What the service knows of these people, in three queries."""
    said = registers_of(person_ids)
    return {
        someone.id: PersonFacts(
            email=someone.email or "",
            organisations=_organisations(someone),
            employers=_employers(someone, said.get(someone.id)),
        )
        for someone in people.people_with_memberships(person_ids)
    }


def _organisations(someone: Person) -> dict[uuid.UUID, dt.date | None]:
    """With the day on which the last membership ended, or None for one that goes on."""
    found: dict[uuid.UUID, dt.date | None] = {}
    for membership in someone.memberships:
        known = found.get(membership.body_id, membership.ends_on)
        ends = None if known is None or membership.ends_on is None else max(known, membership.ends_on)
        found[membership.body_id] = ends
    return found


def _employers(someone: Person, register: InterestRegister | None) -> tuple[Employer, ...]:
    """What the register says, with its dates; from the account, what the register does not mention."""
    rows = register.employers if register else []
    said = [
        Employer(row["name"], row.get("identifier", ""), _day(row.get("ends_on"))) for row in rows if row.get("name")
    ]
    known = {plain_name(employer.name) for employer in said}
    more = [Employer(str(name)) for name in someone.past_employers if plain_name(str(name)) not in known]
    return (*said, *more)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def bidder_facts(supplier: Supplier) -> BidderFacts:
    today = clock.now().date()
    people_now = [membership.person for membership in supplier.memberships if membership.runs_on(today)]
    domains = {domain_of(person.email or "") for person in people_now}
    return BidderFacts(
        body_id=supplier.id,
        name=supplier.name,
        identifier_scheme=supplier.identifier_scheme,
        identifier=supplier.identifier,
        email_domains=frozenset({supplier.email_domain, *domains} - {""}),
    )


def must_have_declared(challenge_id: uuid.UUID, *, by: Actor) -> None:
    """For verbs about bidders one by one. Raises `Refused` while the actor has yet to declare."""
    if not has_declared(by, challenge_id):
        raise Refused(_l("Say first whether you have a conflict of interest with any of these bidders."))


def _check_declaring(challenge: Challenge, seat: PanelSeat | None, by: Actor) -> None:
    if seat is None:
        check(policies.can_declare_for_council(by, challenge) or is_named(by, challenge.id))
    else:
        check(panel_policies.holds_seat(by, seat) and seat.panel.challenge_id == challenge.id)


def _declare(
    challenge: Challenge, bid: Submission, *, person_id: uuid.UUID, words: str, at: dt.datetime, by: Actor
) -> None:
    declaration = _add_declaration(challenge, bid, person_id=person_id, words=words)
    audit.record(
        events.INTERESTS_DECLARED,
        subject=declaration,
        by=by,
        to_state=declaration.state.value,
        at=at,
        submission_id=bid.id,
    )


def _add_declaration(challenge: Challenge, bid: Submission, *, person_id: uuid.UUID, words: str) -> Declaration:
    declaration = Declaration(
        id=new_id(),
        person_id=person_id,
        submission_id=bid.id,
        challenge_id=challenge.id,
        council_id=challenge.council_id,
        state=DeclarationState.CONFLICT if words else DeclarationState.CLEAR,
        words=words,
        declared_at=clock.now(),
    )
    db.session.add(declaration)
    return declaration


def _decide(
    challenge: Challenge,
    submission: Submission,
    declaration: Declaration | None,
    *,
    person_id: uuid.UUID,
    outcome: Outcome,
    words: str,
    by: Actor,
) -> None:
    if declaration is None:
        declaration = _add_declaration(challenge, submission, person_id=person_id, words="")
        db.session.flush()
    declaration.decision_words = words.strip()
    declaration.decided_by = by.person_id
    declaration.decided_at = clock.now()
    mitigated = outcome is Outcome.MITIGATED
    DECLARATION_LIFECYCLE.move(
        declaration,
        DeclarationAction.MITIGATE if mitigated else DeclarationAction.RECUSE,
        by=by,
        event=events.CONFLICT_MITIGATED if mitigated else events.PERSON_RECUSED,
        reason=words,
    )


def _settle(matches: Sequence[ConflictMatch], *, outcome: Outcome, words: str, by: Actor) -> None:
    for one in matches:
        one.settled_at = clock.now()
        one.settled_by = by.person_id
        one.settled_words = words.strip()
        audit.record(events.CONFLICT_MATCH_SETTLED, subject=one, by=by, outcome=outcome.value, reason=words)


def _recuse(assessment: Assessment, *, reason: str, by: Actor) -> None:
    if assessment.state in (AssessmentState.RECUSED, AssessmentState.FINAL):
        return
    if assessment.state is AssessmentState.SUBMITTED:
        assessment.reopen_reason = reason
        ASSESSMENT_LIFECYCLE.move(assessment, AssessmentAction.REOPEN, by=by, event=ASSESSMENT_REOPENED, reason=reason)
    ASSESSMENT_LIFECYCLE.move(assessment, AssessmentAction.RECUSE, by=by, event=ASSESSMENT_RECUSED)
    db.session.flush()
    review_spreads(submission_id=assessment.submission_id, round_id=assessment.round_id, by=by)


def _tell_officers(challenge: Challenge, *, by: Actor) -> None:
    tell_people(
        [challenge.drafted_by],
        template="scoring/conflict_declared",
        why=_l("You get this email because you drafted this challenge."),
        once_key=f"conflict:{challenge.id}:{by.person_id}:{clock.now().date()}",
        challenge=challenge,
        path=f"/challenges/{challenge.slug}/conflicts",
    )


def _tell_settled(
    challenge: Challenge, submission: Submission, *, person_id: uuid.UUID, outcome: Outcome, words: str
) -> None:
    tell(
        template="scoring/conflict_settled",
        why=_l("You get this email because you help to assess or decide about this challenge."),
        person_id=person_id,
        challenge=challenge,
        recused=outcome is Outcome.RECUSED,
        mitigated=outcome is Outcome.MITIGATED,
        # Whoever is recused is told nothing more of it; where names are hidden, no mail ties one to what is gone.
        bidder="" if submission.names_hidden or outcome is Outcome.RECUSED else submission.supplier.name,
        words=words,
    )
