//! The vendor's association type numbers, by pair of object types.

/// `(from, to, type, label, is the unlabelled one, type of the way back)`.
type Row = (&'static str, &'static str, u32, Option<&'static str>, u32);

/// The first row of a pair is its unlabelled type.
const ROWS: &[Row] = &[
    ("0-1", "0-2", 279, None, 280),
    ("0-1", "0-2", 1, Some("Primary"), 2),
    ("0-2", "0-1", 280, None, 279),
    ("0-2", "0-1", 2, Some("Primary"), 1),
    ("0-1", "0-3", 4, None, 3),
    ("0-3", "0-1", 3, None, 4),
    ("0-3", "0-2", 341, None, 342),
    ("0-3", "0-2", 5, Some("Primary"), 6),
    ("0-2", "0-3", 342, None, 341),
    ("0-2", "0-3", 6, Some("Primary"), 5),
    ("0-2", "0-2", 450, None, 450),
    ("0-2", "0-2", 13, Some("Child Company"), 14),
    ("0-2", "0-2", 14, Some("Parent Company"), 13),
    ("0-1", "0-1", 449, None, 449),
    ("0-3", "0-3", 451, None, 451),
    ("0-1", "0-5", 15, None, 16),
    ("0-5", "0-1", 16, None, 15),
    ("0-2", "0-5", 340, None, 339),
    ("0-2", "0-5", 25, Some("Primary"), 26),
    ("0-5", "0-2", 339, None, 340),
    ("0-5", "0-2", 26, Some("Primary"), 25),
    ("0-3", "0-5", 27, None, 28),
    ("0-5", "0-3", 28, None, 27),
    ("0-27", "0-1", 204, None, 203),
    ("0-1", "0-27", 203, None, 204),
    ("0-27", "0-2", 192, None, 191),
    ("0-2", "0-27", 191, None, 192),
    ("0-27", "0-3", 216, None, 215),
    ("0-3", "0-27", 215, None, 216),
    ("0-46", "0-1", 202, None, 201),
    ("0-1", "0-46", 201, None, 202),
    ("0-46", "0-2", 190, None, 189),
    ("0-2", "0-46", 189, None, 190),
    ("0-46", "0-3", 214, None, 213),
    ("0-3", "0-46", 213, None, 214),
    ("0-49", "0-1", 198, None, 197),
    ("0-1", "0-49", 197, None, 198),
    ("0-49", "0-2", 186, None, 185),
    ("0-2", "0-49", 185, None, 186),
    ("0-49", "0-3", 210, None, 209),
    ("0-3", "0-49", 209, None, 210),
    ("0-47", "0-1", 200, None, 199),
    ("0-1", "0-47", 199, None, 200),
    ("0-47", "0-2", 188, None, 187),
    ("0-2", "0-47", 187, None, 188),
    ("0-47", "0-3", 212, None, 211),
    ("0-3", "0-47", 211, None, 212),
    ("0-48", "0-1", 194, None, 193),
    ("0-1", "0-48", 193, None, 194),
    ("0-48", "0-2", 182, None, 181),
    ("0-2", "0-48", 181, None, 182),
    ("0-48", "0-3", 206, None, 205),
    ("0-3", "0-48", 205, None, 206),
    ("0-3", "0-8", 19, None, 20),
    ("0-8", "0-3", 20, None, 19),
    ("0-136", "0-1", 578, Some("Primary"), 579),
    ("0-1", "0-136", 579, Some("Primary"), 578),
];

/// One association type of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub id: u32,
    pub label: Option<&'static str>,
    pub back: u32,
}

/// All types of a pair, the unlabelled one first.
pub(super) fn of(from: &str, to: &str) -> impl Iterator<Item = Kind> {
    ROWS.iter().filter(move |row| row.0 == from && row.1 == to).map(|row| Kind {
        id: row.2,
        label: row.3,
        back: row.4,
    })
}
