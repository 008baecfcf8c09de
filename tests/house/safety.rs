//! Security rows that the text of the source shows: no weak grants, no built SQL, a pure core.

use crate::tree::{Text, sources};
use crate::{Findings, expect_none, expect_one};

/// Ways to ask for a token that the product may not know (SEC6). The emulator, which refuses
/// them, may.
const WEAK_GRANTS: [&str; 7] = [
    "exchange_password",
    "exchange_client_credentials",
    "exchange_device",
    "use_implicit_flow",
    "response_type=token",
    "grant-type:device_code",
    "DeviceAuthorizationUrl",
];

const WEAK_GRANT_TYPES: [&str; 4] = ["\"password\"", "=password", "\"implicit\"", "device_code"];

/// Calls that take SQL (SEC18).
const SQL_CALLS: [&str; 8] = [
    ".execute(",
    ".execute_batch(",
    ".prepare(",
    ".prepare_cached(",
    ".query(",
    ".query_row(",
    ".query_one(",
    ".query_map(",
];

const SQL_VERBS: [&str; 9] = [
    "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "ALTER ", "DROP ", "PRAGMA ", "ATTACH ",
];

/// What a pure room may not name: a clock, a disk, a network, async, chance.
const IMPURE: [&str; 10] = [
    "::now()",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "async fn",
    ".await",
    "rand::",
    "RandomState",
];

fn weak_grants(sources: &[Text]) -> Findings {
    let product = sources.iter().filter(|file| !matches!(file.room(), "emulator" | "tests"));
    let weak = |line: &str| {
        let named = WEAK_GRANTS.into_iter().find(|word| line.contains(word));
        let typed = || {
            let types = WEAK_GRANT_TYPES.into_iter().find(|word| line.contains(word));
            types.filter(|_| line.contains("grant_type"))
        };
        named.or_else(typed)
    };
    let in_file = |file: &Text| -> Findings {
        let lines = file.product_lines();
        lines
            .filter_map(|(number, line)| Some(format!("{}:{number}: {}", file.path, weak(line)?)))
            .collect()
    };
    product.flat_map(in_file).collect()
}

/// `format!` inside a call that takes SQL, or with an SQL verb in its words.
fn built_sql(sources: &[Text]) -> Findings {
    let store = sources.iter().filter(|file| file.room() == "store" && !file.is_test);
    let in_file = |file: &Text| -> Findings {
        let code: String = file.product_lines().flat_map(|(_, line)| [line, "\n"]).collect();
        let fed = SQL_CALLS.iter().flat_map(|call| arguments(&code, call));
        let fed = fed.map(first).filter(|words| words.contains("format!("));
        let built = arguments(&code, "format!(");
        let built =
            built.into_iter().filter(|words| SQL_VERBS.iter().any(|verb| words.contains(verb)));
        let quote = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        fed.chain(built)
            .map(|words| format!("{}: SQL is built by format!: {}", file.path, quote(words)))
            .collect()
    };
    store.flat_map(in_file).collect()
}

/// What stands between the parentheses of each `call` in the code.
fn arguments<'a>(code: &'a str, call: &str) -> Vec<&'a str> {
    let starts = code.match_indices(call).map(|(start, _)| start + call.len());
    starts.map(|start| &code[start..start + closing(&code[start..])]).collect()
}

/// The first of some arguments: the SQL. What follows is bound, and may be built as it likes.
fn first(arguments: &str) -> &str {
    let mut depth = 0_i32;
    let comma = arguments.find(|letter| {
        depth += i32::from(matches!(letter, '(' | '[')) - i32::from(matches!(letter, ')' | ']'));
        letter == ',' && depth == 0
    });
    comma.map_or(arguments, |end| &arguments[..end])
}

/// The place of the parenthesis that closes one opened before the text; its end without one.
fn closing(text: &str) -> usize {
    let mut depth = 1_usize;
    for (place, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    text.len()
}

fn impure_reconcile(sources: &[Text]) -> Findings {
    let pure = sources.iter().filter(|file| matches!(file.room(), "reconcile"));
    let in_file = |file: &Text| -> Findings {
        let code = file.product_lines().filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.filter_map(|(number, line)| {
            let word = IMPURE.into_iter().find(|word| line.contains(word))?;
            Some(format!("{}:{number}: {word}", file.path))
        })
        .collect()
    };
    pure.flat_map(in_file).collect()
}

fn planted(room: &str, text: &str) -> [Text; 1] {
    [Text::new(&format!("src-tauri/crates/{room}/src/a.rs"), text)]
}

#[test]
fn sec6_no_weak_grant_is_in_the_product() {
    expect_none(&weak_grants(&sources()));
    for line in [
        "client.exchange_password(name, word)",
        "(\"grant_type\", \"password\")",
        "url.push_str(\"&response_type=token\");",
        "grant_type=urn:ietf:params:oauth:grant_type:device_code",
    ] {
        expect_one(&weak_grants(&planted("connectors", line)), "connectors");
        expect_none(&weak_grants(&planted("emulator", line)));
    }
}

#[test]
fn sec18_sql_is_never_built() {
    expect_none(&built_sql(&sources()));
    for code in [
        "db.execute(&format!(\"{table}\"), [])",
        "db.query_row(\n    &format!(\"{}\", call(one)),\n    [],\n)",
        "let sql = format!(\"SELECT * FROM {table}\");",
    ] {
        expect_one(&built_sql(&planted("store", code)), "built by format!");
    }
    expect_none(&built_sql(&planted("store", "db.execute(SQL, [format!(\"x {id}\")])")));
    expect_none(&built_sql(&planted("store", "Err(format!(\"no row {id}\"))")));
}

#[test]
fn reconcile_is_pure() {
    expect_none(&impure_reconcile(&sources()));
    for word in IMPURE {
        expect_one(&impure_reconcile(&planted("reconcile", word)), word);
        expect_none(&impure_reconcile(&planted("engine", word)));
    }
    expect_none(&impure_reconcile(&planted("reconcile", "/// Never calls `Timestamp::now()`.")));
}
