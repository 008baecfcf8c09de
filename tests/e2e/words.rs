//! The interface's own words, in English.

const WORDS: &str = include_str!("../../ui/locales/window.en.ftl");

/// A message of one line that carries no figures.
pub fn word(id: &str) -> &'static str {
    let of_line = |line: &'static str| line.strip_prefix(id)?.strip_prefix(" = ");
    WORDS.lines().find_map(of_line).unwrap_or_else(|| panic!("the list has no {id}"))
}

/// The button that says this.
pub fn button(id: &str) -> String {
    format!("//button[normalize-space()='{}' and not(@disabled)]", word(id))
}
