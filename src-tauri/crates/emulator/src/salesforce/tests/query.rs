use serde_json::{Value, json};

use super::Bench;

fn names(bench: &mut Bench, condition: &str) -> String {
    let got = bench.query(&format!("SELECT LastName FROM Contact WHERE {condition}"));
    assert_eq!(got.status, 200, "{condition}: {}", got.text);
    let rows = got.body["records"].as_array().unwrap();
    rows.iter().map(|row| row["LastName"].as_str().unwrap()).collect::<Vec<_>>().join("")
}

fn people() -> Bench {
    let mut bench = Bench::new();
    let acme = bench.make("Account", json!({"Name": "Acme"}));
    bench.make(
        "Contact",
        json!({"LastName": "A", "Title": "Boss", "Birthdate": "1990-01-02",
        "AccountId": acme, "Email": "a@x.example", "MailingLatitude": 10.5}),
    );
    bench.later(60);
    bench.make("Contact", json!({"LastName": "B", "Title": "boss_1%", "LeadSource": "Web"}));
    bench.later(86_400);
    bench.sign_in();
    bench.make("Contact", json!({"LastName": "C", "Title": "It's"}));
    bench
}

#[test]
fn conditions_pick_the_rows_that_the_vendor_would() {
    let mut bench = people();
    for (condition, expected) in [
        ("LastName = 'a'", "A"),
        ("Title LIKE 'BOSS%'", "AB"),
        ("Title LIKE '%\\_1\\%'", "B"),
        ("Title LIKE 'B_ss'", "A"),
        ("Title LIKE '%'", "ABC"),
        ("Title LIKE '%s%s%'", "AB"),
        ("Title = 'It\\'s'", "C"),
        ("LeadSource = null", "AC"),
        ("LeadSource != 'Web'", "AC"),
        ("LeadSource = ''", "AC"),
        ("LastName IN ('a','C')", "AC"),
        ("LastName NOT IN ('a','C')", "B"),
        ("NOT LastName = 'A'", "BC"),
        ("(LastName = 'A' OR LastName = 'B') AND Title != 'Boss'", "B"),
        ("Account.Name = 'ACME'", "A"),
        ("Account.Name = null", "BC"),
        ("Birthdate < 1990-01-03", "A"),
        ("Birthdate <= 1990-01-02", "A"),
        ("Birthdate <= 1990-01-01", ""),
        ("Id NOT IN (SELECT ContactId FROM OpportunityContactRole)", "ABC"),
        ("MailingLatitude >= 10.5", "A"),
        ("CreatedDate = TODAY", "C"),
        ("CreatedDate = YESTERDAY", "AB"),
        ("CreatedDate = LAST_N_DAYS:1", "ABC"),
        ("CreatedDate < TODAY", "AB"),
        ("CreatedDate = LAST_YEAR", ""),
        ("SystemModstamp > 2026-11-02T10:00:00Z", "BC"),
        ("SystemModstamp >= 2026-11-02T11:01:00+01:00", "BC"),
        ("IsDeleted = true", ""),
        ("Owner.Name = 'Ida Integration'", "ABC"),
        ("AccountId IN (SELECT Id FROM Account WHERE Name LIKE 'ac%')", "A"),
        ("Email = 'A@X.example'", "A"),
        ("HasOptedOutOfEmail = false", "ABC"),
    ] {
        assert_eq!(names(&mut bench, condition), expected, "{condition}");
    }
}

#[test]
fn a_query_that_the_vendor_refuses_is_refused() {
    let mut bench = people();
    for (soql, code) in [
        (
            "SELECT Id FROM Contact WHERE LastName = 'A' AND Title = 'B' OR Title = 'C'",
            "MALFORMED_QUERY",
        ),
        ("SELECT Id FROM Contact WHERE LastName = 'A", "MALFORMED_QUERY"),
        ("SELECT Id FROM Contact WHERE LastName = 'a\\x'", "MALFORMED_QUERY"),
        ("SELECT Id FROM", "MALFORMED_QUERY"),
        ("SELECT FROM Contact", "MALFORMED_QUERY"),
        ("SELECT Id Name FROM Contact", "MALFORMED_QUERY"),
        ("SELECT Id, Id FROM Contact", "MALFORMED_QUERY"),
        ("SELECT Id FROM Xyzzy", "INVALID_TYPE"),
        ("SELECT Id, Shoe FROM Contact", "INVALID_FIELD"),
        ("SELECT Id, Shop.Name FROM Contact", "INVALID_FIELD"),
        ("SELECT Id FROM Contact WHERE Description LIKE 'a%'", "INVALID_FIELD"),
        ("SELECT Id FROM Contact WHERE CreatedDate > 2026-01-01", "INVALID_FIELD"),
        ("SELECT Id FROM Contact WHERE Birthdate = 2026-01-01T00:00:00Z", "INVALID_FIELD"),
        ("SELECT Id FROM Contact WHERE LastName = 5", "INVALID_FIELD"),
        ("SELECT Id FROM Contact WHERE AccountId = 'x'", "INVALID_QUERY_FILTER_OPERATOR"),
        ("SELECT Id FROM Contact WHERE Id LIKE '003%'", "INVALID_QUERY_FILTER_OPERATOR"),
        ("SELECT Id FROM Contact OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE"),
        ("SELECT FIELDS(ALL) FROM Contact", "MALFORMED_QUERY"),
        ("SELECT Id FROM Contact ORDER BY Description", "INVALID_FIELD"),
        ("SELECT Id, (SELECT Id FROM Shoes) FROM Contact", "INVALID_TYPE"),
    ] {
        let got = bench.query(soql);
        assert_eq!((got.status, &got.body[0]["errorCode"]), (400, &json!(code)), "{soql}");
    }
    let got = bench.query("SELECT Id FROM XYZZY");
    let words = got.body[0]["message"].as_str().unwrap();
    assert!(
        words.starts_with(
            "\nSELECT Id FROM XYZZY\n               ^\nERROR at Row:1:Column:16\n\
        sObject type 'XYZZY' is not supported."
        ),
        "{words}"
    );
    let got = bench.query("SELECT Shoe FROM Contact");
    assert!(got.body[0]["message"].as_str().unwrap().contains("No such column 'Shoe' on entity"));
}

#[test]
fn parents_and_children_come_with_the_row() {
    let mut bench = people();
    let got = bench.query(
        "SELECT c.Id, c.Account.Name, c.Owner.Name FROM Contact c ORDER BY \
        c.LastName DESC",
    );
    let rows = &got.body["records"];
    assert_eq!(rows[0]["Account"], Value::Null);
    assert_eq!(rows[2]["Account"]["Name"], "Acme");
    assert_eq!(rows[2]["Account"]["attributes"]["type"], "Account");
    assert_eq!(rows[2]["Owner"]["Name"], "Ida Integration");
    let got = bench.query(
        "SELECT Name, (SELECT LastName FROM Contacts), (SELECT Id FROM \
        Opportunities) FROM Account",
    );
    let row = &got.body["records"][0];
    assert_eq!(row["Contacts"]["records"][0]["LastName"], "A");
    assert_eq!(row["Opportunities"], Value::Null);
    assert_eq!(
        bench.query("SELECT COUNT() FROM Contact").body,
        json!({"totalSize": 3, "done": true, "records": []})
    );
}

#[test]
fn nulls_come_first_unless_told_otherwise() {
    let mut bench = people();
    let order = |bench: &mut Bench, order: &str| {
        let got = bench.query(&format!("SELECT LastName FROM Contact ORDER BY {order}"));
        let rows = got.body["records"].as_array().unwrap().clone();
        rows.iter().map(|row| row["LastName"].as_str().unwrap().to_owned()).collect::<String>()
    };
    assert_eq!(order(&mut bench, "LeadSource, LastName"), "ACB");
    assert_eq!(order(&mut bench, "LeadSource NULLS LAST, LastName DESC"), "BCA");
}

#[test]
fn pages_follow_the_locator_and_die_after_two_days() {
    let mut bench = Bench::new();
    for number in 0..450 {
        bench.put("Contact", json!({"LastName": format!("N{number:04}")}));
    }
    bench.headers.push(("sforce-query-options".to_owned(), "batchSize=200".to_owned()));
    let first = bench.query("SELECT LastName FROM Contact ORDER BY LastName LIMIT 440");
    assert_eq!((&first.body["totalSize"], &first.body["done"]), (&json!(440), &json!(false)));
    let next = first.body["nextRecordsUrl"].as_str().unwrap().to_owned();
    let second = bench.send("GET", &format!("{next}?anything=1"), "");
    assert_eq!(second.body["records"][0]["LastName"], "N0200");
    let third = second.body["nextRecordsUrl"].as_str().unwrap().to_owned();
    let third = bench.send("GET", &third, "").body;
    assert_eq!(third["records"].as_array().unwrap().len(), 40);
    assert_eq!((&third["done"], third.get("nextRecordsUrl")), (&json!(true), None));
    bench.now += jiff::SignedDuration::from_hours(49);
    bench.sign_in();
    let dead = bench.send("GET", &next, "");
    assert_eq!((dead.status, &dead.body[0]["errorCode"]), (400, &json!("INVALID_QUERY_LOCATOR")));
}

#[test]
fn deleted_and_absorbed_rows_are_in_query_all() {
    let mut bench = Bench::new();
    let winner = bench.make("Contact", json!({"LastName": "W"}));
    let loser = bench.make("Contact", json!({"LastName": "L"}));
    bench.act(json!({"act": "merge", "winner": winner, "losers": [loser]}));
    let soql = "q=SELECT+Id,IsDeleted,MasterRecordId+FROM+Contact+ORDER+BY+Id";
    assert_eq!(bench.get(&format!("/query?{soql}")).body["totalSize"], 1);
    let all = bench.get(&format!("/queryAll?{soql}")).body;
    assert_eq!(all["records"][1]["MasterRecordId"], winner);
    assert_eq!(all["records"][1]["IsDeleted"], true);
}

#[test]
fn keyset_paging_over_many_rows_of_one_second_loses_none() {
    let mut bench = Bench::new();
    for number in 0..20_000 {
        bench.put("Contact", json!({"LastName": format!("{number}")}));
    }
    let from = "SystemModstamp >= 2026-11-02T00:00:00Z";
    let mut after = String::new();
    let mut seen = 0;
    loop {
        let got = bench.query(&format!(
            "SELECT Id, SystemModstamp FROM Contact WHERE {from}{after} \
            ORDER BY SystemModstamp, Id LIMIT 2000"
        ));
        let rows = got.body["records"].as_array().unwrap();
        seen += rows.len();
        let Some(last) = rows.last() else { break };
        let at = last["SystemModstamp"].as_str().unwrap().replace(".000+0000", "Z");
        let id = last["Id"].as_str().unwrap();
        after = format!(" AND (SystemModstamp > {at} OR (SystemModstamp = {at} AND Id > '{id}'))");
    }
    assert_eq!(seen, 20_000);
}

#[test]
fn a_late_commit_is_seen_later_with_its_earlier_stamp() {
    let mut bench = Bench::new();
    let id = bench.make("Contact", json!({"LastName": "Old"}));
    bench.later(10);
    bench.act(json!({"act": "late_commit", "id": id, "fields": {"LastName": "New"},
        "millis": 30_000}));
    let read = |bench: &mut Bench| {
        let got = bench.query("SELECT LastName, SystemModstamp FROM Contact");
        let row = &got.body["records"][0];
        (
            row["LastName"].as_str().unwrap().to_owned(),
            row["SystemModstamp"].as_str().unwrap()[17..19].to_owned(),
        )
    };
    assert_eq!(read(&mut bench), ("Old".to_owned(), "00".to_owned()));
    bench.later(30);
    assert_eq!(read(&mut bench), ("New".to_owned(), "10".to_owned()));
}

#[test]
fn a_long_query_needs_a_composite() {
    let mut bench = Bench::new();
    let list = vec!["'003000000000001AAA'"; 1_000].join(",");
    let soql = format!("SELECT Id FROM Contact WHERE Id IN ({list})");
    let long = bench.query(&soql);
    assert_eq!((long.status, &long.body[0]["errorCode"]), (414, &json!("URI_TOO_LONG")));
    let encoded: String = url::form_urlencoded::byte_serialize(soql.as_bytes()).collect();
    let body = json!({"compositeRequest": [{"method": "GET", "referenceId": "a",
        "url": format!("/services/data/v66.0/query?q={encoded}")}]});
    let got = bench.call("POST", "/composite", &body).body;
    assert_eq!(got["compositeResponse"][0]["httpStatusCode"], 200);
}

#[test]
fn pages_by_id_lose_none() {
    let mut bench = Bench::new();
    for number in 0..5_000 {
        bench.put("Contact", json!({"LastName": format!("{number}")}));
    }
    let (mut seen, mut after) = (0, "000000000000000AAA".to_owned());
    loop {
        let got = bench.query(&format!(
            "SELECT Id FROM Contact WHERE Id > '{after}' AND LastName != '7' ORDER BY Id LIMIT 500"
        ));
        let rows = got.body["records"].as_array().unwrap();
        seen += rows.len();
        let Some(last) = rows.last() else { break };
        assert!(last["Id"].as_str().unwrap() > after.as_str());
        after = last["Id"].as_str().unwrap().to_owned();
    }
    assert_eq!(seen, 4_999);
}

/// A picklist of several values.
fn with_tags() -> Bench {
    let mut bench = Bench::new();
    let values: Vec<Value> = ["red", "green", "blue"]
        .iter()
        .map(|value| json!({"value": value, "label": value, "active": true}))
        .collect();
    bench.act(json!({"act": "add_custom_field", "object": "Contact", "field": {"name": "Tags__c",
        "label": "Tags", "type": "multipicklist", "length": 200, "picklistValues": values}}));
    for (name, tags) in [("A", "red"), ("B", "red;green"), ("C", "green;blue"), ("D", "")] {
        bench.make("Contact", json!({"LastName": name, "Tags__c": tags}));
    }
    bench
}

#[test]
fn several_values_are_included_and_excluded() {
    let mut bench = with_tags();
    for (condition, expected) in [
        ("Tags__c INCLUDES ('red')", "AB"),
        ("Tags__c INCLUDES ('red','blue')", "ABC"),
        ("Tags__c INCLUDES ('red;green')", "B"),
        ("Tags__c INCLUDES ('red;green','blue')", "BC"),
        ("Tags__c INCLUDES ('pink')", ""),
        ("Tags__c EXCLUDES ('red')", "CD"),
        ("Tags__c EXCLUDES ('red;green')", "ACD"),
        ("Tags__c = null", "D"),
    ] {
        assert_eq!(names(&mut bench, condition), expected, "{condition}");
    }
    let single = bench.query("SELECT Id FROM Contact WHERE LeadSource INCLUDES ('Web')");
    assert_eq!(single.status, 400, "one value is not several");
}

#[test]
fn an_offset_passes_over_the_first_rows() {
    let mut bench = people();
    let order = |bench: &mut Bench, rest: &str| {
        let got = bench.query(&format!("SELECT LastName FROM Contact ORDER BY LastName {rest}"));
        let rows = got.body["records"].as_array().unwrap().clone();
        rows.iter().map(|row| row["LastName"].as_str().unwrap().to_owned()).collect::<String>()
    };
    assert_eq!(order(&mut bench, "OFFSET 1"), "BC");
    assert_eq!(order(&mut bench, "LIMIT 1 OFFSET 1"), "B");
    assert_eq!(order(&mut bench, "LIMIT 5 OFFSET 2"), "C");
    assert_eq!(order(&mut bench, "OFFSET 3"), "");
}

#[test]
fn fields_can_be_asked_for_by_kind() {
    let mut bench = with_tags();
    for (kind, standard, custom) in [
        ("FIELDS(STANDARD)", true, false),
        ("FIELDS(CUSTOM)", false, true),
        ("FIELDS(ALL)", true, true),
    ] {
        let got = bench.query(&format!("SELECT {kind} FROM Contact LIMIT 1"));
        let row = &got.body["records"][0];
        let seen = (row.get("LastName").is_some(), row.get("Tags__c").is_some());
        assert_eq!(seen, (standard, custom), "{kind}: {got:?}");
    }
}

#[test]
fn relationships_are_counted_and_go_five_levels_deep() {
    let mut bench = people();
    let children = |count: usize| {
        let one = ", (SELECT Id FROM Contacts)";
        format!("SELECT Id{} FROM Account", one.repeat(count))
    };
    let up = |hops: usize| format!("SELECT {}Name FROM Contact", "ReportsTo.".repeat(hops));
    let down = |levels: usize| {
        let below = (1..levels)
            .fold("Id".to_owned(), |inner, _| format!("Id, (SELECT {inner} FROM ChildAccounts)"));
        format!("SELECT {below} FROM Account")
    };
    for (soql, status) in [
        (children(20), 200),
        (children(21), 400),
        (up(5), 200),
        (up(6), 400),
        (down(5), 200),
        (down(6), 400),
    ] {
        assert_eq!(bench.query(&soql).status, status, "{soql}");
    }
}

#[test]
fn a_sandbox_says_that_it_is_one() {
    for sandbox in [false, true] {
        let mut settings = super::SalesforceSettings::default();
        settings.orgs[0].sandbox = sandbox;
        let mut bench = Bench::with(settings);
        let row = bench.query("SELECT Id, IsSandbox, OrganizationType FROM Organization").body;
        let row = &row["records"][0];
        assert_eq!(row["IsSandbox"], sandbox);
        assert_eq!(row["OrganizationType"], "Enterprise Edition");
        assert_eq!(row["Id"], bench.org);
        bench.make("Contact", json!({"LastName": "A"}));
        assert_eq!(names(&mut bench, "LastName = 'A'"), "A");
    }
}

#[test]
fn a_page_has_two_hundred_to_two_thousand_rows_whatever_is_asked_for() {
    let mut bench = Bench::new();
    for number in 0..2_001 {
        bench.put("Contact", json!({"LastName": format!("N{number:04}")}));
    }
    for (asked, rows) in [(1, 200), (300, 300), (5_000, 2_000)] {
        bench.headers = vec![("sforce-query-options".to_owned(), format!("batchSize={asked}"))];
        let page = bench.query("SELECT Id FROM Contact").body;
        assert_eq!(page["records"].as_array().unwrap().len(), rows, "{asked}");
    }
}

#[test]
fn a_text_of_a_query_has_four_thousand_characters() {
    let mut bench = Bench::new();
    for (length, status) in [(4_000, 200), (4_001, 400)] {
        let name = "x".repeat(length);
        let got = bench.query(&format!("SELECT Id FROM Contact WHERE LastName = '{name}'"));
        assert_eq!(got.status, status, "{length}");
    }
}
