use super::*;

#[test]
fn numbers_of_seed_zero_are_those_of_the_reference_program() {
    let mut random = Random::new(0);
    let first: Vec<u64> = (0..3).map(|_| random.number()).collect();
    assert_eq!(first, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]);
}

#[test]
fn below_stays_below_and_reaches_every_value() {
    let mut random = Random::of(7, 3);
    let mut seen = [false; 10];
    for _ in 0..1_000 {
        seen[usize::try_from(random.below(10)).unwrap()] = true;
    }
    assert_eq!(seen, [true; 10]);
    assert_eq!(random.below(0), 0);
}

#[test]
fn an_empty_list_gives_nothing() {
    let none: [u8; 0] = [];
    assert_eq!(Random::new(1).pick(&none), None);
    assert_eq!(Random::new(1).word(&[]), "");
}

#[test]
fn streams_of_neighbours_differ() {
    assert_ne!(Random::of(1, 1).number(), Random::of(1, 2).number());
    assert_ne!(Random::of(1, 1).number(), Random::of(2, 1).number());
    assert_eq!(Random::of(1, 1).number(), Random::of(1, 1).number());
}
