//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Keeps a HubSpot account and a Salesforce org in step, both ways.
#[derive(Debug, Parser)]
#[command(name = "crosswalk", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub verb: Verb,
}

/// What every verb takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Global {
    /// Keep everything in this folder instead of the user's own.
    #[arg(long, global = true, env = "CROSSWALK_HOME", value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Where secrets rest.
    #[arg(long, global = true, value_enum, default_value_t = VaultKind::Keychain)]
    pub vault: VaultKind,
    /// Print one JSON document.
    #[arg(long, global = true)]
    pub json: bool,
    /// Print progress as one JSON event a line, and the document last.
    #[arg(long, global = true)]
    pub json_stream: bool,
    /// Ask nothing: fail where a person would have to answer.
    #[arg(long, global = true)]
    pub no_input: bool,
    /// `en` or `nb`; the system's own unless given.
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub language: Option<String>,
}

/// Places for secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VaultKind {
    /// The system's keychain.
    Keychain,
    /// A file that a passphrase opens: asked for, or in `CROSSWALK_PASSPHRASE`.
    File,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show it all on two emulated CRMs; touches no real account.
    Demo(DemoArgs),
    /// Run both CRMs emulated, for other programs; prints one JSON line with URLs and tokens.
    Emulate(EmulateArgs),
}

/// The emulated world.
#[derive(Clone, Copy, Debug, Args)]
pub struct World {
    /// Decides every record.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many people there are, 10 to 1,000,000.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    pub records: u64,
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(flatten)]
    pub world: World,
}

#[derive(Debug, Args)]
pub struct EmulateArgs {
    #[command(flatten)]
    pub world: World,
    /// Salesforce's port; a free one unless given.
    #[arg(long, default_value_t = 0, value_name = "PORT")]
    pub salesforce_port: u16,
    /// HubSpot's port; a free one unless given.
    #[arg(long, default_value_t = 0, value_name = "PORT")]
    pub hubspot_port: u16,
    /// The port of both with TLS; a free one unless given.
    #[arg(long, default_value_t = 0, value_name = "PORT")]
    pub tls_port: u16,
    /// Where the test authority's certificate is written.
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
}
