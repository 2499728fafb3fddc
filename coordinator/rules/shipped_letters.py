"""What the letters say, kind by kind, until the unit has words of its own.

A clause or item whose facts are missing is left out.
"""

from collections.abc import Mapping

from coordinator.rules.templates import Clause, Item, LetterTemplate, LetterWording
from coordinator.rules.vocabulary import TemplateKind

_DOCUMENTS = Item("Governing documents.", "You adhere to these documents, in these versions:", "documents")
_TRAINING = Item("Training.", "You have completed:", "training")
_LEADS = Item(
    "Leads only.",
    "A result of a search is an investigative lead and nothing more. It is not an identification, and no enforcement "
    "action rests on it alone; it is corroborated by other means first.",
)
_LOGGED = Item(
    "Every search is logged.",
    "You record each search in the case system when you make it: the case number, the purpose, the day and what came "
    "of it. A search without a case is not made.",
)
_NO_SHARING = Item(
    "No sharing.",
    "The license is yours alone. You do not share the account or its password, search for someone else under your "
    "name, or let anyone use your session.",
)
_CONDITIONS = Clause(
    "Conditions.",
    "You hold the license on these conditions:",
    (_DOCUMENTS, _TRAINING, _LEADS, _LOGGED, _NO_SHARING),
)
_SUSPENSION = Clause(
    "Suspension and revocation.",
    "The license may be suspended or revoked if a condition is broken, if a new version of a governing document is not "
    "acknowledged by its date, if a required training lapses, if your duties no longer call for the license, or for "
    "reasons of security. Suspension takes effect at once, by a letter that states the ground. You may answer in "
    "writing through your supervisor; the license is then reinstated or revoked by letter. A revoked license is not "
    "revived: a new one has to be issued.",
)
_REPORT = Clause(
    "Duty to report.",
    "Report to the point of contact, without delay, the loss or possible compromise of the account and every use that "
    "was not yours. Report a transfer, a change of duties or your departure before it takes effect, so that the "
    "license can be returned.",
)
_CONTACT = Clause("Point of contact.", "Questions about this letter are answered by {contact}.", needs="contact")
_REASON = Clause("Ground.", "{reason}", needs="reason")
_BASIS = Clause("Basis.", "{reason}", needs="reason")
_HOW_DECIDED = Clause(
    "How it was decided.",
    "Nominations were put in order by the written ranking rules of the solicitation. The order and its reasons are on "
    "record, and the point of contact can tell you yours.",
)

# To those who were not selected but may be, when somebody withdraws: the same kind of letter in other words.
_ALTERNATE = LetterWording(
    "License for {service}: Result of the Selection",
    "Your office nominated you for a license for {service}{reference}. You were not selected at first; you are an "
    "alternate, {alternate} in order. The nomination is appreciated.",
    (
        _REASON,
        _HOW_DECIDED,
        Clause(
            "What an alternate is.",
            "When somebody who was selected withdraws, the alternates are asked in their order, within the places of "
            "each office. If it is your turn you receive a letter of selection. Until then there is nothing you have "
            "to do.",
        ),
        Clause(
            "If you are no longer available.",
            "Tell the point of contact, so that the next alternate is asked. It does not count against a later "
            "nomination.",
        ),
        _CONTACT,
    ),
)

_WORDINGS: dict[TemplateKind, LetterWording] = {
    TemplateKind.LICENSE_ISSUANCE: LetterWording(
        "Issuance of a License for {service}",
        "You are issued one license for {service}{license_id}, {validity}. It is issued to you by name, for official "
        "use in the duties of your position.",
        (_CONDITIONS, _SUSPENSION, _REPORT, _CONTACT),
        "I have read this letter and the documents it names. I accept the license on these conditions.",
    ),
    TemplateKind.RENEWAL: LetterWording(
        "Renewal of a License for {service}",
        "Your license for {service} is renewed{succession}, {validity}. The conditions below take the place of those "
        "in the letter by which it was issued.",
        (_CONDITIONS, _SUSPENSION, _REPORT, _CONTACT),
        "I have read this letter and the documents it names. I keep the license on these conditions.",
    ),
    TemplateKind.SUSPENSION: LetterWording(
        "Suspension of a License for {service}",
        "Your license for {service}{license_id} is suspended from {effective}. Until you are told otherwise by letter "
        "you make no search and do not sign in.",
        (
            _REASON,
            Clause(
                "What stays in force.",
                "The duty to log the searches you have made, to keep their results as the governing documents require "
                "and to report loss, transfer or departure goes on during the suspension.",
            ),
            Clause(
                "Your answer.",
                "You may answer in writing through your supervisor. The license is then reinstated or revoked by "
                "letter, which states why.",
            ),
            _CONTACT,
        ),
        "I have received this letter.",
    ),
    TemplateKind.REINSTATEMENT: LetterWording(
        "Reinstatement of a License for {service}",
        "The suspension of your license for {service}{license_id} ends on {effective}. You may use it again, "
        "{validity}.",
        (_REASON, _CONDITIONS, _REPORT, _CONTACT),
        "I have read this letter and the documents it names. I take the license up again on these conditions.",
    ),
    TemplateKind.REVOCATION: LetterWording(
        "Revocation of a License for {service}",
        "Your license for {service}{license_id} is revoked from {effective}. It ends on that day and is not revived.",
        (
            _REASON,
            Clause(
                "What you do now.",
                "You stop using the service, sign out everywhere and log any search that is not yet in the case "
                "system. What you found stays with its case; you keep no copies of your own.",
            ),
            Clause(
                "Another license.",
                "If your duties call for it later, your office may designate you again. A new license is then issued "
                "under its own number, when all conditions are met anew.",
            ),
            _CONTACT,
        ),
        "I have received this letter and have stopped using the license.",
    ),
    TemplateKind.RETURN: LetterWording(
        "Return of a License for {service}",
        "Your license for {service}{license_id} is returned as of {effective}. It ends on that day, and its seat is "
        "free again for someone else.",
        (
            _REASON,
            Clause(
                "What you confirm.",
                "With your signature you confirm that access was given up:",
                (
                    Item("Access.", "You have signed out everywhere and do not sign in again."),
                    Item("Searches.", "Each search you made is logged in the case system."),
                    Item("Results.", "What you found stays with its case; you keep no copies of your own."),
                ),
            ),
            Clause(
                "Another license.",
                "A return does not count against you. If your duties call for a license later, your office may "
                "designate you again; a new one is then issued, when all conditions are met.",
            ),
            _CONTACT,
        ),
        "I have given up access to the service and confirm what this letter says.",
    ),
    TemplateKind.EXPIRATION: LetterWording(
        "Expiration of a License for {service}",
        "Your license for {service}{license_id} has expired{last_day}. It is not renewed by itself, and you make no "
        "search with it any more.",
        (
            _REASON,
            Clause(
                "What you do now.",
                "You sign out everywhere and log any search that is not yet in the case system. What you found stays "
                "with its case; you keep no copies of your own.",
            ),
            Clause(
                "If you still need it.",
                "Tell the point of contact through your supervisor. A new license is issued under its own number, when "
                "all conditions are met on that day and a seat is free. An expired license is not revived.",
            ),
            _CONTACT,
        ),
        "I have received this letter and no longer use the license.",
    ),
    TemplateKind.SELECTION: LetterWording(
        "Selection for a License for {service}",
        "You have been selected for a license for {service}{reference}. This letter is not the license: it is issued "
        "when the steps below are done.",
        (
            _BASIS,
            Clause(
                "Before it is issued.",
                "Please do what is still open:",
                (
                    Item(
                        "Governing documents.", "Read and acknowledge these documents, in these versions:", "documents"
                    ),
                    Item("Training.", "Attend the training for which you have a seat:", "seats"),
                    Item("Training.", "Attend the training session to which you will be invited.", needs="untrained"),
                    Item(
                        "Nothing else.", "You have acknowledged the documents and attended the training.", needs="done"
                    ),
                ),
            ),
            Clause(
                "If you cannot accept.",
                "Tell the point of contact soon, so that an alternate can move up. It does not count against a later "
                "nomination.",
            ),
            _CONTACT,
        ),
    ),
    TemplateKind.NON_SELECTION: LetterWording(
        "License for {service}: Result of the Selection",
        "Your office nominated you for a license for {service}{reference}. You were not selected this time. The "
        "nomination is appreciated.",
        (
            _REASON,
            _HOW_DECIDED,
            Clause(
                "Later.",
                "Your office may nominate you again under a later solicitation. This letter is no judgment of your "
                "work.",
            ),
            _CONTACT,
        ),
    ),
}

SHIPPED_LETTERS: Mapping[TemplateKind, LetterTemplate] = {
    kind: LetterTemplate(wording, _ALTERNATE if kind is TemplateKind.NON_SELECTION else None)
    for kind, wording in _WORDINGS.items()
}
