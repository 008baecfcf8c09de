//! Notices on a real session bus, caused by the real engine.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use serde_json::Value;

use crate::window::{Bus, PATIENCE, Window};

/// Stands for the desktop's notification server.
struct Desktop {
    server: Child,
    said: Receiver<String>,
}

impl Desktop {
    fn begin(bus: &Bus) -> Desktop {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/notifications.py");
        // Debian's own Python has the bindings of D-Bus; another one before it on the path has not.
        let mut server = Command::new("/usr/bin/python3");
        bus.carry(&mut server);
        let mut server =
            server.arg(script).stdout(Stdio::piped()).spawn().expect("a server starts");
        let lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let (says, said) = channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).try_for_each(|line| says.send(line)).ok();
        });
        let desktop = Desktop { server, said };
        assert_eq!(desktop.next()["ready"], true);
        desktop
    }

    fn next(&self) -> Value {
        let line = self.said.recv_timeout(PATIENCE).expect("something is notified");
        serde_json::from_str(&line).expect("a line of JSON")
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_a_tripped_brake_and_failing_records_are_notified_once_without_anybodys_data() {
    let bus = Bus::begin();
    let desktop = Desktop::begin(&bus);
    let window = Window::open_on(bus, &["--demo", "--people", "40", "--seed", "7"]).await;
    let told = desktop.next();
    assert_eq!(told["app"], "crosswalk-desktop", "{told}");
    let title = told["title"].as_str().unwrap();
    assert!(title.starts_with("Demo: ") && title.ends_with("things need you"), "{told}");
    assert!(!told.to_string().contains('@'), "{told}");
    window.quit().await;
}
