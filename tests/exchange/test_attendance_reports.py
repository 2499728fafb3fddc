import io
import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from coordinator.errors import FileRefused
from coordinator.exchange.attendance_reports import (
    AttendanceReport,
    Participant,
    looks_like_attendance,
    read_report,
)
from coordinator.exchange.spreadsheets import read_workbook

SAMPLES = Path(__file__).parent / "samples" / "attendance"
NBSP = "\N{NO-BREAK SPACE}"
HELD_ON = {
    "adobeconnect-s1": date(2026, 6, 27),
    "googlemeet-s1": date(2021, 5, 12),
    "teams-s1-2020-log": date(2021, 5, 12),
    "teams-s2-2021-summary": date(2021, 5, 12),
    "zoom-s1-meeting-heading": date(2026, 10, 5),
    "zoom-s3-es-2021": date(2021, 4, 2),
}


def as_json(report: AttendanceReport) -> Any:
    return json.loads(json.dumps(asdict(report), default=lambda moment: moment.isoformat()))


def read(text: str, held_on: date | None = None, *, encoding: str = "utf-8") -> AttendanceReport:
    return read_report(read_workbook("report.csv", text.encode(encoding)), held_on=held_on)


def person(report: AttendanceReport, name: str) -> Participant:
    (found,) = (participant for participant in report.participants if participant.name == name)
    return found


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def tabs(text: str) -> str:
    return text.replace("|", "\t")


@pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.csv")))
def test_every_sample_reads_as_it_was_checked_by_hand(sample: str) -> None:
    workbook = read_workbook(f"{sample}.csv", (SAMPLES / f"{sample}.csv").read_bytes())
    expected = json.loads((SAMPLES / "expected" / f"{sample}.json").read_text("utf-8"))
    assert as_json(read_report(workbook, held_on=HELD_ON.get(sample))) == expected
    assert looks_like_attendance(workbook) == 1


DESCENDING = tabs("""Full Name|User Action|Timestamp
Roe, Jo|Left|5/13/2021, 2:00:00 PM
Poe, Al|Left|5/13/2021, 1:50:00 PM
Roe, Jo|Joined|5/13/2021, 1:30:00 PM
Roe, Jo|Left|5/13/2021, 1:20:00 PM
Poe, Al|Joined before|5/13/2021, 1:00:00 PM
Roe, Jo|Joined|5/13/2021, 1:00:00 PM
Doe, Ed|Left|5/13/2021, 1:10:00 PM
""")


def test_a_teams_log_that_runs_downward_gives_the_same_minutes() -> None:
    header, *lines = DESCENDING.splitlines()
    upward = "\n".join([header, *reversed(lines)])
    for text in (DESCENDING, upward):
        report = read(text, encoding="utf-16")
        assert (report.product, report.generation, report.date_order) == ("teams", "2020 log", "mdy")
        assert person(report, "Roe, Jo").minutes == 50
        assert person(report, "Poe, Al").minutes == 50
        assert (person(report, "Doe, Ed").minutes, person(report, "Doe, Ed").flags) == (None, ("no_email", "no_join"))


def test_a_log_of_a_live_event_is_in_utc() -> None:
    report = read(
        "SessionId,ParticipantId,FullName,UserAgent,UtcEventTimestamp,Action,Role\n"
        "1,2,Jo Roe,x,5/13/2021 1:00:00 PM,Joined,Attendee\n1,2,Jo Roe,x,5/13/2021 1:30:00 PM,Left,Attendee\n"
    )
    assert report.time_zone_known
    assert person(report, "Jo Roe").intervals[0][0] == datetime(2021, 5, 13, 13, tzinfo=UTC)


POLISH = tabs("""1. Podsumowanie
Tytuł spotkania|C3
Godzina rozpoczęcia|7/19/22, 9:00:00 AM
Godzina zakończenia|7/19/22, 11:19:19 AM

2. Uczestnicy
Imię i nazwisko|Pierwsze dołączenie|Ostatnie wyjście|Czas udziału w spotkaniu|Adres e-mail|\
Identyfikator uczestnika (UPN)|Rola
Jan Przykład|7/19/22, 9:00:00 AM|7/19/22, 11:19:19 AM|2 godz. 19 min 19 s|jan@example.pl|jan.p@example.pl|Organizator
Ewa Próbna|7/19/22, 9:00:00 AM|7/19/22, 11:00:00 AM|1 godz. 30 min|ewa@example.pl|ewa@example.pl|Uczestnik

3. Działania podczas spotkania
Imię i nazwisko|Godzina dołączenia|Godzina opuszczenia|Czas trwania|Adres e-mail|Rola
Jan Przykład|7/19/22, 9:00:00 AM|7/19/22, 11:19:19 AM|2 godz. 19 min 19 s|jan@example.pl|Organizator
""")


def test_polish_labels_with_american_dates_are_read_month_first() -> None:
    report = read(POLISH, encoding="utf-16")
    assert (report.title, report.date_order) == ("C3", "mdy")
    assert (report.started, report.ended) == (local("2022-07-19 09:00:00"), local("2022-07-19 11:19:19"))
    jan = person(report, "Jan Przykład")
    assert (jan.minutes, jan.stated_minutes, jan.upn, len(jan.intervals)) == (139, 139, "jan.p@example.pl", 1)


def test_first_join_to_last_leave_is_no_presence_when_less_is_stated() -> None:
    ewa = person(read(POLISH, encoding="utf-16"), "Ewa Próbna")
    assert (ewa.minutes, ewa.intervals) == (90, ())


def test_french_teams_files_have_an_a_before_the_time_and_hard_spaces_in_durations() -> None:
    report = read(
        tabs(f"""Résumé de la réunion
Nombre total de participants|2
Titre de la réunion|Formation
Heure de début de la réunion|13/04/2021 à 09:00:00
Heure de fin|13/04/2021 à 11:50:00

Nom complet|Heure d’arrivée|Heure de départ|Durée|E-mail|Rôle
Élodie Martin|13/04/2021 à 09:01:31|13/04/2021 à 11:46:00|2{NBSP}h 44{NBSP}m|elodie@example.org|Organisateur
Hugo Petit|13/04/2021 à 09:01:31||||Présentateur
"""),
        encoding="utf-16",
    )
    assert (report.product, report.title, report.date_order) == ("teams", "Formation", "dmy")
    elodie, hugo = report.participants
    assert (elodie.minutes, elodie.stated_minutes, elodie.role) == (164, 164, "Organisateur")
    assert (hugo.minutes, hugo.flags) == (168, ("no_email", "no_leave"))  # until the meeting's end


WEBINAR = """Attendee Report
Report generated time,05/20/2021 10:00:00 AM
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
C3 Webinar,123 456,05/19/2021 01:00:00 PM,90,3
Host Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Hal Host,hal@example.gov,05/19/2021 12:55:00 PM,05/19/2021 02:31:00 PM,96,No,United States,
Attendee Details
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,\
Time in Session (minutes),Is Guest,Country/Region Name
Yes,Jo Roe,Jo,Roe,jo@example.gov,05/01/2021 08:00:00 AM,approved,05/19/2021 01:00:00 PM,05/19/2021 01:30:10 PM,31,No,US,
Yes,,,,,,,05/19/2021 01:40:00 PM,05/19/2021 02:00:00 PM,20,No
Yes,Al Poe,Al,Poe,al@example.gov,05/01/2021 08:00:00 AM,approved,05/19/2021 01:00:00 PM,--,--,No
No,Ed Doe,Ed,Doe,ed@example.gov,05/02/2021 08:00:00 AM,approved,--,--,--,--,--
"""


def test_a_zoom_webinar_counts_rejoins_and_leaves_out_who_only_registered() -> None:
    report = read(WEBINAR)
    assert (report.product, report.generation, report.title) == ("zoom", "webinar", "C3 Webinar")
    assert [participant.name for participant in report.participants] == ["Hal Host", "Jo Roe", "Al Poe"]
    assert person(report, "Hal Host").role == "Host"
    assert (person(report, "Jo Roe").minutes, person(report, "Jo Roe").stated_minutes) == (50, 51)
    assert (person(report, "Al Poe").minutes, person(report, "Al Poe").flags) == (90, ("no_leave",))
    assert report.problems == (
        "1 row(s) of registrants who did not attend were left out.",
        "1 stay(s) began before the meeting or ended after it; only the time within it was counted.",
    )


def test_unique_users_without_times_have_the_stated_minutes() -> None:
    report = read(
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\nJo Roe,jo@example.gov,61,No\nAl,,,Yes\n"
    )
    jo, al = report.participants
    assert (report.generation, jo.minutes, jo.intervals) == ("unique users", 61, ())
    assert al.minutes is None  # unknown, not zero


def test_durations_without_times_are_not_added_up() -> None:
    report = read("Name,Email,Duration\nJo,jo@example.gov,40\nJo,jo@example.gov,30\n")
    assert (report.participants[0].minutes, report.participants[0].stated_minutes) == (40, 70)
    assert report.participants[0].flags == ("approximate",)


AMBIGUOUS = "Name,Email,Join Time,Leave Time\nJo,jo@example.gov,04/05/2021 {},{}\n"


@pytest.mark.parametrize(
    ("held_on", "order"), [(date(2021, 5, 4), "dmy"), (date(2021, 4, 5), "mdy"), (date(2021, 4, 6), "mdy")]
)
def test_the_training_s_date_decides_how_dates_are_read(held_on: date, order: str) -> None:
    report = read(AMBIGUOUS.format("09:00", "04/05/2021 10:00"), held_on)
    assert report.date_order == order
    assert abs(report.participants[0].intervals[0][0].date() - held_on) <= timedelta(days=1)


@pytest.mark.parametrize("held_on", [None, date(2021, 9, 9)])
def test_dates_that_nothing_decides_give_minutes_but_no_intervals(held_on: date | None) -> None:
    report = read(AMBIGUOUS.format("23:30", "05/05/2021 00:30"), held_on)
    assert report.date_order == "ambiguous"
    assert (report.participants[0].minutes, report.participants[0].intervals) == (60, ())
    assert "month first or day first" in report.problems[0]


def test_a_report_of_another_day_says_so() -> None:
    report = read(POLISH, date(2022, 8, 1), encoding="utf-16")
    assert report.problems == ("The report is of 2022-07-19, but the training is on 2022-08-01.",)


def test_equal_names_without_an_address_are_one_row_to_be_looked_at() -> None:
    report = read(
        "Name,Email,Join Time,Leave Time\nJo,,5/13/2021 9:00,5/13/2021 9:30\nJo,,5/13/2021 9:20,5/13/2021 9:40\n"
    )
    assert (report.participants[0].minutes, report.participants[0].flags) == (40, ("equal_name", "no_email"))


def test_an_address_in_the_sign_in_name_joins_the_rows_of_a_guest() -> None:
    report = read(
        "Name,Email,Participant ID (UPN),Join Time,Leave Time\n"
        "Jo,,jo_example.org#EXT#@x.onmicrosoft.com,5/13/2021 9:00,5/13/2021 9:30\n"
        "Jo R,JO@example.org,,5/13/2021 9:30,5/13/2021 9:40\n"
    )
    assert [(who.email, who.minutes) for who in report.participants] == [("jo@example.org", 40)]


def test_withheld_names_are_never_one_person() -> None:
    row = "(b)(6); (b)(7)(C),,5/13/2021 9:00,5/13/2021 9:30\n"
    report = read("Name,Email,Join Time,Leave Time\n" + row * 2)
    assert [who.flags for who in report.participants] == [("no_email", "withheld")] * 2


def test_a_stamp_that_a_comma_split_in_two_is_put_together() -> None:
    report = read("Name,Join Time,Leave Time,Email\nJo,5/13/2021, 9:00:00 AM,5/13/2021, 9:45:00 AM,jo@example.gov\n")
    assert (report.participants[0].minutes, report.participants[0].email) == (45, "jo@example.gov")


def test_a_blank_or_lonely_line_does_not_lose_the_people_below() -> None:
    report = read(
        "Name,Email,Join Time,Leave Time\nJo,jo@example.gov,5/13/2021 9:00,5/13/2021 9:30\n,,,\nAl\n"
        "Ed,ed@example.gov,5/13/2021 9:00,5/13/2021 9:30\n"
    )
    assert [who.name for who in report.participants] == ["Jo", "Ed"]
    assert report.problems == ("The line “Al” has nothing but a name and was not read.",)


def test_an_adobe_room_is_read_for_the_day_of_the_training() -> None:
    rows = [f"1,1,1,jo@example.gov,2021-05-{day}T09:00:00-04:00,2021-05-{day}T09:30:00-04:00,Jo" for day in (12, 13)]
    text = "\n".join(["transcript-id,sco-id,principal-id,login,date-created,date-end,participant-name", *rows])
    report = read(text, date(2021, 5, 13))
    assert (report.product, report.participants[0].minutes) == ("adobe_connect", 30)
    assert report.problems == (
        "The file holds uses of the room of several days; 1 row(s) of other days were left out.",
    )
    assert read(text).participants[0].minutes == 60


def test_clock_times_get_the_day_of_the_training_and_may_pass_midnight() -> None:
    text = (
        "First name,Last name,Email,Duration,Time joined,Time exited\nJo,Roe,jo@example.gov,30 min,11:45 PM,12:15 AM\n"
    )
    assert read(text).participants[0].minutes == 30
    (stay,) = read(text, date(2021, 5, 13)).participants[0].intervals
    assert stay == (local("2021-05-13 23:45:00"), local("2021-05-14 00:15:00"))


def test_a_goto_webinar_lists_registrants_and_tells_its_zone() -> None:
    report = read(
        "General Information\nWebinar Name,Webinar ID\nC3,1-2\n"
        'Actual Start Date/Time,Actual Duration (minutes) \n"May 13, 2021 09:00 AM CDT",60\nSession Details\n'
        "Attended,Interest Rating,First Name,Last Name,Email,Registration Date,"
        "Join Time,Leave Time,In Session Duration (minutes) \n"
        'Yes,50,Jo,Roe,jo@example.gov,"May 1, 2021 09:00 AM CDT",'
        '"May 13, 2021 09:05 AM CDT","May 13, 2021 09:50 AM CDT",45\n'
        'No,0,Al,Poe,al@example.gov,"May 1, 2021 09:00 AM CDT",,,\n'
    )
    assert (report.product, report.title, report.time_zone_known) == ("gotowebinar", "C3", True)
    assert [(who.name, who.minutes) for who in report.participants] == [("Jo Roe", 45)]
    assert report.ended == datetime(2021, 5, 13, 15, tzinfo=UTC)


def test_a_goto_meeting_takes_the_date_from_above_the_table() -> None:
    report = read(
        "My Meeting\nSummary\nMeeting Date,Meeting Duration,Number of Attendees,Meeting ID\n"
        '"May 13, 2021",60,1,123\nDetails\nName,Email Address,Join Time,Leave Time,Time in Session (minutes)\n'
        "Jo Roe,jo@example.gov,4:48 PM,5:30 PM,42\n"
    )
    assert report.product == "gotomeeting"
    assert report.participants[0].intervals[0][0] == local("2021-05-13 16:48:00")


def test_a_report_saved_again_as_a_workbook_keeps_its_moments() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "m/d/yy h:mm"})
    sheet = book.add_worksheet("Report")
    sheet.write_row(2, 1, ["Full Name", "Join Time", "Leave Time", "Email"])
    sheet.write_row(3, 1, ["Jo", local("2021-04-05 09:00:00"), local("2021-04-05 09:45:00"), "jo@example.gov"])
    book.close()
    report = read_report(read_workbook("report.xlsx", target.getvalue()))
    assert (report.date_order, report.participants[0].minutes) == ("iso", 45)


@pytest.mark.parametrize(
    "text", ["Name,Email,Office\nJo,jo@example.gov,NY\n", "just a line\n", "Name,Join Time,Leave Time\n"]
)
def test_a_file_without_people_and_times_is_refused_with_a_sentence(text: str) -> None:
    workbook = read_workbook("list.csv", text.encode())
    assert looks_like_attendance(workbook) == 0
    with pytest.raises(FileRefused, match=r"“list.csv” has no table of people .* Nothing was read\."):
        read_report(workbook)
