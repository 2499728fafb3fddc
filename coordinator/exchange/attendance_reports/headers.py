"""What a column or a label is called, in the languages the meeting tools write their reports in.

Only names that were seen in files or parsers, and the plain German and Portuguese ones beside them:
a guess that goes wrong reads the wrong column without a word.
"""

import re
from enum import StrEnum, auto


class Field(StrEnum):
    """What a cell of a report is about: a person, one stay, or the meeting."""

    NAME = auto()
    WEAK_NAME = auto()
    FIRST_NAME = auto()
    LAST_NAME = auto()
    EMAIL = auto()
    UPN = auto()
    ROLE = auto()
    GUEST = auto()
    CONNECTION = auto()
    PRINCIPAL = auto()
    JOIN = auto()
    LEAVE = auto()
    DURATION = auto()
    ACTION = auto()
    STAMP = auto()
    ATTENDED = auto()
    WAITING = auto()
    TITLE = auto()
    STARTED = auto()
    ENDED = auto()
    MEETING_MINUTES = auto()
    MEETING_ID = auto()
    MEETING_DAY = auto()


NAME_FIELDS = frozenset({Field.NAME, Field.WEAK_NAME, Field.FIRST_NAME, Field.LAST_NAME})
TIME_FIELDS = frozenset({Field.JOIN, Field.LEAVE, Field.DURATION, Field.STAMP, Field.ATTENDED})
MEETING_FIELDS = frozenset(
    {Field.TITLE, Field.STARTED, Field.ENDED, Field.MEETING_MINUTES, Field.MEETING_ID, Field.MEETING_DAY}
)

# A bare “nombre” or “nome” stands beside apellido or sobrenome, or alone: a first name either way.
_SYNONYMS: dict[Field, str] = {
    Field.NAME: """
        name | full name | display name | fullname | participant-name | attendee name | participant name
        name (original name) | user name (original name) | nom complet | nom d'affichage
        nom (nom original) | nom d'utilisateur (nom original) | nombre (nombre original) | nombre completo
        nombre de usuario (nombre original) | nome (nome original) | nome de usuário (nome original)
        nome completo | imię i nazwisko | nazwa (nazwa oryginalna) | nazwa użytkownika (nazwa oryginalna)
        名前 (元の名前) | ユーザー名 (元の名前) | vollständiger name | name (originalname)
        name (ursprünglicher name) | benutzername (ursprünglicher name)""",
    Field.WEAK_NAME: "user name | participant | attendee | teilnehmer | participante",
    Field.FIRST_NAME: "first name | firstname | given name | nombre | nome | prénom | imię | vorname | 名",
    Field.LAST_NAME: """
        last name | lastname | surname | family name | apellido | apellidos | sobrenome | nom | nazwisko
        nachname | 姓""",
    Field.EMAIL: """
        email | e-mail | user email | attendee email | email address | e-mail address | user e-mail | login
        adresse e-mail | adresse e-mail de l'utilisateur | courriel | correo electrónico | e-mail del usuario
        correo electrónico del usuario | dirección de correo electrónico | adres e-mail
        adres e-mail użytkownika | adres e-mail (użytkownika) | ユーザーメール | メール | e-mail do usuário
        endereço de e-mail | e-mail-adresse""",
    Field.UPN: """
        participant id (upn) | identyfikator uczestnika (upn) | upn | user principal name
        id de participant (upn) | id du participant (upn) | teilnehmer-id (upn) | id de participante (upn)
        id do participante (upn)""",
    Field.ROLE: "role | rôle | rola | rolle | rol | função | papel | 役割",
    Field.GUEST: """
        guest | is guest | invité | est un invité | invitado | es invitado | gość | convidado | gast | ゲスト""",
    Field.CONNECTION: "connection type | device type",
    Field.PRINCIPAL: "principal-id",
    Field.JOIN: """
        join time | first join | first join time | time joined | joined at | date-created | join | joined
        heure d'arrivée | hora de entrada | hora para unirse | hora de unión | horário de entrada
        hora do ingresso | hora de ingresso | pierwsze dołączenie | godzina dołączenia | czas dołączenia
        参加時刻 | erster beitritt | beitrittszeit | beitrittszeitpunkt""",
    Field.LEAVE: """
        leave time | last leave | last leave time | time exited | left at | date-end | leave | left
        heure de départ | hora de salida | hora para salir | horário de saída | hora de saída
        ostatnie wyjście | godzina opuszczenia | czas opuszczenia | 退出時刻 | letztes verlassen
        verlassenszeit | austrittszeit""",
    Field.DURATION: """
        duration | in-meeting duration | duration (minutes) | total duration (minutes) | attendance duration
        time in session (minutes) | in session duration (minutes) | time in session | minutes
        duration (min) | durée | durée (minutes) | durée totale (minutes) | temps dans la session (minutes)
        duración | duración (minutos) | duración total (minutos) | tiempo en la sesión (minutos) | duração
        duração (minutos) | duração total (minutos) | tempo em sessão (minutos)
        tempo na sessão (minutos) | czas trwania | czas trwania (minuty)
        całkowity czas trwania (minuty) | czas udziału w spotkaniu | 所要時間(分) | 合計所要時間(分)
        dauer | dauer (minuten) | gesamtdauer (minuten)""",
    Field.ACTION: "user action | action | action de l'utilisateur | benutzeraktion | akcja użytkownika",
    Field.STAMP: "timestamp | utceventtimestamp | horodatage | zeitstempel | znacznik czasu",
    Field.ATTENDED: "attended | participou | compareceu | asistió | teilgenommen | a participé",
    Field.WAITING: """
        in waiting room | waiting room | en sala de espera | sala de espera | na sala de espera
        salle d'attente | en salle d'attente | w poczekalni | poczekalnia | im warteraum | 待機室""",
    Field.TITLE: """
        meeting title | meeting name | topic | titre de la réunion | tytuł spotkania | webinar name | tema
        tópico | sujet | temat | トピック | meeting topic | sco-name | besprechungstitel
        título da reunião | título de la reunión | thema""",
    Field.STARTED: """
        meeting start time | start time | actual start time | actual start date/time
        heure de début de la réunion | heure de début | godzina rozpoczęcia | hora de inicio
        hora de início | horário de início | czas rozpoczęcia | startzeit | startzeit der besprechung
        開始時刻 | hora de inicio real | horário de início real""",
    Field.ENDED: """
        meeting end time | end time | heure de fin | heure de fin de la réunion | godzina zakończenia
        hora de finalización | hora de término | horário de término | czas zakończenia | endzeit
        endzeit der besprechung | 終了時刻 | actual end time""",
    Field.MEETING_MINUTES: """
        meeting duration | actual duration (minutes) | czas trwania spotkania | durée de la réunion
        dauer der besprechung | duración real (minutos) | duração real (minutos)""",
    Field.MEETING_ID: """
        meeting id | webinar id | id de reunión | id da reunião | id de réunion | ミーティングid
        id del seminario web | id do webinar""",
    Field.MEETING_DAY: "meeting date",
}

MERGED_JOINS = frozenset({"first join", "first join time", "pierwsze dołączenie", "erster beitritt"})
YES = frozenset({"yes", "y", "true", "1", "sim", "sí", "si", "oui", "tak", "ja", "はい"})
NO = frozenset({"no", "n", "false", "0", "não", "nao", "nein", "non", "nie", "いいえ"})
JOINED_BEFORE = frozenset({"joined before", "a rejoint avant", "vor beginn beigetreten"})
JOINED = frozenset({"joined", "join", "a rejoint", "s'est joint", "beigetreten", "dołączył(a)", "dołączono"})
LEFT = frozenset({"left", "leave", "a quitté", "parti", "verlassen", "opuścił(a)", "opuszczono"})


def normal(text: str) -> str:
    """A label as it is compared: casefolded, plain spaces and apostrophes, no star before or colon after."""
    plain = text.replace("’", "'").replace("‘", "'").replace("（", "(").replace("）", ")")
    return re.sub(r"\s+", " ", plain).strip(" *:\ufeff").casefold()


_FIELDS = {
    normal(synonym): field
    for field, synonyms in _SYNONYMS.items()
    for synonym in re.split(r"\||\n", synonyms)
    if synonym.strip()
}


def field_of(text: str) -> Field | None:
    """What a header cell or label is about, or None if it is none that is known."""
    return _FIELDS.get(normal(text))
