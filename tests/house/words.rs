//! Words that no file may hold. They are spelled here in two halves, because this file is read
//! too.

use crate::tree::{Text, sources, texts};
use crate::{Findings, expect_none, expect_one};

const UNFINISHED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

const HASTY: [&str; 5] = [
    concat!(".un", "wrap()"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("db", "g!("),
    concat!("let _", " = "),
];

const ASLEEP: [&str; 2] = [concat!("#[ig", "nore"), concat!("thread::", "sleep(")];

/// Where packages come from is the business of the machine's own settings and of lock files.
const REGISTRIES: [&str; 5] = [
    concat!("crates", ".io"),
    concat!("registry.npm", "js.org"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("registry.yarn", "pkg.com"),
];

const LOCKS: [&str; 2] = ["Cargo.lock", "package-lock.json"];

/// The folder beside the clone; only `.ci/run` may look there.
const BESIDE: &str = concat!("../sha", "red");

fn unfinished(files: &[Text]) -> Findings {
    find(files, |_, line| {
        let comment = line.find("//").map_or("", |start| &line[start..]);
        UNFINISHED.into_iter().find(|word| comment.contains(word))
    })
}

fn hasty(sources: &[Text]) -> Findings {
    let in_file = |file: &Text| -> Findings {
        let code = file.product_lines().filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.filter_map(|(number, line)| {
            let word = HASTY.into_iter().find(|word| line.contains(word))?;
            Some(format!("{}:{number}: {word}", file.path))
        })
        .collect()
    };
    sources.iter().flat_map(in_file).collect()
}

fn asleep(sources: &[Text]) -> Findings {
    find(sources, |file, line| {
        let reads = file.is_test || line.contains(ASLEEP[0]);
        ASLEEP.into_iter().find(|word| reads && line.contains(word))
    })
}

fn registry_hosts(files: &[Text]) -> Findings {
    find(files, |file, line| {
        let locked = LOCKS.iter().any(|lock| file.path.ends_with(lock));
        REGISTRIES.into_iter().find(|host| !locked && line.contains(host))
    })
}

fn reaches_beside_the_clone(files: &[Text]) -> Findings {
    find(files, |file, line| (file.path != ".ci/run" && line.contains(BESIDE)).then_some(BESIDE))
}

/// One finding for each line that `word` names something in.
fn find(files: &[Text], word: impl Fn(&Text, &str) -> Option<&'static str>) -> Findings {
    let in_file = |file: &Text| -> Findings {
        let lines = file.text.lines().enumerate();
        lines
            .filter_map(|(index, line)| {
                Some(format!("{}:{}: {}", file.path, index + 1, word(file, line)?))
            })
            .collect()
    };
    files.iter().flat_map(in_file).collect()
}

fn product(line: &str) -> [Text; 1] {
    [Text::new("src-tauri/crates/app/src/a.rs", line)]
}

#[test]
fn nothing_is_left_for_later() {
    expect_none(&unfinished(&sources()));
    expect_one(&unfinished(&product(concat!("call(); // TO", "DO: retry"))), UNFINISHED[0]);
    let task = product(concat!("(\"hs_task_type\", \"TO", "DO\")"));
    expect_none(&unfinished(&task));
}

#[test]
fn product_code_is_not_hasty() {
    expect_none(&hasty(&sources()));
    for word in HASTY {
        expect_one(&hasty(&product(word)), word);
    }
    let test = Text::new("src-tauri/crates/app/src/a/tests.rs", HASTY[0]);
    expect_none(&hasty(&[test]));
}

#[test]
fn tests_run_and_do_not_sleep() {
    expect_none(&asleep(&sources()));
    let planted = |line| [Text::new("tests/a.rs", line)];
    for word in ASLEEP {
        expect_one(&asleep(&planted(word)), word);
    }
}

#[test]
fn no_registry_is_named() {
    expect_none(&registry_hosts(&texts()));
    for host in REGISTRIES {
        expect_one(&registry_hosts(&product(host)), host);
        let lock = Text::new("tests/clients/node/package-lock.json", host);
        expect_none(&registry_hosts(&[lock]));
    }
}

#[test]
fn only_ci_looks_beside_the_clone() {
    expect_none(&reaches_beside_the_clone(&texts()));
    expect_one(&reaches_beside_the_clone(&product(BESIDE)), BESIDE);
    expect_none(&reaches_beside_the_clone(&[Text::new(".ci/run", BESIDE)]));
}
