//! How a command answers: what the room says, or a code with the arguments of its words.

use std::sync::Arc;

use crosswalk_app::desk::Desk;
use crosswalk_app::error::Trouble;
use crosswalk_app::{App, AppError};

/// What a command answers.
pub type Answer<T> = Result<T, Trouble>;

/// An error as the window is told it.
pub fn told(error: AppError) -> Trouble {
    error.trouble()
}

/// Looks something up. The disk may take its time: other commands go on meanwhile.
pub async fn look<T>(
    desk: &Desk,
    look: impl FnOnce(&Arc<App>) -> Result<T, AppError>,
) -> Answer<T> {
    let app = desk.app().await.map_err(told)?;
    tokio::task::block_in_place(|| look(&app)).map_err(told)
}

/// Notes a person's word, and says that the stored state changed.
pub async fn note<T>(
    desk: &Desk,
    note: impl FnOnce(&Arc<App>) -> Result<T, AppError>,
) -> Answer<T> {
    let noted = look(desk, note).await?;
    desk.board().changed();
    Ok(noted)
}
