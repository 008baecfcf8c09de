use super::*;

/// A record that was there, and one that the row made.
fn written() -> [Written; 2] {
    [false, true].map(|created| Written {
        id: "1".into(),
        created,
        stored: None,
        refused: Vec::new(),
        request: None,
    })
}

fn told(fate: Fate, written: &Written) -> Result<Written, RowError> {
    let mut outcome = Ok(written.clone());
    fate.tell(&"it".into(), &mut outcome);
    outcome
}

#[test]
fn i12_a_fields_fate_becomes_its_rows_and_never_undoes_a_made_record() {
    let words = || our_words("X", "no".to_owned());
    let not_sent = || Fate::NotSent("no".to_owned());
    let [old, new] = written();
    assert_eq!(told(Fate::Done(None), &old), Ok(old.clone()));
    let refused = told(Fate::Refused(words()), &new);
    assert_eq!(refused.as_ref().unwrap().refused[0].field, FieldName::from("it"));
    assert_eq!(told(Fate::Busy(words()), &new), refused);
    assert_eq!(told(Fate::Busy(words()), &old), Err(RowError::Busy(words())));
    let busy = Err(RowError::Busy(our_words("NOT_SENT", "no".to_owned())));
    assert_eq!(told(not_sent(), &old), busy, "never handed over again in the same pass");
    assert_eq!(told(not_sent(), &new).unwrap().refused.len(), 1);
    assert_eq!(told(Fate::Lost, &new), Err(RowError::AnswerLost));
}

#[test]
fn the_worst_fate_of_several_stays() {
    let refused = Fate::Refused(our_words("X", String::new()));
    assert_eq!(Fate::Done(None).worst(refused.clone()), refused);
    assert_eq!(refused.clone().worst(Fate::Done(None)), refused);
    assert_eq!(refused.worst(Fate::Lost), Fate::Lost);
}
