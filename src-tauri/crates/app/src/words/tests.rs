use std::collections::BTreeSet;

use crosswalk_model::{LinkState, Reason, ReasonCode};
use fluent_bundle::FluentResource;

use super::{Language, Words};

#[test]
fn every_reason_and_state_has_a_sentence_in_every_language() {
    for language in Language::ALL {
        let words = Words::of(language);
        for code in ReasonCode::ALL {
            let said = words.reason(&Reason::new(*code));
            assert!(!said.starts_with("reason-"), "{language:?} lacks {code}");
        }
        for state in LinkState::ALL {
            assert!(!words.state(state).starts_with("state-"), "{language:?} lacks {state:?}");
        }
    }
}

#[test]
fn the_languages_have_the_same_messages_and_all_of_them_parse() {
    let ids = |language: Language| -> BTreeSet<String> {
        let resource = FluentResource::try_new(language.text().to_owned()).unwrap();
        resource
            .entries()
            .filter_map(|entry| {
                let fluent_syntax::ast::Entry::Message(message) = entry else { return None };
                Some(message.id.name.to_owned())
            })
            .collect()
    };
    assert_eq!(ids(Language::English), ids(Language::Bokmal));
}

#[test]
fn a_refusal_carries_the_vendors_words() {
    let reason = Reason::new(ReasonCode::Refused)
        .with("code", "STRING_TOO_LONG")
        .with("message", "Last Name: data value too large");
    let said = Words::of(Language::English).reason(&reason);
    assert_eq!(said, "The write was refused: Last Name: data value too large (STRING_TOO_LONG)");
    let bare = Words::of(Language::Bokmal).reason(&Reason::new(ReasonCode::Refused));
    assert_eq!(bare, "Skrivingen ble avvist.");
}

#[test]
fn locales_pick_a_language() {
    for (locale, language) in [
        ("nb_NO.UTF-8", Language::Bokmal),
        ("no", Language::Bokmal),
        ("en_GB", Language::English),
        ("", Language::English),
        ("nonsense", Language::English),
    ] {
        assert_eq!(Language::of_locale(locale), language, "{locale}");
    }
}
