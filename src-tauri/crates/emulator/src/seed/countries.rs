//! Names and places by country.

/// What people of a country are called and where they live.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// As both CRMs hold it.
    pub name: &'static str,
    /// The dialling code.
    pub dial: &'static str,
    /// The top-level domain.
    pub domain: &'static str,
    pub(super) first: &'static [&'static str],
    pub(super) last: &'static [&'static str],
    /// City, state or region, a postal code in it.
    pub(super) cities: &'static [(&'static str, &'static str, &'static str)],
    pub(super) streets: &'static [&'static str],
    pub(super) companies: &'static [&'static str],
    pub(super) suffix: &'static str,
}

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "Norway",
        dial: "+47",
        domain: "no",
        first: &["Ingrid", "Lars", "Åse", "Øyvind", "Kari", "Bjørn", "Sigrid", "Håkon"],
        last: &["Hansen", "Berg", "Sæther", "Lie", "Bråten", "Moen", "Ødegård", "Haugen"],
        cities: &[
            ("Oslo", "Oslo", "0150"),
            ("Bergen", "Vestland", "5003"),
            ("Tromsø", "Troms", "9008"),
        ],
        streets: &["Karl Johans gate", "Storgata", "Kirkeveien"],
        companies: &["Fjord", "Nordlys", "Havbruk", "Bergsalg"],
        suffix: "AS",
    },
    Country {
        name: "Sweden",
        dial: "+46",
        domain: "se",
        first: &["Astrid", "Björn", "Elin", "Göran", "Åke", "Saga", "Nils", "Märta"],
        last: &["Andersson", "Lindström", "Sjöberg", "Åkesson", "Nyström", "Ek", "Holm"],
        cities: &[("Stockholm", "Stockholm", "111 20"), ("Göteborg", "Västra Götaland", "411 06")],
        streets: &["Drottninggatan", "Kungsgatan", "Storgatan"],
        companies: &["Mälar", "Nordstål", "Skog", "Ångström"],
        suffix: "AB",
    },
    Country {
        name: "Germany",
        dial: "+49",
        domain: "de",
        first: &["Jürgen", "Anke", "Sören", "Käthe", "Matthias", "Ute", "Jörg", "Heike"],
        last: &["Müller", "Groß", "Schäfer", "Weiß", "Krüger", "von der Heide", "Schmidt"],
        cities: &[("Berlin", "Berlin", "10115"), ("München", "Bayern", "80331")],
        streets: &["Hauptstraße", "Bahnhofstraße", "Lindenallee"],
        companies: &["Rhein", "Werk", "Isar", "Kontor"],
        suffix: "GmbH & Co. KG",
    },
    Country {
        name: "France",
        dial: "+33",
        domain: "fr",
        first: &["Chloé", "François", "Anaïs", "Gaël", "Zoé", "Jérôme", "Inès"],
        last: &["Lefèvre", "D'Arcy", "Garçon", "Béranger", "de la Tour", "Noël", "Petit"],
        cities: &[("Paris", "Île-de-France", "75002"), ("Lyon", "Rhône", "69001")],
        streets: &["rue de l'Église", "avenue Foch", "rue Voltaire"],
        companies: &["Lumière", "Atelier", "Garonne", "Étoile"],
        suffix: "SARL",
    },
    Country {
        name: "United States",
        dial: "+1",
        domain: "com",
        first: &["Olivia", "James", "Mary-Jane", "DeShawn", "Emma", "William", "Sofia"],
        last: &["Smith", "O'Connor", "Garcia", "Lee", "Johnson Jr.", "Washington", "Nguyen"],
        cities: &[("Austin", "TX", "78701"), ("Boston", "MA", "02108"), ("Denver", "CO", "80202")],
        streets: &["Main St", "Elm Ave", "Broadway"],
        companies: &["Acme", "Globex", "Initech", "Lone Star"],
        suffix: "Inc.",
    },
    Country {
        name: "Brazil",
        dial: "+55",
        domain: "com.br",
        first: &["João", "Conceição", "Luís", "Antônia", "Caetano", "Débora"],
        last: &["da Silva", "Gonçalves", "Araújo", "dos Santos", "Magalhães"],
        cities: &[("São Paulo", "SP", "01310-100"), ("Belém", "PA", "66010-000")],
        streets: &["Avenida Paulista", "Rua das Flores"],
        companies: &["Sertão", "Café", "Amazônia", "Praia"],
        suffix: "Ltda.",
    },
    Country {
        name: "Japan",
        dial: "+81",
        domain: "co.jp",
        first: &["Haruto", "Yui", "Sakura", "Ren", "Kenji", "Aoi"],
        last: &["Sato", "Suzuki", "Takahashi", "Tanaka", "Watanabe", "Ito"],
        cities: &[("Tokyo", "Tokyo", "100-0001"), ("Osaka", "Osaka", "530-0001")],
        streets: &["Marunouchi 1-chome", "Umeda 2-chome"],
        companies: &["Sakura", "Fuji", "Hikari", "Yamato"],
        suffix: "K.K.",
    },
    Country {
        name: "India",
        dial: "+91",
        domain: "in",
        first: &["Priya", "Arjun", "Lakshmi", "Ravi", "Ananya", "Mohammed"],
        last: &["Sharma", "Patel", "Iyer", "Khan", "Venkataraghavan", "Singh"],
        cities: &[("Mumbai", "Maharashtra", "400001"), ("Bengaluru", "Karnataka", "560001")],
        streets: &["MG Road", "Linking Road"],
        companies: &["Ganga", "Deccan", "Lotus", "Himalaya"],
        suffix: "Pvt. Ltd.",
    },
    Country {
        name: "Poland",
        dial: "+48",
        domain: "pl",
        first: &["Łukasz", "Małgorzata", "Zbigniew", "Żaneta", "Paweł", "Świetlana"],
        last: &["Wójcik", "Kowalska", "Żak", "Nowak-Jeziorańska", "Dąbrowski"],
        cities: &[("Warszawa", "Mazowieckie", "00-001"), ("Kraków", "Małopolskie", "30-001")],
        streets: &["ul. Długa", "ul. Świętokrzyska"],
        companies: &["Wisła", "Bałtyk", "Tatry", "Orzeł"],
        suffix: "sp. z o.o.",
    },
];

/// A name as an address takes it: letters without marks, everything else left out.
pub(super) fn folded(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        let base = match letter {
            'å' | 'ä' | 'ã' | 'á' | 'â' | 'ą' | 'à' => "a",
            'æ' => "ae",
            'ø' | 'ö' | 'ó' | 'ô' | 'õ' => "o",
            'é' | 'è' | 'ê' | 'ë' | 'ę' => "e",
            'ü' | 'ú' => "u",
            'ï' | 'í' | 'î' => "i",
            'ç' | 'ć' => "c",
            'ß' => "ss",
            'ł' => "l",
            'ń' | 'ñ' => "n",
            'ś' => "s",
            'ż' | 'ź' => "z",
            _ => {
                if letter.is_ascii_alphanumeric() {
                    plain.push(letter);
                }
                continue;
            }
        };
        plain.push_str(base);
    }
    plain
}
