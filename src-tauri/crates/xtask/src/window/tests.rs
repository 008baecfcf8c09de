use super::*;

fn checkout() -> Checkout {
    Checkout { cargo: "cargo".to_owned(), ..Checkout::here() }
}

#[test]
fn the_window_opens_on_the_demo_with_the_persons_arguments() {
    let line = demo(&checkout(), &["--seed".to_owned(), "7".to_owned()]).to_string();
    assert!(line.ends_with("debug/crosswalk-desktop --demo --seed 7"), "{line}");
}

#[test]
fn the_window_is_driven_on_a_display_of_its_own() {
    let line = driven(&checkout(), Path::new("/opt/it"), None).to_string();
    assert!(line.contains("xvfb-run -a -s '-screen 0 1440x900x24' cargo test"));
    assert!(line.starts_with("CROSSWALK_DESKTOP=/opt/it "), "{line}");
    assert!(line.ends_with("--test e2e -- --test-threads=2"), "{line}");
    let line = driven(&checkout(), Path::new("/opt/it"), Some("demo")).to_string();
    assert!(line.ends_with("--test-threads=2 demo"), "{line}");
}

#[test]
fn the_window_is_built_with_the_features_of_the_tests() {
    let built = programs(&checkout()).to_string();
    assert!(built.ends_with("--features crosswalk-desktop/e2e --bins --tests"), "{built}");
    assert!(
        driven(&checkout(), Path::new("it"), None)
            .to_string()
            .contains("--features crosswalk-desktop/e2e")
    );
    // A person who opens the demo waits for none of that.
    assert!(shell(&checkout()).to_string().ends_with("--workspace --bin crosswalk-desktop"));
}
