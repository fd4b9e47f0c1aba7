"""When two organisations, or a person and an organisation, look like one: by name, and by the domain of an address.

Pure: what is in it is for people to decide. Names are compared without legal forms, accents and punctuation.
"""

import re
import unicodedata

# Addresses that anybody can have say nothing about where somebody works.
PUBLIC_MAIL = frozenset(
    {
        "aol.com", "btinternet.com", "fastmail.com", "gmail.com", "gmx.com", "googlemail.com", "hotmail.co.uk",
        "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mail.com", "me.com", "msn.com", "outlook.com",
        "outlook.es", "pm.me", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com",
        "yahoo.co.uk", "yahoo.com", "yahoo.es", "zoho.com",
    }
)  # fmt: skip
LEGAL_FORMS = frozenset(
    {"and", "cic", "cio", "co", "company", "cyf", "cyfyngedig", "gmbh", "group", "inc", "limited", "llc", "llp", "ltd",
     "plc", "sa", "sccl", "sl", "slu", "the"}
)  # fmt: skip


def domain_of(email: str) -> str:
    """The part after the @, in lower case; empty for a provider that everybody can use."""
    domain = email.rpartition("@")[2].strip().lower().rstrip(".") if "@" in email else ""
    return "" if domain in PUBLIC_MAIL else domain


def plain_name(name: str) -> str:
    """A name for comparing: no accents, case, punctuation or legal form ("The Fernway Co. Ltd" is "fernway")."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # Dots within a legal form join it (S.L. is SL); elsewhere punctuation separates words.
    joined = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", ascii_only)
    words = re.findall(r"[a-z0-9]+", joined)
    telling = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(telling or words)


def name_pattern(name: str) -> str:
    """For `like`: whatever has the same plain name fits it, and some more. Letters that may carry accents are open."""
    return "%" + re.sub(r"[aceginouwy ]", lambda found: "%" if found[0] == " " else "_", plain_name(name)) + "%"
