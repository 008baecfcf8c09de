//! The tests of the house: who may depend on whom, what stands in the root, and what no source
//! may hold. Each check is a function from what was read to a list of findings, with a test that
//! plants a violation, so that a check that finds nothing is known to look.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod arrows;
mod locks;
mod names;
mod readme;
mod root;
mod safety;
mod shown;
mod tree;
mod words;

/// What a check found: the file, and what is wrong with it. Empty means that all is well.
type Findings = Vec<String>;

/// Fails with every finding on a line of its own.
fn expect_none(findings: &Findings) {
    assert!(findings.is_empty(), "\n  {}", findings.join("\n  "));
}

/// Fails unless the check found exactly one thing, and said `word` about it.
fn expect_one(findings: &Findings, word: &str) {
    assert_eq!(findings.len(), 1, "findings: {findings:#?}");
    assert!(findings[0].contains(word), "`{}` does not say `{word}`", findings[0]);
}
