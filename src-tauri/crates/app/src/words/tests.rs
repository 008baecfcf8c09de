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
fn a_reason_names_the_field_or_the_record_that_it_knows() {
    let field = |code| Reason::new(code).with("field", "lastname");
    let twin = Reason::new(ReasonCode::DuplicateOfLinked).with("object", "contacts").with("id", 9);
    for (reason, english, bokmal) in [
        (
            field(ReasonCode::NotConvertible),
            "The value of lastname has no form on the other side.",
            "Verdien i lastname har ingen form på den andre siden.",
        ),
        (
            field(ReasonCode::ConflictAsk),
            "lastname changed on both sides, and its rule leaves the decision to you.",
            "lastname ble endret på begge sider, og regelen overlater valget til deg.",
        ),
        (
            twin,
            "contacts 9 has the same e-mail address, and has a partner already.",
            "contacts 9 har samme e-postadresse, og har allerede en partner.",
        ),
        (
            Reason::new(ReasonCode::NotConvertible),
            "A value has no form on the other side.",
            "En verdi har ingen form på den andre siden.",
        ),
    ] {
        assert_eq!(Words::of(Language::English).reason(&reason), english);
        assert_eq!(Words::of(Language::Bokmal).reason(&reason), bokmal);
    }
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
