"""Milestones, their reports and their payments."""

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from core.access import current_actor, requires
from core.storage import StoredFile, store_upload
from pilots import policies, queries, services
from pilots.forms.running import EVIDENCE, EVIDENCE_MB, InvoiceForm, MilestoneReportForm, PaidForm
from pilots.models import Milestone, Payment
from pilots.states import MILESTONE_LIFECYCLE
from pilots.views.blueprint import blueprint
from pilots.views.steps import Page, ask, went


@blueprint.get("/pilots/<slug>/milestones/<uuid:milestone_id>")
@requires(policies.can_see_milestone, load=queries.milestone_for)
def milestone_show(milestone: Milestone) -> str:
    actor = current_actor()
    payment = milestone.payment
    return render_template(
        "pilots/milestone_show.html",
        pilot=milestone.pilot,
        milestone=milestone,
        can_report=policies.can_report_milestone(actor, milestone)
        and any(MILESTONE_LIFECYCLE.actions_from(milestone.state))
        and services.can_report_on(milestone.pilot),
        can_vary=policies.can_report_milestone(actor, milestone) and services.can_vary(milestone.pilot),
        can_edit=policies.can_manage_milestone(actor, milestone) and not milestone.pilot.is_public,
        settles=payment is not None and policies.can_manage_milestone(actor, milestone),
        invoices=payment is not None and actor.acts_for(milestone.pilot.supplier_id),
    )


@blueprint.route("/pilots/<slug>/milestones/<uuid:milestone_id>/report", methods=["GET", "POST"])
@requires(policies.can_report_milestone, load=queries.milestone_for)
def milestone_report(milestone: Milestone) -> Page:
    form = MilestoneReportForm()
    return ask(
        form,
        pilot=milestone.pilot,
        title=_("Report on “%(milestone)s”", milestone=milestone.title),
        submit=_("Report"),
        do=lambda: services.report_milestone(
            milestone,
            outcome=form.outcome.data,
            words=form.words.data,
            evidence=_stored(form.evidence.data),
            by=current_actor(),
        ),
        done=_("Reported."),
        onward=_url(milestone),
    )


@blueprint.post("/pilots/<slug>/milestones/<uuid:milestone_id>/accept")
@requires(policies.can_settle_payment, load=queries.payment_for)
def payment_accept(payment: Payment) -> Response:
    services.accept_payment(payment, by=current_actor())
    return went(_("The payment is accepted. The supplier can send its invoice."), _url(payment.milestone))


@blueprint.route("/pilots/<slug>/milestones/<uuid:milestone_id>/invoice", methods=["GET", "POST"])
@requires(policies.can_invoice, load=queries.payment_for)
def payment_invoice(payment: Payment) -> Page:
    form = InvoiceForm()
    return ask(
        form,
        pilot=payment.milestone.pilot,
        title=_("Invoice for “%(milestone)s”", milestone=payment.milestone.title),
        submit=_("Save"),
        do=lambda: services.invoice_payment(payment, invoice_number=form.invoice_number.data, by=current_actor()),
        done=_("The council knows of your invoice."),
        onward=_url(payment.milestone),
    )


@blueprint.route("/pilots/<slug>/milestones/<uuid:milestone_id>/paid", methods=["GET", "POST"])
@requires(policies.can_settle_payment, load=queries.payment_for)
def payment_paid(payment: Payment) -> Page:
    form = PaidForm()
    return ask(
        form,
        pilot=payment.milestone.pilot,
        title=_("Payment for “%(milestone)s”", milestone=payment.milestone.title),
        submit=_("It is paid"),
        do=lambda: services.mark_paid(payment, paid_on=form.paid_on.data, by=current_actor()),
        done=_("Recorded: it is paid."),
        onward=_url(payment.milestone),
    )


def _url(milestone: Milestone) -> str:
    return url_for("pilots.milestone_show", slug=milestone.pilot.slug, milestone_id=milestone.id)


def _stored(sent: FileStorage | None) -> StoredFile | None:
    if sent is None:
        return None
    return store_upload(sent.stream, name=sent.filename or "", limit=EVIDENCE_MB * 1024 * 1024, endings=EVIDENCE)
