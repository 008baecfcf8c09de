use serde_json::Value;

use super::*;

fn settings() -> Value {
    let file = Checkout::here().root.join("tauri.conf.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn source(name: &str) -> String {
    fs::read_to_string(Checkout::here().root.join(name)).unwrap()
}

#[test]
fn the_release_is_built_without_what_tests_want() {
    let line = programs(&Checkout { cargo: "cargo".to_owned(), ..Checkout::here() }).to_string();
    assert!(line.starts_with("cargo build --release --locked --bins"), "{line}");
    assert!(!line.contains("--workspace") && !line.contains("e2e"), "{line}");
}

#[test]
fn what_is_made_is_laid_over_what_the_settings_name() {
    let line = pack(&Checkout::here(), Path::new("/made")).to_string();
    assert!(line.contains("tauri bundle --bundles deb --config"), "{line}");
    assert!(line.contains(r#"{"files":{"/usr":"/made/usr"}}"#), "{line}");
}

#[test]
fn every_file_that_the_settings_name_is_there() {
    let bundle = &settings()["bundle"];
    let deb = &bundle["linux"]["deb"];
    let files = deb["files"].as_object().unwrap().values();
    let icons = bundle["icon"].as_array().unwrap().iter();
    let others = [&deb["desktopTemplate"], &bundle["windows"]["nsis"]["installerIcon"]];
    for file in files.chain(icons).chain(others) {
        let file = Checkout::here().root.join(file.as_str().unwrap());
        assert!(file.is_file(), "{}", file.display());
    }
}

/// Reviewed by hand, and run by nobody: this says where a change would have to be thought over.
#[test]
fn windows_and_macos_have_their_settings() {
    let bundle = &settings()["bundle"];
    let targets = bundle["targets"].to_string();
    for target in ["deb", "nsis", "msi", "app", "dmg"] {
        assert!(targets.contains(&format!("\"{target}\"")), "{target}");
    }
    let icons = bundle["icon"].to_string();
    assert!(icons.contains(".icns") && icons.contains(".ico"), "{icons}");
    let windows = &bundle["windows"];
    // An older program would not read the database of a newer one.
    assert_eq!(windows["allowDowngrades"], false);
    assert_eq!(windows["webviewInstallMode"]["type"], "downloadBootstrapper");
    // It stays what it is: with another one an update would stand beside what it replaces.
    assert_eq!(windows["wix"]["upgradeCode"], "239f334e-0d4e-4c0b-bcfd-1f39be4c4ca3");
    assert_eq!(windows["nsis"]["installMode"], "currentUser");
    // Whoever builds there signs; nobody's key is named here.
    assert!(windows["certificateThumbprint"].is_null());
    assert!(bundle["macOS"]["signingIdentity"].is_null());
    // The macOS that brings the Safari which the interface is built for.
    assert_eq!(bundle["macOS"]["minimumSystemVersion"], "14.4");
    assert!(source("ui/vite.config.ts").contains("target: 'safari17.4'"));
}

#[test]
fn the_desktop_entry_speaks_both_languages() {
    let entry = source("src-tauri/package/crosswalk.desktop");
    for key in ["Name", "GenericName", "Comment", "Keywords"] {
        for key in [format!("\n{key}="), format!("\n{key}[nb]=")] {
            assert!(entry.contains(&key), "{key}");
        }
    }
    assert!(entry.contains("\nCategories=Office;Utility;\n"));
}

#[test]
fn what_software_centres_are_told_is_of_this_version() {
    let told = source("src-tauri/package/metainfo.xml");
    let version = format!("<release version=\"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(told.contains(&version), "{version}");
    let id = format!("<id>{}</id>", settings()["identifier"].as_str().unwrap());
    assert!(told.contains(&id), "{id}");
    let said = settings()["bundle"]["shortDescription"].as_str().unwrap().to_owned();
    assert!(told.contains(&format!("<summary>{said}</summary>")), "{said}");
}

#[test]
fn the_package_is_what_ends_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(only_package(folder.path()).is_err());
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("a.deb"), "").unwrap();
    assert_eq!(only_package(folder.path()).unwrap(), folder.path().join("a.deb"));
}
