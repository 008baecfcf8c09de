//! CSV (RFC 4180) that no spreadsheet runs.

/// Rows as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe in front
/// (SEC20), and so does one that begins with an apostrophe: whoever takes the first apostrophe of
/// each cell away again has what was there.
pub fn sheet(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&tame(cell))).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A spreadsheet looks past spaces, and some take a tab or a line's end for the start of a cell.
fn tame(cell: &str) -> String {
    let first = cell.trim_start_matches(' ').chars().next();
    // What a value looks like in quotes is looked at too: a viewer may strip them.
    let inner = cell.strip_prefix('"').and_then(|rest| rest.chars().next());
    let runs = |letter: char| matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n');
    if cell.starts_with('\'') || first.into_iter().chain(inner).any(runs) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::sheet;

    #[test]
    fn sec20_formulas_do_not_run() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+4722", "'+4722"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\t=1", "'\t=1"),
            ("\"=1\"", "\"'\"\"=1\"\"\""),
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ] {
            let rows = vec![vec![cell.to_owned()]];
            assert_eq!(sheet(rows.into_iter()), format!("{written}\r\n"), "{cell:?}");
        }
    }

    #[test]
    fn sec20_what_is_read_back_is_what_was_there() {
        let cells = [
            "=1+1",
            "'=1+1",
            "''",
            "'",
            "",
            " ",
            "+47 22",
            "\t=1",
            "\"=1\"",
            "a, b",
            "a\r\nb",
            "-1",
            "Ødegård",
            "say \"hi\"",
            "'quoted'",
            "@SUM(A1)",
            "  =1",
        ];
        let row: Vec<String> = cells.iter().map(ToString::to_string).collect();
        let text = sheet([row.clone(), row.clone()].into_iter());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|line| {
                let line = line.unwrap();
                line.iter().map(|cell| cell.strip_prefix('\'').unwrap_or(cell).to_owned()).collect()
            })
            .collect();
        assert_eq!(read, [row.clone(), row]);
    }
}
