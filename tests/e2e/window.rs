//! One running window and the driver that holds it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Where the runner says the program is.
const PROGRAM: &str = "CROSSWALK_DESKTOP";

/// How long a person would wait for anything before giving up.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Looks this often.
const GLANCE: Duration = Duration::from_millis(100);

/// Whether what a press ran into is gone by itself: a page drawn anew, or a dialog about to close.
fn passes(error: &CmdError) -> bool {
    let CmdError::Standard(told) = error else { return false };
    let passing = [ErrorStatus::StaleElementReference, ErrorStatus::ElementClickIntercepted];
    passing.contains(&told.error)
}

/// A session bus. The program is a single one on its bus, and so is its tray: windows with a bus each
/// stand side by side.
pub struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    pub fn begin() -> Bus {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // What it starts may outlive it, a keychain above all: whoever reads to the end of what this
            // process says would wait for that.
            .stderr(Stdio::null())
            .spawn()
            .expect("a session bus starts");
        let mut address = String::new();
        let mut says = BufReader::new(daemon.stdout.take().unwrap());
        says.read_line(&mut address).expect("the bus tells its address");
        Bus { daemon, address: address.trim().to_owned() }
    }

    /// Has a program talk on this bus.
    pub fn carry(&self, program: &mut Command) {
        program.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

/// A running window. Dropping it ends the driver, and that the program.
pub struct Window {
    pub page: Client,
    driver: Child,
    program: String,
    home: Arc<TempDir>,
    /// Last, so that it outlives whoever talks on it.
    bus: Bus,
}

impl Window {
    /// Starts the program with arguments, in a home of its own.
    pub async fn open(arguments: &[&str]) -> Window {
        Window::open_in(Arc::new(TempDir::new().unwrap()), arguments).await
    }

    /// Starts the program on a bus where somebody listens.
    pub async fn open_on(bus: Bus, arguments: &[&str]) -> Window {
        Window::start(Arc::new(TempDir::new().unwrap()), bus, arguments).await
    }

    /// Starts the program in the home of an earlier one.
    pub async fn open_in(home: Arc<TempDir>, arguments: &[&str]) -> Window {
        Window::start(home, Bus::begin(), arguments).await
    }

    async fn start(home: Arc<TempDir>, bus: Bus, arguments: &[&str]) -> Window {
        let program = std::env::var(PROGRAM).expect("CROSSWALK_DESKTOP names the program");
        let port = free_port();
        let mut driver = Command::new("WebKitWebDriver");
        bus.carry(&mut driver);
        let driver = driver
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("HOME", home.path())
            .env("CROSSWALK_HOME", home.path().join("crosswalk"))
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .stdin(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver starts");
        let wanted: Capabilities = serde_json::from_value(json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": &program, "args": arguments },
        }))
        .unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted);
        let begun = tokio::time::Instant::now();
        let page = loop {
            let connecting = tokio::time::timeout(PATIENCE, builder.connect(&address));
            match connecting.await.expect("the driver answers") {
                Ok(page) => break page,
                Err(error) if begun.elapsed() > PATIENCE => panic!("no window: {error}"),
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        };
        Window { page, driver, program, home, bus }
    }

    /// The home that it runs in, for the next one.
    pub fn home(&self) -> Arc<TempDir> {
        self.home.clone()
    }

    /// What a command of the shell answers to the page.
    pub async fn ask(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const [command, given, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, given)
              .then((ok) => done({ ok }), (error) => done({ error }));";
        let given = vec![json!(command), arguments];
        let answer = self.page.execute_async(script, given).await.unwrap();
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["ok"].clone()),
        }
    }

    /// The one element of this XPath, when it is there.
    pub async fn see(&self, path: &str) -> Element {
        let begun = tokio::time::Instant::now();
        loop {
            if let Ok(found) = self.page.find(Locator::XPath(path)).await
                && found.is_displayed().await.unwrap_or(false)
            {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                panic!("nothing like {path} in:\n{}", self.text().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until these words stand on the page.
    pub async fn read(&self, words: &str) {
        let begun = tokio::time::Instant::now();
        loop {
            let text = self.text().await;
            if text.contains(words) {
                return;
            }
            assert!(begun.elapsed() <= PATIENCE, "nothing like {words} in:\n{text}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Presses what is written so, when it can be pressed. What the page draws anew in between is
    /// looked for once more, as a person's eye would, and what a dialog covers that is about to close
    /// is waited for.
    pub async fn press(&self, path: &str) {
        let ready = format!("({path})[not(@disabled) and not(@aria-disabled='true')]");
        let begun = tokio::time::Instant::now();
        while let Err(error) = self.see(&ready).await.click().await {
            assert!(passes(&error) && begun.elapsed() < PATIENCE, "{path}: {error}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Whether the window is on the screen.
    pub async fn is_shown(&self) -> bool {
        let script = "return document.visibilityState";
        self.page.execute(script, Vec::new()).await.unwrap() == "visible"
    }

    /// Starts the program once more, beside this one, and waits for it to end.
    pub async fn start_again(&self, arguments: &[&str]) -> std::process::ExitStatus {
        let mut again = Command::new(&self.program);
        self.bus.carry(&mut again);
        again.args(arguments).env("HOME", self.home.path()).stdin(Stdio::null());
        again.env("CROSSWALK_HOME", self.home.path().join("crosswalk"));
        let mut again = again.spawn().expect("the program starts");
        let begun = tokio::time::Instant::now();
        loop {
            if let Some(ended) = again.try_wait().expect("the program is there") {
                return ended;
            }
            if begun.elapsed() > PATIENCE {
                again.kill().ok();
                panic!("a second program goes on beside the first");
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Asks a command until the answer fits.
    pub async fn until(&self, command: &str, fits: impl Fn(&Value) -> bool) -> Value {
        self.until_asked(command, json!({}), fits).await
    }

    /// Asks a command with arguments until the answer fits.
    pub async fn until_asked(
        &self,
        command: &str,
        given: Value,
        fits: impl Fn(&Value) -> bool,
    ) -> Value {
        let begun = tokio::time::Instant::now();
        loop {
            let answer = self.ask(command, given.clone()).await;
            if let Some(answer) = answer.as_ref().ok().filter(|it| fits(it)) {
                return answer.clone();
            }
            assert!(begun.elapsed() < PATIENCE, "{command} still answers {answer:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Everything that the page says.
    pub async fn text(&self) -> String {
        let script = "return document.body.innerText";
        let said = self.page.execute(script, Vec::new()).await.unwrap_or_default();
        said.as_str().unwrap_or_default().to_owned()
    }

    /// Ends the session, and waits for the program to be gone.
    pub async fn quit(mut self) {
        self.page.clone().close().await.unwrap();
        self.driver.kill().ok();
        self.driver.wait().unwrap();
        // A closed window leaves the program in the tray, and the next one would hand over to it.
        self.end();
        let begun = tokio::time::Instant::now();
        while !self.running().is_empty() {
            assert!(begun.elapsed() < PATIENCE, "the program does not end");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The processes of this program in this home.
    fn running(&self) -> Vec<String> {
        let home = format!("HOME={}", self.home.path().display());
        let processes = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let of_it = processes.filter(|process| {
            let of = std::fs::read_link(process.path().join("exe"));
            let told = std::fs::read(process.path().join("environ")).unwrap_or_default();
            of.is_ok_and(|of| of == std::path::Path::new(&self.program))
                && told.split(|byte| *byte == 0).any(|variable| variable == home.as_bytes())
        });
        of_it.map(|process| process.file_name().to_string_lossy().into_owned()).collect()
    }

    fn end(&self) {
        let ids = self.running();
        if !ids.is_empty() {
            Command::new("kill").args(ids).status().expect("kill");
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.driver.kill().ok();
        self.driver.wait().ok();
        self.end();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
