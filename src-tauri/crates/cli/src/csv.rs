//! CSV (RFC 4180) that no spreadsheet runs.

/// Rows as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe in front
/// (SEC20).
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
    if first.into_iter().chain(inner).any(runs) { format!("'{cell}") } else { cell.to_owned() }
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
}
