//! One command, named in five places: its function, the list of the build script, what the window
//! is allowed, the list of the start, and the interface's door. All five say the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::read;

/// A command as one place has it: its arguments by name and type, and its answer, both as
/// TypeScript has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Command {
    name: String,
    arguments: Vec<(String, String)>,
    answer: String,
}

const FILES: [&str; 6] = ["accounts", "inbox", "mapping", "passes", "records", "state"];

/// The functions under `#[tauri::command]`.
fn functions(source: &str) -> Vec<Command> {
    source.split("#[tauri::command]").skip(1).map(function).collect()
}

fn function(text: &str) -> Command {
    let (_, rest) = text.split_once("fn ").expect("a function");
    let (head, _) = rest.split_once(" {\n").expect("a body");
    let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, rest) = head.split_once('(').unwrap();
    let (given, answer) = rest.rsplit_once(") -> Answer<").unwrap();
    let arguments = top_level(given).into_iter().filter_map(|argument| {
        let (name, of) = argument.split_once(": ")?;
        let ours = of.starts_with("State<") || of == "AppHandle";
        (!ours).then(|| (camel(name), script(of)))
    });
    Command {
        name: name.to_owned(),
        arguments: arguments.collect(),
        answer: script(answer.strip_suffix('>').unwrap()),
    }
}

/// Parts at commas that stand in no brackets.
fn top_level(text: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_i32);
    for letter in text.chars() {
        depth += i32::from("<([{".contains(letter)) - i32::from(">)]}".contains(letter));
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(letter);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap().to_owned();
    words.fold(first, |all, word| all + &word[..1].to_uppercase() + &word[1..])
}

/// A Rust type as TypeScript has it.
fn script(of: &str) -> String {
    let inside = |name: &str| of.strip_prefix(name)?.strip_suffix('>').map(script);
    if let Some(one) = inside("Vec<") {
        return format!("{one}[]");
    }
    if let Some(one) = inside("Option<") {
        return format!("{one} | null");
    }
    if let Some(one) = inside("Both<") {
        return format!("Both<{one}>");
    }
    match of {
        "()" => "null",
        "String" => "string",
        "i64" | "u64" | "usize" | "PairId" | "ConnectionId" | "RunId" | "LinkId" => "number",
        "MappingId" => "string",
        "Undone" => "UndoReport",
        named => named,
    }
    .to_owned()
}

/// The wrappers of the interface's door: `export const x = (a: A) => invoke<T>('x', { a })`.
fn wrappers(door: &str) -> Vec<Command> {
    let door = door.split_whitespace().collect::<Vec<_>>().join(" ");
    door.split("export const ").skip(1).filter_map(wrapper).collect()
}

fn wrapper(text: &str) -> Option<Command> {
    let (head, rest) = text.split_once(" => invoke<")?;
    let (answer, rest) = rest.split_once(">('").expect("a command");
    let (name, rest) = rest.split_once('\'').unwrap();
    let (sent, _) = rest.split_once(')').unwrap();
    let sent = sent.trim_matches(|it: char| ", {}".contains(it));
    let sent: BTreeSet<&str> = sent.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
    let (function, given) = head.split_once(" = (").unwrap();
    let given = top_level(given.rsplit_once(')').unwrap().0);
    let arguments: Vec<(String, String)> = given
        .iter()
        .map(|one| one.split_once(": ").expect("a typed argument"))
        .map(|(name, of)| (name.to_owned(), of.to_owned()))
        .collect();
    let named: BTreeSet<&str> = arguments.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(named, sent, "{name} sends what it is given");
    assert_eq!(function, camel(name), "a wrapper has its command's name");
    Some(Command { name: name.to_owned(), arguments, answer: answer.to_owned() })
}

fn by_name(commands: Vec<Command>) -> BTreeMap<String, Command> {
    commands.into_iter().map(|command| (command.name.clone(), command)).collect()
}

fn of_the_shell() -> BTreeMap<String, Command> {
    let sources = FILES.map(|name| read(&format!("src-tauri/src/commands/{name}.rs")));
    by_name(sources.iter().flat_map(|source| functions(source)).collect())
}

#[test]
fn the_door_has_each_command_with_its_arguments_and_its_answer() {
    let (shell, door) = (of_the_shell(), by_name(wrappers(&read("ui/src/ipc.ts"))));
    assert!(shell.len() > 40, "{} commands", shell.len());
    for (name, command) in &shell {
        assert_eq!(Some(command), door.get(name), "`{name}`: shell left, door right");
    }
    assert_eq!(shell.len(), door.len(), "the door has a command that the shell has not");
}

#[test]
fn sec23_the_window_is_allowed_each_command_and_to_listen_and_nothing_else() {
    let names: BTreeSet<String> = of_the_shell().into_keys().collect();
    let built = read("src-tauri/build.rs");
    let listed: BTreeSet<String> = built
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",").map(str::to_owned))
        .collect();
    assert_eq!(names, listed, "functions left, src-tauri/build.rs right");
    let capability: serde_json::Value =
        serde_json::from_str(&read("src-tauri/capabilities/main.json")).unwrap();
    let allow = |name: &String| format!("allow-{}", name.replace('_', "-"));
    let mut wanted: BTreeSet<String> = names.iter().map(allow).collect();
    wanted.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned));
    let allowed = capability["permissions"].as_array().unwrap().iter();
    let allowed: BTreeSet<String> = allowed.map(|it| it.as_str().unwrap().to_owned()).collect();
    assert_eq!(wanted, allowed, "functions left, src-tauri/capabilities/main.json right");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none(), "no page from elsewhere is allowed anything");
}

#[test]
fn the_start_hands_out_each_command() {
    let start = read("src-tauri/src/commands/mod.rs");
    let (_, rest) = start.split_once("generate_handler![").unwrap();
    let (list, _) = rest.split_once(']').unwrap();
    let handed: BTreeSet<String> = list
        .split(',')
        .filter_map(|path| Some(path.trim().split_once("::")?.1.to_owned()))
        .collect();
    assert_eq!(handed, of_the_shell().into_keys().collect());
}

#[test]
fn commands_are_read_as_they_are_written() {
    let rust = "#[tauri::command]\npub async fn a_b(\n    desk: State<'_, Desk>,\n    \
                pair_id: PairId,\n    ids: Both<String>,\n) -> Answer<Vec<Why>> {\n";
    let door = "export const aB = (pairId: number, ids: Both<string>) =>\n  \
                invoke<Why[]>('a_b', { pairId, ids });\n";
    assert_eq!(functions(rust), wrappers(door));
    let other = door.replace("Why[]", "Why");
    assert_ne!(functions(rust), wrappers(&other));
}
