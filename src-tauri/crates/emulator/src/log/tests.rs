use super::*;

fn exchange(vendor: Vendor, effect: Effect, status: u16) -> Exchange {
    Exchange {
        number: 0,
        at: Timestamp::UNIX_EPOCH,
        vendor,
        account: None,
        actor: Actor::Nobody,
        method: http::Method::GET,
        path: "/a".to_owned(),
        route: "GET /a",
        status: Some(status),
        effect,
        request_id: String::new(),
        fault: None,
        request_hash: 0,
        answer_hash: 0,
        request: None,
        answer: None,
    }
}

#[test]
fn counts_are_by_vendor_route_effect_and_status() {
    let mut log = Log::new(LogDepth::Counts);
    for status in [200, 200, 429] {
        log.add(exchange(Vendor::HubSpot, Effect::Read, status));
    }
    log.add(exchange(Vendor::Salesforce, Effect::Write, 201));
    let rows: Vec<_> =
        log.counts().iter().map(|row| (row.vendor, row.effect, row.status, row.times)).collect();
    assert_eq!(
        rows,
        [
            (Vendor::HubSpot, Effect::Read, Some(200), 2),
            (Vendor::HubSpot, Effect::Read, Some(429), 1),
            (Vendor::Salesforce, Effect::Write, Some(201), 1),
        ]
    );
    assert_eq!(log.since(0).len(), 0, "counts only");
}

#[test]
fn since_and_writes_since_leave_out_what_was_seen() {
    let mut log = Log::new(LogDepth::Lines);
    for effect in [Effect::Write, Effect::Read, Effect::SignIn, Effect::Write] {
        log.add(exchange(Vendor::HubSpot, effect, 200));
    }
    let numbers: Vec<u64> = log.since(2).iter().map(|line| line.number).collect();
    assert_eq!(numbers, [3, 4]);
    assert_eq!((log.writes_since(0), log.writes_since(1), log.writes_since(4)), (2, 1, 0));
    assert_eq!(log.since(99).len(), 0);
}

#[test]
fn clear_starts_from_one_again() {
    let mut log = Log::new(LogDepth::Lines);
    log.add(exchange(Vendor::HubSpot, Effect::Write, 200));
    log.clear();
    assert_eq!((log.last(), log.writes_since(0), log.counts().len(), log.trace()), (0, 0, 0, 0));
    log.add(exchange(Vendor::HubSpot, Effect::Write, 200));
    assert_eq!(log.since(0)[0].number, 1);
    assert_eq!(log.depth(), LogDepth::Lines);
}

#[test]
fn the_trace_sees_every_part_of_an_exchange() {
    let trace = |change: fn(&mut Exchange)| {
        let mut log = Log::new(LogDepth::Counts);
        let mut line = exchange(Vendor::HubSpot, Effect::Read, 200);
        change(&mut line);
        log.add(line);
        log.trace()
    };
    let plain = trace(|_| {});
    assert_eq!(plain, trace(|_| {}));
    let changes: [fn(&mut Exchange); 7] = [
        |line| line.vendor = Vendor::Salesforce,
        |line| line.effect = Effect::Write,
        |line| line.status = None,
        |line| line.path.push('x'),
        |line| line.request_hash = 1,
        |line| line.answer_hash = 1,
        |line| line.at = Timestamp::MAX,
    ];
    for (index, change) in changes.into_iter().enumerate() {
        assert_ne!(trace(change), plain, "change {index}");
    }
}

#[test]
fn fingerprints_tell_bodies_apart() {
    assert_eq!(fingerprint(b""), 0);
    assert_eq!(fingerprint(b"abc"), 0xba78_16bf_8f01_cfea);
    assert_ne!(fingerprint(b"abd"), fingerprint(b"abc"));
}
