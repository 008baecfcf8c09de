//! Tokens: who holds which, for whom, until when.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use super::world::Id;

/// A session that an access token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) org: usize,
    pub(crate) user: Id,
    pub(crate) client: String,
    pub(crate) scope: String,
    pub(crate) used: Timestamp,
    /// The chain of refresh tokens that it came from.
    pub(crate) chain: u64,
}

/// A sign-in: its current refresh token, and those that it replaced.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) number: u64,
    pub(crate) org: usize,
    pub(crate) user: Id,
    pub(crate) client: String,
    pub(crate) scope: String,
    pub(crate) current: String,
    pub(crate) spent: Vec<String>,
}

/// Every token of every org.
#[derive(Clone, Debug)]
pub(crate) struct Grants {
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) chains: Vec<Chain>,
    made: u64,
    seed: u64,
}

impl Grants {
    pub(crate) fn new(seed: u64) -> Self {
        Self { sessions: BTreeMap::new(), chains: Vec::new(), made: 0, seed }
    }

    /// The next unguessable-looking text of `bytes` bytes; the same seed gives the same texts.
    pub(crate) fn token(&mut self, bytes: usize) -> String {
        let mut out = Vec::with_capacity(bytes + 8);
        while out.len() < bytes {
            self.made += 1;
            out.extend_from_slice(&mixed(self.seed ^ self.made.rotate_left(32)).to_le_bytes());
        }
        out.truncate(bytes);
        URL_SAFE_NO_PAD.encode(out)
    }

    /// A new access token of a chain.
    pub(crate) fn open(&mut self, chain: &Chain, org_id: &str, now: Timestamp) -> String {
        let text = format!("{}!AQ{}", &org_id[..15.min(org_id.len())], self.token(60));
        let session = Session {
            org: chain.org,
            user: chain.user.clone(),
            client: chain.client.clone(),
            scope: chain.scope.clone(),
            used: now,
            chain: chain.number,
        };
        self.sessions.insert(text.clone(), session);
        text
    }

    /// The sixth sign-in of a user and app ends the oldest.
    pub(crate) fn make_room(&mut self, org: usize, user: &Id, client: &str) {
        const MOST: usize = 5;
        let same =
            |chain: &Chain| chain.org == org && chain.user == *user && chain.client == client;
        let held: Vec<u64> =
            self.chains.iter().filter(|chain| same(chain)).map(|chain| chain.number).collect();
        if held.len() >= MOST {
            self.end(held[0]);
        }
    }

    /// A new sign-in.
    pub(crate) fn sign_in(&mut self, org: usize, user: &Id, client: &str, scope: &str) -> Chain {
        let number = self.chains.last().map_or(1, |last| last.number + 1);
        let chain = Chain {
            number,
            org,
            user: user.clone(),
            client: client.to_owned(),
            scope: scope.to_owned(),
            current: format!("5Aep861{}", self.token(48)),
            spent: Vec::new(),
        };
        self.chains.push(chain.clone());
        chain
    }

    /// Ends a sign-in with all its tokens.
    pub(crate) fn end(&mut self, number: u64) {
        self.chains.retain(|chain| chain.number != number);
        self.sessions.retain(|_, session| session.chain != number);
    }
}

/// SplitMix64.
fn mixed(seed: u64) -> u64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
