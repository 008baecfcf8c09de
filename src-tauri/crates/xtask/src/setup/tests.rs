use super::*;

fn decided(packages: Packages, lacks: &[Need]) -> Apt {
    decide_packages(&Checkout::here(), &Machine { packages, lacks: lacks.to_vec() })
}

#[test]
fn does_nothing_when_nothing_is_missing() {
    assert_eq!(decided(Packages::Foreign, &[]), Apt::Nothing);
}

#[test]
fn installs_only_what_is_missing() {
    let Apt::Install { what, steps } = decided(Packages::AsRoot, &[Need::Npm, Need::Keychain])
    else {
        panic!("apt as root installs");
    };
    let lines: Vec<String> = steps.iter().map(Step::to_string).collect();
    assert!(lines[0].starts_with("env DEBIAN_FRONTEND=noninteractive apt-get update"));
    assert!(lines[1].ends_with("--no-install-recommends npm gnome-keyring"));
    assert_eq!(what, "the packages npm, gnome-keyring");
}

#[test]
fn goes_through_a_sudo_that_asks_nothing() {
    let Apt::Install { steps, .. } = decided(Packages::WithSudo, &[Need::Git]) else {
        panic!("apt with sudo installs");
    };
    assert!(steps[1].to_string().starts_with("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get"));
}

#[test]
fn gives_the_command_when_a_person_has_to_type_it() {
    let Apt::Ask(words) = decided(Packages::ByHand, &[Need::Git, Need::Npm]) else {
        panic!("without sudo a person is asked");
    };
    assert!(words.contains("sudo apt-get install --no-install-recommends git npm"), "{words}");
}

#[test]
fn names_what_another_system_lacks() {
    let Apt::Ask(words) = decided(Packages::Foreign, &[Need::Node, Need::Python]) else {
        panic!("elsewhere a person is told");
    };
    assert!(words.contains("Node 20") && words.contains("Python 3.11"), "{words}");
    assert!(!words.contains("git"), "{words}");
}

#[test]
fn a_failed_install_is_tried_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let script = "echo x >> tries; test $(wc -l < tries) -ge 2";
    let install = Step::new("install", folder.path(), "sh", &["-c", script]);
    let packages = |step: Step| Apt::Install { what: "something".to_owned(), steps: vec![step] };
    assert!(install_packages(&packages(install)).is_ok());
    let broken = Step::new("install", folder.path(), "sh", &["-c", "echo x >> broken; exit 1"]);
    assert!(install_packages(&packages(broken)).is_err());
    let tries = std::fs::read_to_string(folder.path().join("broken")).unwrap();
    assert_eq!(tries.lines().count(), 2);
}

#[test]
fn installs_once_for_each_state_of_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let set = Locked {
        what: "something",
        lock: at("lock"),
        note: at("kept/note"),
        installed: at("done"),
        steps: vec![Step::new("install", folder.path(), "sh", &["-c", "echo x >> done"])],
    };
    let installs = |lock: &str| {
        std::fs::write(at("lock"), lock).unwrap();
        set.install().unwrap();
        std::fs::read_to_string(at("done")).unwrap().lines().count()
    };
    assert_eq!([installs("one"), installs("one"), installs("two")], [1, 1, 2]);
}

#[test]
fn a_package_that_came_too_old_is_named() {
    let machine = |lacks| Machine { packages: Packages::AsRoot, lacks };
    assert!(still_lacking(&machine(Vec::new())).is_ok());
    let error = still_lacking(&machine(vec![Need::Node])).unwrap_err().to_string();
    assert!(error.contains("Node 20 or later"), "{error}");
}
