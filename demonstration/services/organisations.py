"""What suppliers say of themselves, whom they invite and ask, and what they would like to hear of."""

from accounts import services as accounts
from accounts.models import Supplier
from accounts.states import ProfilePart, Role
from challenges.services.interest import save_interests
from challenges.states.theme import Theme
from core.access import Actor
from core.database import db
from demonstration.services.cast import Cast
from submissions import queries as proposals
from submissions import services as submissions
from submissions.models import Submission

PROFILES = {
    "tidewell": {
        ProfilePart.TRADING_NAME: "Tidewell",
        ProfilePart.ABOUT: "We make small sensors for damp, water and noise, and help councils to act on them.",
        ProfilePart.PAST_WORK: "Damp in 1,200 homes of a housing association: repairs take 9 days, not 40.",
        ProfilePart.ACCESSIBILITY: "Ten disabled people test each release. Our pages meet WCAG 2.2 AA.",
        ProfilePart.SECURITY: "Cyber Essentials Plus. Data stay in the United Kingdom and are deleted after two years.",
        ProfilePart.INSURANCE: "Public liability £5m, professional indemnity £2m.",
    },
    "lanternway": {
        ProfilePart.ABOUT: "We are nurses and developers. We make visits easier to plan.",
        ProfilePart.SECURITY: "Data Security and Protection Toolkit: standards met.",
    },
}


def present(people: Cast) -> None:
    """Before the first proposal, so that proposals show it."""
    for key, words in PROFILES.items():
        lead, supplier = _of(people, key)
        said = {part.value: text for part, text in words.items()}
        accounts.save_profile(supplier, name=supplier.name, size=supplier.size, words=said, version=0, by=lead)


def gather(people: Cast) -> None:
    """As it stands today: one partner has confirmed and one has not, Tidewell is asked, and somebody would join it."""
    lead, tidewell = _of(people, "tidewell")
    draft = _draft(lead)
    _ask(people, draft, "brackenfield", part="Makes the model of the river.", by=lead, confirmed=True)
    _ask(people, draft, "cwmtech", part="Tests it in two valleys.", by=lead)
    pellow, _supplier = _of(people, "pellow")
    _ask(people, _draft(pellow), "tidewell", part="Counts who comes, without pictures.", by=pellow)
    accounts.invite(tidewell, email="noa@tidewell.example", name="Noa Field", role=Role.MEMBER, by=lead)
    accounts.ask_to_join(tidewell, words="I begin on Monday as your tester.", by=people.residents[1])
    save_interests(
        themes=[Theme.HOMES, Theme.CLIMATE, Theme.SERVICES], words="", council_ids=[], money=[], mailed=True, by=lead
    )


def _of(people: Cast, key: str) -> tuple[Actor, Supplier]:
    lead = people.of(key, Role.LEAD)
    return lead, db.session.get_one(Supplier, lead.body_id)


def _draft(lead: Actor) -> Submission:
    found = proposals.own_submission(lead, proposals.own_waiting(lead)[0].id)
    assert found is not None  # noqa: S101 - it was found for this team
    return found


def _ask(people: Cast, draft: Submission, key: str, *, part: str, by: Actor, confirmed: bool = False) -> None:
    partner, supplier = _of(people, key)
    member = submissions.ask_member(draft, supplier, part=part, by=by)
    place = proposals.own_place(partner, member.id)
    if confirmed and place is not None:
        submissions.confirm_member(place, by=partner)
