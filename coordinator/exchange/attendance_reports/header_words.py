"""What a column or a label is called, in the languages the meeting tools write their reports in.

Names that were seen in files or parsers, and plain words beside them that cannot mean another column.
What is in none of these is told from the cells (see `shapes`), with a sentence to the user.
"""

from coordinator.exchange.attendance_reports.fields import Field

# A bare “nombre” or “nome” stands beside apellido or sobrenome, or alone: a first name either way.
SYNONYMS: dict[Field, str] = {
    Field.NAME: """
        name | full name | display name | fullname | participant-name | attendee name | participant name
        nom complet | nom d'affichage | nom du participant | nombre completo | nombre para mostrar
        nombre del participante | nome completo | nome di visualizzazione | nome do participante
        nome del partecipante | imię i nazwisko | nazwa wyświetlana | vollständiger name | anzeigename
        name des teilnehmers | volledige naam | weergavenaam | naam | 名前 | 氏名 | フルネーム | 表示名
        姓名 | 全名 | 名称 | 显示名称 | 參與者名稱 | 이름 | полное имя | имя участника""",
    Field.WEAK_NAME: """
        user name | participant | attendee | teilnehmer | participante | partecipante | deelnemer | uczestnik
        benutzername
        nombre de usuario | nome utente | nome de usuário | nom d'utilisateur | ユーザー名 | 用户名""",
    Field.FIRST_NAME: """
        first name | firstname | given name | nombre | nome | prénom | imię | vorname | voornaam | 名 | имя""",
    Field.LAST_NAME: """
        last name | lastname | surname | family name | apellido | apellidos | sobrenome | nom | nazwisko
        nachname | familienname | achternaam | cognome | apelido | 姓 | фамилия""",
    Field.EMAIL: """
        email | e-mail | mail | user email | attendee email | email address | e-mail address | user e-mail | login
        adresse e-mail | adresse e-mail de l'utilisateur | adresse email | courriel | adresse de messagerie
        correo electrónico | correo | e-mail del usuario | correo electrónico del usuario
        dirección de correo electrónico | adres e-mail | adres e-mail użytkownika | adres e-mail (użytkownika)
        ユーザーメール | メール | メールアドレス | 電子メール | e-mail do usuário | endereço de e-mail
        endereço de email | e-mail-adresse | e-mail des benutzers | e-mailadres | e-mailadres van gebruiker
        indirizzo e-mail | indirizzo di posta elettronica | posta elettronica | e-mail utente
        电子邮件 | 电子邮箱 | 邮箱 | 用户邮箱 | 用户电子邮件 | 電子郵件 | 이메일 | электронная почта""",
    Field.UPN: "upn | user principal name",
    Field.ROLE: """
        role | rôle | rola | rolle | rol | ruolo | função | papel | 役割 | ロール | 角色 | роль""",
    Field.GUEST: """
        guest | is guest | invité | est un invité | invitado | es invitado | gość | convidado | gast | ist gast
        ospite | è ospite | ゲスト | 访客 | 来宾 | 訪客""",
    Field.CONNECTION: """
        connection type | device type | verbindungstyp | type de connexion | tipo de conexión | tipo di connessione
        tipo de conexão | verbindingstype | typ połączenia""",
    Field.PRINCIPAL: "principal-id",
    Field.DAY: "date | day | datum | tag | fecha | día | data | dia | giorno | dzień | dag | 日付 | 日期 | дата",
    Field.JOIN: """
        join time | first join | first join time | time joined | joined at | date-created | join | joined
        heure d'arrivée | heure de connexion | heure de participation | première arrivée | première connexion
        première participation | hora de entrada | hora para unirse | hora de unión | hora de incorporación
        primera entrada | primera unión | horário de entrada | hora do ingresso | hora de ingresso
        ingressar na hora | horário de ingresso | primeira entrada | primeiro ingresso | pierwsze dołączenie
        godzina dołączenia | czas dołączenia | 参加時刻 | 参加時間 | 最初の参加 | 参加日時 | erster beitritt
        beitrittszeit | beitrittszeitpunkt | beitrittsuhrzeit | erste teilnahme | uhrzeit des beitritts
        ora di ingresso | ora ingresso | ora di accesso | ora di partecipazione | prima partecipazione
        primo accesso | primo ingresso | tijdstip van deelname | deelnametijd | tijd van deelname | eerste deelname
        加入时间 | 首次加入 | 首次加入时间 | 加入時間 | 進入時間 | время входа | 참가 시간""",
    Field.LEAVE: """
        leave time | last leave | last leave time | time exited | left at | date-end | leave | left
        heure de départ | heure de déconnexion | heure de sortie | dernier départ | dernière déconnexion
        dernière sortie | hora de salida | hora para salir | última salida | horário de saída | hora de saída
        última saída | ostatnie wyjście | godzina opuszczenia | czas opuszczenia | godzina wyjścia
        退出時刻 | 退出時間 | 最後の退出 | 最終退出 | 退出日時 | letztes verlassen | verlassenszeit
        zeitpunkt des verlassens | austrittszeit | uhrzeit des verlassens | letzter austritt
        ora di uscita | ora uscita | ultima uscita | ultimo abbandono | tijdstip van vertrek | vertrektijd
        laatste vertrek | tijd van vertrek | laatste keer verlaten | 离开时间 | 最后离开 | 最后离开时间 | 退出时间
        離開時間 | время выхода | 나간 시간""",
    Field.DURATION: """
        duration | in-meeting duration | in meeting duration | duration (minutes) | total duration (minutes)
        attendance duration | time in session (minutes) | in session duration (minutes) | time in session
        minutes | duration (min) | durée | durée (minutes) | durée totale (minutes)
        temps dans la session (minutes) | durée dans la réunion | durée de participation | duración
        duración (minutos) | duración total (minutos) | tiempo en la sesión (minutos)
        duración en la reunión | duração | duração (minutos) | duração total (minutos)
        tempo em sessão (minutos) | tempo na sessão (minutos) | duração na reunião | permanência (minutos)
        czas trwania | czas trwania (minuty) | całkowity czas trwania (minuty) | czas udziału w spotkaniu
        所要時間(分) | 合計所要時間(分) | 所要時間 | 期間 | 会議での所要時間 | セッション時間(分)
        dauer | dauer (minuten) | gesamtdauer (minuten) | teilnahmedauer | sitzungszeit (minuten)
        dauer in der besprechung | durata | durata (minuti) | durata totale (minuti)
        durata nella riunione | tempo nella sessione (minuti) | duur | duur (minuten) | totale duur (minuten)
        duur in vergadering | 持续时间 | 持续时间(分钟) | 总持续时间(分钟) | 时长 | 时长(分钟) | 会议时长
        持續時間(分鐘) | длительность | продолжительность | длительность (минуты) | продолжительность (минуты)
        기간(분)""",
    Field.SPAN: "join time - leave time (time in session) | join time - leave time",
    Field.ACTION: """
        user action | action | action de l'utilisateur | benutzeraktion | akcja użytkownika | aktion
        acción del usuario | acción de usuario | ação do usuário | azione utente | azione dell'utente
        gebruikersactie | ユーザー操作 | ユーザー アクション | 用户操作 | 使用者動作""",
    Field.STAMP: """
        timestamp | utceventtimestamp | horodatage | zeitstempel | znacznik czasu | sygnatura czasowa
        marca de tiempo | carimbo de data/hora | timestamp (utc) | data e ora | tijdstempel | タイムスタンプ
        时间戳 | 時間戳記""",
    Field.ATTENDED: """
        attended | participou | compareceu | asistió | teilgenommen | a participé | ha partecipato | partecipato
        wziął udział | deelgenomen | 参加 | 出席 | 已参加""",
    Field.WAITING: """
        in waiting room | waiting room | en sala de espera | sala de espera | na sala de espera
        salle d'attente | en salle d'attente | dans la salle d'attente | w poczekalni | poczekalnia
        im warteraum | warteraum | in sala d'attesa | sala d'attesa | in wachtruimte | wachtruimte
        待機室 | 待機室内 | 在等候室中 | 在等候室 | 等候室 | 在等候室內""",
    Field.REGISTERED: """
        registration time | registration date | registration status | approval status | registered
        registration date/time | fecha de registro | hora de registro | estado de aprobación
        horário de inscrição | status da aprovação | registrierungszeit | heure d'inscription""",
    Field.TITLE: """
        meeting title | meeting name | topic | titre de la réunion | tytuł spotkania | webinar name | tema
        tópico | sujet | temat | トピック | meeting topic | sco-name | besprechungstitel | titel der besprechung
        título da reunião | título de la reunión | thema | event title | webinar title | titolo riunione
        titolo della riunione | argomento | titel van vergadering | vergaderingstitel | onderwerp
        会議のタイトル | 会議タイトル | 主题 | 会议标题 | 會議標題 | 主題""",
    Field.STARTED: """
        meeting start time | start time | actual start time | actual start date/time | actual start date
        heure de début de la réunion | heure de début | godzina rozpoczęcia | hora de inicio
        hora de inicio de la reunión | hora de início | hora de início da reunião | horário de início
        czas rozpoczęcia | startzeit | startzeit der besprechung | beginn | 開始時刻 | 開始時間
        会議の開始時刻 | hora de inicio real | horário de início real | hora de início real
        ora di inizio effettiva | tatsächliche startzeit | heure de début réelle | 实际开始时间 | 実際の開始時刻
        ora di inizio | ora inizio
        ora di inizio della riunione | ora di inizio riunione | begintijd | starttijd | 开始时间 | 会议开始时间""",
    Field.ENDED: """
        meeting end time | end time | heure de fin | heure de fin de la réunion | godzina zakończenia
        hora de finalización | hora de finalización de la reunión | hora de término | hora de término da reunião
        horário de término | hora de fin | czas zakończenia | endzeit | endzeit der besprechung | ende
        終了時刻 | 終了時間 | 会議の終了時刻 | actual end time | ora di fine | ora fine | ora di fine della riunione
        ora di fine riunione | eindtijd | 结束时间 | 会议结束时间 | 結束時間""",
    Field.MEETING_MINUTES: """
        meeting duration | actual duration (minutes) | czas trwania spotkania | durée de la réunion
        dauer der besprechung | besprechungsdauer | duración de la reunión | duração da reunião
        durata della riunione | durata riunione | duur van de vergadering | vergaderduur
        duración real (minutos) | duração real (minutos)
        durata effettiva (minuti) | tatsächliche dauer (minuten) | durée réelle (minutes) | 实际持续时间(分钟)
        実際の所要時間(分) | 会議の長さ | 会議時間 | 会议持续时间""",
    Field.MEETING_ID: """
        meeting id | webinar id | id de reunión | id de la reunión | id da reunião | id de réunion | ミーティングid
        id del seminario web | id do webinar | id riunione | meeting-id | vergaderings-id | 会议id | id""",
    Field.MEETING_DAY: "meeting date",
}
