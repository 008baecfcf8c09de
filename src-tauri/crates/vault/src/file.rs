//! A vault in one file, encrypted with a passphrase (age, scrypt).

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use age::scrypt;
use async_trait::async_trait;
use crosswalk_model::Secrets;
use crosswalk_model::secrets::{Slot, VaultError};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::{blocking, name_of};

/// Cost of guessing for a new file: 2^17 rounds take 128 MiB and about half a second. A file keeps
/// the cost that it was made with, which nobody can lower who does not know the passphrase.
const WORK: u8 = 17;
/// The greatest cost that a file may ask of us.
const WORK_MAX: u8 = 20;

/// Secrets in an encrypted file. Every change writes the whole file anew, aside, and then puts it
/// in place, so that a crash leaves the old or the new one. It expects to be the only writer; the
/// lock on the state folder sees to that.
pub struct FileVault {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    passphrase: SecretString,
    work: u8,
    kept: Mutex<BTreeMap<String, SecretString>>,
}

impl FileVault {
    /// Opens the file, or makes an empty one with this passphrase.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`]; [`VaultError::Failed`] when the file is damaged, is a
    /// link, or the passphrase is empty.
    pub async fn open(path: PathBuf, passphrase: SecretString) -> Result<FileVault, VaultError> {
        FileVault::open_at_cost(path, passphrase, WORK).await
    }

    async fn open_at_cost(
        path: PathBuf,
        passphrase: SecretString,
        work: u8,
    ) -> Result<FileVault, VaultError> {
        if passphrase.expose_secret().is_empty() {
            return Err(failed("the passphrase is empty"));
        }
        blocking(move || {
            let found = read(&path, &passphrase)?;
            let fresh = found.is_none();
            let Found { kept, work } = found.unwrap_or(Found { kept: BTreeMap::new(), work });
            let inner = Inner { path, passphrase, work, kept: Mutex::new(kept) };
            if fresh {
                inner.change(|_| {})?;
            }
            Ok(FileVault { inner: Arc::new(inner) })
        })
        .await
    }
}

impl fmt::Debug for FileVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileVault").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

#[async_trait]
impl Secrets for FileVault {
    async fn get(&self, slot: &Slot) -> Result<Option<SecretString>, VaultError> {
        let kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get(&name_of(slot)).cloned())
    }

    async fn put(&self, slot: &Slot, secret: SecretString) -> Result<(), VaultError> {
        let (inner, name) = (Arc::clone(&self.inner), name_of(slot));
        blocking(move || {
            inner.change(|kept| {
                kept.insert(name, secret);
            })
        })
        .await
    }

    async fn delete(&self, slot: &Slot) -> Result<(), VaultError> {
        let (inner, name) = (Arc::clone(&self.inner), name_of(slot));
        blocking(move || {
            inner.change(|kept| {
                kept.remove(&name);
            })
        })
        .await
    }
}

impl Inner {
    /// Writes a change down; memory follows only once the disk has it.
    fn change(
        &self,
        change: impl FnOnce(&mut BTreeMap<String, SecretString>),
    ) -> Result<(), VaultError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = kept.clone();
        change(&mut next);
        let open: BTreeMap<&str, &str> =
            next.iter().map(|(name, it)| (name.as_str(), it.expose_secret())).collect();
        let plain = Zeroizing::new(serde_json::to_vec(&open).map_err(failed)?);
        let mut recipient = scrypt::Recipient::new(self.passphrase.clone());
        recipient.set_work_factor(self.work);
        let sealed = age::encrypt(&recipient, &plain).map_err(failed)?;
        write(&self.path, &sealed)?;
        *kept = next;
        Ok(())
    }
}

/// What a file holds, and the cost of guessing its passphrase.
struct Found {
    kept: BTreeMap<String, SecretString>,
    work: u8,
}

/// What the file holds; `None` where there is none.
fn read(path: &Path, passphrase: &SecretString) -> Result<Option<Found>, VaultError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
        Ok(facts) if !facts.is_file() => return Err(failed("the vault is not a plain file")),
        Ok(facts) => refuse_open_file(&facts)?,
    }
    let sealed = fs::read(path).map_err(failed)?;
    let mut identity = scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(WORK_MAX);
    let plain = Zeroizing::new(age::decrypt(&identity, &sealed).map_err(|e| refusal(&e))?);
    let kept: BTreeMap<String, SecretString> =
        serde_json::from_slice::<BTreeMap<String, String>>(&plain)
            .map_err(|_| failed("the vault file does not hold what it should"))?
            .into_iter()
            .map(|(name, it)| (name, it.into()))
            .collect();
    Ok(Some(Found { kept, work: work_of(&sealed).unwrap_or(WORK) }))
}

/// The cost that a file names in its header: `-> scrypt SALT 17` (age-encryption.org/v1).
fn work_of(sealed: &[u8]) -> Option<u8> {
    let stanza = sealed.split(|byte| *byte == b'\n').nth(1)?;
    let stanza = str::from_utf8(stanza).ok()?.strip_prefix("-> scrypt ")?;
    stanza.rsplit(' ').next()?.parse().ok()
}

/// A file that others can read, or that has a second name, may have been put there by somebody.
#[cfg(unix)]
fn refuse_open_file(facts: &fs::Metadata) -> Result<(), VaultError> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    if facts.nlink() > 1 {
        return Err(failed("the vault file has a second name"));
    }
    if facts.permissions().mode() & 0o077 != 0 {
        return Err(failed("the vault file is open to others; its mode should be 0600"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_open_file(_: &fs::Metadata) -> Result<(), VaultError> {
    Ok(())
}

fn refusal(error: &age::DecryptError) -> VaultError {
    use age::DecryptError::{DecryptionFailed, KeyDecryptionFailed, NoMatchingKeys};
    if matches!(error, DecryptionFailed | KeyDecryptionFailed | NoMatchingKeys) {
        return VaultError::WrongPassphrase;
    }
    failed("the vault file is damaged")
}

/// Writes aside, makes it durable, puts it in place, and makes that durable too.
fn write(path: &Path, sealed: &[u8]) -> Result<(), VaultError> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.ok_or_else(|| failed("the vault file needs a folder"))?;
    make_private_folder(folder).map_err(failed)?;
    let mut aside = path.as_os_str().to_owned();
    aside.push(".new");
    let aside = PathBuf::from(aside);
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
        Ok(()) | Err(_) => {}
    }
    let mut file = private_file().open(&aside).map_err(failed)?;
    file.write_all(sealed).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(&aside, path).map_err(failed)?;
    sync_folder(folder).map_err(failed)
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn failed(error: impl fmt::Display) -> VaultError {
    VaultError::Failed(error.to_string())
}

#[cfg(test)]
mod tests;
