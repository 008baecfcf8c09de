use super::*;

fn read(line: &str) -> Result<Arguments, Unknown> {
    Arguments::read(line.split_whitespace().map(str::to_owned))
}

#[test]
fn no_argument_means_the_persons_own_accounts_over_the_vendors_hosts() {
    let plain = read("").unwrap();
    assert_eq!((plain.begin, plain.hosts, plain.home), (Begin::Own, Hosts::Vendors, None));
}

#[test]
fn each_argument_sets_one_thing() {
    let all = read("--demo --seed 7 --people 50 --home /tmp/x --development --in-tray").unwrap();
    assert_eq!((all.begin, all.seed, all.people), (Begin::Demo, 7, 50));
    assert_eq!((all.showing, plain_showing()), (Showing::Tray, Showing::Window));
    assert_eq!((all.home, all.hosts), (Some("/tmp/x".into()), Hosts::Loopback));
}

fn plain_showing() -> Showing {
    read("").unwrap().showing
}

#[test]
fn what_is_no_argument_is_named() {
    for (line, word) in [("--dmeo", "--dmeo"), ("--seed", "value"), ("--seed x", "no number")] {
        let unknown = read(line).unwrap_err().to_string();
        assert!(unknown.contains(word), "{unknown}");
    }
}

#[test]
fn the_menu_of_the_desktop_asks_for_what_there_is() {
    let entry = include_str!("../../package/crosswalk.desktop");
    let lines = entry.lines().filter_map(|line| line.strip_prefix("Exec={{exec}}"));
    let wishes: Vec<_> = lines.map(|line| read(line).unwrap().wish).collect();
    assert_eq!(wishes, [None, Some(Wish::SyncNow), Some(Wish::Pause)]);
}
