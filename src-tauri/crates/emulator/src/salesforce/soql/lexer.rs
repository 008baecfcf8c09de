//! Text into tokens.

use super::super::wire::Refusal;

/// What a query is made of, with its place in the text (0 is the first character).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) at: usize,
    pub(crate) part: Part,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// A name or keyword; names of fields keep their dots.
    Word(String),
    /// A string without its escapes, and as a LIKE pattern with `\%` and `\_` kept.
    Text {
        plain: String,
        pattern: String,
    },
    Number(String),
    /// A date or instant without quotes.
    Moment(String),
    /// `( ) , = != < <= > >= :`
    Sign(&'static str),
    End,
}

const LONGEST_STRING: usize = 4_000;
const SIGNS: [&str; 10] = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ","];

pub(crate) fn tokens(query: &str) -> Result<Vec<Token>, Refusal> {
    let letters: Vec<char> = query.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        let (part, next) = if letter == '\'' {
            text(query, &letters, at)?
        } else if letter.is_ascii_digit() || (letter == '-' && digit(&letters, at + 1)) {
            number(&letters, at)
        } else if letter.is_ascii_alphabetic() || letter == '_' {
            word(&letters, at)
        } else {
            sign(query, &letters, at)?
        };
        found.push(Token { at, part });
        at = next;
    }
    found.push(Token { at, part: Part::End });
    Ok(found)
}

fn digit(letters: &[char], at: usize) -> bool {
    letters.get(at).is_some_and(char::is_ascii_digit)
}

fn text(query: &str, letters: &[char], from: usize) -> Result<(Part, usize), Refusal> {
    let (mut plain, mut pattern) = (String::new(), String::new());
    let mut at = from + 1;
    while let Some(letter) = letters.get(at) {
        if *letter == '\'' {
            if plain.chars().count() > LONGEST_STRING {
                let words = format!("string literal exceeds {LONGEST_STRING} characters");
                return Err(malformed(query, from, &words));
            }
            return Ok((Part::Text { plain, pattern }, at + 1));
        }
        if *letter != '\\' {
            plain.push(*letter);
            pattern.push(*letter);
            at += 1;
            continue;
        }
        let escaped = letters.get(at + 1).copied();
        let value = match escaped {
            Some('n' | 'N') => '\n',
            Some('r' | 'R') => '\r',
            Some('t' | 'T') => '\t',
            Some('b' | 'B') => '\u{8}',
            Some('f' | 'F') => '\u{c}',
            Some(same @ ('"' | '\'' | '\\' | '_' | '%')) => same,
            _ => {
                let shown = escaped.map_or_else(String::new, String::from);
                let words = format!("Illegal escape sequence: \\{shown}");
                return Err(malformed(query, at, &words));
            }
        };
        plain.push(value);
        if matches!(value, '_' | '%' | '\\') {
            pattern.push('\\');
        }
        pattern.push(value);
        at += 2;
    }
    Err(malformed(query, from, "unterminated string literal"))
}

fn number(letters: &[char], from: usize) -> (Part, usize) {
    let part = |letter: &&char| letter.is_ascii_alphanumeric() || "-+:.".contains(**letter);
    let first = letters[from..from + 1].iter();
    let text: String = first.chain(letters[from + 1..].iter().take_while(part)).collect();
    let next = from + text.chars().count();
    let dashes = text.chars().skip(1).filter(|letter| *letter == '-').count();
    let moment = text.len() >= 10 && dashes >= 2;
    (if moment { Part::Moment(text) } else { Part::Number(text) }, next)
}

fn word(letters: &[char], from: usize) -> (Part, usize) {
    let part = |letter: &&char| letter.is_ascii_alphanumeric() || "_.:".contains(**letter);
    let text: String = letters[from..].iter().take_while(part).collect();
    let next = from + text.chars().count();
    (Part::Word(text), next)
}

fn sign(query: &str, letters: &[char], at: usize) -> Result<(Part, usize), Refusal> {
    let rest: String = letters[at..].iter().take(2).collect();
    let known = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    match known {
        Some(sign) => Ok((Part::Sign(if *sign == "<>" { "!=" } else { sign }), at + sign.len())),
        None => {
            let words = format!("unexpected token: '{}'", letters[at]);
            Err(malformed(query, at, &words))
        }
    }
}

/// `MALFORMED_QUERY` at a place.
pub(crate) fn malformed(query: &str, at: usize, words: &str) -> Refusal {
    Refusal::new("MALFORMED_QUERY", placed(query, at, words))
}

/// The vendor's layout: the line, a caret, row and column, the words.
pub(crate) fn placed(query: &str, at: usize, words: &str) -> String {
    let before: String = query.chars().take(at).collect();
    let row = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
    let line = query.lines().nth(row - 1).unwrap_or("");
    let caret = " ".repeat(column);
    format!("\n{line}\n{caret}^\nERROR at Row:{row}:Column:{}\n{words}", column + 1)
}
