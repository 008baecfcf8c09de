//! What this machine has, and what it lacks for the tests.

use std::fmt;
use std::path::Path;

use crate::step::Step;

/// Something that the tests need and cargo does not bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A C compiler and linker: SQLite and the TLS library are built from C.
    Compiler,
    /// git: the tests of the house list the tracked files.
    Git,
    /// The session bus, for the keychain tests.
    SessionBus,
    /// A keychain that speaks the Secret Service.
    Keychain,
    /// The command that asks the keychain.
    SecretTool,
    /// Node, for the Node clients.
    Node,
    /// npm, for the Node clients.
    Npm,
    /// Python, for the Python clients.
    Python,
    /// Python's module that puts pip into a virtual environment.
    PythonVenv,
}

impl Need {
    /// All of them. The keychain tests are Linux's.
    pub const ALL: [Self; 9] = [
        Self::Compiler,
        Self::Git,
        Self::SessionBus,
        Self::Keychain,
        Self::SecretTool,
        Self::Node,
        Self::Npm,
        Self::Python,
        Self::PythonVenv,
    ];

    /// The Debian package that brings it.
    pub fn package(self) -> &'static str {
        match self {
            Self::Compiler => "build-essential",
            Self::Git => "git",
            Self::SessionBus => "dbus",
            Self::Keychain => "gnome-keyring",
            Self::SecretTool => "libsecret-tools",
            Self::Node => "nodejs",
            Self::Npm => "npm",
            Self::Python => "python3",
            Self::PythonVenv => "python3-venv",
        }
    }

    /// A command that succeeds where it is there.
    fn question(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Compiler => ("cc", &["--version"]),
            Self::Git => ("git", &["--version"]),
            Self::SessionBus => ("dbus-run-session", &["--version"]),
            Self::Keychain => ("gnome-keyring-daemon", &["--version"]),
            Self::SecretTool => ("sh", &["-c", "command -v secret-tool"]),
            Self::Node => ("node", &["-e", OLD_NODE]),
            Self::Npm => ("sh", &["-c", "command -v npm"]),
            Self::Python => ("python3", &["-c", OLD_PYTHON]),
            Self::PythonVenv => ("python3", &["-c", "import venv, ensurepip"]),
        }
    }

    fn is_for_linux(self) -> bool {
        matches!(self, Self::SessionBus | Self::Keychain | Self::SecretTool)
    }
}

/// Both fail where the version is too old for the locked clients.
const OLD_NODE: &str = "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)";
const OLD_PYTHON: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// What is missing, for a person on another system: the program and what it is for.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compiler => "a C compiler (`cc`)",
            Self::Git => "git",
            Self::SessionBus => "a D-Bus session bus (`dbus-run-session`), for the keychain tests",
            Self::Keychain => "GNOME Keyring (`gnome-keyring-daemon`), for the keychain tests",
            Self::SecretTool => "`secret-tool` of libsecret, for the keychain tests",
            Self::Node => "Node 18 or later (`node`), for the client tests",
            Self::Npm => "npm, for the client tests",
            Self::Python => "Python 3.11 or later (`python3`), for the client tests",
            Self::PythonVenv => "Python's venv and ensurepip modules, for the client tests",
        })
    }
}

/// How packages get onto this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packages {
    /// apt, as root.
    AsRoot,
    /// apt, through a sudo that asks for no password.
    WithSudo,
    /// apt, but a person has to type the command.
    ByHand,
    /// No apt here.
    Foreign,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// How packages get onto it.
    pub packages: Packages,
    /// What it lacks.
    pub lacks: Vec<Need>,
}

impl Machine {
    /// Looks.
    pub fn look() -> Self {
        let wanted = |need: &Need| cfg!(target_os = "linux") || !need.is_for_linux();
        let absent = |need: &Need| !answers(need.question());
        let lacks = Need::ALL.into_iter().filter(wanted).filter(absent).collect();
        Self { packages: packages(), lacks }
    }
}

fn packages() -> Packages {
    let root = ("sh", &["-c", "test \"$(id -u)\" = 0"] as &[_]);
    if !Path::new("/etc/debian_version").exists() || !answers(("apt-get", &["--version"])) {
        Packages::Foreign
    } else if answers(root) {
        Packages::AsRoot
    } else if answers(("sudo", &["-n", "true"])) {
        Packages::WithSudo
    } else {
        Packages::ByHand
    }
}

fn answers((program, arguments): (&str, &[&str])) -> bool {
    Step::new("look", ".", program, arguments).answers()
}

#[cfg(test)]
mod tests;
