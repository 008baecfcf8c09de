use super::*;

const LIST: &str = "\
# A remark.

plant S2.a
in   app/src/a.rs
has  if «one > two» {
gets one >= two
why  it is wrong
by   rules:s2_ contacts:s2_ rules:a28_
";

#[test]
fn reads_what_stands_there_what_it_becomes_and_who_catches_it() {
    let [plant] = &read("rules", LIST).unwrap()[..] else { panic!("one plant") };
    assert_eq!((plant.line(), plant.becomes.as_str()), ("if one > two {".into(), "one >= two"));
    assert_eq!((&*plant.before, &*plant.stands, &*plant.after), ("if ", "one > two", " {"));
    assert_eq!((plant.room(), plant.row()), ("app", Some("S2")));
    let said = |by: &By| (by.program.clone(), by.parts.iter().cloned().collect::<Vec<_>>());
    let by: Vec<_> = plant.by.iter().map(said).collect();
    let rules = ("rules".to_owned(), vec!["a28_".to_owned(), "s2_".to_owned()]);
    assert_eq!(by, [rules, ("contacts".to_owned(), vec!["s2_".to_owned()])]);
    assert_eq!(by_program(&[plant]).keys().collect::<Vec<_>>(), ["contacts", "rules"]);
}

#[test]
fn what_is_not_whole_is_told_with_its_lines() {
    for (line, instead, why) in [
        ("in   app/src/a.rs\n", "", "a line of `in` is wanted"),
        ("by   rules:s2_ contacts:s2_ rules:a28_\n", "", "a line is missing"),
        ("by   rules:s2_ contacts:s2_ rules:a28_", "by   rules", "program:test"),
        ("«one", "one", "nothing is marked"),
        ("two» {", "two {", "no end"),
        ("# A remark.\n", &LIST[13..], "stands twice"),
    ] {
        let error = read("rules", &LIST.replacen(line, instead, 1)).unwrap_err();
        assert!(format!("{error:#}").contains(why), "{error:#}");
    }
}
