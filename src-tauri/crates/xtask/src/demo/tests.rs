use super::*;

#[test]
fn passes_its_arguments_on() {
    let checkout = Checkout { cargo: "cargo".to_owned(), ..Checkout::here() };
    let line = step(&checkout, &["--seed".to_owned(), "7".to_owned()]).to_string();
    assert!(line.starts_with("cargo run "), "{line}");
    assert!(line.ends_with("--package crosswalk-cli --bin crosswalk -- demo --seed 7"), "{line}");
}

#[test]
fn ends_as_the_demo_ended() {
    let ended = |script| Step::new("end", ".", "sh", &["-c", script]).end().unwrap();
    assert_eq!(same_end(ended("exit 0")), ExitCode::SUCCESS);
    assert_eq!(same_end(ended("exit 7")), ExitCode::from(7));
    assert_eq!(same_end(ended("kill -9 $$")), ExitCode::FAILURE);
}

#[test]
fn a_display_decides_unless_a_person_does() {
    let with = |set: &'static str| move |name: &str| name == set;
    assert!(in_the_window(Place::Fitting, with("DISPLAY")));
    assert!(in_the_window(Place::Fitting, with("WAYLAND_DISPLAY")));
    assert_eq!(in_the_window(Place::Fitting, with("HOME")), !cfg!(target_os = "linux"));
    assert!(in_the_window(Place::Window, with("HOME")));
    assert!(!in_the_window(Place::Terminal, with("DISPLAY")));
}
