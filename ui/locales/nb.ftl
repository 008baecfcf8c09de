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
reason-synced = Begge sider er enige etter siste skriving.
reason-planned = En plan endrer den; ingenting er sendt ennå.
reason-no_email = Den har ingen e-postadresse, og personer kobles bare på adresse.
reason-out_of_scope = Inkluderingslisten eller filteret utelater den.
reason-held_out_of_scope = Den er koblet, men inkluderingslisten eller filteret omfatter den ikke lenger: ingenting skrives før det gjør det igjen.
reason-create_off = Den har ingen partner, og nye poster av dette slaget er slått av for den siden.
reason-no_contact_syncs = Ingen av kontaktene har eller får en kontakt i Salesforce, så den lager ingen konto.
reason-no_id_field = Den har ingen partner, og ingenting opprettes på den siden før parets id-felt finnes der.
reason-required_missing = { $field ->
    [none] Et felt som den andre siden krever, mangler verdi.
   *[other] Den andre siden krever { $field }, som mangler verdi.
  }
reason-waiting_for_parent = Den venter på en post som den hører til.
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
reason-partner_deleted = Partneren er slettet.
reason-deleted = Den er slettet; partneren blir som den er.
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
reason-converted_waiting = Emnet er konvertert, og kontakten er ikke lest ennå.
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

## Hva som er galt, etter feilkode; error-vendor står for leverandørens egne koder
error-too_long = En verdi er lengre enn { $field } i { $side } tar.
error-not_an_option = En verdi er ikke blant valgene i { $field } i { $side }.
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
error-not_taken = { $side } svarte ja og beholdt den gamle verdien av { $field }.
error-vendor = { $field ->
    [none] { $side } avviste en post: { $message }
   *[other] { $side } avviste { $field }: { $message }
  }

## Hva du kan gjøre med det
remedy-too_long = Kort ned verdien, eller gjør { $field } lengre i { $side }.
remedy-not_an_option = Legg til valget i { $field } i { $side }, eller velg en annen verdi.
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
remedy-not_taken = Se etter en automatisering i { $side } som setter den gamle verdien tilbake.
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

## Mens den følger med
watch-asleep = Ingen har sett etter på { $days } dager. Alt siden da tas igjen nå; bremsene holder det som er for mye.
watch-again = Det går videre av seg selv; neste forsøk er om { $minutes } minutter.

## Hvordan et par står
status-head = Dette er igjen å se på:
status-conflicts = Konflikter som du må avgjøre: { $count }.
status-errors = Grupper av feil: { $count }.

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
