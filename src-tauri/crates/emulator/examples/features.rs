//! Prints what the emulator can do: a feature a line, with the test that shows it.

use std::io::{self, ErrorKind, Write};

use crosswalk_emulator::features;

fn main() -> io::Result<()> {
    let table = features::print(&features::all());
    match io::stdout().write_all(table.as_bytes()) {
        // Who reads only the first lines has what they wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
