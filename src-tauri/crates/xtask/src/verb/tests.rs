use super::*;

fn parsed(line: &str) -> Result<Verb, Unknown> {
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    parse(&words)
}

#[test]
fn reads_every_verb() {
    assert_eq!(parsed(""), Ok(Verb::Help));
    assert_eq!(parsed("setup"), Ok(Verb::Setup));
    assert_eq!(parsed("audit"), Ok(Verb::Audit));
    assert_eq!(parsed("types"), Ok(Verb::Types));
    assert_eq!(parsed("rules"), Ok(Verb::Rules));
    assert_eq!(parsed("bundle"), Ok(Verb::Bundle(Then::Rest)));
    assert_eq!(parsed("bundle --check"), Ok(Verb::Bundle(Then::Check)));
    assert_eq!(parsed("emulator"), Ok(Verb::Emulator(Ask::List)));
    assert_eq!(parsed("emulator --prove"), Ok(Verb::Emulator(Ask::Prove)));
    assert_eq!(parsed("test"), Ok(Verb::Test(Wanted::default())));
    assert_eq!(parsed("fuzz"), Ok(Verb::Fuzz { seconds: 60 }));
    assert_eq!(parsed("fuzz --seconds 3600"), Ok(Verb::Fuzz { seconds: 3_600 }));
    assert_eq!(parsed("bench"), Ok(Verb::Bench { people: vec![10_000, 100_000] }));
    assert_eq!(parsed("bench --people 20,500"), Ok(Verb::Bench { people: vec![20, 500] }));
    let all = plant::Wanted { only: String::new(), act: plant::Act::Prove };
    assert_eq!(parsed("plant"), Ok(Verb::Plant(all)));
    let some = plant::Wanted { only: "S14".to_owned(), act: plant::Act::List };
    assert_eq!(parsed("plant --only S14 --list"), Ok(Verb::Plant(some)));
    let only = vec![Check::Fmt, Check::Audit];
    let wanted = Wanted { length: Length::Long, only };
    assert_eq!(parsed("test --only fmt,audit --long"), Ok(Verb::Test(wanted)));
}

#[test]
fn passes_the_demo_its_arguments_untouched() {
    let arguments = ["--seed", "7", "--help"].map(str::to_owned).to_vec();
    let place = Place::Fitting;
    assert_eq!(parsed("demo --seed 7 --help"), Ok(Verb::Demo { place, arguments }));
    let arguments = ["--seed", "7"].map(str::to_owned).to_vec();
    let place = Place::Window;
    assert_eq!(parsed("demo --window --seed 7"), Ok(Verb::Demo { place, arguments }));
    let demo = Verb::Demo { place: Place::Terminal, arguments: Vec::new() };
    assert_eq!(parsed("demo --terminal"), Ok(demo));
}

#[test]
fn names_the_word_it_does_not_know() {
    for (line, word) in [
        ("tset", "tset"),
        ("setup now", "now"),
        ("emulator --prove it", "--prove"),
        ("fuzz --seconds long", "long"),
        ("bench --people many", "many"),
        ("bench --fast", "--fast"),
        ("plant --only", "--only"),
        ("plant it", "it"),
        ("bundle --install", "--install"),
        ("test --fast", "--fast"),
        ("test --only", "--only"),
        ("test --only fmt,lint", "lint"),
    ] {
        assert!(parsed(line).unwrap_err().to_string().contains(word), "{line}");
    }
}

#[test]
fn the_usage_names_every_verb_and_check() {
    for verb in [
        "demo", "test", "setup", "audit", "fuzz", "plant", "bench", "types", "emulator", "bundle",
        "help",
    ] {
        assert!(USAGE.contains(&format!("\n  {verb} ")), "{verb}");
        assert!(parsed(verb).is_ok());
    }
    for check in Check::ALL {
        assert!(USAGE.contains(check.name()), "{}", check.name());
    }
}

/// The README's own commands, as they stand in its code. What the demo hands on is the command's.
#[test]
fn reads_every_command_of_the_readme() {
    let readme = include_str!("../../../../../README.md");
    let spans = readme.split('`').skip(1).chain(readme.lines());
    let commands = spans.filter_map(|span| span.strip_prefix("cargo xtask "));
    let words = commands.map(|rest| rest.split('`').next().unwrap_or_default());
    let words: Vec<&str> = words.filter(|words| *words != "\u{2026}").collect();
    assert!(words.len() >= 6, "{words:?}");
    for line in words {
        assert!(parsed(line).is_ok(), "README.md: cargo xtask {line}");
    }
}
