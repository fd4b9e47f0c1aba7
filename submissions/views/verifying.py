"""Anybody can check a receipt, here or with the public key. Nothing is looked up: a receipt speaks for itself."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _

from core import signing
from core.access import public
from submissions import verify
from submissions.forms import VerifyForm
from submissions.services import receipts
from submissions.views.blueprint import blueprint


@blueprint.route("/receipts/verify", methods=["GET", "POST"])
@public
def receipt_verify() -> Any:
    form = VerifyForm()
    receipt, fits = None, None
    if form.validate_on_submit():
        receipt = receipts.read_receipt(form.receipt.data)
        if receipt is None:
            form.receipt.errors = [
                _("Paste the whole receipt, with the lines Reference, Version, Received, SHA-256 and Signature")
            ]
        elif form.content.data is not None:
            fits = hashlib.sha256(form.content.data.stream.read()).hexdigest() == receipt.digest
    return render_template(
        "submissions/receipt_verify.html",
        form=form,
        receipt=receipt,
        is_genuine=receipt is not None and receipts.is_genuine(receipt),
        fits=fits,
        public_key=signing.public_key_pem(),
    )


@blueprint.get("/receipts/verify.py")
@public
def receipt_command() -> Response:
    """The command that checks a receipt without the service; it works alone."""
    response = Response(Path(verify.__file__).read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


@blueprint.get("/receipts/public-key")
@public
def receipt_key() -> Response:
    response = Response(signing.public_key_pem(), content_type="application/x-pem-file")
    response.headers["Content-Disposition"] = 'inline; filename="townlab-receipts.pem"'
    return response
