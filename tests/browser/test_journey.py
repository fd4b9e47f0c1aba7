"""One real case, walked by eleven people through the pages of a running Townlab, from a problem to its second council.

Nobody here has a way to the database, and time moves only through the demonstration's clock. Every kind of page on the
way is looked at once: usable by everybody at 320 and at 1280 pixels, valid, and without an error in the console.
"""

from playwright.sync_api import Browser

from tests.browser.journey import afterwards, challenge, decision, panel, pilot, problem, proposal, voices
from tests.browser.journey.people import Cast
from tests.browser.journey.story import Story

CHAPTERS = (
    problem.is_raised,
    problem.is_refused_in_words,
    problem.is_published,
    problem.is_taken_up,
    challenge.is_written,
    challenge.is_planned,
    challenge.is_approved,
    challenge.opens_by_the_clock,
    challenge.is_asked_about,
    challenge.is_explained,
    voices.speak_about_the_challenge,
    voices.are_kept_fair,
    proposal.is_begun,
    proposal.is_answered,
    proposal.is_handed_in,
    proposal.has_a_receipt,
    proposal.is_sealed,
    proposal.comes_too_late,
    panel.is_opened,
    panel.comes_together,
    panel.is_joined,
    panel.declares_interests,
    panel.scores,
    panel.settles_where_it_differs,
    decision.is_drafted,
    decision.is_reasoned,
    decision.is_approved,
    decision.is_explained,
    decision.stands_still,
    decision.is_accepted,
    pilot.is_started,
    pilot.is_planned,
    pilot.is_signed,
    pilot.reports,
    voices.speak_about_the_pilot,
    pilot.passes_its_gates,
    pilot.comes_into_use,
    voices.are_audited,
    voices.have_a_new_council,
    afterwards.is_wanted_elsewhere,
    afterwards.is_bought_and_used,
    afterwards.is_known,
    afterwards.is_told,
)
PEOPLE = {
    "Resident",
    "Supplier",
    "Council officer",
    "Approver",
    "Moderator",
    "Assessor",
    "Panel chair",
    "Pilot lead",
    "Adopting council",
    "Auditor",
    "Administrator",
}


def test_a_problem_becomes_a_pilot_that_another_council_uses(browser: Browser, address: str):
    story = Story()
    with Cast(browser, address) as cast:
        for chapter in CHAPTERS:
            chapter(cast, story)
        assert set(cast.everybody()) >= PEOPLE
    cast.inspection.assert_valid()
