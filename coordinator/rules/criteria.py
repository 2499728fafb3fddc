"""What each ranking criterion is called, and how much of its weight it gives to whom: for windows and for records."""

from typing import NamedTuple

from coordinator.rules.ranking import FULL_WAIT, MOST_WAIT, Rule
from coordinator.rules.vocabulary import RankingCriterion


class CriterionWords(NamedTuple):
    title: str
    how: str


CRITERIA: dict[RankingCriterion, CriterionWords] = {
    RankingCriterion.TRIAL_USE: CriterionWords(
        "Used a trial license", "The weight, if the nomination says so or it is on record."
    ),
    RankingCriterion.COURSE_COMPLETED: CriterionWords(
        "Completed the course", "The weight, if the nomination names the course or its day, or it is on record."
    ),
    RankingCriterion.OFFICE_UNDER_QUOTA: CriterionWords(
        "Office under its quota", "The weight, if the office has fewer people standing than its quota."
    ),
    RankingCriterion.NOMINATED_EARLY: CriterionWords(
        "Nominated on time",
        "The weight, if the nomination was not late. Below zero it is taken from late ones instead.",
    ),
    RankingCriterion.DAYS_SINCE_NOMINATION: CriterionWords(
        "Days since nomination",
        f"The weight for every {FULL_WAIT} days of waiting, in part for part of them, {MOST_WAIT} times at most.",
    ),
    RankingCriterion.SUPERVISOR_PRIORITY: CriterionWords(
        "Supervisor's priority",
        "The whole weight for the 1st choice, half for the 2nd, a third for the 3rd, and so on.",
    ),
    RankingCriterion.QUERY: CriterionWords("Query", "The weight, if the person is found by the query."),
}


def title_of(rule: Rule) -> str:
    """What a rule is called: its own name, else its query, else the criterion's."""
    return rule.title or rule.query or CRITERIA[rule.criterion].title
