//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Keeps a HubSpot account and a Salesforce org in step, both ways.
#[derive(Debug, Parser)]
#[command(name = "crosswalk", version = crate::verbs::version::VERSION, propagate_version = true, arg_required_else_help = true)]
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
    #[arg(long, visible_alias = "lang", global = true, value_name = "LANGUAGE")]
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
    /// Link, list, check and forget accounts.
    #[command(subcommand)]
    Accounts(AccountsVerb),
    /// Keep two accounts in step.
    #[command(subcommand)]
    Pair(PairVerb),
    /// Which field is which, as a file.
    #[command(subcommand)]
    Map(MapVerb),
    /// Show what would be written; writes nothing.
    Plan(PlanArgs),
    /// Plan anew and write it, past its brakes: all of it, what a plan file shows, or the first
    /// few records.
    Apply(ApplyArgs),
    /// Pass by pass, write what no brake holds back.
    Sync(SyncArgs),
    /// Compare everything that both sides hold, and write what no brake holds back.
    Sweep(OnePair),
    /// Put back what a run wrote, or what was written for a record, where it still stands.
    Undo {
        /// A run's number, or a record's e-mail address, id or URL.
        what: String,
        #[command(flatten)]
        pair: OnePair,
    },
    /// Look back on runs.
    #[command(subcommand)]
    Runs(RunsVerb),
    /// What does not get through.
    #[command(subcommand)]
    Errors(ErrorsVerb),
    /// Fields that changed on both sides, for a person to decide.
    #[command(subcommand)]
    Conflicts(ConflictsVerb),
    /// One record: why it is where it is, and a person's word on it.
    #[command(subcommand)]
    Record(RecordVerb),
    /// Copies of the state; they hold record data, and no secrets.
    #[command(subcommand)]
    Backup(BackupVerb),
    /// Look at the state: versions, accounts, pairs, trouble.
    Doctor,
    /// Print completions for a shell.
    Completions { shell: clap_complete::Shell },
    /// Write the manual's pages, one for each verb, into a folder that is there.
    Manual { folder: PathBuf },
    /// Print the version.
    Version,
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

/// Which pair; the only one unless given.
#[derive(Clone, Copy, Debug, Args)]
pub struct OnePair {
    /// The pair's number; may be left out while there is one.
    #[arg(long, value_name = "NUMBER")]
    pub pair: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SideName {
    Salesforce,
    Hubspot,
}

#[derive(Debug, Subcommand)]
pub enum AccountsVerb {
    /// Link an account: in the browser, or by a token in `CROSSWALK_TOKEN` or on stdin.
    Add(AccountsAdd),
    /// The linked accounts.
    List,
    /// Ask an account who it is, and what its sign-in may do of what the mapping needs.
    Check {
        account: i64,
        /// Write a Salesforce permission set that grants what the mapping needs.
        #[arg(long, value_name = "FILE")]
        permission_set: Option<PathBuf>,
    },
    /// Forget an account and its secrets.
    Remove { account: i64 },
}

#[derive(Debug, Args)]
pub struct AccountsAdd {
    #[arg(value_enum)]
    pub side: SideName,
    /// Your own app's client id: signs in in the browser. HubSpot wants the app's client secret
    /// besides, in `CROSSWALK_CLIENT_SECRET` or on stdin.
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// The login host of Salesforce, or the base URL that a token is good for.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Look only: plans are made and nothing is ever written. In the browser it asks for no right to
    /// write. Sign in anew without it to write.
    #[arg(long)]
    pub watch_only: bool,
    /// Let the loopback through, for an emulator. It is shown wherever the account is.
    #[arg(long)]
    pub development: bool,
}

#[derive(Debug, Subcommand)]
pub enum PairVerb {
    /// Pair two linked accounts.
    Add(PairAdd),
    /// The pairs.
    List,
    /// How a pair stands.
    Show(OnePair),
    /// Keep the accounts in step from here instead of from another installation.
    TakeOver(OnePair),
    /// Make three properties on HubSpot's records that say who owns them in Salesforce, where HubSpot
    /// has no such owner.
    OwnerFields(OnePair),
    /// Make a property on HubSpot's contacts that lists the Salesforce campaigns of each, and map it.
    CampaignField(OnePair),
    /// Make a field on Salesforce's leads and contacts for HubSpot's lifecycle stage, and map it.
    LifecycleField(OnePair),
    /// End a pair: what is known of it here is forgotten, and nothing changes in either account.
    Remove {
        #[command(flatten)]
        pair: OnePair,
        /// It cannot be undone.
        #[arg(long, required = true)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub struct PairAdd {
    pub name: String,
    /// The Salesforce account's number.
    #[arg(long, value_name = "NUMBER")]
    pub salesforce: i64,
    /// The HubSpot account's number.
    #[arg(long, value_name = "NUMBER")]
    pub hubspot: i64,
    /// The HubSpot objects that are kept in step.
    #[arg(long, value_delimiter = ',', default_value = "companies,contacts,deals")]
    pub objects: Vec<String>,
    /// Make the pair's id field on both sides; without it nothing is created there.
    #[arg(long)]
    pub create_fields: bool,
    /// What the first run does with values that differ.
    #[arg(long, value_enum)]
    pub first_run: FirstRunName,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FirstRunName {
    /// Make both sides agree, by a plan that you see first.
    Agree,
    /// Only link; values stay until the next edit.
    LinkOnly,
}

#[derive(Debug, Subcommand)]
pub enum MapVerb {
    /// A mapping made from what both sides have; nothing is saved.
    Suggest {
        #[command(flatten)]
        pair: OnePair,
        #[arg(long, value_delimiter = ',', default_value = "companies,contacts,deals")]
        objects: Vec<String>,
        /// Choose what HubSpot's own connector does: a deleted opportunity deletes its deal, a
        /// contact's lifecycle stage is carried to its company, and cases become tickets, never the
        /// other way round.
        #[arg(long)]
        as_hubspot: bool,
    },
    /// Say what is wrong with a pair file, against what both sides have.
    Validate(MapFile),
    /// Show what a pair file would change.
    Diff {
        #[command(flatten)]
        file: MapFile,
        /// And what it would do otherwise to the records, by what was last read of them. Neither
        /// account is asked anything.
        #[arg(long)]
        what_if: bool,
    },
    /// Print the mapping as a pair file.
    Export(OnePair),
    /// Show what a pair file would change, and with --save keep it as the next version. Nothing
    /// is written to either side by this.
    Import {
        #[command(flatten)]
        file: MapFile,
        /// Keep it.
        #[arg(long)]
        save: bool,
    },
    /// The objects that are kept in step, and what else both accounts have; with a choice, one more or
    /// one less. No record is written by this.
    Objects {
        #[command(flatten)]
        pair: OnePair,
        /// The HubSpot object, and the Salesforce one where it is not the usual partner: `tickets`,
        /// `p4711_invoices=Invoice__c`.
        #[arg(long, value_name = "OBJECT", conflicts_with = "remove")]
        add: Option<String>,
        /// Do not make the fields by which a record is never made twice: nothing is created without
        /// them.
        #[arg(long, requires = "add")]
        leave_id_fields: bool,
        /// The object mapping to take out. What was written stays.
        #[arg(long, value_name = "ID")]
        remove: Option<String>,
    },
    /// Which activities of people become tasks in Salesforce, and how many tasks to expect; with a
    /// choice, switch them. Nothing of before is carried.
    Activities {
        #[command(flatten)]
        pair: OnePair,
        /// Opens of marketing email: a task each, one for each person and mail, or none.
        #[arg(long, value_name = "HOW")]
        opens: Option<Tasks>,
        /// Clicks in marketing email.
        #[arg(long, value_name = "HOW")]
        clicks: Option<Tasks>,
    },
    /// Print the JSON schema of pair files.
    Schema,
}

/// What an activity makes.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Tasks {
    /// A task for each event.
    Each,
    /// One task for each person and mail, with a counter.
    Collapsed,
    /// None.
    Off,
}

#[derive(Debug, Args)]
pub struct MapFile {
    /// The pair file; `-` is stdin.
    pub file: PathBuf,
    #[command(flatten)]
    pub pair: OnePair,
}

#[derive(Debug, Args)]
pub struct PlanArgs {
    #[command(flatten)]
    pub pair: OnePair,
    /// Save the plan for `apply FILE`. The file holds personal data; only you can read it.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// End with 3 when something would be written.
    #[arg(long)]
    pub detailed_exitcode: bool,
}

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// A file of `plan --out`: what it shows is written, as far as a plan of now says the same.
    pub file: Option<PathBuf>,
    /// Write nothing where the file and the plan of now differ.
    #[arg(long, requires = "file")]
    pub strict: bool,
    /// Write so many records and stop; a record and its partner count once.
    #[arg(long, value_name = "RECORDS", conflicts_with = "file", value_parser = clap::value_parser!(u32).range(1..))]
    pub first: Option<u32>,
    #[command(flatten)]
    pub pair: OnePair,
}

#[derive(Debug, Args)]
#[group(id = "how", required = true, multiple = false, args = ["once", "watch"])]
pub struct SyncArgs {
    #[command(flatten)]
    pub pair: OnePair,
    /// One pass.
    #[arg(long)]
    pub once: bool,
    /// Pass after pass until stopped: every 15 minutes, and down to every minute while changes
    /// arrive and the day's calls allow it. For a program: with --json-stream.
    #[arg(long)]
    pub watch: bool,
}

#[derive(Debug, Subcommand)]
pub enum RunsVerb {
    /// The newest runs.
    List {
        #[command(flatten)]
        pair: OnePair,
        /// How many.
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// A run with what it wrote.
    Show {
        run: i64,
        /// How many of its writes are shown; `--json` has all of them.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
}

#[derive(Debug, Subcommand)]
pub enum ErrorsVerb {
    /// By cause, with a remedy each.
    List(OnePair),
    /// One row per record, as CSV.
    Export {
        #[command(flatten)]
        pair: OnePair,
        /// Only this group, as `errors list` names it.
        #[arg(long)]
        group: Option<String>,
    },
    /// Try again with the next pass: one group, one record's error, or all.
    Retry {
        #[command(flatten)]
        pair: OnePair,
        /// A group as `errors list` names it, or the number of one error as `errors export` has it.
        which: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum ConflictsVerb {
    /// What waits for a decision.
    List {
        #[command(flatten)]
        pair: OnePair,
        /// How many are shown; `--json` has all of them.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Choose whose value stands, or a value of your own; the next pass carries it out.
    #[command(group = clap::ArgGroup::new("word").required(true))]
    Decide {
        conflict: i64,
        /// The side whose value stands.
        #[arg(long, value_enum, group = "word")]
        keep: Option<SideName>,
        /// What stands on both sides instead; it is checked against both fields first.
        #[arg(long, group = "word", allow_hyphen_values = true)]
        value: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum RecordVerb {
    /// Why it is where it is.
    Why(OneRecord),
    /// Link two records by hand.
    Link {
        salesforce: String,
        hubspot: String,
        #[command(flatten)]
        pair: OnePair,
    },
    /// Cut its link: neither record is matched or made again.
    Unlink(OneRecord),
    /// Never sync it.
    Never(OneRecord),
    /// Forget a person: every value of theirs goes from the state, its backups and saved plans. The
    /// records in both accounts stay as they are, and are never synced again.
    Erase(EraseArgs),
    /// Make its partner with the next pass, whatever the create settings say.
    Create {
        #[command(flatten)]
        one: OneRecord,
        /// The partner's object, as `Lead`; the mapping's own choice unless given.
        #[arg(long = "as", value_name = "OBJECT")]
        object: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct EraseArgs {
    #[command(flatten)]
    pub one: OneRecord,
    /// Only show what would go.
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Ask nothing: it was confirmed elsewhere.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct OneRecord {
    /// E-mail address, id on either side, or URL.
    pub record: String,
    #[command(flatten)]
    pub pair: OnePair,
}

#[derive(Debug, Subcommand)]
pub enum BackupVerb {
    /// Make one now.
    Create,
    /// The backups, newest first.
    List,
    /// Put a backup in the place of the state; what is there now is kept beside it.
    Restore { file: PathBuf },
}

#[cfg(test)]
mod tests;
