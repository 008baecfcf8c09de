# Ord for mennesker, på bokmål. Én liste for kommandolinjen, varsler og vinduet.
# Meldingene reason-*, ruling-*, skip-*, state-*, brake-* følger kodene i programmet.

## Hvor en kobling står
state-new = Ikke avgjort ennå
state-left_out = Utelatt
state-in_sync = I takt
state-waiting = Venter
state-held = Holdt tilbake
state-conflict = Konflikt
state-failing = Feiler
state-put_back = Satt tilbake
state-unlinked = Koblet fra

## Hvorfor en post er der den er
reason-not_planned_yet = Den er lest, men ingen plan har sett på den ennå.
reason-in_sync = Begge sider er enige.
reason-owner_unmatched = { $side ->
    [HubSpot] Alt annet stemmer. Eieren i Salesforce finnes ikke i HubSpot med samme navn og adresse, så HubSpot har ingen eier: legg til personen i HubSpot, eller knytt de to sammen for hånd i parfilen.
    [Salesforce] Alt annet stemmer. Eieren i HubSpot er ingen aktiv bruker i Salesforce med samme navn og adresse, så eieren i Salesforce blir stående: legg til personen i Salesforce, eller knytt de to sammen for hånd i parfilen.
   *[other] Alt annet stemmer. Eieren finnes ikke på den andre siden med samme navn og adresse: legg til personen der, eller knytt de to sammen for hånd i parfilen.
  }
reason-synced = Begge sider er enige etter siste skriving.
reason-planned = En plan endrer den; ingenting er sendt ennå.
reason-no_email = Den har ingen e-postadresse, og personer kobles bare på adresse.
reason-out_of_scope = { $field ->
    [pipeline] Den er i en pipeline uten tilordnede faser, og er derfor ikke med.
    [hs_pipeline] Den er i en pipeline uten tilordnede faser, og er derfor ikke med.
   *[other] Inkluderingslisten eller filteret utelater den.
  }
reason-held_out_of_scope = { $field ->
    [pipeline] Den er koblet, men er i en pipeline uten tilordnede faser: ingenting skrives før den er i en som har det.
    [hs_pipeline] Den er koblet, men er i en pipeline uten tilordnede faser: ingenting skrives før den er i en som har det.
   *[other] Den er koblet, men inkluderingslisten eller filteret omfatter den ikke lenger: ingenting skrives før det gjør det igjen.
  }
reason-create_off = Den har ingen partner, og nye poster av dette slaget er slått av for den siden.
reason-no_contact_syncs = Ingen av kontaktene har eller får en kontakt i Salesforce, så den lager ingen konto.
reason-no_id_field = Den har ingen partner, og ingenting opprettes på den siden før parets id-felt finnes der. Å overta paret lager det.
reason-required_missing = { $field ->
    [none] Et felt som den andre siden krever, mangler verdi.
   *[other] Den andre siden krever { $field }, som mangler verdi.
  }
reason-waiting_for_parent = Den venter på en post som den hører til.
reason-waiting_for_reading = { $side } viste ikke { $object } i den siste runden, så den venter: { $message }
reason-waiting_for_retry = En tidligere skriving feilet; den prøves igjen av seg selv.
reason-behind_brake = En brems stoppet planen den var i; se på planen og utfør den.
reason-answer_lost = Den ble sendt, men svaret gikk tapt; neste gang undersøkes den før noe skrives.
reason-changed_meanwhile = Den ble endret mellom plan og skriving, og planlegges på nytt.
reason-conflict_ask = { $field ->
    [none] Et felt ble endret på begge sider, og regelen overlater valget til deg.
   *[other] { $field } ble endret på begge sider, og regelen overlater valget til deg.
  }
reason-refused = { $code ->
    [none] Skrivingen ble avvist.
   *[other] Skrivingen ble avvist: { $message } ({ $code })
  }
reason-not_convertible = { $field ->
    [none] En verdi har ingen form på den andre siden.
   *[other] Verdien i { $field } har ingen form på den andre siden.
  }
reason-put_back = Den ble satt tilbake; sidene er ulike til neste endring.
reason-unlinked_by_person = Noen koblet den fra.
reason-never_by_person = Noen bestemte at den aldri skal synkroniseres.
reason-partner_deleted = { $field ->
    [deleted] Partneren er slettet, og om den også skal slettes, avgjør du.
   *[other] Partneren er slettet.
  }
reason-deleted = { $partner ->
    [gone] Begge postene er slettet.
    [deleted] Den er slettet, og partneren med den.
   *[other] Den er slettet.
  }
reason-takes_along = { $field ->
    [deleted] Den er slettet. Slettes partneren også, følger andre poster med i Salesforce ({ $count ->
        [unknown] ingen vet hvor mange
       *[other] { $count }
      }), så det avgjør du.
   *[other] Den er slettet. Partneren slettes når postene som henger på den i Salesforce, er borte ({ $count }).
  }
reason-went_along = Partneren fulgte med da Crosswalk slettet posten den hørte til i Salesforce. Ingen har slettet denne, og den blir som den er.
reason-absorbed = Den er slått sammen med en annen post.
reason-lost_to_other_link = To koblinger havnet på én post, og den andre ble stående.
reason-duplicate_of_linked = { $id ->
    [none] En annen post med samme e-postadresse er partneren.
   *[other] { $object } { $id } har samme e-postadresse, og har allerede en partner.
  }
reason-erased = Glemt på forespørsel: ingenting om den er lagret her, og den synkroniseres aldri igjen.
reason-tied_elsewhere = Kontaktene peker på en post som er knyttet til en annen; et menneske kan knytte den for hånd.
reason-no_longer_visible = En full sammenligning fant den ikke, og ingenting sier at den er slettet.
reason-linked_only = Første kjøring koblet den bare; verdiene blir som de var til neste endring.
reason-converted_waiting = Emnet er konvertert: kontakten det ble til, blir sett på i stedet når den er lest.
reason-person_account = Den hører til en personkonto.

## Hvordan en regel kom til svaret
ruling-one_side_changed = bare én side ble endret
ruling-ruling_side_stands = verdien på den bestemmende siden settes tilbake
ruling-ruling_side_wins = begge ble endret, den bestemmende siden vinner
ruling-fills_blank = fyller et tomt felt
ruling-newest = begge ble endret, den nyeste vinner
ruling-skew_window = begge ble endret innen ett minutt, Salesforce vinner
ruling-first_link_ruling_side = første kobling, verdien fra den bestemmende siden
ruling-earliest = den første verdien blir stående
ruling-maximum = den største verdien
ruling-union = begge mengdene sammen
ruling-forward_only = går bare forover
ruling-opt_out_reaches = en avmelding når den andre siden
ruling-opt_out_restored = fortsatt avmeldt i HubSpot, krysset av igjen
ruling-opt_out_lifted = påmeldt igjen av personen selv
ruling-closed_won = en salgsmulighet er vunnet
ruling-open_opportunity = har en rolle i en åpen salgsmulighet
ruling-contact_stage = en kontakt i selskapet gikk videre
ruling-company_stage = selskapet gikk videre
ruling-new_record = første verdi i en ny post
ruling-pair_id = parets egen id
ruling-decided_by_person = avgjort av et menneske
ruling-undo = satt tilbake

## Bremser
brake-deletes = { $count } slettinger, flere enn { $limit }
brake-cleared_values = { $count } verdier ville bli tømt, flere enn { $limit }
brake-changed_records = { $count } poster ville bli endret, flere enn { $limit }
brake-creates = { $count } poster ville bli opprettet, flere enn { $limit }
brake-first_run = Første kjøring spør alltid ({ $count } poster).
brake-empty_side = Den siden er tom, og var det ikke før.
brake-changed_design = Et filter, en koblingsnøkkel, en retning eller en konto er endret.
brake-loop = Et felt blir stadig skrevet på begge sider.
brake-another_connector = HubSpots egen Salesforce-integrasjon skriver fortsatt her. Slå den av i HubSpot; en halv time etter dens siste skriving går dette videre.

## Hva som er galt, etter feilkode; error-vendor står for leverandørens egne koder
error-too_long = En verdi er lengre enn { $field } i { $side } tar.
error-not_an_option = En verdi er ikke blant valgene i { $field } i { $side }.
error-not_in_the_list = En verdi til { $field } i { $side } står ikke i tilordningens verdiliste.
error-not_a_phone_number = En verdi til { $field } i { $side } er ikke et telefonnummer.
error-shortened = En verdi ble forkortet for { $field } i { $side }.
error-not_a_number = En verdi til { $field } i { $side } er ikke et tall.
error-not_a_date = En verdi til { $field } i { $side } er ikke en dato.
error-not_a_boolean = En verdi til { $field } i { $side } er verken ja eller nei.
error-lossy = En verdi til { $field } i { $side } ville miste sifre.
error-out_of_range = Et tall får ikke plass i { $field } i { $side }.
error-no_partner = Posten som { $field } i { $side } skulle peke på, har ingen partner ennå.
error-owner_unmatched = Eieren har ingen partner i { $side }.
error-wrong_kind = { $field } i { $side } er av et annet slag.
error-not_writable = { $field } i { $side } er skrivebeskyttet eller skjult.
error-backward = { $field } i { $side } går bare framover.
error-refused_before = { $side } har avvist denne verdien av { $field } før.
error-amount_of_products = Salesforce svarte ja og beholdt sitt eget beløp: for en salgsmulighet med produkter er det summen av dem.
error-not_taken = { $side } svarte ja og beholdt den gamle verdien av { $field }.
error-field_gone = { $field } i { $side } er fjernet eller skjult for denne påloggingen: det som trenger det, venter, og alt annet går videre.
error-field_unfit = { $field } i { $side } har fått en type som ikke lar seg koble: alt annet går videre uten.
error-field_retyped = { $field } i { $side } har en annen type enn da tilordningen ble lagret: feltet venter på deg.
error-field_emptied = { $field } i { $side } kom tilbake uten verdiene: feltet venter på deg, og ingenting tømmes.
error-vendor = { $field ->
    [none] { $side } avviste en post: { $message }
   *[other] { $side } avviste { $field }: { $message }
  }

## Hva du kan gjøre med det
remedy-too_long = Kort ned verdien, eller gjør { $field } lengre i { $side }.
remedy-not_an_option = Legg til valget i { $field } i { $side }, eller velg en annen verdi.
remedy-not_in_the_list = Legg verdien til i tilordningens verdiliste, eller si der hva andre blir.
remedy-not_a_phone_number = Rett nummeret på den andre siden, eller gi det landkode.
remedy-shortened = Ingenting, hvis kortformen holder; ellers forkort verdien, eller la tilordningen beholde mer.
remedy-not_a_number = Rett verdien på den andre siden.
remedy-not_a_date = Rett verdien på den andre siden.
remedy-not_a_boolean = Rett verdien på den andre siden.
remedy-lossy = Gi { $field } i { $side } flere desimaler, eller la koblingen runde av.
remedy-out_of_range = Gi { $field } i { $side } flere sifre, eller rett verdien.
remedy-no_partner = Ingenting, hvis posten også synkroniseres: den følger av seg selv.
remedy-owner_unmatched = Knytt eieren til en bruker for hånd i parfilen.
remedy-wrong_kind = Koble { $field } til et felt av samme slag.
remedy-not_writable = Gi brukeren som er logget inn i { $side }, redigeringsrett til { $field }.
remedy-backward = Sett steget for hånd i { $side }, hvis det skal tilbake.
remedy-refused_before = Endre verdien eller koblingen, eller be om et nytt forsøk.
remedy-amount_of_products = Endre produktene i Salesforce, eller la beløpet bare flyte fra Salesforce.
remedy-not_taken = Se etter en automatisering i { $side } som setter den gamle verdien tilbake.
remedy-field_gone = Vis { $field } for brukeren som er logget inn i { $side }, eller gjenopprett feltet der; da går det videre av seg selv. Skal det være borte, tar du det ut av tilordningen.
remedy-field_unfit = Gi { $field } den gamle typen tilbake i { $side }, eller koble et annet felt.
remedy-field_retyped = Se på tilordningen av { $field }. Vil du gå videre slik feltet er nå, godkjenner du det (nytt forsøk for denne gruppen), eller lagrer tilordningen på nytt.
remedy-field_emptied = Gjenopprett verdiene i { $side }. Vil du gå videre med det tomme feltet, godkjenner du det (nytt forsøk for denne gruppen): det fylles da fra den andre siden der regelen tillater det.
remedy-vendor = Gjør det meldingen sier, og be om et nytt forsøk.

## En plan som fil
plan-saved = Lagret i { $file }: { $count } poster. Filen inneholder personopplysninger, og bare du kan lese den: slett den når planen er utført.
left-changed = ikke skrevet: planen nå skriver noe annet.
left-gone = ingenting igjen å skrive.
left-new = ikke skrevet: filen viser den ikke.
left-more = … og { $count } til; --json nevner alle.

## En plan
act-create = opprett
act-update = endre
act-delete = slett
act-ask = spør
act-skip = utelat
plan-head = Dette er ulikt ({ $count } poster sett på):
plan-where = { $object } i { $side }
plan-ask = felter som et menneske må avgjøre
plan-skip = verdier som ikke har plass der
plan-cost = Pris: omtrent { $hubspot } kall til HubSpot og { $salesforce } til Salesforce.
sets-off-hubspot_workflows = Nye i HubSpot: { $count }. Arbeidsflyter kan starte, og sende e-post.
sets-off-marketing_contacts = Nye kontakter i HubSpot: { $count }. Hver kan telle som markedsføringskontakt, som HubSpot tar betalt for.
sets-off-salesforce_automation = Nye i Salesforce: { $count }. Tildelingsregler, flyter og triggere kan kjøre, og sende e-post.
sets-off-salesforce_storage = Datalagring i Salesforce: omtrent { $count } kB.
plan-fields = Etter felt og regel:
plan-examples = For eksempel:
plan-more = … og { $count } til
brake-line = Brems på { $mapping } til { $side }: { $why }

## Hvordan en kjøring endte
result-done = ferdig
result-some_failed = ferdig, og noen poster mislyktes
result-braked = stoppet før den skrev
result-planned = bare planlagt
result-outdated = ingenting skrevet: planen nå er ikke den som ble vist
result-failed = mislyktes
result-interrupted = avbrutt; neste runde fortsetter
unread-line = { $side } viste ikke { $object }, så alt som henger på det, venter: { $message }
drift-line = { $object }.{ $field } i { $side } { $what }: det som trenger det, venter, og alt annet går videre.
drift-gone = er fjernet eller skjult
drift-unfit = har fått en type som ikke lar seg koble
drift-retyped = har en annen type enn da tilordningen ble lagret
drift-emptied = kom tilbake uten verdiene

## Mens den følger med
watch-asleep = Ingen har sett etter på { $days } dager. Alt siden da tas igjen nå; bremsene holder det som er for mye.
watch-again = Det går videre av seg selv; neste forsøk er om { $minutes } minutter.

## Hvordan et par står
status-head = Dette er igjen å se på:
status-conflicts = Konflikter som du må avgjøre: { $count }.
status-errors = Grupper av feil: { $count }.
status-opt-outs = Reservasjoner som venter på at personen blir med: { $count }.

## Hva faste kontroller koster
clock-head = Faste kontroller utenom endringene, og hva den siste av hver kostet:
clock-line = { $product }: { $check }, { $often }: { $calls } kall, { $a_day } per døgn.
clock-none = Hva de faste kontrollene koster, er ikke målt ennå: hver av dem telles neste gang den gjøres.
clock-every-hour = hver time
clock-every-day = én gang i døgnet
clock-every-week = én gang i uka
clock-every-minutes = hvert { $minutes }. minutt
clock-schema = konto, eiere og felter
clock-verify = endringer fra lenger tilbake
clock-others = om en annen kobling skriver
clock-archived = hva som er slettet
clock-opt_outs = reservasjoner hos koblede personer
clock-sweep = alt, sammenlignet

## Demoen
demo-started = En HubSpot og en Salesforce er oppe på denne maskinen, med { $people } personer (frø { $seed }).
  Ingen ekte konto blir rørt. Tilstand: { $home }
demo-linked = Koblet: HubSpot «{ $hubspot }» med Salesforce «{ $salesforce }»; { $fields } felter koblet ut fra det begge har.
demo-applied = Utført.
applied-creates = Planla å opprette { $hubspot } i HubSpot og { $salesforce } i Salesforce
applied-updates = å endre { $hubspot } i HubSpot og { $salesforce } i Salesforce
applied-written = skrev { $hubspot } i HubSpot og { $salesforce } i Salesforce
applied-failed = mislyktes { $hubspot } i HubSpot og { $salesforce } i Salesforce
demo-again-quiet = Andre runde: ingenting å gjøre.
demo-again-busy = Andre runde: { $planned } skrivinger planlagt, { $writes } sendt.
demo-again-seen = Emulatoren så { $requests } forespørsler og { $writes } skrivinger.
demo-still = Den lar dette stå: { $left_out } utelatt, { $conflict } i konflikt, { $failing } mislykkes, { $waiting } venter.
demo-accident = Så tømte noen «{ $field }» på hver HubSpot-kontakt ved et uhell. Neste runde:
demo-accident-end = { $result }; emulatoren så { $writes } skrivinger.
demo-next = Her kan du se videre:

## Når en kommando svikter; fault-* og do-* følger feilkodene
fault-head = feil
fault-pair_not_ready = Paret kjører ikke: { $message }
fault-interrupted = Avbrutt: { $message }
fault-unexpected_answer = Et uventet svar: { $message }
fault-no_keychain = Ingen nøkkelring er tilgjengelig: { $message }
fault-keychain_locked = Nøkkelringen er låst: { $message }
fault-passphrase_needed = Tilkoblingenes hemmeligheter ligger i en fil som en passordfrase åpner.
fault-wrong_passphrase = Passordfrasen åpner ikke hvelvfilen: { $message }
fault-vault_failed = Hvelvet svarte ikke: { $message }
fault-no_such = Det finnes ikke: { $message }
fault-mapping_flawed = Tilordningen passer ikke: { $message }
fault-bad_file = Filen kan ikke leses: { $message }
fault-bad_plan_file = Planfilen kan ikke brukes: { $message }
fault-plan_void = Planen gjelder ikke lenger: { $message }
fault-refused = Avvist: { $message }
fault-value_unfit = { $why ->
    [too_long] { $side } tar høyst { $limit } tegn i { $field }
    [shortened] { $side } tar høyst { $limit } tegn i { $field }
    [not_an_option] «{ $option }» er ikke et valg i { $field } i { $side }
    [not_in_the_list] «{ $option }» er ikke i tilordningens liste for { $field }
    [not_a_number] { $field } i { $side } er et tall
    [not_a_phone_number] { $field } i { $side } er et telefonnummer
    [not_a_date] { $field } i { $side } er en dato, som 2026-11-23
    [not_a_boolean] { $field } i { $side } er ja eller nei
    [lossy] { $field } i { $side } tar færre sifre
    [out_of_range] { $field } i { $side } tar mindre tall
    [not_writable] { $field } i { $side } kan ikke skrives
   *[wrong_kind] { $field } velges fra en side, og skrives ikke inn
  }
fault-answer_of_another = den adressen hører til en annen innlogging
fault-answer_foreign = det er ikke adressen som innloggingen ender på
fault-answer_without_code = den adressen har ikke noe svar i seg
fault-answer_unasked = ingen innlogging venter på svar
fault-emulator = Emulatoren startet ikke: { $message }
fault-sign_in_needed = Innlogging trengs: { $message }
fault-not_allowed = Ikke tillatt: { $message }
fault-limit_reached = En grense er nådd: { $message }
fault-unreachable = Ingen svarte: { $message }
fault-unavailable = Leverandøren er ute av drift: { $message }
fault-missing_or_hidden = Noe mangler eller er skjult: { $message }
fault-host_refused = Adressen ble avvist: { $message }
fault-refused_by_vendor = Leverandøren avviste det: { $message }
fault-state_held = En annen instans holder tilstanden: { $message }
fault-state_newer = Tilstanden er fra en nyere versjon: { $message }
fault-state_older = Tilstanden er fra en eldre versjon: { $message }
fault-state_damaged = Tilstanden er skadet: { $message }
fault-path_refused = Noe er i veien: { $message }
fault-no_state = Det er ingen tilstand her: { $message }
fault-hubspot_taken = HubSpot-kontoen er i et annet par: { $message }
fault-record_taken = Posten er koblet allerede: { $message }
fault-wrong_state = Det passer ikke som det står nå: { $message }
fault-disk_full = Disken er full: { $message }
fault-state_failed = Tilstanden svarte ikke: { $message }
do-pair_not_ready = gjør det meldingen sier, og prøv igjen
do-interrupted = ingenting er tapt: kjør det igjen for å gå videre
do-unexpected_answer = prøv igjen; blir det ved, meld det med `crosswalk doctor`
do-no_keychain = start en nøkkelring, eller velg filen som en passordfrase åpner
do-keychain_locked = lås opp nøkkelringen
do-passphrase_needed = oppgi passordfrasen
do-wrong_passphrase = oppgi passordfrasen som hvelvfilen ble laget med
do-vault_failed = se på meldingen; tilkoblingene må kanskje lages på nytt
do-no_such = list opp det som finnes, og nevn noe av det
do-mapping_flawed = rett det som er listet opp, og prøv det igjen
do-bad_file = rett filen; skjemaet er `map schema`
do-bad_plan_file = lag den på nytt: `crosswalk plan --out FIL`; ingenting ble skrevet
do-plan_void = lag en ny plan og se på den; ingenting ble skrevet
do-refused = gjør det meldingen sier
do-value_unfit = gi en annen verdi, eller behold en sides
do-answer_of_another = lim inn adressen til siden som denne innloggingen endte på
do-answer_foreign = lim inn hele adressen; den begynner med http://localhost og en port
do-answer_without_code = lim inn hele adressen, med alt bak spørsmålstegnet
do-answer_unasked = begynn innloggingen på nytt
do-emulator = frigi portene, eller la den velge sine egne
do-sign_in_needed = logg inn igjen: `crosswalk accounts add`
do-not_allowed = gi den rettigheten som er nevnt
do-limit_reached = vent; neste runde går videre
do-unreachable = sjekk nettet; ingenting er tapt
do-unavailable = vent; neste runde går videre
do-missing_or_hidden = gi lesetilgang til det, eller ta det ut av tilordningen
do-host_refused = bruk leverandørens egen adresse
do-refused_by_vendor = se på leverandørens ord
do-state_held = lukk den andre Crosswalk, eller vent på den
do-state_newer = installer den nyere versjonen igjen
do-state_older = kjør én gang en kommando som kan skrive; først lages en sikkerhetskopi
do-state_damaged = legg tilbake en sikkerhetskopi: `crosswalk backup list`, `backup restore`
do-path_refused = fjern det som er i veien
do-no_state = koble til kontoer først, eller prøv `crosswalk demo`
do-hubspot_taken = fjern det andre paret først
do-record_taken = koble fra den andre posten først
do-wrong_state = se hvordan det står til, og prøv det som passer
do-disk_full = lag plass; ingenting av endringen ble beholdt
do-state_failed = se på meldingen; `crosswalk doctor` sjekker tilstanden

## Feil bruk, og en maskin som svikter
usage-home = nevn en mappe med --home
usage-secret-missing = { $what } mangler
usage-secret = sett { $variable }, eller send den inn gjennom et rør
usage-passphrase = passordfrasen til hvelvfilen
usage-token = kontoens nøkkel
usage-client-secret = appens klienthemmelighet
usage-no-pair = det er ikke noe par ennå
usage-add-pair = lag et med `crosswalk pair add`
usage-many-pairs = det er flere par
usage-name-pair = nevn ett med --pair NUMMER
usage-watch-json = --watch skriver ett dokument per runde, og --json er ett dokument
usage-stream = bruk --json-stream
usage-unconfirmed = ingen bekreftet det; ingenting ble glemt
usage-confirm = se på det med --dry-run, og gi så --yes
machine-nothing = se på meldingen; ingenting ble endret
machine-start = kan ikke starte
machine-stdin = kan ikke lese stdin
machine-read = kan ikke lese { $file }
machine-signal = kan ikke vente på et signal
machine-completions = fullføringene er ikke tekst
machine-manual = håndboken kan ikke skrives til { $file }

## Tabeller og verdier
none = (ingen)
value-blank = (tomt)
more-rows = … og { $count } til; --limit { $total } viser dem, --json nevner alle.
ends = Salesforce { $salesforce } = HubSpot { $hubspot }
head-account = konto
head-side = side
head-id = id
head-name = navn
head-pair = par
head-state = tilstand
head-why = hvorfor
head-run = kjøring
head-started = begynte
head-what = hva
head-by = av
head-result = resultat
head-made = laget
head-bytes = byte
head-file = fil
head-rights = kan
rights-full = se og skrive
rights-watch_only = bare se

## Kontoer og par
account-answers = { $name } ({ $id }) svarer
account-removed = konto { $account } er glemt
account-added = konto { $account }: { $side } { $name }
account-browse = Åpne denne siden i nettleseren, og tillat det:
pair-owner-fields = { $object } sier fra neste runde hvem som eier dem i Salesforce, der HubSpot ikke har en slik eier
pair-lifecycle-field = { $field } følger livssyklusstadiet til hver person fra neste runde, og går aldri tilbake av seg selv
pair-campaign-field = { $field } viser fra neste runde kampanjene i Salesforce for hver kontakt
pair-owner-field-by-hand = lag egenskapen { $field } på { $object } for hånd, som tekst på én linje: { $why }
pair-taken-over = par { $pair } holdes herfra nå
pair-is-removed = par { $pair } er glemt; ingenting er endret på noen av sidene
pair-added = par { $pair }: se på `crosswalk plan`, og sett den så i verk
pair-shares-org = { $other } holder den samme Salesforce-organisasjonen i takt: nye personer der lager ingen kontakter i denne HubSpot-kontoen, slik HubSpot tilrår. Med en annen innstilling ville personer fra den ene kontoen dukke opp i den andre.
pair-by-hand = lag { $field } på { $side } { $object } for hånd: { $why }
pair-setup = settes opp
pair-live = kjører
pair-paused = står
pair-removed = fjernet

## Tilordningen
map-not-saved = Ingenting ble lagret. `map import --save` beholder det.
map-fits = det passer
map-scope = { $mapping }: { $in } av postene i HubSpot er med, { $out } er det ikke ({ $held } av dem er koblet og ville blitt satt på vent)
map-scope-unread = { $mapping }: { $in } av postene i HubSpot er med, { $out } er det ikke ({ $held } av dem er koblet og ville blitt satt på vent); { $unread } kan avgjøres etter neste runde, som leser det utvalget spør om
map-offer-list = HubSpot har listen «{ $list }» ({ $size } kontakter). For å synkronisere bare medlemmene av den, sett "in_scope": {"{"}"list": "{ $list }"{"}"}.
map-offer-filter = Alle kontakter er med. For å utelate abonnenter, sett "in_scope": "{ $filter }".
objects-kept = { $object }: { $hubspot } i HubSpot, { $salesforce } i Salesforce
objects-offered = { $side } har også: { $objects }
objects-added = { $object } holdes i takt fra neste gjennomgang, med { $fields ->
    [one] ett felt som heter det samme på begge sider
   *[other] { $fields } felt som heter det samme på begge sider
  }. Tilordningen er versjon { $version }.
objects-removed = { $object } holdes ikke lenger i takt. Det som er skrevet, blir stående på begge sider. Tilordningen er versjon { $version }.
activity-opens = Åpninger av markedsførings-e-post
activity-clicks = Klikk i markedsførings-e-post
activity-each = på, en oppgave for hver hendelse
activity-collapsed = på, én oppgave for hver person og e-post
activity-off = av
activity-line = { $activity }: { $state }. Ventet de neste 30 dagene, etter den siste uken: { $each } oppgaver, eller { $collapsed } med én for hver person og e-post.
activity-line-more = { $activity }: { $state }. Ventet de neste 30 dagene, etter den siste uken: mer enn { $each } oppgaver, eller mer enn { $collapsed } med én for hver person og e-post.
activities-by-hand = { $side }: lag feltet { $field } på { $object } for hånd, unikt og som ekstern ID. Til da lages ingen oppgaver. { $why }
map-saved = Lagret som versjon { $version }. `crosswalk plan` viser hva det endrer.
map-same = ingenting er ulikt
what-if-head = Av { $looked } poster ville { $differing } blitt behandlet annerledes, etter det som sist ble lest av dem.
what-if-link = { $mapping }: { $more } flere kobles til en post i { $side }, { $fewer } færre
what-if-create = { $mapping }: { $more } flere poster lages i { $side }, { $fewer } færre
what-if-delete = { $mapping }: { $more } flere poster slettes i { $side }, { $fewer } færre
what-if-hold = { $mapping }: { $more } flere poster er ikke med, { $fewer } færre
what-if-write = { $mapping }: { $field } i { $side } skrives i { $more } flere poster, i { $fewer } færre, og med en annen verdi i { $otherwise }
what-if-ask = { $mapping }: du blir spurt om { $field } for { $more } flere poster, for { $fewer } færre
what-if-unread = { $side }: { $count } poster av { $object } er aldri lest med { $field }; neste runde leser det.
what-if-undated = { $count } poster har en verdi der den nyeste skal stå; hvilken det er, spørres det om når en runde går.

## Hva en runde førte til
report-run = (kjøring { $run })
report-create = opprettes
report-change = endres
report-delete = slettes
report-written = skrevet
report-failed = feilet
report-sides = { $hubspot } i HubSpot { $salesforce } i Salesforce
report-left = { $conflicts } konflikter, { $skips } verdier latt i fred
report-backup = Tilstanden fra før er tatt vare på: { $file }
report-kept = { $count } skrivinger blir stående
progress-reading = leser { $side }: { $count } poster
progress-planning = planlegger { $mapping }: { $links } sett på, { $writes } å skrive
progress-writing = skriver til { $side }: { $left } igjen
stage-pull = leser begge sider
stage-match = finner partnere
stage-plan = planlegger
stage-push = skriver

## Kjøringer
kind-pass = runde
kind-apply = plan satt i verk
kind-sweep = full sammenligning
kind-undo = satt tilbake
kind-by_hand = for hånd
run-open = (ikke avsluttet)
run-undone = (satt tilbake av kjøring { $run })
write-create = opprettet
write-update = endret
write-delete = slettet

## Et menneskes ord om feil, konflikter og poster
errors-marked = { $count } poster prøves igjen i neste runde
conflict-decided = (avgjort: { $side })
conflict-decided-typed = (avgjort: { $value } på begge sider)
conflict-tie = {"  "}{ $object } { $id } står alene: kontaktene peker på { $other_object } { $other_id }, som er knyttet til { $tied_id }.
    For å knytte den i stedet: `crosswalk record unlink { $tied_id }`, deretter `crosswalk record link` for begge
conflict-author = {" "}(av { $name })
conflict-was = {""}, var { $base }
conflict-stands = konflikt { $conflict }: { $side } står fra neste runde
conflict-stands-typed = konflikt { $conflict }: { $value } skrives på begge sider i neste runde
record-done = kobling { $link }: { $what }
record-linked = koblet; neste runde avgjør feltene
record-unlinked = koblet fra; ingen av postene kobles eller opprettes igjen
record-never = synkroniseres aldri fra nå av
record-create = partneren opprettes i neste runde som får lov til det

## Å glemme en person
forget-head = Dette blir glemt her; postene selv blir som de er:
forget-counts = { $links } koblinger, { $writes } skrivinger i historien, i { $backups } sikkerhetskopier; { $plans } lagrede planer
forget-final = Det kan ikke gjøres om, og ingenting av dette synkroniseres igjen.
forget-ask = Skriv { $what } for å gå videre:
forgotten = glemt: { $links } koblinger, { $plans } lagrede planer

## Sikkerhetskopier og helse
backup-restored = lagt tilbake; det som var der, er tatt vare på ved siden av.
doctor-head = crosswalk { $version } på { $system }
doctor-state = tilstand: { $file }
doctor-trouble = problem: { $message }
doctor-sound = den kan åpnes og består sjekken
doctor-backup = nyeste sikkerhetskopi: { $at }
doctor-account = konto { $account }: { $side } { $id }
doctor-development = (utvikling: egen maskin slippes gjennom)
doctor-pair = par { $pair }: { $state }{ $why }; { $errors } feilgrupper, { $conflicts } konflikter

## Menyen i systemstatusfeltet
tray-open = Åpne Crosswalk
tray-quit = Avslutt
tray-no-pair = Ingen tilkoblinger er knyttet sammen ennå
tray-not-open = Ikke åpnet ennå
tray-sync = Synkroniser nå
tray-pause = Pause
tray-pause-hour = I en time
tray-pause-tomorrow = Til i morgen kl. 08.00
tray-pause-resumed = Til jeg fortsetter
tray-go-on = Fortsett
tray-errors = Feil ({ $count })
tray-running = Kjører
tray-running-read = Kjører: { $count } lest
tray-running-written = Kjører: { $count } skrevet
tray-waiting = Venter på neste runde
tray-next = Neste runde { $at }
tray-setback = Kommer ikke videre; prøver igjen kl. { $at }
tray-paused = Satt på pause av deg
tray-paused-until = På pause til { $at }
tray-by-hand = Synkroniserer når du sier fra
tray-stopped = Stoppet, trenger deg
tray-never = aldri kjørt
tray-last = siste kjøring: { $result }
tray-errors-left = feil som gjenstår: { $count }
tray-goes-on = Crosswalk fortsetter i systemkurven
tray-goes-on-about = Vinduet er lukket, arbeidet fortsetter. Under Innstillinger kan programmet heller avsluttes med vinduet.

## Varsler mens vinduet er borte; ingens opplysninger står i dem om ingen ber om det
notice-stopped = { $pair } har stoppet
notice-stopped-about = Den går videre når du har sett på den. Ingenting er tapt.
notice-braked = { $many ->
    [one] { $pair }: en nødbrems holder tilbake én skriving
   *[other] { $pair }: en nødbrems holder tilbake { $count } skrivinger
  }
notice-braked-worse = { $pair }: en nødbrems holder nå tilbake { $count } skrivinger
notice-braked-about = Se på planen: ingenting av den er skrevet.
notice-failing = { $many ->
    [one] { $pair }: én post kommer ikke gjennom
   *[other] { $pair }: { $count } poster kommer ikke gjennom
  }
notice-failing-worse = { $pair }: nå kommer { $count } poster ikke gjennom
notice-cause = { $objects ->
    [none] { $cause }
   *[other] { $objects }: { $cause }
  }
notice-field-waits = { $pair }: et endret felt venter på deg
notice-field-back = { $pair }: et felt er med igjen
notice-refused = { $side } avviser dem.
notice-people = Blant dem: { $people }.
notice-sign-in = { $pair }: du må logge inn på nytt
notice-sign-in-about = Ingenting er tapt: endringene venter til du har gjort det.
notice-goes-on = { $pair } går videre igjen
notice-released = { $pair }: ingen nødbrems holder noe tilbake
notice-get-through = { $many ->
    [one] { $pair }: én post kommer gjennom igjen
   *[other] { $pair }: { $count } poster kommer gjennom igjen
  }
notice-mended-about = Det som hindret den, er rettet.
notice-mended-cause = Rettet: { $cause }
notice-several = { $many ->
    [one] { $pair }: én ting trenger deg
   *[other] { $pair }: { $count } ting trenger deg
  }
notice-several-news = { $pair }: { $count } ting er nye
notice-more = og { $count } til
notice-day = { $many ->
    [one] { $pair }: én skriving siden sist
   *[other] { $pair }: { $count } skrivinger siden sist
  }
notice-day-about = Feil: { $failing }. Konflikter: { $conflicts }.
notice-show = Vis
notice-retry = Prøv igjen

## Hva en pålogging kan gjøre, etter kode, og hvor det gis
check-answers = Logget inn, og det er { $about }
check-another_account = Det er en annen konto nå: { $about }
check-object_open = { $about }: kan leses og skrives
check-object_read_only = { $about }: kan bare leses
check-object_hidden = { $about }: finnes ikke, eller er skjult for denne innloggingen
check-fields_read_only = { $about }: kan ikke skrive { $fields }
check-fields_hidden = { $about }: ser ikke { $fields }
check-shared_user = Noen andre arbeider også som { $about }
check-do-another_account-hub_spot = Logg inn på nytt i portalen som var koblet til.
check-do-another_account-salesforce = Logg inn på nytt i organisasjonen som var koblet til.
check-do-object_read_only-hub_spot = Legg til skrivetilgangen for objektet i HubSpot-appen, og logg inn på nytt.
check-do-object_read_only-salesforce = Setup › Permission Sets › Object Settings: gi integrasjonsbrukeren Create og Edit.
check-do-object_hidden-hub_spot = Legg til lesetilgangen for objektet i HubSpot-appen, og logg inn på nytt.
check-do-object_hidden-salesforce = Setup › Permission Sets › Object Settings: gi integrasjonsbrukeren Read.
check-do-fields_read_only-hub_spot = Velg en regel som bare skriver til Salesforce, eller tilordne en egenskap som kan skrives.
check-do-fields_read_only-salesforce = Setup › Permission Sets › Object Settings › Field Permissions: gi Edit Access.
check-do-fields_hidden-hub_spot = Vis egenskapen for denne innloggingen, eller ta den ut av tilordningen.
check-do-fields_hidden-salesforce = Setup › Permission Sets › Object Settings › Field Permissions: gi Read Access, eller ta feltet ut av tilordningen.
check-do-shared_user-salesforce = Gi Crosswalk en egen Salesforce-bruker, og logg inn på nytt som den. Til da kan en endring som gjøres under dette navnet mens en kjøring skriver, bli tatt for vår.
check-cannot_create = { $about }: poster kan ikke opprettes
check-cannot_edit = { $about }: poster kan ikke endres
check-cannot_delete = { $about }: poster kan ikke slettes, og tilordningen sletter noen
check-id_field_missing = { $about }: parets id-felt er ikke der, så ingen poster opprettes
check-owners_hidden = { $about }: hvem som eier en post, kan ikke leses
check-missing_scopes = { $about } avviste fordi { $fields } mangler
check-do-cannot_create-hub_spot = Legg til skrivetilgangen for objektet i HubSpot-appen, og logg inn på nytt.
check-do-cannot_create-salesforce = Setup › Permission Sets › Object Settings: gi integrasjonsbrukeren Create, eller ta i bruk tillatelsessettet fra denne siden.
check-do-cannot_edit-hub_spot = Legg til skrivetilgangen for objektet i HubSpot-appen, og logg inn på nytt.
check-do-cannot_edit-salesforce = Setup › Permission Sets › Object Settings: gi integrasjonsbrukeren Edit, eller ta i bruk tillatelsessettet fra denne siden.
check-do-cannot_delete-hub_spot = Legg til skrivetilgangen for objektet i HubSpot-appen, og logg inn på nytt.
check-do-cannot_delete-salesforce = Setup › Permission Sets › Object Settings: gi integrasjonsbrukeren Delete, eller la tilordningen ikke slette noe.
check-do-id_field_missing-hub_spot = La oppsettet av paret lage det, eller vis det for denne påloggingen.
check-do-id_field_missing-salesforce = La oppsettet av paret lage det, eller gi integrasjonsbrukeren Read og Edit på det: tillatelsessettet fra denne siden gjør det.
check-do-owners_hidden-hub_spot = Legg til tilgangen crm.objects.owners.read i HubSpot-appen, og logg inn på nytt.
check-do-owners_hidden-salesforce = Gi integrasjonsbrukeren lesetilgang til brukere.
check-do-missing_scopes-hub_spot = Legg til { $fields } i HubSpot-appen, og logg inn på nytt.
check-native_package = { $about } er installert: to koblinger kan skrive her
check-native_package_old = { $about } er installert, eldre enn 2.60: to koblinger kan skrive her
check-packages_hidden = Det som er installert i { $about }, kan ikke ses
check-do-native_package-salesforce = Slå av synkroniseringen i HubSpots egen kobling før denne kjører, eller gi hver sine felter. Ingenting her trenger pakken.
check-do-native_package_old-salesforce = Slå av synkroniseringen i HubSpots egen kobling før denne kjører. Den versjonen betjener bare én HubSpot-portal; ingenting her trenger den.
check-do-packages_hidden-salesforce = Se selv: Setup › Installed Packages. Er HubSpots egen kobling der, slå av synkroniseringen dens før denne kjører.
check-scopes = Tilganger som tilordningen trenger: { $fields }
permission-set-saved = Et tillatelsessett for denne tilordningen er lagret i { $file }: ta det i bruk, og gi det til integrasjonsbrukeren.

## Før en kjøring: hva som ble funnet, etter kode, og hva som kan gjøres
preflight-head = Før noe skrives:
preflight-first_run = Før den første kjøringen
preflight-mapping_changed = Tilordningen er endret siden den sist skrev
preflight-nothing = Verdt å vite
preflight-about = { $mapping ->
    [none] { $what }
   *[other] { $mapping }: { $what }
  }
preflight-native_runs = HubSpots egen Salesforce-integrasjon kjører fortsatt (den skrev { $examples }). Den ville gjort om og doblet det som skrives her, tatt kontoer av salgsmuligheter og beholdt kontakter som er slettet i Salesforce.
preflight-do-native_runs = Slå den av i HubSpot; ingenting skrives før den er stille.
preflight-company_name = { $fields } kobler en tekst til kontoens navn, som er en post: verdier kan ikke overføres.
preflight-do-company_name = Koble company bare til Company på leads, og la tilknytningen holde kontakter og kontoer sammen.
preflight-mapping_flaw = Tilordningen passer ikke til kontoene: { $examples }.
preflight-do-mapping_flaw = Rett den i tilordningen; ingenting skrives før det.
preflight-field_drifted = { $fields } er ikke det tilordningen ble laget for, og venter.
preflight-do-field_drifted = Se Feil for veien tilbake, eller godkjenn det der.
preflight-no_id_field = { $count } poster opprettes ikke fordi parets id-felt mangler.
preflight-do-no_id_field = La oppsettet lage feltet, eller be en administrator om det.
preflight-required_unmapped = Nye poster i { $side } trenger { $fields }, og ingenting er koblet dit.
preflight-do-required_unmapped = Koble feltet, gi det en standardverdi der, eller slå av opprettelse.
preflight-required_empty = { $count } poster mangler en verdi som nye poster på den andre siden trenger.
preflight-do-required_empty = Fyll inn verdien; neste kjøring oppretter dem.
preflight-picklist_gap = { $count } verdier er ikke valg i { $fields } i { $side } ({ $examples }).
preflight-do-picklist_gap = Legg til valgene der, eller legg en verdiliste i tilordningen.
preflight-too_long = { $count } verdier er lengre enn { $fields } i { $side } tar.
preflight-do-too_long = Gjør feltet lengre, eller la tilordningen korte dem ned.
preflight-does_not_fit = { $count } verdier har ingen form i { $fields } i { $side }.
preflight-do-does_not_fit = Rett dem, eller gjør dem om i tilordningen.
preflight-duplicates = { $count } poster i { $side } ligner hverandre på { $fields }: hver av dem kobles til ingen, eller til én av flere.
preflight-do-duplicates = Slå dem sammen der før kjøringen.
preflight-shared_org = En annen konto deler denne Salesforce ({ $examples }): den som opprettes der, opprettes her også.
preflight-do-shared_org = Er ikke det meningen, lar du bare én av dem opprette poster i HubSpot.
preflight-companies_after_deals = Selskaper ble slått på etter avtaler. HubSpots egen integrasjon ville da tatt kontoen av hver salgsmulighet; denne tar ingen av, og fyller inn det som er tomt.
preflight-do-companies_after_deals = Se på kontoene til salgsmulighetene i planen.
preflight-deletes_outside_scope = De som har forlatt listen eller filteret ({ $count } nå), slettes ikke i HubSpot når Salesforce sletter dem.
preflight-do-deletes_outside_scope = Slett dem for hånd, hvis de skal bort.
preflight-company_merges = Mens HubSpots egen integrasjon er på, slår ikke HubSpot sammen selskaper. Denne hindrer ikke det.
preflight-do-company_merges = Slå av den integrasjonen før du rydder i selskaper.
preflight-creates = { $count } poster opprettes i { $side }.
preflight-do-creates = Hva de setter i gang, står ved siden av planen.
preflight-calls_over_budget = Det trengs omtrent { $count } kall til { $side }, mer enn det som er igjen av dagens budsjett: resten venter til i morgen.
preflight-do-calls_over_budget = Øk andelen av budsjettet, eller la det ta flere dager.
preflight-calls = Omtrent { $count } kall til { $side }.
preflight-do-calls = Ingenting må gjøres.
