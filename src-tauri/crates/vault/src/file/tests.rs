use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crosswalk_model::secrets::{SecretKind, Slot};
use crosswalk_model::{ConnectionId, Secrets};
use secrecy::ExposeSecret;

use super::*;

const TOKEN: &str = "pat-na1-CANARY-9c1f";

fn slot(kind: SecretKind) -> Slot {
    Slot { connection: ConnectionId(1), kind }
}

/// Opens at the smallest cost: what is tested does not depend on it.
async fn open(path: &Path, passphrase: &str) -> Result<FileVault, VaultError> {
    FileVault::open_at_cost(path.to_owned(), passphrase.into(), 2).await
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets").join("vault.age");
    (folder, path)
}

#[tokio::test]
async fn sec10_secrets_come_back_and_stand_nowhere_in_the_clear() {
    let (_folder, path) = place();
    let vault = open(&path, "correct horse").await.unwrap();
    vault.put(&slot(SecretKind::Tokens), TOKEN.into()).await.unwrap();
    vault.put(&slot(SecretKind::ClientSecret), "other".into()).await.unwrap();
    vault.delete(&slot(SecretKind::ClientSecret)).await.unwrap();
    drop(vault);
    let vault = open(&path, "correct horse").await.unwrap();
    let token = vault.get(&slot(SecretKind::Tokens)).await.unwrap().unwrap();
    assert_eq!(token.expose_secret(), TOKEN);
    assert!(vault.get(&slot(SecretKind::ClientSecret)).await.unwrap().is_none());
    let mut files = 0;
    for entry in fs::read_dir(path.parent().unwrap()).unwrap() {
        let entry = entry.unwrap().path();
        let bytes = fs::read(&entry).unwrap();
        assert!(!bytes.windows(TOKEN.len()).any(|it| it == TOKEN.as_bytes()), "{entry:?}");
        files += 1;
    }
    assert_eq!(files, 1, "nothing is left beside the file");
}

#[tokio::test]
async fn sec13_debug_says_nothing() {
    let (_folder, path) = place();
    let vault = open(&path, "correct horse").await.unwrap();
    vault.put(&slot(SecretKind::Tokens), TOKEN.into()).await.unwrap();
    let said = format!("{vault:?} {:?}", crate::SessionVault::default());
    assert!(!said.contains(TOKEN) && !said.contains("correct horse"), "{said}");
    let place = crate::Place::File { path, passphrase: "correct horse".into() };
    assert!(!format!("{place:?}").contains("correct horse"));
}

#[tokio::test]
async fn sec11_a_wrong_or_empty_passphrase_opens_nothing() {
    let (_folder, path) = place();
    open(&path, "right").await.unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(open(&path, "wrong").await.unwrap_err(), VaultError::WrongPassphrase);
    assert!(matches!(open(&path, "").await, Err(VaultError::Failed(_))));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_damaged_file_is_named_and_left_alone() {
    let (_folder, path) = place();
    open(&path, "right").await.unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&path, &bytes).unwrap();
    assert!(open(&path, "right").await.is_err());
    fs::write(&path, b"not a vault").unwrap();
    assert!(matches!(open(&path, "right").await, Err(VaultError::Failed(_))));
    assert_eq!(fs::read(&path).unwrap(), b"not a vault");
}

#[tokio::test]
async fn sec26_the_file_is_closed_to_others_and_links_are_refused() {
    let (folder, path) = place();
    open(&path, "right").await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    let link = folder.path().join("link.age");
    symlink(&path, &link).unwrap();
    assert!(matches!(open(&link, "right").await, Err(VaultError::Failed(_))));
    let twin = folder.path().join("twin.age");
    fs::hard_link(&path, &twin).unwrap();
    assert!(matches!(open(&twin, "right").await, Err(VaultError::Failed(_))));
    fs::remove_file(&twin).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(open(&path, "right").await, Err(VaultError::Failed(_))));
}

#[tokio::test]
async fn a_put_that_fails_changes_nothing() {
    let (_folder, path) = place();
    let vault = open(&path, "right").await.unwrap();
    vault.put(&slot(SecretKind::Tokens), "old".into()).await.unwrap();
    // A folder where the new file would be written aside.
    fs::create_dir(path.with_file_name("vault.age.new")).unwrap();
    assert!(vault.put(&slot(SecretKind::Tokens), "new".into()).await.is_err());
    let kept = vault.get(&slot(SecretKind::Tokens)).await.unwrap().unwrap();
    assert_eq!(kept.expose_secret(), "old");
    fs::remove_dir(path.with_file_name("vault.age.new")).unwrap();
    let again = open(&path, "right").await.unwrap();
    let kept = again.get(&slot(SecretKind::Tokens)).await.unwrap().unwrap();
    assert_eq!(kept.expose_secret(), "old");
}

#[tokio::test]
async fn the_shipped_cost_is_real_and_a_dearer_file_is_refused() {
    let (_folder, path) = place();
    FileVault::open(path.clone(), "right".into()).await.unwrap();
    let header = String::from_utf8_lossy(&fs::read(&path).unwrap()[..80]).into_owned();
    let line = header.lines().nth(1).unwrap();
    assert!(line.starts_with("-> scrypt ") && line.ends_with(" 17"), "{line}");
    let sealed = fs::read(&path).unwrap();
    let dear: Vec<u8> =
        String::from_utf8_lossy(&sealed[..line.len() + 24]).replace(" 17\n", " 30\n").into_bytes();
    fs::write(&path, [&dear, &sealed[line.len() + 24..]].concat()).unwrap();
    assert!(open(&path, "right").await.is_err(), "2^30 rounds would take hours and 1 TiB");
}

#[tokio::test]
async fn a_file_keeps_the_cost_that_it_was_made_with() {
    let (_folder, path) = place();
    open(&path, "right").await.unwrap();
    let cost = |path: &Path| work_of(&fs::read(path).unwrap());
    assert_eq!(cost(&path), Some(2));
    let again = FileVault::open(path.clone(), "right".into()).await.unwrap();
    again.put(&slot(SecretKind::Tokens), TOKEN.into()).await.unwrap();
    assert_eq!(cost(&path), Some(2));
    for (header, said) in [
        ("age-encryption.org/v1\n-> scrypt c2FsdA 18\nbody", Some(18)),
        ("age-encryption.org/v1\n-> X25519 c2FsdA\nbody", None),
        ("age-encryption.org/v1\n-> scrypt c2FsdA many\nbody", None),
        ("age-encryption.org/v1", None),
    ] {
        assert_eq!(work_of(header.as_bytes()), said, "{header}");
    }
}

#[tokio::test]
async fn a_session_keeps_secrets_as_long_as_it_lives() {
    let vault = crate::open(crate::Place::Session).await.unwrap();
    vault.put(&slot(SecretKind::Tokens), TOKEN.into()).await.unwrap();
    let kept = vault.get(&slot(SecretKind::Tokens)).await.unwrap().unwrap();
    assert_eq!(kept.expose_secret(), TOKEN);
    vault.delete(&slot(SecretKind::Tokens)).await.unwrap();
    assert!(vault.get(&slot(SecretKind::Tokens)).await.unwrap().is_none());
}
