"""The smallest knowledge folder there can be, to break in one place at a time."""

import re
from pathlib import Path

from knowledge.replies import Notes
from web.gateway.notices import Notices

ANSWER = """\
---
id: mediation
title: Mediation
button: Mediation
sources:
  - title: The Act
    url: https://www.legislation.gov.uk/ukpga/2014/6
    checked: 2026-11-23
reviewed: 2026-11-25
review_by: 2027-05-25
facts: [two-months]
quick_replies: [appeal]
---

# parent

You have 2 months.

# simpler

You have time.

# more

Ask {contact:sendiass}.
"""

FILES = {
    "topics.yml": """\
topics:
  - {id: mediation, kind: answer, scope: talking it over}
  - {id: appeal, kind: answer, scope: going to the tribunal}
  - {id: greet, kind: control, scope: hello}
""",
    "contacts.yml": """\
- {id: local_offer_staffordshire, name: Local Offer, url: "https://offer.example", evidence: "https://x.example", publish: "yes"}
- {id: sendiass, name: SENDIASS, phone: 01234 567890, publish: after_check}
""",
    "legal_facts.yml": """\
- id: two-months
  statement: There are 2 months.
  says: [2 months]
  url: https://www.legislation.gov.uk/ukpga/2014/6
  checked: 2026-11-23
  confidence: verified
""",
    "glossary.yml": "- {term: SENCO, full: Special educational needs coordinator, meaning: The teacher who leads on this.}\n",
    "languages.yml": "- {code: pl, name: Polish, text: Piszesz po polsku., checked_by: null}\n",
    "replies.yml": """\
moves:
  greet: {text: "Hello.", buttons: [mediation, "set_persona:parent"]}
notes:
"""
    + "".join(f"  {name}: Words.\n" for name in Notes.model_fields),
    "buttons.yml": '{"set_persona:parent": I am a parent, appeal: Appeal}\n',
    "notices.yml": "".join(f"{name}: Words.\n" for name in Notices.model_fields if name != "starters")
    + "starters: [mediation]\n",
    "answers/mediation.md": ANSWER,
}


def write_content(folder: Path) -> Path:
    """Write the folder and return it."""
    (folder / "answers").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def replaced(text: str, old: str, new: str) -> str:
    """Return `text` with the one `old` in it replaced, so that a test cannot pass because nothing was broken."""
    assert len(re.findall(re.escape(old), text)) == 1, f"{old!r} must stand once"
    return text.replace(old, new)


def change(file: Path, old: str, new: str) -> None:
    """Break, or mend, one place of a file."""
    file.write_text(replaced(file.read_text("utf-8"), old, new), "utf-8")
