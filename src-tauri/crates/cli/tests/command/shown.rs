//! What a person meets first: the README's commands, and a pass on a terminal.

use std::process::Command;

use crate::harness::{Linked, command, new_home, text};

const README: &str = include_str!("../../../../../README.md");
const VERBS: &str = include_str!("../verbs.txt");

/// The code of a text: its spans, and the lines of its blocks.
fn code(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (nth, part) in text.split("```").enumerate() {
        if nth % 2 == 1 {
            found.extend(part.lines().filter(|line| !line.is_empty()));
        } else {
            found.extend(part.split('`').skip(1).step_by(2));
        }
    }
    found
}

/// What `crosswalk` is given in a command, if it is one of its.
fn arguments(command: &str) -> Option<Vec<&str>> {
    let own = ["crosswalk ", "cargo run -p crosswalk-cli -- ", "cargo xtask demo"];
    let (start, rest) = own.iter().find_map(|it| Some((*it, command.strip_prefix(it)?)))?;
    let verb = start.ends_with("demo").then_some("demo");
    // Which window the demo is shown in is `xtask`'s own.
    let words = rest.split_whitespace().filter(|word| !["--window", "--terminal"].contains(word));
    Some(verb.into_iter().chain(words).collect())
}

/// A wrong verb, flag or value is refused before the help is shown.
#[test]
fn every_command_of_the_readme_is_one() {
    let known = |words: &[&str]| {
        let asked = [words, &["--help"]].concat();
        command(&new_home(), &asked).output().unwrap().status.code() == Some(0)
    };
    let commands: Vec<Vec<&str>> = code(README).into_iter().filter_map(arguments).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for words in &commands {
        assert!(known(words), "README.md: crosswalk {words:?}");
    }
    for wrong in [["demo", "--sead"], ["sync", "--twice"], ["fly", "away"]] {
        assert!(!known(&wrong), "{wrong:?}");
    }
    // Verbs that are named alone: `accounts add`.
    let groups: Vec<&str> =
        VERBS.lines().filter_map(|verb| verb.split_once(' ')).map(|it| it.0).collect();
    let named = code(README)
        .into_iter()
        .filter(|span| span.split_once(' ').is_some_and(|(group, _)| groups.contains(&group)));
    let named: Vec<&str> = named.collect();
    assert!(named.len() >= 4, "{named:?}");
    for verb in named {
        assert!(VERBS.lines().any(|known| known == verb), "README.md: {verb}");
    }
}

/// `script` gives a command a terminal of its own.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_how_far_a_pass_is_and_a_pipe_does_not() {
    // Enough for several batches: what is drawn too fast for an eye is not drawn.
    let linked = Linked::new(1_200);
    let apply = linked.command(&["apply"]);
    let words = std::iter::once(apply.get_program()).chain(apply.get_args());
    let line: Vec<String> = words.map(|it| format!("'{}'", it.to_str().unwrap())).collect();
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--return", "--flush", "--command", &line.join(" "), "/dev/null"]);
    for (name, value) in apply.get_envs() {
        match value {
            Some(value) => terminal.env(name, value),
            None => terminal.env_remove(name),
        };
    }
    let shown = terminal.env("TERM", "xterm").output().unwrap();
    let shown = (shown.status.code(), text(&shown.stdout));
    assert_eq!(shown.0, Some(0), "{}", shown.1);
    for words in ["reading both sides", "writing to"] {
        assert!(shown.1.contains(words), "no `{words}` in {}", shown.1);
    }
    // So many of so many, and a bar between them.
    let bars = shown.1.lines().flat_map(|line| line.split('\r'));
    let counted = |line: &str| {
        let (bar, count) = line.split_once("] ")?;
        let (at, of) = count
            .split(|letter: char| letter.is_whitespace() || letter == '\u{1b}')
            .next()?
            .split_once('/')?;
        let (at, of): (u64, u64) = (at.parse().ok()?, of.parse().ok()?);
        (bar.contains('[') && at <= of && of > 0).then_some(at)
    };
    assert!(bars.filter_map(counted).any(|at| at > 0), "{}", shown.1);
    // A watch is many passes over one bar.
    let piped = linked.run(&["sync", "--once"]);
    assert!(piped.stderr.is_empty(), "{}", text(&piped.stderr));
}
