//! CSV as the jobs read and write it: one delimiter, one line ending, doubled quotes.

/// What separates cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: Delimiter,
    pub(super) ending: Ending,
}

/// The vendor's six delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Backquote,
    Caret,
    Comma,
    Pipe,
    Semicolon,
    Tab,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Lf,
    CrLf,
}

const DELIMITERS: [(Delimiter, &str, char); 6] = [
    (Delimiter::Backquote, "BACKQUOTE", '`'),
    (Delimiter::Caret, "CARET", '^'),
    (Delimiter::Comma, "COMMA", ','),
    (Delimiter::Pipe, "PIPE", '|'),
    (Delimiter::Semicolon, "SEMICOLON", ';'),
    (Delimiter::Tab, "TAB", '\t'),
];

impl Delimiter {
    pub(super) fn named(name: &str) -> Option<Self> {
        DELIMITERS.iter().find(|known| known.1 == name).map(|known| known.0)
    }

    pub(super) fn name(self) -> &'static str {
        DELIMITERS.iter().find(|known| known.0 == self).map_or("COMMA", |known| known.1)
    }

    fn letter(self) -> char {
        DELIMITERS.iter().find(|known| known.0 == self).map_or(',', |known| known.2)
    }
}

impl Ending {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "LF" => Some(Self::Lf),
            "CRLF" => Some(Self::CrLf),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

impl Dialect {
    /// The same file with the line ending that the job names.
    pub(super) fn with_its_endings(self, text: &str) -> String {
        text.replace("\r\n", "\n").replace('\n', self.ending.text())
    }
}

/// Reads every line; the first is the header. An empty line at the end is none.
///
/// # Errors
/// The vendor's word on the whole file.
pub(super) fn read(text: &str, dialect: Dialect) -> Result<Vec<Vec<String>>, String> {
    let mut reader = Reader { lines: Vec::new(), line: Vec::new(), cell: String::new() };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut letters = text.chars().peekable();
    let delimiter = dialect.delimiter.letter();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if reader.cell.is_empty() => quoted(&mut letters, &mut reader.cell)?,
            '\r' if letters.peek() == Some(&'\n') => {
                letters.next();
                reader.end_line(Ending::CrLf, dialect)?;
            }
            '\n' => reader.end_line(Ending::Lf, dialect)?,
            other if other == delimiter => reader.end_cell(),
            other => reader.cell.push(other),
        }
    }
    if !reader.cell.is_empty() || !reader.line.is_empty() {
        reader.end_cell();
        reader.lines.push(std::mem::take(&mut reader.line));
    }
    Ok(reader.lines)
}

/// The rest of a cell that opened with a quote.
fn quoted(
    letters: &mut std::iter::Peekable<std::str::Chars<'_>>,
    cell: &mut String,
) -> Result<(), String> {
    while let Some(letter) = letters.next() {
        if letter != '"' {
            cell.push(letter);
        } else if letters.peek() == Some(&'"') {
            letters.next();
            cell.push('"');
        } else {
            return Ok(());
        }
    }
    Err("ClientInputError : A quoted field has no closing quote".to_owned())
}

struct Reader {
    lines: Vec<Vec<String>>,
    line: Vec<String>,
    cell: String,
}

impl Reader {
    fn end_cell(&mut self) {
        self.line.push(std::mem::take(&mut self.cell));
    }

    fn end_line(&mut self, met: Ending, dialect: Dialect) -> Result<(), String> {
        if met != dialect.ending {
            return Err(format!(
                "ClientInputError : LineEnding is invalid on user data. Current LineEnding \
                 setting is {}",
                dialect.ending.name()
            ));
        }
        self.end_cell();
        self.lines.push(std::mem::take(&mut self.line));
        Ok(())
    }
}

/// One line, every cell in quotes.
pub(super) fn line<'c>(cells: impl IntoIterator<Item = &'c str>, dialect: Dialect) -> String {
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let cells: Vec<String> = cells.into_iter().map(quote).collect();
    cells.join(&dialect.delimiter.letter().to_string()) + dialect.ending.text()
}
