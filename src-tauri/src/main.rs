//! The window: commands in, news out, a tray.
//!
//! Invariant: the only room that knows Tauri. A command parses, calls one function of `app`, and
//! hands its error over as a code.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod answer;
mod arguments;
mod choices;
mod commands;
mod notify;
mod start;
mod tray;
mod window;

use std::process::ExitCode;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(unknown) => return complain(&format!("{unknown}\n\n{}", arguments::USAGE), 2),
    };
    match start::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => complain(&format!("{error:#}"), 1),
    }
}

#[expect(clippy::print_stderr, reason = "there is no window yet to say it in")]
fn complain(words: &str, code: u8) -> ExitCode {
    eprintln!("{words}");
    ExitCode::from(code)
}
