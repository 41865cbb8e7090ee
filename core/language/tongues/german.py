"""German, as a table."""

from core.language.tongues.tongue import joined, tongue

_DAYS = {
    "montag": "monday", "dienstag": "tuesday", "mittwoch": "wednesday", "donnerstag": "thursday",
    "freitag": "friday", "samstag": "saturday", "sonnabend": "saturday", "sonntag": "sunday",
}  # fmt: skip
_PARTS = {
    "morgen": "morning", "vormittag": "morning", "mittag": "noon", "nachmittag": "afternoon",
    "abend": "evening", "nacht": "night", "morgens": "morning", "vormittags": "morning",
    "mittags": "noon", "nachmittags": "afternoon", "abends": "evening",
}  # fmt: skip
_ONES = (
    "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
)  # fmt: skip
_TENS = {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50}

TONGUE = tongue(
    "de",
    """
monday = montag
tuesday = dienstag
wednesday = mittwoch
thursday = donnerstag
friday = freitag
saturday = samstag sonnabend
sunday = sonntag
mondays = montags
tuesdays = dienstags
wednesdays = mittwochs
thursdays = donnerstags
fridays = freitags
saturdays = samstags
sundays = sonntags
weekdays = werktags wochentags
january = januar jänner jan
february = februar feber feb
march = märz mär
april = april apr
may = mai
june = juni jun
july = juli jul
august = august aug
september = september sept sep
october = oktober okt
november = november nov
december = dezember dez
today = heute heut
tomorrow = morgen
overmorrow = übermorgen
yesterday = gestern
second = sekunde sekunden sek
minute = minute minuten
hour = stunde stunden std
day = tag tage tagen tages
week = woche wochen
month = monat monate monaten monats
quarter = quartal quartale quartals
year = jahr jahre jahren jahres
workday = werktag arbeitstag werktage arbeitstage werktagen arbeitstagen
weekend = wochenende
one = eins einem einen einer eine ein
two = zwei
three = drei
four = vier
five = fünf
six = sechs
seven = sieben
eight = acht
nine = neun
ten = zehn
eleven = elf
twelve = zwölf
thirteen = dreizehn
fourteen = vierzehn
fifteen = fünfzehn
sixteen = sechzehn
seventeen = siebzehn
eighteen = achtzehn
nineteen = neunzehn
twenty = zwanzig
thirty = dreißig
forty = vierzig
fifty = fünfzig
first = erste ersten erster erstes
second = zweite zweiten zweiter zweites
third = dritte dritten dritter drittes
fourth = vierte vierten vierter viertes
fifth = fünfte fünften fünfter
sixth = sechste sechsten
seventh = siebte siebten
eighth = achte achten
ninth = neunte neunten
tenth = zehnte zehnten
eleventh = elfte elften
twelfth = zwölfte zwölften
fifteenth = fünfzehnte fünfzehnten
twentieth = zwanzigste zwanzigsten
thirtieth = dreißigste dreißigsten dreißigster
last = letzte letzten letzter letztes
morning = vormittag vormittags morgens
noon = mittag mittags
afternoon = nachmittag nachmittags
evening = abend abends
night = nachts
midnight = mitternacht
eod = feierabend dienstschluss büroschluss tagesende
eom = monatsende
eoq = quartalsende
eoy = jahresende
by = bis
before = vor
at = um
around = gegen circa zirka ungefähr etwa
of = von
the = der die das den dem des
a = ein
our = unser unsere unseren unserem unserer
my = mein meine meinen meinem meiner
this = dieser diese dieses diesen diesem
next = nächster nächste nächstes nächsten nächstem kommender kommende kommendes kommenden
about = über wegen bezüglich
with = mit
without = ohne
for = für
than = als
since = seit
from = ab
to = zu zum zur
and = und
or = oder
per = pro
because = weil
if = wenn falls
that = dass
so = damit
after = nach
not = nicht
too = zu
is = ist sind war
in = im
now = jetzt sofort
deadline = frist
every = jeden jede jedes jeder
daily = täglich
weekly = wöchentlich
biweekly = zweiwöchentlich vierzehntägig 14tägig
monthly = monatlich
quarterly = vierteljährlich quartalsweise
yearly = jährlich
hourly = stündlich
christmas = weihnachten
easter = ostern
urgent = dringend eilig
high = hoch hohe
medium = mittel
low = niedrig niedrige
priority = priorität prio
death = tod
""",
    """
at the latest = spätestens
next {d} = nächster|nächste|nächsten|nächstem {d}
  / {d} der? nächste|nächster|nächsten|kommende|kommenden|kommender woche
next {u} = nächste|nächster|nächsten|nächstes|nächstem|kommende|kommenden|kommendes {u}
coming {d} = kommenden|kommender|kommendem {d}
this {d} = diesen|dieser|diesem {d}
{d} after next = übernächster|übernächsten|übernächste {d} / {d} nach dem nächsten
week after next = übernächste|übernächster|übernächsten woche
next weekend = nächstes|nächsten|kommendes|kommenden wochenende
this weekend = dieses|diesem wochenende / am wochenende / zum wochenende / übers wochenende
end of month = ende des? monat|monats
end of the {u} = ende der|des {u} / ende dieser|dieses|diesen {u} / ende {u}
end of next {u} = ende nächster|nächstes|nächsten|nächste|kommender|kommenden {u}
  / ende der nächsten {u} / ende des nächsten {u}
end of {m} = ende {m}
mid {m} = mitte {m}
beginning of {m} = anfang {m}
beginning of next {u} = anfang nächster|nächstes|nächsten|nächste {u}
mid of next week = mitte nächster|nächste|nächsten woche
in {n} {u} = in {n} {u} / binnen {n} {u} / innerhalb von {n} {u}
in {n} workday = in {n} werktagen|arbeitstagen|werktag|arbeitstag
in {n>d}~.~5 {u} = in {n} einhalb {u} / in {n} ein halb {u}
in half an hour = in einer halben stunde
in two hours = in ein paar stunden
in two days = in ein paar tagen
in {n} {u} = heute in {n} {u}
a week from today = heute in einer woche
{d} in {n} {u} = {d} in {n} {u} / in {n} {u} am {d}
in 90 minutes = in anderthalb stunden
end of q~{n} = ende q {n}
end of the quarter = ende des quartals
on {d} = am {d} / an diesem {d}
on {n}~.~{n2} = am {n} . {n} $
on {n} = am {n}
on {o} {m} = am {o} {m}
{o} {m} = der {o} {m} / den {o} {m}
{n>d}~th {m} = {n} te|ter|ten {m}
the {n>d}~th = am {n} . $ / der|den {n} . $ / zum {n} . $ / bis zum {n} . $
by the {n>d}~th = bis zum {n} . $ / bis {n} . $
the {o} = am {o} $
by the = bis zum|zur
by = bis zu / bis spätestens / spätestens bis / spätestens am / spätestens bis zum
end of day = bis? zum? ende des tages
on = am
at = um circa|ca|ungefähr|etwa? / gegen / circa|etwa|ungefähr|zirka um / so um / ungefähr gegen
at = ca .? um?
in the {p} = am {p}
this morning = heute morgen|früh|vormittag
today noon = heute mittag
this afternoon = heute nachmittag
this evening = heute abend
tonight = heute nacht
tomorrow morning = morgen früh|vormittag
{d} morning = {d} morgen|früh
{n} o'clock = {n} uhr
{n}~:~{n2>2} = {n} uhr {n} / {n} . {n} uhr
{n}~:~{n2} = {n} : {n} uhr|h / um {n} . {n}
at {n}~:~{n2} = um {n} : {n} uhr / um {n} . {n} uhr / um {n} uhr {n} / um {n} . {n} $
at {n} = um {n} uhr / gegen {n} uhr / vor {n} uhr / ca .? {n} uhr
half to {n} = halb {n} uhr?
at half to {n} = um halb {n} uhr?
quarter past {n} = viertel nach {n} uhr?
quarter to {n} = viertel vor {n} uhr?
{n} minutes to {n2} = {n} minuten? vor {n} uhr?
{n} minutes past {n2} = {n} minuten? nach {n} uhr? / um {n} minuten? nach {n} uhr?
every {n} {u} = alle {n} {u}
every {n} workday = alle {n} werktage|arbeitstage
every other {d} = jeden|jeder zweiten {d} / alle zwei|2 wochen am? {d}
every {n} weeks on {d} = alle {n} wochen am? {d}
every other {u} = jeden|jede|jedes|jeder zweite|zweiten|zweites {u}
every first {d} of the month = jeden ersten {d} im|des? monat|monats?
every {o} {d} of the month = jeden {o} {d} im|des monat|monats
every last {d} of the month = jeden letzten {d} im|des? monat|monats?
every {d} and {d2} = jeden {d} und {d} / {d}s und {d}s
every {f} = jeden {f}
every month on the {n>d}~th = am {n} . jedes|jeden monats|monat / jeden monat am {n} .
  / monatlich am {n} . / immer am {n} .
last day of every month = am letzten tag jedes|des monats / letzter tag jedes monats
  / immer am monatsende / jedes monatsende
every morning = jeden morgen
every evening = jeden abend
every workday = jeden werktag|arbeitstag
every weekend = jedes wochenende
every {u} at {n} = jeden {u} um {n} uhr
every month = jeden monat
every {u} on {d} = jede {u} am {d}
{o} {d} of {m} = {o} {d} im {m}
last {d} of {m} = letzter|letzten {d} im {m}
{o} day of {m} = {o} tag im {m}
{n} {u} after christmas = {n} {u} nach weihnachten
high priority = hohe priorität|prio / priorität|prio hoch
low priority = niedrige|geringe priorität|prio / priorität|prio niedrig
medium priority = mittlere priorität|prio / priorität|prio mittel
priority = priorität|prio
as soon as possible = so bald|schnell wie möglich
blocked by = blockiert durch|von / hängt ab von / abhängig von
done when = fertig , wenn / fertig wenn / erledigt , wenn / erledigt wenn
verified by = geprüft von|durch / prüfung durch / abnahme durch
est = aufwand :? / geschätzt :? / schätzung :?
week {n} = kw {n}
""",
    shorts="""
monday = mo
tuesday = di
wednesday = mi
thursday = do
friday = fr
saturday = sa
sunday = so
""",
    before_short="am bis jeden nächsten kommenden vor",
    spelled=(("ae", "a"), ("oe", "o"), ("ue", "u")),
    infinitives=("en", "ern", "eln"),
    verb_last=True,
    compounds=(
        *joined(_DAYS, _PARTS),
        *((str(tens + n), f"{one}und{word}") for word, tens in _TENS.items()
          for n, one in enumerate(_ONES, 1)),
    ),
)  # fmt: skip
