"""What the words of a spam filter mean, in keys that a text can speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FILTERS: Mapping[str, str] = {
    "microsoft": "Microsoft",
    "google": "Google",
    "spamassassin": "SpamAssassin",
    "rspamd": "Rspamd",
    "spamexperts": "SpamExperts",
    "barracuda": "Barracuda",
    "ziggo": "Ziggo",
    "kpn": "KPN",
    "proofpoint": "Proofpoint",
    "mimecast": "Mimecast",
    "ironport": "Cisco",
}
# Looked for in this order; a word may have one meaning only.
STARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reader", ("SFV SKB", "SFV BLK", "OFR ")),
    ("rule", ("SFV SKS", "SFV SKQ")),
    ("phishing", ("CAT PHSH", "CAT HPHSH", "CAT HPHISH", "phishscore", "class phish",
                  "PHISH")),
    ("posing", ("CAT SPOOF", "CAT DIMP", "CAT UIMP", "CAT GIMP", "CAT BIMP",
                "CAT INTOS", "SFTY 9.")),
    ("virus", ("CAT MALW", "CAT AMP", "CAT FTBP", "class virus", "malwarescore",
               "CLAM", "VIRUS")),
    ("bulk", ("CAT BULK", "BCL 7", "BCL 8", "BCL 9", "bulkscore", "bulk signature",
              "BULK")),
    ("learned", ("BAYES_", "BAYES")),
    ("links", ("URIBL", "SURBL", "DBL_", "URI_", "RSPAMD_URIBL", "PH_SURBL")),
    ("layout", ("HTML_", "MIME_", "MPART", "R_PARTS", "IMAGE", "LARGO")),
    ("fields", ("MISSING_", "INVALID_", "FORGED_", "SUBJ_", "SUBJECT_")),
    ("answers", ("FREEMAIL", "REPLYTO", "REPTO_")),
    ("proof", ("SPF_FAIL", "SPF_SOFTFAIL", "R_SPF_FAIL", "R_SPF_SOFTFAIL", "R_DKIM_NA",
               "DKIM_INVALID", "DMARC_", "KAM_DMARC")),
    ("score", ("SCL ", "score ", "CAT SPM", "CAT HSPM", "CAT OSPM", "SFV SPM",
               "spam signature", "rule spam", "class spam", "Ziggo-Spam-Status")),
)  # fmt: skip


def meanings_of(words: Iterable[str]) -> tuple[str, ...]:
    """Name what the words of a verdict speak of, each once; unknown ones are left."""
    found = (_meaning(word) for word in words)
    return tuple(dict.fromkeys(one for one in found if one))


def _meaning(word: str) -> str | None:
    return next((key for key, starts in STARTS if word.startswith(starts)), None)
