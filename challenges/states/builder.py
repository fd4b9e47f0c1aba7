"""The sections in which an officer writes a challenge, in the order of the task list."""

from flask_babel import lazy_gettext as _l

from core.workflow import LabelledState


class Section(LabelledState):
    """`value` is the section's part of the address."""

    PROBLEM = ("problem", _l("Problem and evidence"))
    OUTCOMES = ("outcomes", _l("Outcomes wanted"))
    AFFECTED = ("affected", _l("Who is affected"))
    MONEY = ("money", _l("Money"))
    PARTNERS = ("partners", _l("Partners"))
    TIMELINE = ("timeline", _l("Timeline"))
    ELIGIBILITY = ("eligibility", _l("Who can apply"))
    QUESTIONS = ("questions", _l("Questions to suppliers"))
    CRITERIA = ("criteria", _l("Criteria, weights and anchors"))
    ASSESSMENT = ("assessment", _l("How proposals are assessed"))
    PANEL = ("panel", _l("Who is needed on the panel"))
    ROUTE = ("route", _l("Route to market"))
    TERMS = ("terms", _l("Terms and intellectual property"))
    CONTACT = ("contact", _l("Contact"))
    GOVERNANCE = ("governance", _l("Conflicts of interest and budget owner"))


# Sections that are words only, and the columns that hold them.
WORDS_OF: dict[Section, tuple[str, ...]] = {
    Section.PROBLEM: ("title", "summary", "problem_statement", "evidence"),
    Section.OUTCOMES: ("outcomes_wanted",),
    Section.AFFECTED: ("who_is_affected",),
    Section.ELIGIBILITY: ("eligibility",),
    Section.ROUTE: ("route_to_market",),
    Section.PANEL: ("panel_needs",),
    Section.TERMS: ("terms", "intellectual_property"),
    Section.CONTACT: ("contact_name", "contact_email", "contact_phone"),
    Section.GOVERNANCE: ("conflicts_assessment", "budget_owner"),
}
# Where a word that names a solution is pointed out.
OPEN_MINDED = {
    Section.PROBLEM: ("title", "summary", "problem_statement"),
    Section.OUTCOMES: ("outcomes_wanted",),
}
TIMELINE_FIELDS = ("opens_at", "questions_close_at", "closes_at", "decision_expected_on")
ASSESSMENT_FIELDS = (
    "quality_threshold",
    "assessors_each",
    "spread_limit",
    "anonymised",
    "tie_break",
    "ideas_allowed",
    "second_round",
    "second_round_weight",
    "second_round_places",
    "public_vote",
    "public_share",
    "ballot_choices",
    "ballot_turnout",
)
# In percent. The public voice may not outweigh the panel.
PUBLIC_SHARE_AT_MOST = 25
BALLOT_CHOICES_AT_MOST = 20
LOTS_AT_MOST = 12
CRITERIA_AT_MOST = 12
QUESTIONS_AT_MOST = 40
OPTIONS_AT_MOST = 30
OPTION_LENGTH = 200

FIELD_LABELS = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "theme": _l("Theme"),
    "problem_statement": _l("Problem"),
    "evidence": _l("Evidence"),
    "outcomes_wanted": _l("Outcomes wanted"),
    "who_is_affected": _l("Who is affected"),
    "eligibility": _l("Who can apply"),
    "route_to_market": _l("Route to market"),
    "terms": _l("Terms"),
    "intellectual_property": _l("Intellectual property"),
    "panel_needs": _l("Panel"),
    "contact_name": _l("Contact name"),
    "contact_email": _l("Contact e-mail"),
    "contact_phone": _l("Contact telephone"),
    "budget_owner": _l("Budget owner"),
    "conflicts_assessment": _l("Conflicts assessment"),
    "questions_close_at": _l("Questions close"),
    "closes_at": _l("Deadline"),
    "decision_expected_on": _l("Decision expected"),
}
# What else stands in the snapshot of a round of approval.
LINE_LABELS = {
    "opens_at": _l("Opens"),
    "quality_threshold": _l("Quality threshold"),
    "assessors_each": _l("Assessors for each proposal"),
    "spread_limit": _l("How far apart scores can be before the panel talks"),
    "anonymised": _l("Assessors read without names"),
    "tie_break": _l("What decides a tie"),
    "ideas_allowed": _l("Ideas from the public"),
    "second_round": _l("Second round"),
    "second_round_weight": _l("Weight of the second round"),
    "second_round_places": _l("How many go on at most"),
    "public_vote": _l("The public votes on the shortlist"),
    "public_share": _l("How much the public’s vote counts, in percent"),
    "ballot_choices": _l("How many proposals each person can choose"),
    "ballot_turnout": _l("How many people must vote for it to count"),
    "phase_title": _l("Name of the phase"),
    "phase_awards_up_to": _l("Up to how many suppliers"),
    "phase_amount_each": _l("Up to, for each"),
    "phase_starts_on": _l("First day of work"),
    "phase_ends_on": _l("Last day of work"),
    "partner_kind": _l("What it brings"),
    "partner_state": _l("Answer"),
    "partner_lead": _l("Led by"),
    "partner_share_approved_at": _l("Money approved"),
    "share_amount": _l("Amount"),
    "lot_amount": _l("Amount for the lot"),
    "share_vat_included": _l("VAT included"),
    "question_number": _l("Place in the form"),
    "question_words": _l("Question"),
    "question_help": _l("Help with it"),
    "question_kind": _l("Kind of answer"),
    "question_word_limit": _l("Most words"),
    "question_required": _l("Must be answered"),
    "question_criterion_id": _l("Scored on"),
    "question_identifies_bidder": _l("Tells who the bidder is"),
    "question_public": _l("Published if it wins"),
    "asks_declarations": _l("Exclusion grounds and subsidies are asked"),
    "question_options": _l("Answers to choose from"),
    "question_eligible_answers": _l("Answers with which one can apply"),
    "question_ineligible_because": _l("Why others cannot apply"),
    "question_vat_included": _l("VAT included"),
    "lot_title": _l("Name of the lot"),
    "criterion_number": _l("Place among the criteria"),
    "criterion_title": _l("Criterion"),
    "criterion_weight": _l("Weight"),
    "criterion_guidance": _l("What assessors look for"),
    "criterion_threshold": _l("Lowest mean score that passes"),
    "criterion_price_formula": _l("Formula for the price"),
    "anchor_words": _l("What the score means"),
}
# What a numbered amendment may change while proposals can still be sent in, and after the deadline. Everything that
# decides who wins is frozen from the approval on; the deadline moves only by an extension.
AMENDABLE = (
    "title",
    "summary",
    "problem_statement",
    "evidence",
    "outcomes_wanted",
    "who_is_affected",
    "eligibility",
    "route_to_market",
    "terms",
    "intellectual_property",
    "contact_name",
    "contact_email",
    "contact_phone",
    "decision_expected_on",
)
AMENDABLE_AFTER_DEADLINE = ("contact_name", "contact_email", "contact_phone", "decision_expected_on")
