use super::*;

#[test]
fn the_program_of_an_entry_is_read_without_its_fields() {
    let entry = "[Desktop Entry]\nName=x\nExec=it --a %u\nTerminal=false\n\n[Desktop Action b]\nExec=it --b\n";
    assert_eq!(exec(entry).unwrap(), "it --a");
    assert!(exec("[Desktop Entry]\nName=x\n").is_err());
    assert!(exec("Exec=\"it there\"\n").is_err());
}

#[test]
fn a_program_with_the_scenes_is_refused() {
    assert!(shipped_alone(b"..../index.html....").is_ok());
    assert!(shipped_alone(b"..../index.html..../scenes.html..").is_err());
    assert!(shipped_alone(b"nothing").is_err());
}

#[test]
fn what_is_installed_sees_nothing_of_this_system() {
    let line = command(&Checkout::here(), Path::new("/bare")).to_string();
    assert!(line.contains("--bind /bare / "), "{line}");
    assert!(line.ends_with("-- crosswalk demo --records 50"), "{line}");
    let bound = line.matches("--bind").count() + line.matches("--ro-bind").count();
    assert_eq!(bound, 1, "{line}");
}

#[test]
fn the_window_is_started_by_the_line_of_the_entry() {
    let folder = tempfile::tempdir().unwrap();
    let checkout = Checkout { kept: folder.path().into(), ..Checkout::here() };
    let file = inside(&checkout, Path::new("/bare"), "it --a").unwrap();
    let script = fs::read_to_string(file).unwrap();
    assert!(script.starts_with("#!/bin/sh\nexec 'bwrap' "), "{script}");
    assert!(script.ends_with(" '--bind' '/tmp' '/tmp' -- it --a \"$@\"\n"), "{script}");
}
