//! `cargo xtask …`: what a person who works on Crosswalk asks for.
//!
//! Invariant: decides first, in values that print, then does; a verb says what it will install
//! before it installs it. Nothing of the product calls this room.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks on the terminal")]

mod audit;
mod bench;
mod browser;
mod bundle;
mod checkout;
mod clients;
mod demo;
mod features;
mod fuzz;
mod machine;
mod plant;
mod setup;
mod shipped;
mod step;
mod suite;
mod summary;
mod unsafe_code;
mod verb;
mod window;
mod wrapper;

use std::process::ExitCode;

use verb::{Ask, Verb};
use wrapper::Role;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(role) = Role::of_this_process() {
        return ended(role.work(&arguments));
    }
    let verb = match verb::parse(&arguments) {
        Ok(verb) => verb,
        Err(error) => {
            eprintln!("{error}\n\n{}", verb::USAGE);
            return ExitCode::from(2);
        }
    };
    ended(run(&verb))
}

fn ended(result: anyhow::Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(verb: &Verb) -> anyhow::Result<ExitCode> {
    let checkout = checkout::Checkout::here();
    match verb {
        Verb::Demo { place, arguments } => return demo::run(&checkout, *place, arguments),
        Verb::Setup => setup::run(&checkout)?,
        Verb::Test(wanted) => return suite::run(&checkout, wanted),
        Verb::Audit => audit::run(&checkout)?,
        Verb::Types => suite::types(&checkout).run()?,
        Verb::Rules => suite::rules(&checkout).run()?,
        Verb::Plant(wanted) => plant::run(&checkout, wanted)?,
        Verb::Fuzz { seconds } => fuzz::run(&checkout, *seconds)?,
        Verb::Bench { people } => bench::run(&checkout, people)?,
        Verb::Bundle(then) => bundle::run(&checkout, *then)?,
        Verb::Emulator(Ask::List) => features::print(&checkout)?,
        Verb::Emulator(Ask::Prove) => features::prove(&checkout)?,
        Verb::Help => println!("{}", verb::USAGE),
    }
    Ok(ExitCode::SUCCESS)
}
