//! What stands for a part of a person's desktop: a script on the session bus that says and is told
//! lines.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use serde_json::Value;

use crate::window::{Bus, PATIENCE};

/// A part of a desktop. It goes when this is dropped.
pub struct Desktop {
    server: Child,
    tells: ChildStdin,
    said: Receiver<String>,
}

impl Desktop {
    /// Starts a script of this folder.
    pub fn begin(bus: &Bus, script: &str) -> Desktop {
        let script = format!("{}/tests/e2e/{script}", env!("CARGO_MANIFEST_DIR"));
        // Debian's own Python has the bindings of D-Bus; another one before it on the path has not.
        let mut server = Command::new("/usr/bin/python3");
        bus.carry(&mut server);
        let server = server.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = server.spawn().expect("a server starts");
        let tells = server.stdin.take().unwrap();
        let lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let (says, said) = channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).try_for_each(|line| says.send(line)).ok();
        });
        let desktop = Desktop { server, tells, said };
        assert_eq!(desktop.next()["ready"], true);
        desktop
    }

    /// What it says next.
    pub fn next(&self) -> Value {
        let line = self.said.recv_timeout(PATIENCE).expect("something is said");
        serde_json::from_str(&line).expect("a line of JSON")
    }

    /// Tells it something.
    pub fn tell(&mut self, line: &str) {
        writeln!(self.tells, "{line}").expect("the server listens");
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}
