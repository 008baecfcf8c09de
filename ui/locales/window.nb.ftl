# Vinduets egne ord, på bokmål. Ord som kommandolinjen også bruker, står i nb.ftl.
## The frame
health-both = { $now } · { $result }
frame-skip = Hopp til innholdet
frame-places = Skjermbilder
frame-pair = Par
frame-last = Siste resultat
frame-now = Nå
place-overview = Oversikt
place-accounts = Tilkoblinger
place-mappings = Tilordninger
place-preview = Forhåndsvisning
place-runs = Kjøringer
place-errors = Feil
place-conflicts = Konflikter
place-records = Poster
place-history = Historikk
place-settings = Innstillinger
environment-demo = DEMO
environment-production = PRODUKSJON
environment-sandbox = SANDBOX
window-reading = Leser
window-clear = Tøm
window-close = Lukk
window-cancel = Avbryt
window-done = Ferdig
window-again = Prøv igjen
window-copy = Kopier
window-copied = Kopiert
show-all = Vis alle
page-before = Forrige
page-after = Neste
list-cut = De første { $shown } av { $count } vises.
both-sides = HubSpot { $hubspot }, Salesforce { $salesforce }
run-actor = { $actor ->
    [window] deg
    [timer] tidsplanen
    [cli] kommandolinjen
   *[other] { $actor }
  }
language-en = English
language-nb = Norsk bokmål
look-system = Som systemet
look-light = Lyst
look-dark = Mørkt

## What goes on now, and what the last run came to
now-running-plan = Lager en plan
now-running-apply = Utfører en plan
now-running-pass = Kjører
now-running-sweep = Sammenligner alt
now-running-undo = Angrer
now-waiting = Venter på neste runde
now-next = Neste runde { $at }
now-setback = Kommer ikke videre; prøver igjen kl. { $at }
now-paused = Satt på pause av deg
now-paused-until = På pause til { $at }
now-by-hand = Synkroniserer når du sier fra
now-stopped = Stoppet, trenger deg
last-never = aldri kjørt
last-at = { $at } · { $result }
last-result = siste kjøring: { $result }
last-errors = { $count ->
    [one] én feil gjenstår
   *[other] { $count } feil gjenstår
  }
keep-pause = Pause
keep-resume = Fortsett
sync-now = Synkroniser nå
sync-sweep = Sammenlign alt på begge sider
sync-cancel = Stopp etter dette steget
cancel-safe = Det er trygt å stoppe: det som er skrevet, blir stående og er notert, resten planlegges på nytt.
doing-pull = Leser: HubSpot { $hubspot }, Salesforce { $salesforce }
doing-push = Skriver til { $side }: { $count } igjen
doing-planned = { $count ->
    [one] én skriving
   *[other] { $count } skrivinger
  }
doing-written = { $side }: { $done } av { $all }
calls-today = Salesforce-kall i dag

## The palette
palette-open = Søk eller kjør
palette-title = Søk eller kjør
palette-hint = Et skjermbilde, en handling, en e-postadresse eller en ID
palette-none = Ingenting med det navnet
palette-place = Skjermbilde
palette-action = Handling
palette-dark = Mørkt utseende
palette-light = Lyst utseende
palette-language = Switch to English
palette-map = Tilordne «{ $field }» til …
palette-find = Hvorfor er «{ $text }» der den er?

## Objects and buckets
object-contacts = Kontakter – leads og kontakter
object-companies = Selskaper – kontoer
object-deals = Avtaler – salgsmuligheter
object-tickets = Saker i HubSpot – saker i Salesforce
object-tasks = Oppgaver – oppgaver
object-calls = Samtaler – oppgaver som er samtaler
object-marketing_email_opens = Åpninger av markedsførings-e-post – oppgaver
object-marketing_email_clicks = Klikk i markedsførings-e-post – oppgaver
bucket-in_sync = Synkronisert
bucket-left_out = Utelatt
bucket-failing = Med feil
bucket-waiting = Venter
column-object = Objekt
column-record = Post
column-to = Til
column-what = Hva
column-changes = Endringer
column-value = Verdi
column-rule = Regel
column-tries = Forsøk
column-next = Neste forsøk
column-started = Startet
column-ended = Avsluttet
column-result = Resultat
column-took = Varighet
column-written = Skrevet
column-failed = Feilet
column-by = Av
column-mapping = Tilordning
column-made = Laget
column-file = Fil
column-megabytes = Størrelse (MB)

## Overview
overview-needs = Trenger deg
overview-nothing = Ingenting venter på deg.
overview-never = Ingenting er skrevet ennå. Se på en forhåndsvisning først.
overview-objects = Hvor hver post står
overview-unread = Ingenting er lest ennå
overview-unread-about = En forhåndsvisning leser begge sider og skriver ingenting.
overview-runs = Siste kjøringer
overview-calls = API-kall i dag
calls-of = av vårt budsjett på { $budget }
calls-share = Andel av budsjettet for { $side }
calls-stop = Ingenting sendes utover budsjettet; avmeldinger har en egen reserve.
calls-change = Endre andelen vår
calls-no-limit = Ingen daglig grense er kjent.
need-errors = { $count ->
    [one] Én post:
   *[other] { $count } poster:
  } { $cause }
need-more = { $count ->
    [one] Én feilårsak til
   *[other] { $count } feilårsaker til
  }
need-conflicts = { $count ->
    [one] Ett felt er endret på begge sider.
   *[other] { $count } felt er endret på begge sider.
  }
need-planned = { $count ->
    [one] Én skriving er planlagt og ikke sendt
   *[other] { $count } skrivinger er planlagt og ikke sendt
  }
need-stopped = Ingenting skrives nå: { $why }
need-fix = Rett
need-show = Vis
need-decide = Avgjør
need-look = Se på den
need-accounts = Gå til tilkoblinger

## Preview
plan-about = Lest kl. { $at } · { $count } poster sett på
plan-make = Les begge sider og planlegg
plan-making = Leser begge sider
plan-again = Planlegg på nytt
plan-apply = { $count ->
    [one] Utfør for én post
   *[other] Utfør for { $count } poster
  }
plan-none = Ingen plan ennå
plan-none-about = En plan viser hver verdi før og etter, hvilken regel som avgjorde, hva den koster, og hvilke nødbremser som holder. Å lage en plan skriver ingenting.
plan-nothing = Begge sider er allerede enige
plan-nothing-read = Ingenting å skrive av det som ble lest
plan-nothing-about = { $count ->
    [one] Én post ble sett på, og det er ingenting å skrive.
   *[other] { $count } poster ble sett på, og det er ingenting å skrive.
  }
plan-none-here = Ingenting av dette slaget
plan-groups = Deler av planen
plan-records = Planlagte skrivinger
plan-all = Alt
plan-by-object = Etter hva som gjøres
plan-by-field = Etter felt
plan-braked = En nødbrems holder denne planen: ingenting av den skrives før du utfører den.
plan-calls = Omtrent { $hubspot } HubSpot-kall og { $salesforce } Salesforce-kall
brake-where = { $object } til { $side }: { $why }
figure-create = { $count ->
    [one] å lage
   *[other] å lage
  }
figure-update = å endre
figure-delete = å slette
figure-conflicts = { $count ->
    [one] felt å avgjøre
   *[other] felt å avgjøre
  }
figure-skips = { $count ->
    [one] verdi passer ikke, eller ble avvist
   *[other] verdier passer ikke, eller ble avvist
  }
group-create = Lag { $object } i { $side }
group-update = Endre { $object } i { $side }
group-delete = Slett { $object } i { $side }
record-new = Ny post
changes-more = { $count ->
    [one] og ett felt til
   *[other] og { $count } felt til
  }
change-why = { $rule }: { $ruling }. Fra { $field }.
act-deletes = Posten slettes
diff-becomes = blir
value-yes = Ja
value-no = Nei
apply-title = { $count ->
    [one] Skrive til én post?
   *[other] Skrive til { $count } poster?
  }
apply-where = I paret { $pair }:
apply-where-production = I PRODUKSJON, i paret { $pair }:
apply-create = Lag { $count } { $object } i { $side }
apply-update = Endre { $count } { $object } i { $side }
apply-delete = Slett { $count } { $object } i { $side }
apply-undo = Feltverdier kan angres senere, der de fortsatt er det vi skrev. Slettinger, avmeldinger og e-post som automatikk sender, kan ikke angres.
apply-moved = Det som er endret siden planen ble laget, utelates og nevnes.
apply-type = Skriv { $count } for å gå videre
apply-type-about = En nødbrems holder planen, og dataene er ekte.
applied-result = Utført: { $result }
applied-wrote = Skrevet
applied-failures = Feilet
applied-left = Utelatt
applied-moved = { $count ->
    [one] Én post er endret siden planen
   *[other] { $count } poster er endret siden planen
  }
applied-run = Vis kjøringen
applied-errors = Vis feilene

## Errors
errors-about = { $groups ->
    [one] Én årsak
   *[other] { $groups } årsaker
  } · { $records ->
    [one] én post
   *[other] { $records } poster
  }
errors-causes = Årsaker
errors-none = Ingen feil
errors-none-about = Alle skrivinger i de siste kjøringene ble tatt imot.
errors-since = siden { $at }
errors-retry = { $count ->
    [one] Prøv én post igjen
   *[other] Prøv { $count } poster igjen
  }
errors-retry-all = Prøv alle igjen
errors-copy = Kopier som CSV
errors-again = { $count ->
    [one] Én post prøves igjen i neste runde.
   *[other] { $count } poster prøves igjen i neste runde.
  }
errors-fix-title = Rett det her
errors-fix-about = { $side } har ingen av disse blant valgene sine. Velg hva hver av dem blir til: tilordningens verdiliste tar vare på det.
errors-fix-from = I { $side }
errors-fix-records = Poster
errors-fix-to = Blir i { $side }
errors-fix-of = Hva { $value } blir i { $side }
errors-fix-not-yet = Velg …
errors-fix-review = { $count ->
    [one] Lagre og prøv én post igjen …
   *[other] Lagre og prøv { $count } poster igjen …
  }
errors-fix-save = { $count ->
    [one] Lagre og prøv én post igjen
   *[other] Lagre og prøv { $count } poster igjen
  }
errors-fix-saved = Lagret som versjon { $version } av tilordningen. Neste runde følger den.
errors-to-mapping = Åpne { $field } i tilordningen
error-fix = Løsning
error-who = Hvem kan rette
error-field = Felt
error-since = Siden
error-retry-one = Prøv igjen
error-retry-of = Prøv igjen: { $name }
error-next = Neste forsøk
error-next-none = Når du ber om det
error-open-setup = Åpne i Setup
mender-nobody = Ordner seg selv
mender-salesforce = Salesforce-administrator
mender-hub_spot = HubSpot-administrator
mender-mapping = Du, i tilordningen
mender-data = Den som eier posten
fault-here-unreachable = Fikk ikke kontakt med { $side }
fault-here-unavailable = { $side } er ute av drift akkurat nå
fault-here-sign_in_needed = { $side } vil ha ny innlogging
fault-here-limit_reached = { $side } tar ikke imot flere kall akkurat nå
fault-detail = Detaljer:
do-here-unexpected_answer = Prøv igjen; hvis det ikke hjelper, kopier detaljene fra Innstillinger og meld fra
do-here-mapping_flawed = Rett det som er listet opp, og lagre igjen
do-here-bad_file = Rett filen, og les den inn igjen
do-here-bad_plan_file = Lag planen på nytt; ingenting ble skrevet
do-here-no_such = Det kan være borte siden sist: se på listen igjen
do-here-sign_in_needed = Logg inn igjen under Tilkoblinger; ingenting er tapt
do-here-state_older = Start programmet på nytt; først lages en sikkerhetskopi
do-here-state_damaged = Gjenopprett en sikkerhetskopi
do-here-no_state = Koble til først, eller prøv demoen
do-here-state_failed = Innstillinger viser om tilstanden består sjekken
fault-vendor-said = Leverandørens egne ord:
fault-unknown = Noe gikk galt i selve vinduet
do-unknown = Prøv igjen; hvis det ikke hjelper, kopier detaljene fra Innstillinger

## Conflicts
conflicts-about = { $count ->
    [one] Én venter på deg
   *[other] { $count } venter på deg
  }
conflicts-none = Ingen konflikter
conflicts-none-about = Reglene avgjør alle felt på egen hånd.
conflicts-all = { $side } for alle { $count }
conflicts-decided = { $count ->
    [one] Avgjort: { $side } gjelder fra neste runde.
   *[other] { $count } avgjort: { $side } gjelder fra neste runde.
  }
ties-title = To svar på hvem som er partneren
ties-about = Kontaktene til begge peker på den samme posten. Den ene ble knyttet, etter flest kontakter eller fordi den kom først; den andre står alene til du sier noe annet.
tie-why = Kontaktene peker på { $name }, som er knyttet til en annen.
tie-instead = Knytt denne i stedet
tie-instead-of = Knytt denne i stedet: «{ $name }»
tie-never = La den stå alene
tie-never-of = La den stå alene: «{ $name }»
tie-done = Knyttet. Neste runde følger det; den andre står alene.
tie-left = Står alene for godt. Under Poster kan du endre det.
conflict-base = Sist enige verdi:
conflict-when-unknown = tidspunkt ukjent
conflict-by = av { $name }
conflict-keep = Behold
conflict-keep-of = Behold «{ $value }» fra { $side }
conflict-type = En annen verdi …
conflict-type-of = En annen verdi for { $name } …
conflict-typed-of = En annen verdi for { $name }
conflict-typed-about = Den prøves mot begge feltene, og skrives så på begge sider.
conflict-typed-decide = Bruk denne verdien
conflict-typed-done = Avgjort: den verdien skrives på begge sider i neste runde.
conflict-typed-becomes = Blir
conflict-stands-next = Gjelder videre

## Runs
runs-none = Ingen kjøringer ennå
runs-chart = { $count ->
    [one] Skrivinger i siste kjøring
   *[other] Skrivinger per kjøring, de siste { $count } kjøringene
  }
runs-chart-written = skrevet
runs-chart-failed = feilet
runs-chart-crossed = kjøringen feilet
runs-chart-below = Tabellen nedenfor har de samme tallene, og dem for eldre kjøringer.
runs-none-about = Den første starter når du utfører en plan.
run-wrote = { $written ->
    [one] én skrevet
   *[other] { $written } skrevet
  }{ $failed ->
    [0] {""}
   *[other] , { $failed } feilet
  }
run-running = kjører
run-title = Kjøring { $run }
run-writes = { $count ->
    [one] Én skriving
   *[other] { $count } skrivinger
  }
took-seconds = { $seconds } s
took-minutes = { $minutes } min { $seconds } s
mapping-version = versjon { $version }

## Records
records-search = E-postadresse, ID eller nettadressen til en post
records-find = Finn
records-hint = Hvorfor er en post der den er?
records-hint-about = Skriv en e-postadresse (kari@nordvik.no), en ID fra en av sidene (0035g00000abcde eller 551), eller lim inn nettadressen til postens side.
records-none = Ingenting er kjent om «{ $what }»
records-none-about = Det ble søkt i alt som er lest fra begge sider. En post som er laget siden, kommer med neste runde.
record-unnamed = Post uten navn
record-no-partner = Ingen post i { $side }
record-values = Hva begge sider har
record-writes = Hva som er skrevet
record-writes-none = Ingenting er skrevet til den herfra.
record-open = Hvorfor, og hva som er gjort
record-create-partner = Lag partneren
record-unlink = Koble fra
record-never-sync = Synkroniser aldri
record-undo = Angre …
record-decide = Avgjør
record-tie = Koble to poster
record-tie-about = For to poster som du vet er samme. Neste runde avgjør feltene som ved første kobling.
record-tie-do = Koble dem
record-id-of = ID i { $side }
record-did-unlink = Koblet fra.
record-did-never = Den synkroniseres aldri fra nå av.
record-did-create = Partneren lages i neste runde.
ask-unlink = Koble disse to fra hverandre?
ask-unlink-about = Begge postene blir som de er. Ingen av dem kobles eller lages igjen før du kobler dem.
ask-unlink-do = Koble fra
ask-never = Aldri synkronisere denne posten?
ask-never-about = Den blir som den er på begge sider, og ingenting skrives til den mer.
ask-never-do = Synkroniser aldri
ask-create = Lage partneren på den andre siden?
ask-create-about = Neste runde lager den, uansett hva listen eller utvalget sier. Nye poster kan starte arbeidsflyter der.
ask-create-do = Lag den

forget-open = Glem denne personen …
forget-title = Glem denne personen
forget-do = Glem for godt

## History and undo
history-none = Ingenting er gjort ennå
history-none-about = Kjøringer og lagrede tilordninger kommer hit, nyeste først.
history-run = Kjøring { $run }, { $what }
history-version = Tilordning versjon { $version } lagret
history-details = Detaljer
history-restore = Gjenopprett …
history-compare = Sammenlign …
compare-title = Sammenlign to versjoner av tilordningen
compare-before = Fra
compare-after = Til
compare-version = Versjon { $version }, { $at }
note-imported = fra en fil
undo-run = Angre kjøringen …
undo-title-run = Angre kjøring { $what }
undo-title-record = Angre for { $what }
undo-writes = { $count ->
    [one] Én skriving kan angres.
   *[other] { $count } skrivinger kan angres.
  }
undo-kept-wrote = { $field } i { $side }
undo-kept-made = laget i { $side }
undo-kept-deleted = slettet i { $side }
undo-never = Arbeidsflyter, e-post og automatikk som er startet i HubSpot eller Salesforce, kan ikke angres.
undo-after = Etterpå er postene ulike til noen redigerer dem igjen.
undo-do = { $count ->
    [one] Angre én skriving
   *[other] Angre { $count } skrivinger
  }
undo-done = Angret.
kept-changed_since = { $count ->
    [one] Én er endret siden, og blir stående.
   *[other] { $count } er endret siden, og blir stående.
  }
kept-before_unknown = { $count ->
    [one] For én er verdien før ukjent.
   *[other] For { $count } er verdien før ukjent.
  }
kept-record_gone = { $count ->
    [one] Én post er borte.
   *[other] { $count } poster er borte.
  }
kept-opt_out = { $count ->
    [one] Én er en avmelding: den angres aldri.
   *[other] { $count } er avmeldinger: de angres aldri.
  }
kept-only_forward = { $count ->
    [one] Én er en livssyklusfase: HubSpot tar ingen steg tilbake. Tøm den der først.
   *[other] { $count } er livssyklusfaser: HubSpot tar ingen steg tilbake. Tøm dem der først.
  }
kept-deleted = { $count ->
    [one] Én var en sletting: den kan ikke angres.
   *[other] { $count } var slettinger: de kan ikke angres.
  }
restore-title = Gjenopprett tilordning versjon { $version }
restore-do = Lagre som neste versjon

## Accounts
account-kind-production = PRODUKSJON
account-kind-sandbox = Sandbox
account-kind-developer = Utviklerkonto
account-name = Konto hos leverandøren
account-id = Portal- eller org-ID
account-user = Handler som
account-edition = Utgave
account-zone = Tidssone
account-address = Kall går til
account-linked = Tilkoblet
account-way = Logget inn
account-way-browser = I nettleseren; fornyer seg selv
account-way-token = Med et nøkkelord laget for hånd
account-rights = Har lov til
account-rights-full = Se og skrive
account-rights-watch_only = Bare se: det lages planer, og ingenting skrives
account-unknown = ikke kjent
account-check = Sjekk nå
account-relink = Logg inn på nytt
account-remove = Glem
account-remove-title = Glemme { $name }?
account-remove-about = Innloggingen slettes fra denne maskinen, og ingenting leses eller skrives mer. Det som er synkronisert, blir stående på begge sider.
link-title = Koble til { $side }
link-way = Hvordan
link-way-browser = Logg inn i nettleseren
link-way-browser-about = For varig bruk: den fornyer seg selv.
link-way-token = Lim inn et nøkkelord
link-way-token-about = Raskest for å prøve.
link-rights = Hva den får gjøre
link-rights-full = Se og skrive
link-rights-full-about = Holder begge sider i takt.
link-rights-watch_only = Bare se
link-rights-watch_only-about = Viser hva som ville endret seg. Ber ikke om noen rett til å skrive.
link-client-id = Klient-ID
link-client-secret = Klienthemmelighet
link-token = Nøkkelord
link-token-about = Lagres bare i nøkkelringen på denne maskinen.
link-host = Adressen til organisasjonen
link-host-about = For eksempel https://acme.my.salesforce.com; sandboxer har sin egen.
link-open-browser = Åpne nettleseren
link-check-token = Sjekk
link-waiting = Venter på at du godtar i nettleseren
link-waiting-about = Kom tilbake hit etterpå. Hvis ingen side åpnet seg, kopier adressen.
link-left = { $time } igjen
link-last-minute = Ett minutt igjen.
steps-help = Vis alle stegene …
link-paste = Nettleseren viser en feil til slutt
link-paste-about = Kopier da hele adressen til den siden, den begynner med http://localhost, og lim den inn her. Den prøves som om nettleseren hadde kommet med den.
link-paste-address = Adressen til siden
link-paste-do = Bruk denne adressen
link-copy = Kopier nettadressen
link-done = Tilkoblet: { $name }
steps-hs-app = Lag din egen prosjektapp med OAuth i HubSpot.
steps-hs-callbacks = Registrer disse fem adressene for videresending.
steps-hs-scopes = Gi disse tilgangene: kontakter, selskaper og avtaler med egenskapene deres, eiere, lister og avmeldinger.
steps-hs-copy = Kopier klient-ID og klienthemmelighet inn i feltene under.
steps-hs-key = Lag en tjenestenøkkel for denne kontoen i HubSpot.
steps-hs-token = Kopier nøkkelen inn i feltet under.
steps-sf-app = Lag en External Client App med OAuth og PKCE i Salesforce Setup.
steps-sf-callbacks = Registrer disse fem adressene for tilbakekall.
steps-sf-scopes = Gi den disse tilgangene.
steps-sf-copy = Kopier nøkkelen (consumer key) inn i feltet under.
steps-sf-token = Kopier et tilgangstoken for integrasjonsbrukeren og organisasjonens adresse inn i feltene under.

## The first window
first-title = Hold HubSpot og Salesforce i takt, fra denne maskinen
first-demo = Prøv med eksempeldata
first-demo-about = To systemer på liksom med personer, en konflikt og feil å rette. Ingenting forlater denne maskinen.
first-demo-do = Start demoen
demo-stage-started = Begge systemene på liksom er oppe
demo-stage-linked = Tilkoblet
demo-stage-found = En første plan er laget
demo-stage-applied = Den er utført
demo-stage-ready = Klar
demo-stage-failed = Den kunne ikke gjøres klar
first-link = Koble til HubSpot og Salesforce
first-link-needs = Du trenger en superadministrator i HubSpot og en integrasjonsbruker i Salesforce. Det tar omtrent 15 minutter, og ingenting skrives før du har sett det.
first-link-do = Koble til
first-link-side = Koble til { $side }
first-missing = { $side } er ikke tilkoblet ennå.
first-data = Dataene dine går mellom HubSpot, Salesforce og denne maskinen, og ingen andre steder.
pair-title = Hold disse to i takt
pair-objects = Hold i takt:
pair-first-run = Den første kjøringen
first-run-agree = Gjør begge sider enige
first-run-agree-about = Du ser planen først.
first-run-link = Kobler bare postene
first-run-link-about = Verdiene blir som de er; senere endringer går over.
pair-id-fields = ID-feltene
id-fields-make = Lag dem
id-fields-make-about = Ett felt per objekt holder den andre sidens ID, så ingenting lages to ganger.
id-fields-leave = Jeg gjør det selv
id-fields-leave-about = Før de finnes, lages ingen poster.
pair-nothing-written = Ingenting skrives til poster før du utfører en plan.
pair-make = Lag paret

unlock-title = Åpne tilkoblingenes hemmeligheter
unlock-about = De ligger i en fil på denne maskinen som en passordfrase åpner.
unlock-new = Velg en passordfrase
unlock-new-about = Denne maskinen har ingen nøkkelring. Hemmelighetene til tilkoblingene lagres i en fil som denne passordfrasen åpner; uten den kan de ikke leses igjen.
unlock-passphrase = Passordfrase
unlock-do = Åpne

## Mapping
file-open = Som fil …
file-title = Tilordningen som fil
file-about = Kopier den for å beholde den eller gi den til en kollega; lim inn en annen for å gjøre den til utkast. Ingenting lagres av det, og den holder ingen hemmeligheter og ingen postdata.
file-copy = Kopier filen
file-read = Bruk som utkast
mapping-about = { $count ->
    [one] Ett felt
   *[other] { $count } felt
  } · { $flaws ->
    [0] ingenting er galt
    [one] ett trenger tilsyn
   *[other] { $flaws } trenger tilsyn
  }
mapping-objects = Objekter
mapping-parts = Deler av tilordningen
tab-fields = Felt
tab-rules = Opprett og slett
tab-pair = Hele paret
before-title = Poster fra før
before-none = Ingen, før de endres
before-none-about = Det som var der da objektet ble slått på, kommer først når noen endrer det.
before-all = Alle
before-all-about = Alt begge sider har, er med. Av aktiviteter kan det være svært mange: forhåndsvisningen sier hvor mange før noe skrives.
objects-add = Legg til et objekt
objects-add-about = Saker, oppgaver, samtaler og objekter som dere selv har definert, kan holdes i takt på samme måte som kontakter. Felt som heter det samme på begge sider, knyttes fra starten; endre dem etterpå. Ingen post skrives av dette.
objects-of = Objekt i { $side }
objects-add-now = Legg til objektet
objects-save-first = Lagre eller forkast endringene dine først.
objects-are-kept = { $object }: holdes i takt fra neste gjennomgang, med { $count ->
    [one] ett knyttet felt
   *[other] { $count } knyttede felt
  }.
objects-by-hand = { $side }: lag feltet { $field } på { $object } for hånd ({ $why }). Ingenting opprettes der uten det.
objects-take-out = Ta ut et objekt
objects-take-out-about = Det som er skrevet, blir stående på begge sider, og det gjør id-feltene også: settes objektet inn igjen, finner det postene sine igjen.
objects-take-out-sure = Fra neste gjennomgang leses og skrives ingenting av { $object }.
objects-take-out-now = Ta det ut
objects-keep = Behold det
objects-take-out-one = Ta ut { $object }
mapping-none = Ingenting er tilordnet
mapping-none-about = Paret har ingen objekter.
mapping-filter = Filtrer felt
mapping-accept-all = { $count ->
    [one] Godta ett forslag
   *[other] Godta { $count } forslag
  }
mapping-near = HubSpot-egenskap
mapping-far = Salesforce-felt
mapping-grid = Felttilordninger
mapping-free = Ikke tilordnet
mapping-free-count = HubSpot { $near } · Salesforce { $far }. Velg et felt, så partneren; eller dra det dit.
mapping-unsaved = { $count ->
    [0] Ingenting er ulagret
    [one] Én ulagret endring
   *[other] { $count } ulagrede endringer
  }
mapping-saving = Lagring skriver ingenting til HubSpot eller Salesforce. Neste plan viser hva det endrer.
mapping-saved = Lagret som versjon { $version }.
edit-undo = Angre
edit-redo = Gjør om
edit-discard = Forkast
edit-review = Se gjennom endringer …
change-alike = { $count ->
    [one] Dessuten en rad for én verdi som blir som den er
   *[other] Dessuten rader for { $count } verdier som blir som de er
  }
review-title = Se gjennom endringer
review-save = Lagre og forhåndsvis
differs-title = Hva som ville blitt annerledes
differs-head = { $count ->
    [0] Ingen av de { $looked } postene ville blitt behandlet annerledes, etter det som sist ble lest av dem.
    [one] Én av de { $looked } postene ville blitt behandlet annerledes, etter det som sist ble lest av dem.
   *[other] { $count } av de { $looked } postene ville blitt behandlet annerledes, etter det som sist ble lest av dem.
  }
differs-what = Hva som skjer
differs-more = Flere
differs-fewer = Færre
differs-otherwise = Annen verdi
differs-examples = Eksempler
differs-link = { $object } kobles til en post her
differs-create = { $object } lages her
differs-delete = { $object } slettes her
differs-hold = { $object } er ikke med
differs-write = { $object }: skrives til
differs-ask = { $object }: du blir spurt om
differs-today = I dag ville den fått
differs-then = skjer
differs-no-more = skjer ikke lenger
differs-unread = { $count ->
    [one] er aldri lest av én post; neste runde leser det.
   *[other] er aldri lest av { $count } poster; neste runde leser det.
  }
differs-undated = { $count ->
    [one] I én post skal den nyeste verdien stå; hvilken det er, spørres det om når en runde går.
   *[other] I { $count } poster skal den nyeste verdien stå; hvilken det er, spørres det om når en runde går.
  }
connect-title = Velg partneren
connect-to = hører sammen med, i { $side }:
connect-open = Vis feltene
connect-hint = eller klikk partneren under; Escape avbryter
connect-status = { $field } er valgt. Velg partneren på den andre siden.
guess-same = Samme navn og slag
guess-name = Samme navn
guess-known = Hører vanligvis sammen
guess-accept = Godta
guess-accept-of = Godta forslaget for { $field }
field-changed = endret
field-missing = finnes ikke, eller er skjult
field-required = påkrevd
field-details = Felttilordning
field-fits = Typene passer
field-way = Verdier går
field-note = Notat til deg selv
field-remove = Slutt å tilordne dette feltet
way-both = begge veier
way-to_salesforce = fra HubSpot til Salesforce
way-to_hubspot = fra Salesforce til HubSpot
way-none = ingen steder
way-locked = begge veier, låst
value-kind-text = tekst
value-kind-decimal = tall
value-kind-boolean = ja/nei
value-kind-date = dato
value-kind-time = klokkeslett
value-kind-instant = dato og tid
value-kind-choice = valgliste
value-kind-choices = flervalg
value-kind-reference = post
value-kind-references = poster
rule-of = Regel for { $field }: { $rule }
rule-prefer_salesforce_unless_blank = Salesforce vinner, hvis ikke tom
rule-prefer_salesforce_unless_blank-about = Verdien i Salesforce går til HubSpot. HubSpots når Salesforce bare mens Salesforce er tom.
rule-always_salesforce = Alltid Salesforce
rule-always_salesforce-about = Verdien i Salesforce går til HubSpot, også når den er tom. HubSpots når aldri Salesforce.
rule-two_way = Nyeste vinner
rule-two_way-about = Den nyeste endringen går til den andre siden, også tømming.
rule-dont_sync = Synkroniseres ikke
rule-dont_sync-about = De to feltene hører sammen, og ingenting skrives.
rule-prefer_hubspot_unless_blank = HubSpot vinner, hvis ikke tom
rule-prefer_hubspot_unless_blank-about = Verdien i HubSpot går til Salesforce. Salesforces når HubSpot bare mens HubSpot er tom.
rule-always_hubspot = Alltid HubSpot
rule-always_hubspot-about = Verdien i HubSpot går til Salesforce, også når den er tom. Salesforces når aldri HubSpot.
rule-earliest = Første verdi blir
rule-earliest-about = Verdien som var der først, blir stående på begge sider.
rule-fill_blanks = Fyll bare tomme
rule-fill_blanks-about = En verdi går bare inn i et tomt felt; det som er der, erstattes aldri.
rule-maximum = Største verdi vinner
rule-maximum-about = Det største tallet eller den seneste datoen gjelder på begge sider.
rule-union = Begge mengder samlet
rule-union-about = Valg som legges til eller fjernes på en side, legges til eller fjernes på begge.
rule-forward_only = Bare fremover
rule-forward_only-about = Flytter seg oppover i de ordnede valgene, aldri tilbake.
rule-ask = Spør meg
rule-ask-about = Når begge sider er endret, avgjør en person.
rule-opt_out = Låst: avmeldinger når begge sider
rule-opt_out-about = En avmelding på en side når den andre. Å fjerne haken i Salesforce melder ingen på igjen. Loven krever dette, så det er låst.
refusal-text_and_reference = En tekst og en post kan ikke høre sammen
refusal-hub_spot_user = HubSpot-brukere kan ikke tilordnes
refusal-no_form = Dette slaget felt har ingen verdier her
refusal-kinds = De to slagene kan ikke konverteres
flaw-filter-syntax = Utvalget kan ikke leses: { $message }
flaw-filter-too_large = Utvalget er for langt, eller har for mange parenteser i hverandre
flaw-filter-no_such_property = Utvalget nevner { $name }, og HubSpot har ingen slik egenskap
flaw-filter-no_condition = Utvalget virker ikke: { $message }
flaw-other_account = Filen gjelder bare for { $side }-kontoen { $only_for }, og dette paret har { $found }
flaw-unknown_list = HubSpot har ingen liste over slike poster som heter { $list }
flaw-list_not_active = Listen { $list } i HubSpot fyller seg ikke selv: velg en aktiv liste
flaw-format_version = Formatversjon { $found } er ikke kjent
flaw-id_twice = ID-en { $id } står to ganger
flaw-no_salesforce_object = Ingen Salesforce-objekter er nevnt
flaw-unknown_object = { $side } har ikke { $object }, eller det er skjult
flaw-unknown_field = { $side } { $object }.{ $field } er fjernet eller skjult
flaw-field_twice = { $side } { $object }: { $field } er tilordnet to ganger
flaw-not_writable = { $side } { $object }: { $field } kan ikke skrives
flaw-type_mismatch = { $hubspot } og { $salesforce }: { $why }
flaw-rule_not_for_kind = Denne regelen virker ikke for dette slaget felt
flaw-company_name = Company name er en tekst, Account er en post: synkroniser selskaper i stedet
flaw-email_rule = Denne regelen kan ikke brukes for e-postadressen
flaw-owner_rule = Denne regelen kan ikke brukes for eiere
flaw-email_mapping = Personer matches på e-postadressen, så den forblir tilordnet Email
flaw-opt_out_dropped = Tilordningen for avmelding kan ikke fjernes
flaw-opt_out_changed = Tilordningen for avmelding kan ikke endres
flaw-opt_out_rule_elsewhere = Regelen for avmelding er bare for avmeldingsfeltet
flaw-opt_out_hidden = Avmeldingsfeltet på { $object } er skjult i { $side }: gi innloggingen tilgang
flaw-transform-unknown = Omformingen { $name } er ikke kjent
flaw-create_setting = Denne måten å lage poster på passer ikke til objektene
flaw-match_key_setting = Denne sammenkoblingen passer ikke til objektet
flaw-list_of_a_log = En liste inneholder personer, og disse postene er hendelser: bruk et utvalg
flaw-repeats_without_a_log = Bare hendelser gjentar seg, og disse postene er ikke hendelser
flaw-follow_of_nobody = Bare personer har flere poster med samme adresse å følge
flaw-not_in_step = { $object } er ikke blant objektene som holdes i takt
flaw-unknown_pipeline = Salgsløpet { $pipeline } finnes ikke
flaw-unknown_record_type = { $pipeline } nevner posttypen { $record_type }, som Salesforce ikke har, eller som denne innloggingen ikke kan gi
flaw-unknown_stage = { $side } har ikke stadiet { $stage } i { $pipeline }
rules-scope = Hvilke poster er med
scope-which = Poster
scope-all = Alle
scope-filter = De i vårt eget utvalg
scope-list = Medlemmer av en HubSpot-liste
scope-expression = Utvalg (CEL)
scope-expression-about = For eksempel lifecyclestage != "subscriber"
scope-list-name = Navnet på listen
scope-about = Det holder endringer i begge retninger. Poster som faller ut, slutter å synkronisere; ingenting slettes. Et endret utvalg spør alltid før neste kjøring.
rules-matching = Hvordan poster finner hverandre
match-by = Koble sammen etter:
match-email = e-postadresse
match-additional_emails = flere e-postadresser
match-associated_contacts = koblede kontakter
match-domain = nettdomene
match-name = navn
match-about = I denne rekkefølgen. Kobling etter våre egne ID-felt kommer alltid først.
follow-title = Hvis flere Salesforce-poster har samme adresse
follow-linked = Bli hos den koblede posten
follow-linked-about = Koblingen flyttes bare når posten konverteres eller slås sammen med en annen.
follow-latest = Følg den som sist ble endret
follow-latest-about = Slik HubSpots egen kobling gjør det: koblingen hopper til en annen lead eller kontakt med adressen når den redigeres, og verdiene der teller.
match-none = Disse postene kobles bare etter egne ID-er; de gjettes aldri.
rules-create = Nye poster
create-in-salesforce = En HubSpot-post uten partner lager, i Salesforce
create-in-hubspot = En Salesforce-post uten partner lager, i HubSpot
create-nothing = ingenting
create-contact = en kontakt
create-lead = et lead
create-record = en post
create-leads_and_contacts = en kontakt, fra leads og kontakter
create-contacts = en kontakt, bare fra kontakter
create-leads = en kontakt, bare fra leads
create-records = en post
rules-delete = Slettede poster
delete-in-hubspot = Når en Salesforce-post slettes, skal HubSpot-posten
delete-in-salesforce = Når en HubSpot-post slettes, skal Salesforce-posten
delete-nothing = bli som den er
delete-unlink = kobles fra, og kunne kobles på nytt
delete-ask = vente på at du avgjør
delete-delete = slettes også, under nødbremsene
owners-title = Eiere knyttet for hånd
owners-about = Eiere finner hverandre etter navn og e-postadresse. Knytt her de som ikke gjør det.
owners-none = Ingen er knyttet for hånd.
owners-hubspot = E-postadresse i HubSpot
owners-salesforce = Brukernavn eller kø i Salesforce
owners-add = Knytt
owners-remove = Fjern
owners-remove-of = Fjern { $owner }
brakes-title = Nødbremser
brakes-about = En plan som går forbi en av disse, stopper, og ingenting av den skrives før en person utfører den. De summeres over 24 timer.
brakes-deletes = Slettinger
brakes-deletes_percent = Slettinger, % av koblede poster
brakes-cleared_values = Tømte verdier
brakes-changed_percent = Endrede poster, %
brakes-creates = Nye poster
brakes-creates_percent = Nye poster, %
brakes-default = Standard: { $count }
field-show = Vis
show-every = Alle felt
show-attention = De som trenger tilsyn
show-changed = Ulagrede endringer
show-free = Ikke tilordnet

## Settings
settings-saved = Lagret.
notices-title = Varsler
notices-list = Varsler
notices-open = Varsler
notices-open-unread = { $unread ->
    [one] Varsler: ett ulest
   *[other] Varsler: { $unread } uleste
  }
notices-none = Ingenting er varslet ennå. Det som trenger deg, kommer hit, og det som er rettet.
notices-read-all = Merk alle som lest
notices-unread = ulest
level-needs_you = Trenger deg
level-errors = Feil
level-recovered = Rettet
level-summary = Dagens oversikt
means-desktop = På skrivebordet
means-window = Bare i dette vinduet
means-nowhere = Ingen steder
notices-from = Feil fra
notices-measure = Regnet i
measure-records = Poster av én årsak
measure-percent = Prosent av parets poster
notices-quiet-from = Stille fra
notices-quiet-to = Stille til
notices-summary-at = Oversikt kl.
notices-days = Dager med varsler
notices-one-day = Minst én dag har varsler. Slå av nivåene over for ikke å høre noe.
weekday-1 = man.
weekday-2 = tir.
weekday-3 = ons.
weekday-4 = tor.
weekday-5 = fre.
weekday-6 = lør.
weekday-7 = søn.
notices-names = Nevn poster
notices-names-about = Alle som ser skjermen, kan lese dem, også når den er låst.
notices-about = Ett varsel for hver årsak når den kommer, blir ti ganger verre eller er rettet; aldri ett for hver post. Listen får det med en gang; skrivebordet viser det som kommer i stille timer, når de er over, om det fortsatt gjelder.
schedule-title = Tidsplan
schedule-look = Synkroniser
schedule-look-of = Synkroniser { $pair }
look-as_changes_arrive = Når endringer kommer
look-as_changes_arrive-about = Hvert minutt mens det er noen, ellers hvert 15. minutt
look-every = Med fast mellomrom
look-every-about = Et fast antall minutter etter hver runde
look-by_hand = Bare for hånd
look-by_hand-about = Når du trykker Synkroniser nå
schedule-minutes = Minutter mellom rundene
schedule-about = Når vår andel av dagens kall minker, kommer rundene sjeldnere enn dette.
shares-title = API-andel
shares-ours = Vår andel av døgnet
share-usual = De vanlige { $part }
share-percent = En annen andel
share-calls = Et antall kall
shares-percent = Prosent av kvoten
shares-calls = Kall per døgn
shares-used = { $used } kall de siste 24 timene. Ingen daglig grense er kjent.
shares-used-of = { $used } av { $budget } kall de siste 24 timene. Ingenting sendes utover det; avmeldinger har en egen reserve.
shares-about = Resten av leverandørens kvote er til de andre programmene dine.
clocks-sum = Faste kontroller: { $calls } kall per døgn
clocks-what = Kontroll
clocks-often = Hvor ofte
clocks-last = Sist
clocks-soon = så snart den kan
clocks-calls = Kall den tok
clocks-day = Per døgn
settings-window = Dette vinduet
settings-language = Språk
settings-look = Utseende
settings-scale = Tekststørrelse
settings-backups = Sikkerhetskopier av tilstanden
backups-none = Ingen ennå. En lages daglig, og før en plan går forbi en nødbrems.
backup-make = Sikkerhetskopier nå
backup-made = Sikkerhetskopiert.
settings-health = Om og helse
health-version = Versjon
health-system = System
health-state = Tilstand
health-sound = Tilstanden åpner og består kontrollen.
health-copy = Kopier detaljer
sidebar-words = Vis navn på skjermbilder
sidebar-icons = Vis bare ikoner
settings-program = Dette programmet
settings-on-close = Når vinduet lukkes
close-tray = Fortsett i systemkurven
close-quit = Avslutt
settings-at-login = Når jeg logger inn på maskinen
login-off = Ikke start
login-tray = Start i systemkurven
account-kind-emulated = Emulert på denne maskinen
link-is-it = Er dette riktig konto?
link-confirm = Bekreft
link-another = Logg inn på en annen
link-another-account = Dette er ikke { $name }, som er koblet til { $side } nå. Bekrefter du, kobles den til som enda en konto.
link-known = Den er allerede koblet til. Bekrefter du, fornyes innloggingen.
link-confirm-real = Her står ekte data på spill. Ingenting lagres før du bekrefter, og ingenting skrives før du har sett det.
link-confirm-about = Ingenting lagres før du bekrefter.
tab-scope = Hvilke poster
tab-matching = Sammenkobling
tab-owners = Eiere
scope-rule = Tar del når
scope-of-all = alle disse stemmer
scope-of-any = minst én av disse stemmer
scope-property = Egenskap
scope-asks = Betingelse
scope-value = Verdi
scope-add = Legg til en betingelse
scope-drop = Fjern betingelsen
scope-as-text = Rediger som tekst
scope-as-rows = Rediger som rader
scope-too-much = Dette filteret sier mer enn rader kan vise, så det redigeres som tekst.
scope-no-rows = Ingen betingelse ennå: alle tar del.
asks-is = er
asks-is_not = er ikke
asks-has = inneholder
asks-has_not = inneholder ikke
asks-over = er over
asks-under = er under
asks-filled = har en verdi
asks-blank = er blank
scope-counted = { $in } av { $all } tar del · { $out } utelatt
scope-unread = { $count } er ikke talt ennå: en egenskap i filteret er ikke lest av dem.
scope-compared = Sammenlignet med regelen i bruk: { $joining } flere, { $leaving } færre
scope-leaving = { $count ->
    [one] Den som ville falle ut
   *[other] De { $count } som ville falle ut
 }
scope-leaving-about = De slutter å synkroniseres. Ingenting slettes.
scope-counting = Teller …
doubles-title = Poster som ligner
doubles-none = Ingen to poster har samme verdi: hver finner én partner.
doubles-about = { $count ->
    [one] Én verdi finnes på flere poster på samme side. De kobles ikke, eller med én av flere: slå dem sammen i CRM-et.
   *[other] { $count } verdier finnes på flere poster på samme side. De kobles ikke, eller med én av flere: slå dem sammen i CRM-et.
 }
doubles-kind-email = E-postadresse
doubles-kind-domain = Nettdomene
doubles-kind-name = Navn
doubles-records = Poster
doubles-value = Verdi
doubles-count = Antall
owners-report = Eiere på begge sider
owners-report-about = De som er koblet, eier de samme postene på begge sider. En post hos en som ikke er koblet, beholder eieren den har i Salesforce.
owners-report-none = Ingen eiere er lest ennå. De leses i første kjøring.
owners-tie-unmatched = Ikke koblet
owners-tie-inactive = Inaktiv bruker
owners-tie-by_hand = Knyttet for hånd
owners-tie-matched = Koblet
owners-column-tie = Hvordan
owners-tie-now = Knytt …
owners-tie-of = Knytt { $owner }
owners-shown = Viser { $shown } av { $all }
mapping-sample = Eksempel
sample-here = Har nå
sample-becomes = blir
many-whole = { $count ->
    [one] Den ene verdien som er lest, kommer hel fram til { $side }.
   *[other] Alle de første { $count } verdiene kommer hele fram til { $side }.
  }
many-looked = { $count ->
    [one] Av den ene verdien som er lest, til { $side }:
   *[other] Av de første { $count } verdiene, til { $side }:
  }
many-refused = { $count } kan ikke overføres
many-lossy = { $count } blir forkortet
many-empty = { $count } blir tomme
many-example = «{ $value }»: { $becomes }
sample-refused = kan ikke: { $why }
becomes-too_long = for lang for feltet
becomes-not_an_option = ikke et valg der
becomes-not_a_number = ikke et tall
becomes-not_a_date = ikke en dato
becomes-not_a_boolean = verken ja eller nei
becomes-lossy = sifre ville gå tapt
becomes-out_of_range = for stort for feltet
becomes-wrong_kind = en annen type verdi
doubles-side = Side
owners-filter = Filtrer eiere
plan-leave-out = Hopp over
plan-take-in = Ta med
plan-leave-out-of = Hopp over { $name }
plan-take-in-of = Ta med { $name }
plan-left-out = { $count ->
    [one] Én post er utelatt.
   *[other] { $count } poster er utelatt.
 }
plan-take-all = Ta med alle
plan-try = Prøv på denne posten
plan-save = Lagre planen
plan-kept-at = Lagret; den inneholder personopplysninger, og bare du kan lese den:
plan-copied = { $count ->
    [one] Én skriving er kopiert.
   *[other] { $count } skrivinger er kopiert.
  }
plan-copied-part = De første { $count } skrivingene er kopiert, og planen har flere. Lagre planen for å få alle i en fil.
plan-copy = Kopier som CSV
apply-kept = { $count ->
    [one] Én post er utelatt.
   *[other] { $count } poster er utelatt.
 }
counted-contacts = { $count ->
    [one] kontakt
   *[other] kontakter
 }
counted-companies = { $count ->
    [one] selskap
   *[other] selskaper
 }
counted-deals = { $count ->
    [one] avtale
   *[other] avtaler
 }
counted-tickets = { $count ->
    [one] sak
   *[other] saker
  }
counted-Case = { $count ->
    [one] sak
   *[other] saker
  }
counted-tasks = { $count ->
    [one] oppgave
   *[other] oppgaver
  }
counted-calls = { $count ->
    [one] samtale
   *[other] samtaler
  }
counted-Lead = { $count ->
    [one] lead
   *[other] leads
 }
counted-Contact = { $count ->
    [one] kontakt
   *[other] kontakter
 }
counted-Account = { $count ->
    [one] konto
   *[other] kontoer
 }
counted-Opportunity = { $count ->
    [one] salgsmulighet
   *[other] salgsmuligheter
 }
tab-stages = Stadier
stages-about = Hva stadiet til en avtale blir i Salesforce, og hvilket stadium som står for det på veien tilbake. Et stadium som ikke er knyttet, krysser ikke.
stages-none = Ingen avtaleløp er lest
stages-near = Stadium i HubSpot
stages-far = Stadium i Salesforce
stages-end = Slutter
stages-of = Stadium i Salesforce for { $stage }
stages-not-tied = Ikke knyttet
stages-open = åpen
stages-won = vunnet
stages-lost = tapt
overview-setup = Oppsett
setup-done = { $done } av { $all }
setup-is-done = gjort
setup-linked = Koble til begge sider
setup-linked-do = Koble til
setup-written = Se på den første planen, og utfør den
setup-written-do = Gå til forhåndsvisningen
setup-errors = Rett det som ikke kommer gjennom
setup-errors-do = Se på feilene
setup-conflicts = Avgjør der sidene er uenige
setup-conflicts-do = Avgjør
setup-kept = La den holde sidene i takt selv
need-drift = { $count ->
    [one] Et felt i tilordningen passer ikke lenger: { $first }.
   *[other] { $count } felt i tilordningen passer ikke lenger. Det første: { $first }.
 }
need-repair = Rett opp
calls-others = Andre har brukt { $others } av { $most } i leverandørens døgn.
calls-others-unknown = Hvor mye andre har brukt, er ukjent.
calls-others-reading = Leser hvor mye andre har brukt.
flow-title = Poster per dag
flow-object = Objekt
flow-chart = { $object }: skrevne poster, tretti dager
flow-failed = Nye feil
feed-title = Siste skrivinger
feed-create = opprettet
feed-update = { $count ->
    [one] ett felt endret
   *[other] { $count } felt endret
  }
feed-delete = slettet
feed-failed = kom ikke gjennom; se Feil
calls-days = Våre kall per dag
calls-day = Dag
calls-as-table = Som tabell
backup-restore = Gjenopprett
backup-restore-of = Gjenopprett sikkerhetskopien fra { $at }
backup-restore-title = Gjenopprette sikkerhetskopien fra { $at }?
backup-restore-about = Tilstanden nå beholdes ved siden av. Begge CRM-ene blir som de er; neste kjøring sammenligner alt først, og nødbremsene holder det den ville endre.
tab-all = Alle objekter
objects-who = { $who ->
    [all] Alle poster
    [filter] Poster i vårt eget utvalg
   *[list] Medlemmer av en HubSpot-liste
  }
objects-stand = { $in } synkronisert, { $failing } med feil, { $waiting } venter
sample-holds = har
not-read = Ikke lest

## Det som velges i tilordningen utenom feltene
stakes-production = Ekte poster: fra første runde etter lagring virker det som velges her av seg selv, under nødbremsene. Forhåndsvisningen viser det først.
stakes-other = Fra første runde etter lagring virker det som velges her av seg selv, under nødbremsene. Forhåndsvisningen viser det først.
create-nothing-about = Ingenting lages; poster som har en partner, oppdateres fortsatt.
create-contact-about = Hver som er med, blir en ny kontakt; automatikk for nye kontakter kjører der.
create-lead-about = Hver som er med, blir et nytt lead; tildelingsregler og automatikk for nye leads kjører der.
create-record-about = Hver som er med, blir en ny post; automatikk for nye poster kjører der.
create-leads_and_contacts-about = Hvert lead og hver kontakt blir en ny HubSpot-kontakt, som kan starte arbeidsflyter og telle som markedsføringskontakt.
create-contacts-about = Hver kontakt blir en ny HubSpot-kontakt, som kan starte arbeidsflyter og telle som markedsføringskontakt; leads lager ingen.
create-leads-about = Hvert lead blir en ny HubSpot-kontakt, som kan starte arbeidsflyter og telle som markedsføringskontakt; kontakter lager ingen.
create-records-about = Hver blir en ny post i HubSpot, som kan starte arbeidsflyter.
create-outside-about = En ny person i Salesforce blir en kontakt også der listen eller utvalget utelater vedkommende; senere endringer venter da til den er med.
create-person-accounts = En personkonto lager også et selskap
create-person-accounts-about = Der Salesforce har personkontoer, lager hver av dem en kontakt i HubSpot, og med dette på også et selskap med personens navn. Selskaper som finnes, blir når det slås av.
delete-nothing-about = Partneren blir som den er, og de to kobles aldri igjen av seg selv.
delete-unlink-about = Partneren blir som den er, og kan finne eller lage en ny partner i neste runde.
delete-ask-about = Partneren blir til du avgjør det på posten; hver av dem står som en konflikt.
delete-delete-about = Partneren slettes også. Angring henter den ikke tilbake.
delete-kept-hubspot = Poster slettes i HubSpot. Papirkurven der beholder dem i 90 dager. En plan med mer enn { $count } slettinger, eller { $percent } % av de koblede postene, stopper før den skriver.
delete-kept-salesforce = Poster slettes i Salesforce. Papirkurven der beholder dem i 15 dager. En plan med mer enn { $count } slettinger, eller { $percent } % av de koblede postene, stopper før den skriver.
tab-optout = Avmeldinger
tab-lifecycle = Livssyklusstadium
optout-locked = Det som alltid gjelder
optout-to-salesforce = Den som melder seg av all e-post i HubSpot, får satt hake ved Email Opt Out i Salesforce ({ $objects }).
optout-to-hubspot = Den som får satt hake ved Email Opt Out i Salesforce, blir meldt av i HubSpot.
optout-stays = Å fjerne haken i Salesforce melder ingen på igjen: det kan bare personen selv gjøre.
optout-first = Der to poster kobles og den ene er avmeldt, er begge det fra da av.
optout-locked-about = Loven krever dette, så ingenting av det kan slås av, og avmeldinger går forbi alle nødbremser.
optout-chosen = Det du kan velge
optout-reach = Send bare avmeldinger, for personer som er utelatt
optout-reach-about = Av: en avmelding fra noen som listen eller utvalget utelater, venter til de er med. På: avmeldinger fra koblede personer krysser likevel, og ingenting annet av deres.
optout-leave = La det stå tomt når noen fjerner haken i Salesforce
optout-leave-about = Av: så lenge HubSpot sier avmeldt, settes haken ved Email Opt Out igjen, én gang. På: haken forblir borte, og Salesforce kan sende e-post til en som har meldt seg av. HubSpot sier avmeldt uansett.
optout-waiting = { $count ->
    [one] Én avmelding venter, fordi personen er utelatt.
   *[other] { $count } avmeldinger venter, fordi personene er utelatt.
  }
optout-will-cross = { $count ->
    [one] Én avmelding venter nå; første runde etter lagring sender den.
   *[other] { $count } avmeldinger venter nå; første runde etter lagring sender dem.
  }
lifecycle-opportunities = Det salgsmuligheter gjør med det
lifecycle-transitions = Salgsmuligheter flytter livssyklusstadiet
lifecycle-transitions-about = På: personer med en kontaktrolle på en åpen salgsmulighet blir Opportunity i HubSpot, og en vunnet gjør personer til Customer slik det velges under. Av: salgsmuligheter endrer ingens stadium. Arbeidsflyter som starter ved et stadium, starter.
lifecycle-won = En vunnet salgsmulighet gjør til Customer
won-nobody = ingen
won-nobody-about = Closed/Won endrer ingens stadium.
won-company_contacts = alle HubSpot-kontakter i selskapet
won-company_contacts-about = Hver HubSpot-kontakt i kontoens selskap, også de uten rolle, når én kontakt på kontoen har en kontaktrolle på salgsmuligheten.
won-contacts_with_a_role = bare kontakter med en rolle på den
won-contacts_with_a_role-about = Bare de som har en kontaktrolle på salgsmuligheten som ble vunnet.
lifecycle-needs = Det Closed/Won trenger
lifecycle-need-transitions = Salgsmuligheter flytter livssyklusstadiet
lifecycle-need-reach = Det er valgt hvem en vunnet gjør til Customer
lifecycle-need-companies = Selskaper holdes i takt med kontoer
lifecycle-role = I tillegg har hver salgsmulighet en kontakt på kontoen i en kontaktrolle. Uten det endrer den ingen.
lifecycle-met = gjort
lifecycle-not-met = ikke gjort
lifecycle-result-off = Slik det er satt, endrer salgsmuligheter ikke noe livssyklusstadium.
lifecycle-result-nobody = Slik det er satt, gir åpne salgsmuligheter Opportunity, og vunne endrer ingen.
lifecycle-result-no_companies = Slik det er satt, endrer vunne salgsmuligheter ingen: selskaper holdes ikke i takt, så ingen vet hvilket selskap en konto er.
lifecycle-result-company_contacts = Slik det er satt, gjør vunne salgsmuligheter alle HubSpot-kontakter i selskapet til Customer.
lifecycle-result-contacts_with_a_role = Slik det er satt, gjør vunne salgsmuligheter dem med en rolle på dem til Customer.
lifecycle-forward = Et stadium flyttes bare framover. Det en person setter tilbake for hånd i HubSpot, blir stående.
lifecycle-ripples = Hvem et steg tar med seg
lifecycle-contact_to_company = En kontakt tar med seg selskapet sitt
lifecycle-contact_to_company-about = På: når stadiet til en kontakt går framover, flyttes selskapet i HubSpot til samme stadium. Av: selskaper blir der de er.
lifecycle-company_to_contacts = Et selskap tar med seg kontaktene sine
lifecycle-company_to_contacts-about = På: når stadiet til et selskap går framover, flyttes alle kontaktene i HubSpot som ligger bak, til samme stadium. Ett klikk fra en kollega kan da flytte hundrevis av personer. Av: kontakter blir der de er.
lifecycle-ripples-once = Bare framover, og én gang for hvert steg: ingen settes tilbake, og det en person setter for hånd etterpå, blir stående.
lifecycle-ripples-idle = Slik det er satt, tas ingen med: selskaper holdes ikke i takt.
lifecycle-field = Et Salesforce-felt for det
lifecycle-lacking = Salesforce har ikke noe felt for livssyklusstadiet, så det vises ikke der.
lifecycle-make-about = Crosswalk kan lage det: en liste som heter Lifecycle Stage, med HubSpots stadier, på { $objects }, synlig for denne innloggingen. Ingenting lages før du sier det, og feltet tas i bruk når du lagrer tilordningen.
lifecycle-make = Lag det i Salesforce og tilordne det
lifecycle-made = { $field } er tilordnet. Det fylles fra første runde etter at du har lagret.
lifecycle-by-hand = Lag feltet { $field } for hånd, etter trinnene under: { $why }
lifecycle-yourself = Eller for hånd
lifecycle-step-make = I Salesforce: Setup › Object Manager › { $objects } › Fields & Relationships › New, en valgliste. Lag den på hver av dem med samme navn.
lifecycle-step-options = Gi den HubSpots stadier som verdier, i samme rekkefølge.
lifecycle-step-grant = La integrasjonsbrukeren lese og redigere den.
lifecycle-step-map = Se på nytt her, og tilordne den.
lifecycle-copy = Kopier HubSpots stadier
lifecycle-read = Se på nytt
lifecycle-map = Tilordne livssyklusstadiet …
lifecycle-tied = Knyttet til { $field }. Regel: { $rule }.
lifecycle-backward = Et steg tilbake som kommer fra Salesforce, tas ikke: HubSpots stadium blir stående, og posten sier hvorfor.
stages-also = Teller i HubSpot som
stages-also-about = Ingen HubSpot-stadier blir til disse. En avtale som flyttes dit i Salesforce, går til stadiet som velges her, eller blir der den er i HubSpot.
stages-also-of = HubSpot-stadiet som { $stage } teller som
stages-also-none = Ingenting
guard-title = Filen for denne tilordningen
guard-name = Navn i filen
guard-name-about = For den som leser filen; vinduet bruker fortsatt parets eget navn.
guard-only = Bare for { $side }-tilkoblingen { $name }
guard-only-about = På: filen sier { $id }, og den avvises for enhver annen { $side }-tilkobling. Av: den passer for alle.
guard-format = Format
field-ends = I Salesforce
field-end-on = Felt på { $object }
field-end-drop = Utelat
field-end-drop-of = Utelat { $object } fra dette feltet
field-end-none = Et objekt uten felt tar ikke del i dette.
field-company-about = På et lead er dette teksten Company. En kontakt har ingen slik tekst: kontoens navn fyller den aldri. Hold selskaper i takt, så blir kontoen kontaktens selskap.
field-transforms = Underveis
last-unread = { $count ->
    [one] ett objekt ikke lest
   *[other] { $count } objekter ikke lest
  }
need-check = Sjekk tilkoblingen
unread-means = Ingenting av det skrives, og ingenting går tapt: det går videre når { $side } viser det igjen.
overview-way = Retning
way-short-both = begge veier
way-short-to_salesforce = til Salesforce
way-short-to_hubspot = til HubSpot
way-short-none = ingenting
optout-look = Se på det
overview-why = Hvorfor?
overview-why-of = Hvorfor? { $object }
why-state = Tilstand
why-reason = Hvorfor
why-records = Poster
why-waiting_for_reading = En side viste ikke et objekt som den henger på, så den venter.
why-one = For én post: søk den opp under Poster. Setningen der nevner feltet og verdien.
mapping-in-use = Versjon { $version } gjelder til du lagrer.
going-any = Alle retninger
going-both = Begge veier
going-to_salesforce = Til Salesforce
going-to_hubspot = Til HubSpot
going-none = Ingen vei
going-locked = Låst
palette-mapped = { $field }: { $rule }
run-left-unknown = Beregner hvor lang tid resten tar …
run-left-soon = Under ett minutt igjen
run-left = { $minutes ->
    [one] Omtrent ett minutt igjen
   *[other] Omtrent { $minutes } minutter igjen
  }
record-open-in = Åpne i { $side }
error-where = Hvor
plan-version = Tilordning versjon { $version }; alt sjekkes igjen når den utføres.
plan-limits = Nødbremsene stopper over { $changed_percent } % endrede, { $cleared_values } tømte verdier, { $deletes } slettinger ({ $deletes_percent } %) eller { $creates } nye poster ({ $creates_percent } %).
first-later = Du kan prøve demoen nå og koble til senere.
first-import = Importer en tilordningsfil …
first-import-title = Importer en tilordningsfil
first-import-about = Velg en fil som er eksportert fra Crosswalk, eller lim den inn. Den prøves mot begge kontoene når paret lages, og ingenting skrives av det.
first-import-choose = Velg en fil …
first-import-text = Tilordningsfilen, som tekst
first-import-take = Bruk denne tilordningen
first-import-taken = { $count ->
    [one] Paret lages etter «{ $name }»: { $objects }; ett felt.
   *[other] Paret lages etter «{ $name }»: { $objects }; { $count } felt.
  }
first-import-drop = Bruk den vanlige tilordningen i stedet
first-restore = Gjenopprett en sikkerhetskopi …
first-restore-title = Gjenopprett en sikkerhetskopi
takeover-title = Denne maskinen holder dem i takt
takeover-about = Én Crosswalk holder to tilkoblinger i takt, og sier det i beskrivelsen av ID-feltene sine. Ta over paret når en annen gjorde det, eller når et ID-felt mangler og poster venter på det.
takeover-open = Ta over paret …
takeover-ask = Ta over paret?
takeover-do = Ta over
takeover-other = En annen Crosswalk som holder disse i takt, stopper innen en time.
takeover-fields = ID-felt som mangler, lages i HubSpot og Salesforce, og beskrivelsene nevner denne maskinen. Ingen post endres.
takeover-done = Denne maskinen holder paret i takt nå.

own-more = Flere tilkoblinger og par
own-more-first = En organisasjon kan holdes i takt med flere portaler, og en portal med en sandbox ved siden av. Legg til en tilkobling først.
own-more-about = Et nytt par lages av én HubSpot-portal og én Salesforce-organisasjon som er koblet til her, og har sin egen tilordning og sine egne planer.
own-new = Nytt par …
own-link-more = Legg til en { $side }-tilkobling …
own-new-title = Lag et nytt par
own-new-name = Navn på paret
own-known = Disse to er allerede et par: { $name }.
own-shares = { $org } er også i paret { $name }. Derfor lages ikke personer fra Salesforce i denne HubSpot-portalen, med mindre du velger det i tilordningen.
own-made = Paret { $name } er laget.
own-by-hand = Paret er laget; noen felt må du lage selv
account-pairs = I par
account-in-none = ikke i noe ennå
own-title = Dette paret
own-name = Navn
own-name-about = Bare på denne maskinen; ingen av sidene får vite det.
own-rename = Gi nytt navn
own-renamed = Paret heter { $name } nå.
own-remove = Fjern dette paret …
own-remove-demo = Demoen beholder paret sitt: gå ut av demoen i stedet.
own-remove-title = Fjerne { $name }?
own-goes = Det som forsvinner, på denne maskinen
own-goes-sync = De to sidene holdes ikke lenger i takt.
own-goes-mapping = Tilordningen og alle versjonene av den. Lagre den som fil først for å beholde den.
own-goes-links = Hvilken post som er hvilken, med feil, konflikter og avgjørelser.
own-goes-undo = Kjøringer og det de skrev: ingenting av det kan angres etterpå.
own-stays = Det som blir
own-stays-records = Hver post og hver verdi i HubSpot og Salesforce.
own-stays-ids = ID-feltene på dem: det samme paret, laget på nytt, finner alle igjen.
own-stays-accounts = Begge tilkoblingene beholdes her.
own-stays-backups = Sikkerhetskopier som ble tatt før.
own-remove-ask = Skriv { $name } for å fjerne det
own-remove-do = Fjern paret
own-removed = { $name } er fjernet. Ingenting er endret på noen av sidene.
conflicts-none-rules = Reglene avgjør { $ruled } av { $all } felt av seg selv; de andre ville ventet her.
demo-title = Dette er en demo
demo-about = To oppdiktede tilkoblinger på denne maskinen: ingenting du gjør her, når noen. Når du er klar, koble til dine egne; demoen holdes adskilt fra dem.
demo-leave = Forlat demoen
plan-side = Side
plan-both-sides = Til begge sider
plan-to = Til { $side }
plan-all-objects = Alle objekter
plan-group-by = Grupper etter
group-by-what = Etter hva som gjøres, og felt
group-by-side = Etter side
group-by-object = Etter objekt
group-by-rule = Etter regel
group-whole = Alt dette
figure-cleared = { $count ->
    [one] verdi å tømme
   *[other] verdier å tømme
  }
figure-equal = er allerede like
figure-left_out = utelatt
cleared-title = Verdier som ville bli tømt
cleared-line = { $count ->
    [one] Én verdi av { $field } ville bli tømt i { $side }. Regel: { $rule }.
   *[other] { $count } verdier av { $field } ville bli tømt i { $side }. Regel: { $rule }.
  }
cleared-kept = { $count ->
    [one] Verdien av { $field } blir stående i { $side }: posten er utelatt.
   *[other] De { $count } verdiene av { $field } blir stående i { $side }: postene er utelatt.
  }
cleared-see = Se dem
cleared-see-of = Se dem: { $field }
cleared-keep = Behold verdiene
cleared-keep-of = Behold verdiene av { $field }
cleared-clear = Tøm dem likevel
cleared-clear-of = Tøm dem likevel: { $field }
cleared-more = { $count ->
    [one] Ett felt til
   *[other] { $count } felt til
  }
# Aktiviteter
activities-title = Aktiviteter som blir oppgaver i Salesforce
activities-about = Hendelser hos personer som holdes i takt, blir oppgaver fra det øyeblikket dette lagres; ingenting fra før tas med. Lagring lager ett felt på aktivitetene i Salesforce, slik at ingen oppgave lages to ganger. Det noen endrer på en oppgave, eller sletter, blir som de forlot det.
activities-opens = Åpninger av markedsførings-e-post
activities-clicks = Klikk i markedsførings-e-post
activities-off = Ingen
activities-off-about = Oppgaver som ble laget, blir stående.
activities-each = En oppgave for hver
activities-each-about = Den som åpner en e-post fem ganger, får fem oppgaver.
activities-collapsed = Én oppgave med teller
activities-collapsed-about = Én for hver person og e-post; telleren går opp.
activities-count = Hvor mange oppgaver?
activities-expected = Ventet de neste 30 dagene, etter den siste uken: { $each } oppgaver, eller { $collapsed } med teller.
activities-expected-more = Ventet de neste 30 dagene, etter den siste uken: mer enn { $each } oppgaver, eller mer enn { $collapsed } med teller.
owner-cards-title = Eiere i Salesforce som HubSpot ikke har
owner-cards-about = HubSpots eget eierfelt tar bare HubSpots eiere; det er tomt der Salesforces eier ikke finnes der. Tre egenskaper på posten kan si hvem det er: id, navn og type. De lages i HubSpot, og holdes ved like fra neste runde.
owner-cards-make = Lag egenskapene
owner-cards-made = Egenskapene er på plass: { $objects }
owner-cards-by-hand = Lag egenskapen { $field } på { $object } for hånd, som tekst på én linje: { $why }
becomes-not_in_the_list = ikke i verdilisten
becomes-not_a_phone_number = ikke et telefonnummer
becomes-shortened = forkortet
flaw-transform-kind = { $name } tar ikke imot denne typen verdi: { $kind }
flaw-transform-one_way = { $name } har ingen vei tilbake: velg en regel der én side alltid vinner
flaw-transform-not_here = Eiere, faser og tilknytninger krysser etter egne lister, ikke ved omforming
flaw-setting-missing = { $name }: { $setting } mangler
flaw-setting-unknown = { $name } har ingen innstilling { $setting }
flaw-setting-bad = { $name }: { $setting } kan ikke være det
transforms-none = Verdier krysser som de er.
transform-add = Legg til en omforming…
transform-one-way = én vei
transform-up-of = Flytt opp: { $name }
transform-down-of = Flytt ned: { $name }
transform-remove-of = Fjern: { $name }
transform-no-sample = Ingen post er lest ennå som viser hva en verdi blir til, eller denne har ingen.
transform-preview = Hva en ekte verdi blir til
transform-way-salesforce = HubSpots verdi i Salesforce
transform-way-hubspot = Salesforces verdi i HubSpot
rule-through = { $more ->
    [0] { $name }
   *[other] { $name } + { $more }
 }
transform-trim = Fjern mellomrom
transform-trim-about = Ingen mellomrom i endene, og aldri to på rad.
transform-case = Store og små bokstaver
transform-case-about = Hele teksten på én måte. Sidene sammenlignes slik.
transform-phone_e164 = Telefonnummer
transform-phone_e164-about = På internasjonal form, +4722225555. Det samme nummeret skrevet på en annen måte er ingen forskjell.
transform-number_format = Tall som tekst
transform-number_format-about = En tekst med disse tegnene er et tall på den andre siden.
transform-date_format = Dato som tekst
transform-date_format-about = En tekst etter dette mønsteret er en dato på den andre siden: yyyy, MM, dd, HH, mm, ss.
transform-day_in_zone = Dag i en tidssone
transform-day_in_zone-about = Et tidspunkt er dagen det faller på der.
transform-currency = Valuta
transform-currency-about = Et beløp etter fast kurs, avrundet. Siden med flest desimaler beholder dem.
transform-yes_no = Ja eller nei
transform-yes_no-about = To ord er ja og nei.
transform-split = Del opp
transform-split-about = En tekst er flere valg.
transform-join = Slå sammen
transform-join-about = Flere valg er én tekst.
transform-part = Del av en tekst
transform-part-about = Bare én del krysser; −1 er den siste. Det er ingen vei tilbake.
transform-truncate = Forkort
transform-truncate-about = Kuttes der den er for lang, med en advarsel. Det er ingen vei tilbake.
transform-values = Verdiliste
transform-values-about = Hvilket valg i HubSpot som er hvilket i Salesforce.
transform-set-to = Bokstaver
transform-to-upper = STORE
transform-to-lower = små
transform-to-title = Hvert Ord
transform-set-region = Land, to bokstaver
transform-set-decimal = Desimaltegn
transform-set-group = Tusenskille
transform-set-pattern = Mønster
transform-set-zone = Tidssone
transform-set-rate = Kurs, HubSpot til Salesforce
transform-set-decimals = Desimaler
transform-set-yes = Ord for ja
transform-set-no = Ord for nei
transform-set-by = Skilletegn
transform-set-number = Hvilken del
transform-set-chars = Høyst så mange tegn
transform-set-else_salesforce = Andre blir, i Salesforce
transform-set-else_hubspot = Andre blir, i HubSpot
transform-else-none = ingenting: de krysser ikke
values-lacking = { $count ->
    [0] Alle HubSpot-valg har en partner.
    [one] Ett HubSpot-valg har ingen partner.
   *[other] { $count } HubSpot-valg har ingen partner.
 }
values-fill = Fyll ut etter like navn
values-none = ingen
values-of = Salesforce-valg for { $option }
values-also-about = Ingen HubSpot-valg blir til disse. På vei tilbake kan hvert telle som ett.
values-also-of = HubSpot-valg som { $option } teller som
values-hubspot = I HubSpot
values-salesforce = I Salesforce
values-add = Legg til en rad
values-remove = Fjern raden for { $option }
transform-then = Det som når Salesforce: { $kind }.
transform-flawed = Rett det som er galt for å se hva en verdi blir til.
transform-another = En annen post

## Felt som oppsettet lager, og koblinger mellom poster: ingen leverandør har en etikett på dem
own-field-id = Crosswalk-ID
own-field-owner-id = Eier i Salesforce: ID
own-field-owner-name = Eier i Salesforce: navn
own-field-owner-type = Eier i Salesforce: bruker eller kø
own-field-company = Primærselskap
own-field-companies = Selskaper
own-field-contacts = Kontakter
own-field-deals = Avtaler
own-field-roles = Kontakter med en rolle
own-field-labelled = Kontakter merket «{ $label }»
own-field-with-role = Kontakter med rollen «{ $label }»
create-rules = For noen poster
create-rules-about = Den første regelen som passer på en post i HubSpot, avgjør hva den lager. Passer ingen, gjelder innstillingen over. Poster som har en partner, blir som de er.
create-rules-no-rows = Ingen betingelse ennå: si hvilke poster dette gjelder.
create-rules-one = Regel { $at }
create-rules-makes = Lager i Salesforce
create-rules-up = Flytt opp
create-rules-remove = Fjern regelen
create-rules-add = Legg til en regel
campaigns-title = Kampanjer i Salesforce
campaigns-about = En egenskap på kontaktene i HubSpot kan vise hvilke kampanjer i Salesforce hver person er medlem av. Ingenting skrives til Salesforce for dette.
campaigns-make = Lag egenskapen og koble den
campaigns-made = { $field } er koblet. Den fylles fra første runde etter at du har lagret.
campaigns-by-hand = Lag egenskapen { $field } for hånd, som enlinjes tekst: { $why }
account-permission-set = Kopier et tillatelsessett
errors-approve = Godkjenn feltet
errors-look-again = Se på feltet på nytt
preflight-all = Vis alle { $count }
