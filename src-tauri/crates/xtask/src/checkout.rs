//! Where things stand in this checkout.

use std::path::{Path, PathBuf};

/// The checkout that this binary was built from.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// What xtask itself keeps: tools, a Python environment, notes of finished set-up. Under the
    /// build folder, so that `cargo clean` removes it.
    pub kept: PathBuf,
    /// The cargo that runs us.
    pub cargo: String,
}

impl Checkout {
    /// Reads the places from the build and the environment.
    pub fn here() -> Self {
        let root: PathBuf =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(3).take(1).collect();
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or("target".into(), PathBuf::from);
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        Self { kept: root.join(target).join("xtask"), root, cargo }
    }

    /// Where cargo puts what it builds in a profile.
    pub fn built(&self, profile: &str) -> PathBuf {
        self.kept.with_file_name(profile)
    }

    /// The Node clients that run against the emulator.
    pub fn node_clients(&self) -> PathBuf {
        self.root.join("tests/clients/node")
    }

    /// The interface.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The Python clients that run against the emulator.
    pub fn python_clients(&self) -> PathBuf {
        self.root.join("tests/clients/python")
    }

    /// The virtual environment of the Python clients.
    pub fn python_environment(&self) -> PathBuf {
        self.kept.join("python")
    }
}

#[cfg(test)]
mod tests;
