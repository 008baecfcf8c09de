//! What this machine has, and what it lacks for the tests.

use std::fmt;
use std::path::Path;

use crate::step::Step;

/// Something that the tests need and cargo does not bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A compiler of C and C++, and a linker: SQLite and the TLS library are built from C, the fuzzer
    /// from C++.
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
    /// What finds C libraries for a build.
    PkgConfig,
    /// The web view that the window is made of, to build with.
    WebKit,
    /// The session bus, to build with.
    DbusHeaders,
    /// The tray's library, which the window loads when it starts.
    Tray,
    /// Drives the window in tests.
    WebDriver,
    /// A display for tests.
    Display,
    /// Lets `xvfb-run` make its display private.
    Xauth,
    /// The bus for the stand-in of a desktop's notification server.
    PythonDbus,
    /// Its main loop.
    PythonGi,
    /// Looks at the interface's scenes.
    Chromium,
    /// The font of names of fields in their pictures.
    MonoFont,
    /// The tray's library, which a package is to name.
    TrayHeaders,
    /// Makes a bare Debian.
    Mmdebstrap,
    /// Runs what is installed there.
    Bubblewrap,
    /// Judges a desktop entry.
    DesktopFile,
    /// Judges what is told to software centres.
    Appstream,
}

impl Need {
    /// All that tests take. What is for the keychain and the window's libraries is Linux's.
    pub const ALL: [Self; 20] = [
        Self::Compiler,
        Self::Git,
        Self::SessionBus,
        Self::Keychain,
        Self::SecretTool,
        Self::Node,
        Self::Npm,
        Self::Python,
        Self::PythonVenv,
        Self::PkgConfig,
        Self::WebKit,
        Self::DbusHeaders,
        Self::Tray,
        Self::WebDriver,
        Self::Display,
        Self::Xauth,
        Self::PythonDbus,
        Self::PythonGi,
        Self::Chromium,
        Self::MonoFont,
    ];

    /// What comparing pictures of the interface takes. They were taken by these on Debian: elsewhere
    /// that check is left out.
    pub const PICTURES: [Self; 2] = [Self::Chromium, Self::MonoFont];

    /// What building and opening the window takes.
    pub const WINDOW: [Self; 7] = [
        Self::Compiler,
        Self::Node,
        Self::Npm,
        Self::PkgConfig,
        Self::WebKit,
        Self::DbusHeaders,
        Self::Tray,
    ];

    /// What packing the release takes besides the window.
    pub const BUNDLE: [Self; 1] = [Self::TrayHeaders];

    /// What trying the package takes.
    pub const BARE: [Self; 7] = [
        Self::Mmdebstrap,
        Self::Bubblewrap,
        Self::DesktopFile,
        Self::Appstream,
        Self::WebDriver,
        Self::Display,
        Self::Xauth,
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
            Self::PkgConfig => "pkg-config",
            Self::WebKit => "libwebkit2gtk-4.1-dev",
            Self::DbusHeaders => "libdbus-1-dev",
            Self::Tray => "libayatana-appindicator3-1",
            Self::WebDriver => "webkit2gtk-driver",
            Self::Display => "xvfb",
            Self::Xauth => "xauth",
            Self::PythonDbus => "python3-dbus",
            Self::PythonGi => "python3-gi",
            Self::Chromium => "chromium",
            Self::MonoFont => "fonts-dejavu-core",
            Self::TrayHeaders => "libayatana-appindicator3-dev",
            Self::Mmdebstrap => "mmdebstrap",
            Self::Bubblewrap => "bubblewrap",
            Self::DesktopFile => "desktop-file-utils",
            Self::Appstream => "appstream",
        }
    }

    /// A command that succeeds where it is there.
    fn question(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Compiler => ("sh", &["-c", "cc --version && c++ --version"]),
            Self::Git => ("git", &["--version"]),
            Self::SessionBus => ("dbus-run-session", &["--version"]),
            Self::Keychain => ("gnome-keyring-daemon", &["--version"]),
            Self::SecretTool => ("sh", &["-c", "command -v secret-tool"]),
            Self::Node => ("node", &["-e", OLD_NODE]),
            Self::Npm => ("sh", &["-c", "command -v npm"]),
            Self::Python => ("python3", &["-c", OLD_PYTHON]),
            Self::PythonVenv => ("python3", &["-c", "import venv, ensurepip"]),
            Self::PkgConfig => ("pkg-config", &["--version"]),
            Self::WebKit => ("pkg-config", &["--exists", "webkit2gtk-4.1"]),
            Self::DbusHeaders => ("pkg-config", &["--exists", "dbus-1"]),
            Self::Tray => ("sh", &["-c", TRAY]),
            Self::WebDriver => ("sh", &["-c", "command -v WebKitWebDriver"]),
            Self::Display => ("sh", &["-c", "command -v xvfb-run"]),
            Self::Xauth => ("sh", &["-c", "command -v xauth"]),
            Self::PythonDbus => ("/usr/bin/python3", &["-c", "import dbus.mainloop.glib"]),
            Self::PythonGi => ("/usr/bin/python3", &["-c", "from gi.repository import GLib"]),
            Self::Chromium => ("sh", &["-c", "test -x \"${CHROMIUM:-/usr/bin/chromium}\""]),
            Self::MonoFont => ("sh", &["-c", "fc-list | grep -q DejaVuSansMono.ttf"]),
            Self::TrayHeaders => ("pkg-config", &["--exists", "ayatana-appindicator3-0.1"]),
            Self::Mmdebstrap => ("mmdebstrap", &["--version"]),
            Self::Bubblewrap => ("bwrap", &["--version"]),
            Self::DesktopFile => ("sh", &["-c", "command -v desktop-file-validate"]),
            Self::Appstream => ("appstreamcli", &["--version"]),
        }
    }

    fn is_for_linux(self) -> bool {
        match self {
            Self::SessionBus
            | Self::Keychain
            | Self::SecretTool
            | Self::PkgConfig
            | Self::WebKit
            | Self::DbusHeaders
            | Self::Tray
            | Self::WebDriver
            | Self::Display
            | Self::Xauth
            | Self::PythonDbus
            | Self::PythonGi
            | Self::Chromium
            | Self::MonoFont
            | Self::TrayHeaders
            | Self::Mmdebstrap
            | Self::Bubblewrap
            | Self::DesktopFile
            | Self::Appstream => true,
            Self::Compiler
            | Self::Git
            | Self::Node
            | Self::Npm
            | Self::Python
            | Self::PythonVenv => false,
        }
    }
}

/// Both fail where the version is too old for the locked clients.
const OLD_NODE: &str = "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)";
const OLD_PYTHON: &str = "import sys; sys.exit(sys.version_info < (3, 11))";

/// The dynamic linker knows the library, under either of its names.
const TRAY: &str = "PATH=$PATH:/sbin:/usr/sbin; ldconfig -p | grep -q appindicator3";

/// What is missing, for a person on another system: the program and what it is for.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compiler => "a C compiler (`cc`)",
            Self::Git => "git",
            Self::SessionBus => "a D-Bus session bus (`dbus-run-session`), for the keychain tests",
            Self::Keychain => "GNOME Keyring (`gnome-keyring-daemon`), for the keychain tests",
            Self::SecretTool => "`secret-tool` of libsecret, for the keychain tests",
            Self::Node => "Node 20 or later (`node`), for the interface and the client tests",
            Self::Npm => "npm, for the interface and the client tests",
            Self::Python => "Python 3.11 or later (`python3`), for the client tests",
            Self::PythonVenv => "Python's venv and ensurepip modules, for the client tests",
            Self::PkgConfig => "pkg-config, for the window",
            Self::WebKit => "WebKitGTK 4.1 with its headers (`webkit2gtk-4.1`), for the window",
            Self::DbusHeaders => "the headers of D-Bus (`dbus-1`), for the window",
            Self::Tray => "libayatana-appindicator3, for the window's tray",
            Self::WebDriver => "`WebKitWebDriver`, for the tests of the window",
            Self::Display => "Xvfb with `xvfb-run`, for the tests of the window",
            Self::Xauth => "`xauth`, for the tests of the window",
            Self::PythonDbus => "Python's bindings of D-Bus, for the tests of the window",
            Self::PythonGi => "Python's bindings of GLib, for the tests of the window",
            Self::Chromium => "Chromium, for the pictures of the interface",
            Self::MonoFont => "the font DejaVu Sans Mono, for the pictures of the interface",
            Self::TrayHeaders => "the headers of libayatana-appindicator3, for the package",
            Self::Mmdebstrap => "mmdebstrap, for a bare Debian to try the package on",
            Self::Bubblewrap => "bubblewrap (`bwrap`), to start what the package installed",
            Self::DesktopFile => "`desktop-file-validate`, for the package's desktop entry",
            Self::Appstream => "`appstreamcli`, for what the package tells software centres",
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
    /// Looks for these.
    pub fn look_for(needs: &[Need]) -> Self {
        let packages = packages();
        let elsewhere = packages == Packages::Foreign;
        let wanted = |need: &Need| {
            (cfg!(target_os = "linux") || !need.is_for_linux())
                && !(elsewhere && Need::PICTURES.contains(need))
        };
        let absent = |need: &Need| !answers(need.question());
        let lacks = needs.iter().copied().filter(wanted).filter(absent).collect();
        Self { packages, lacks }
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
