"""Lines and date fields in German, French, Spanish, Portuguese and Japanese."""

import re

import pytest

from core.language.tongues import CODES, tongue_of

from .conftest import Due, Read

LINES = [
    ("de-DE", "Angebot bis Freitag schicken @anna", "Angebot schicken", "2026-03-13"),
    ("de-DE", "Morgen das Angebot schicken", "das Angebot schicken", "2026-03-12"),
    ("de-DE", "Server tauschen heute um 17 Uhr !high", "Server tauschen", "2026-03-11 17:00"),
    (
        "de-DE",
        "Release vorbereiten am 4.5. um halb neun",
        "Release vorbereiten",
        "2026-05-04 08:30",
    ),
    ("de-DE", "Protokoll, Freitagnachmittag", "Protokoll", "2026-03-13 15:00"),
    ("de-DE", "Deploy by Freitag 15:00", "Deploy", "2026-03-13 15:00"),
    ("de-DE", "Ship it tomorrow at 5pm", "Ship it", "2026-03-12 17:00"),
    ("de-DE", "Vertrag unterschreiben am Mo", "Vertrag unterschreiben", "2026-03-16"),
    ("de-DE", "Rückmeldung uebermorgen", "Rückmeldung", "2026-03-13"),
    ("de-DE", "Bericht von Montag lesen", "Bericht von Montag lesen", None),
    ("de-DE", "Montagsmeeting vorbereiten", "Montagsmeeting vorbereiten", None),
    ("de-DE", "Tickets älter als 30 Tage", "Tickets älter als 30 Tage", None),
    ("de-DE", "Das mach ich so", "Das mach ich so", None),
    ("fr-FR", "Appeler Paul demain pour le contrat", "Appeler Paul pour le contrat", "2026-03-12"),
    ("fr-FR", "Envoyer le devis avant vendredi 17h", "Envoyer le devis", "2026-03-13 17:00"),
    ("fr-FR", "Relire le contrat d\u2019ici la fin du mois", "Relire le contrat", "2026-03-31"),
    ("fr-FR", "Le 3 mars 2027 signer le bail", "signer le bail", "2027-03-03"),
    ("fr-FR", "Préparer la réunion de lundi", "Préparer la réunion de lundi", None),
    ("fr-FR", "Corriger le jeu", "Corriger le jeu", None),
    ("fr-FR", "Plan pour la fin", "Plan pour la fin", None),
    ("es-ES", "Llamar a Juan mañana sobre Ana", "Llamar a Juan sobre Ana", "2026-03-12"),
    ("es-ES", "Hasta el viernes revisar todo", "revisar todo", "2026-03-13"),
    ("es-ES", "Publicar pasado manana urgente", "Publicar", "2026-03-13"),
    ("es-ES", "Preparar la reunión del lunes", "Preparar la reunión del lunes", None),
    ("es-ES", "Revisar mi plan", "Revisar mi plan", None),
    ("es-ES", "Mirar el mar", "Mirar el mar", None),
    ("pt-BR", "Enviar o relatório @ana até sexta", "Enviar o relatório", "2026-03-13"),
    ("pt-BR", "Enviar relatório na sexta às 15h", "Enviar relatório", "2026-03-13 15:00"),
    ("pt-BR", "Ler a segunda parte", "Ler a segunda parte", None),
    ("pt-BR", "Discutir sex", "Discutir sex", None),
    ("ja-JP", "レポートを金曜日までに送る", "レポートを送る", "2026-03-13"),
    ("ja-JP", "明日レポートを送る", "レポートを送る", "2026-03-12"),
    ("ja-JP", "請求書を送る 来週の金曜日 15時", "請求書を送る", "2026-03-20 15:00"),
    ("ja-JP", "会議室を予約、来週月曜", "会議室を予約", "2026-03-16"),
    ("ja-JP", "明日の会議の準備", "明日の会議の準備", None),
    ("ja-JP", "水道の修理", "水道の修理", None),
    ("de-DE", "Kunden treffen Mo 16.3. 14:30", "Kunden treffen", "2026-03-16 14:30"),
    ("de-DE", "Kunden treffen in 2 Wochen am Dienstag", "Kunden treffen", "2026-03-31"),
    ("de-DE", "\u00dcber morgen reden", "\u00dcber morgen reden", None),
    ("fr-FR", "Rapport hebdomadaire", "Rapport hebdomadaire", None),
    ("es-ES", "Informe semanal", "Informe semanal", None),
    ("pt-BR", "Sexta: enviar o resumo", "enviar o resumo", "2026-03-13"),
    ("ja-JP", "来週の月曜10時に会議", "会議", "2026-03-16 10:00"),
    ("ja-JP", "毎日9時に確認", "確認", "2026-03-12 09:00"),
    ("it-IT", "Rinnovare due: domani @ana", "Rinnovare", "2026-03-12"),
    ("it-IT", "Rinnovare domani", "Rinnovare domani", None),
    ("en-GB", "fix the sex filter", "fix the sex filter", None),
    ("en-GB", "walk to the fin", "walk to the fin", None),
    ("en-GB", "give it to mi", "give it to mi", None),
    ("en-GB", "Fix demain", "Fix demain", None),
]


@pytest.mark.parametrize(("locale", "text", "title", "wanted"), LINES)
def test_lines(read: Read, locale: str, text: str, title: str, wanted: str | None) -> None:
    """A line in the asker's language: what is left is the title; English is understood too."""
    reading = read(text, locale=locale)
    found = reading.due and f"{reading.due.day} {reading.due.time or ''}".strip().removesuffix(
        ":00"
    )
    assert (reading.title, found or None) == (title, wanted)


@pytest.mark.parametrize(
    ("locale", "text", "rule"),
    [
        ("de-DE", "jeden Montag um 9 Uhr", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("de-DE", "alle zwei Wochen", "FREQ=WEEKLY;INTERVAL=2"),
        ("de-DE", "am 15. jedes Monats", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("de-DE", "werktags", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("fr-FR", "tous les lundis à 9h", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("fr-FR", "toutes les deux semaines", "FREQ=WEEKLY;INTERVAL=2"),
        ("fr-FR", "un vendredi sur deux", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("es-ES", "todos los lunes a las 9", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("es-ES", "el 5 de cada mes", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("pt-BR", "toda segunda às 9h", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("pt-BR", "todo dia 5", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("ja-JP", "毎週月曜日 9時", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
        ("ja-JP", "毎月15日に", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ],
)
def test_recurrences(read: Read, locale: str, text: str, rule: str) -> None:
    """A recurrence behind a title, in the asker's language."""
    reading = read(f"Backup {text}", locale=locale)
    assert (reading.title, reading.recurrence) == ("Backup", rule)


@pytest.mark.parametrize(
    ("locale", "text", "priority"),
    [
        ("de-DE", "Login reparieren, dringend", "urgent"),
        ("de-DE", "Login reparieren Priorität: hoch", "high"),
        ("fr-FR", "Réparer la connexion priorité basse", "low"),
        ("es-ES", "Arreglar el acceso prioridad alta", "high"),
        ("pt-BR", "Consertar o acesso urgente", "urgent"),
        ("ja-JP", "火災報知器を点検 至急", "urgent"),
        ("ja-JP", "契約を更新 優先度\uff1a高", "high"),
    ],
)
def test_priorities(read: Read, locale: str, text: str, priority: str) -> None:
    """A priority in words of the asker's language."""
    assert read(text, locale=locale).priority == priority


@pytest.mark.parametrize(
    ("locale", "text", "wanted"),
    [
        ("de-DE", "nächsten Dienstag", "2026-03-17"),
        ("de-DE", "viertel nach drei", "2026-03-11T15:15+01:00"),
        ("fr-FR", "après-demain à 15h30", "2026-03-13T15:30+01:00"),
        ("fr-FR", "dans vingt quatre heures", "2026-03-12T10:00+01:00"),
        ("es-ES", "a las tres y media de la tarde", "2026-03-11T15:30+01:00"),
        ("pt-BR", "dia quinze às dezoito", "2026-03-15T18:00+01:00"),
        ("ja-JP", "令和8年5月4日", "2026-05-04"),
        ("ja-JP", "午後三時二十分", "2026-03-11T15:20+01:00"),
        ("it-IT", "venerdì", "2026-03-13"),
        ("fr-FR", "29 février 2027", None),
    ],
)
def test_date_fields(due: Due, locale: str, text: str, wanted: str | None) -> None:
    """A date field in the asker's language; dateparser answers for languages without a grammar."""
    assert due(text, locale=locale) == wanted


@pytest.mark.parametrize("code", sorted(CODES))
def test_meanings_use_slots_of_their_forms(code: str) -> None:
    """Every slot of a meaning is in each form that has it: else its name would be read."""
    tongue = tongue_of(code)
    assert tongue is not None
    rows = (row for seconds in tongue.phrases.values() for row in seconds.values())
    for phrase in {phrase for row in rows for phrase in row}:
        slots = [element.slot for element in phrase.elements if element.slot not in ("", "$")]
        named = [f"{slot}{slots[:n].count(slot) + 1}".rstrip("1") for n, slot in enumerate(slots)]
        wanted = re.findall(r"\{(\w+)", " ".join(phrase.meaning))
        assert set(wanted) <= set(named), phrase


ENGLISH = [
    "Oil it friday 9am", "Oil it at 9am on monday", "Oil it by mar 20", "Oil it est 1h30m",
    "Oil it in 1h30m", "Oil it in an hour and a half", "Oil it on the 31st", "Fix the mar report",
    "Oil it every month on the last friday", "Oil it biweekly on wed", "Make it die friday",
    "Ask me on monday about the fin", "Oil it every mon, wed and fri at 8:00", "No so fast, son",
    "Oil it, high priority, after T-3", "`oil` fails on friday tests", "Is it an or on?",
    "every friday a quiet day", "Do it sat", "Oil it 5pm wed", "Sort mi, di, do, sa and so",
]  # fmt: skip


@pytest.mark.parametrize("locale", ["de-DE", "fr-FR", "es-ES", "pt-BR"])
@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(read: Read, text: str, locale: str) -> None:
    """Whatever the asker's language, an English line is read as an English one."""
    wanted, found = read(text, locale="en-GB"), read(text, locale=locale)
    assert (found.title, found.due, found.recurrence) == (
        wanted.title,
        wanted.due,
        wanted.recurrence,
    )
    assert (found.estimate_minutes, found.after) == (wanted.estimate_minutes, wanted.after)
