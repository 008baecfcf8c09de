use super::*;

#[test]
fn p6_a_portion_halves_down_to_a_floor_and_grows_when_full_ones_come_through() {
    let portion = Portion::new(1_000);
    for (rows, left) in [(1_000, 500), (500, 250), (10, 25), (25, 25)] {
        portion.too_many(rows);
        assert_eq!(portion.rows(), left, "{rows}");
    }
    for (rows, left) in [(24, 25), (25, 50), (50, 100), (400, 200)] {
        portion.came_through(rows);
        assert_eq!(portion.rows(), left, "{rows}");
    }
    for _ in 0..9 {
        portion.came_through(1_000);
    }
    assert_eq!(portion.rows(), 1_000);
}
