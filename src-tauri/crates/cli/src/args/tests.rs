use clap::{Command, CommandFactory};

use super::Cli;

/// Every verb that does something, as people type it.
fn verbs(command: &Command, before: &str) -> Vec<String> {
    let below: Vec<String> = command
        .get_subcommands()
        .flat_map(|verb| verbs(verb, &format!("{before}{} ", verb.get_name())))
        .collect();
    if below.is_empty() { vec![before.trim_end().to_owned()] } else { below }
}

fn commands(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(commands);
    std::iter::once(command).chain(below).collect()
}

/// The tests that drive the command walk this list.
#[test]
fn every_verb_stands_in_the_list_that_the_tests_walk() {
    let mut cli = Cli::command();
    cli.build();
    let found: Vec<String> =
        verbs(&cli, "").into_iter().filter(|verb| !verb.starts_with("help")).collect();
    let found: Vec<&str> =
        found.iter().map(String::as_str).filter(|verb| !verb.contains(" help")).collect();
    let listed: Vec<&str> = include_str!("../../tests/verbs.txt").lines().collect();
    assert_eq!(found, listed);
}

/// Others can see a program's arguments (SEC10): secrets come from the environment or stdin.
#[test]
fn sec10_no_argument_takes_a_secret() {
    let cli = Cli::command();
    let words = ["token", "secret", "password", "passphrase", "key", "credential"];
    for command in commands(&cli) {
        for argument in command.get_arguments() {
            let names = [argument.get_id().as_str(), argument.get_long().unwrap_or_default()];
            let value = argument.get_value_names().unwrap_or_default();
            let names = names.into_iter().chain(value.iter().map(|name| name.as_str()));
            for name in names.map(str::to_ascii_lowercase) {
                let told = words.iter().find(|word| name.contains(**word));
                assert_eq!(told, None, "{} takes {name}", command.get_name());
            }
        }
    }
}

#[test]
fn clap_finds_no_fault_with_the_tree() {
    Cli::command().debug_assert();
}
