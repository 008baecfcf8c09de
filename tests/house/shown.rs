//! SEC13: nothing prints a secret by accident. `Display` on one of these types stops the build.

use std::fmt::Display;

use crosswalk_app::accounts::candidate::Candidate;
use crosswalk_app::accounts::{ByBrowser, ByToken};
use crosswalk_connectors::line::Grant;
use crosswalk_connectors::sign_in::{SignedIn, StaticToken, TokenOwner};
use secrecy::SecretString;

/// Met in one way by every type, and in a second way by one that can be shown: naming neither is
/// then ambiguous, which the compiler refuses.
trait Hidden<Way> {
    fn is_hidden() {}
}

struct Shown;

impl<T: ?Sized> Hidden<()> for T {}
impl<T: ?Sized + Display> Hidden<Shown> for T {}

#[test]
fn sec13_secrets_cannot_be_shown_and_debug_says_nothing_of_them() {
    <SecretString as Hidden<_>>::is_hidden();
    <ByToken as Hidden<_>>::is_hidden();
    <ByBrowser as Hidden<_>>::is_hidden();
    <Candidate as Hidden<_>>::is_hidden();
    <SignedIn as Hidden<_>>::is_hidden();
    <Grant as Hidden<_>>::is_hidden();
    <StaticToken as Hidden<_>>::is_hidden();
    <TokenOwner as Hidden<_>>::is_hidden();
    let token = ByToken {
        side: crosswalk_model::Side::HubSpot,
        base: "https://api.hubapi.com".to_owned(),
        token: "pat-canary".into(),
        development: false,
        rights: crosswalk_model::Rights::Full,
    };
    let said = format!("{token:?}");
    assert!(said.contains("hubapi") && !said.contains("canary"), "{said}");
}
