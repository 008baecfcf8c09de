//! The table at the end of a run.

use std::fmt;
use std::time::Duration;

/// What became of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It held.
    Passed,
    /// It did not run, and why not.
    Skipped(String),
    /// It failed, and how.
    Failed(String),
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The check.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// How long it took.
    pub took: Duration,
}

/// All rows, in order.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// In the order in which they ran.
    pub rows: Vec<Row>,
}

impl Summary {
    /// The checks that failed, each with how.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::Failed(why) => Some((row.name.as_str(), why.as_str())),
            Outcome::Passed | Outcome::Skipped(_) => None,
        })
    }
}

/// The table, then the reason of each failure.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            let (word, why) = match &row.outcome {
                Outcome::Passed => ("ok", ""),
                Outcome::Skipped(why) => ("skipped", why.as_str()),
                Outcome::Failed(_) => ("FAILED", ""),
            };
            let line =
                format!("{:<10} {word:<8} {:>7.1} s  {why}", row.name, row.took.as_secs_f64());
            writeln!(f, "{}", line.trim_end())?;
        }
        let total: Duration = self.rows.iter().map(|row| row.took).sum();
        writeln!(f, "{:<10} {:<8} {:>7.1} s", "total", "", total.as_secs_f64())?;
        for (name, why) in self.failures() {
            write!(f, "\n{name} failed: {}\n", why.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
