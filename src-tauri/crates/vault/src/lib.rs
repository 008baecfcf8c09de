//! Secrets at rest: the OS keychain, or a passphrase-encrypted file.
//!
//! Invariant: the only room that touches secrets at rest.
