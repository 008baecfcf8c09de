//! Our share of a vendor's day: how many of its calls we may use, connection by connection. The gate
//! keeps to it.

use crosswalk_engine::{ClockCost, Terms, slow_clocks};
use crosswalk_model::{ConnectionId, Side};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::AppError;
use crate::open::{App, terms};

/// Our share of a connection's day. Stored with the state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum ApiShare {
    /// The usual part of what the vendor allows everybody.
    #[default]
    Usual,
    /// Another part of it.
    Percent {
        /// From 1 to 100.
        percent: u32,
    },
    /// So many calls, and never more than the vendor allows everybody.
    Calls {
        /// At least two: one for the changes, and one that opt-outs keep.
        calls: u32,
    },
}

/// Our share of one connection, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShareLine {
    /// The connection.
    pub connection: ConnectionId,
    /// Which product.
    pub side: Side,
    /// The account's name.
    pub name: String,
    /// What is chosen.
    pub share: ApiShare,
    /// The usual part, in percent.
    pub usual_percent: u64,
    /// Calls that we made in the last 24 hours.
    pub used: u64,
    /// Calls that we may make in 24 hours, where that is known.
    pub budget: Option<u64>,
    /// What the slow clocks cost (P1).
    pub slow_clocks: Vec<ClockCost>,
}

impl ApiShare {
    fn key(connection: ConnectionId) -> String {
        format!("connection/{connection}/share")
    }

    const fn of(self, usual: Terms) -> Terms {
        match self {
            ApiShare::Usual => usual,
            ApiShare::Percent { percent } => Terms { share_percent: percent as u64, ..usual },
            ApiShare::Calls { calls } => Terms { share_calls: Some(calls as u64), ..usual },
        }
    }

    const fn is_one(self) -> bool {
        match self {
            ApiShare::Usual => true,
            ApiShare::Percent { percent } => 1 <= percent && percent <= 100,
            ApiShare::Calls { calls } => calls > 1,
        }
    }
}

impl App {
    /// Our share of a connection's day.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn api_share(&self, connection: ConnectionId) -> Result<ApiShare, AppError> {
        Ok(self.store.setting(&ApiShare::key(connection))?.unwrap_or_default())
    }

    /// Notes our share of a connection's day. The gate keeps to it from the next call on.
    ///
    /// # Errors
    /// [`AppError::Refused`] for a share that is none; [`AppError::Store`].
    pub fn set_api_share(&self, connection: ConnectionId, share: ApiShare) -> Result<(), AppError> {
        if !share.is_one() {
            let why = "a share is 1 to 100 percent of the day, or at least two calls";
            return Err(AppError::Refused(why.to_owned()));
        }
        let side = self.store.connection_row(connection)?.side;
        self.store.set_setting(&ApiShare::key(connection), &share)?;
        self.ledger.admit(connection, share.of(terms(side)));
        Ok(())
    }

    /// What a connection may use, our share of it as it is chosen.
    pub(crate) fn terms_of(&self, connection: ConnectionId, side: Side) -> Result<Terms, AppError> {
        Ok(self.api_share(connection)?.of(terms(side)))
    }

    /// Our share of each linked account.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn api_shares(&self) -> Result<Vec<ShareLine>, AppError> {
        let mut lines = Vec::new();
        for line in self.account_lines()? {
            let (connection, side) = (line.connection, line.side);
            // One that was not asked for anything yet has no ledger: its book is on disk.
            self.ledger.admit(connection, self.terms_of(connection, side)?);
            let usage = self.ledger.usage(connection).ok();
            lines.push(ShareLine {
                connection,
                side,
                name: line.account.name,
                share: self.api_share(connection)?,
                usual_percent: terms(side).share_percent,
                used: usage.map_or(0, |(used, _)| used),
                budget: usage.and_then(|(_, budget)| budget),
                slow_clocks: slow_clocks::costs(&self.store, connection)?,
            });
        }
        Ok(lines)
    }
}

impl Desk {
    /// As [`App::set_api_share`]. Pairs of the connection look at once: one that waited for calls may
    /// have some.
    ///
    /// # Errors
    /// As [`App::set_api_share`].
    pub async fn set_api_share(
        &self,
        connection: ConnectionId,
        share: ApiShare,
    ) -> Result<(), AppError> {
        let app = self.app().await?;
        app.set_api_share(connection, share)?;
        let pairs = app.pairs()?.into_iter();
        let of_it = pairs
            .filter(|it| Side::ALL.map(|side| *it.connections.get(side)).contains(&connection));
        self.ring(of_it.map(|it| it.id)).await;
        self.board().changed();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
