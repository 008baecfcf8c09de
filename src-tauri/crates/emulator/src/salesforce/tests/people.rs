use serde_json::{Value, json};

use super::Bench;
use crate::exchange::InnerFault;

#[test]
fn a_converted_lead_names_its_account_contact_and_deal_and_is_frozen() {
    let mut bench = Bench::new();
    let lead = bench.make(
        "Lead",
        json!({"LastName": "Berg", "Company": "Fjord AS",
        "Email": "b@fjord.example", "City": "Bergen"}),
    );
    let made = bench.act(json!({"act": "convert_lead", "lead": lead, "opportunity": "First"}));
    let row = bench.get(&format!("/sobjects/Lead/{lead}")).body;
    assert_eq!(row["IsConverted"], true);
    assert_eq!(row["Status"], "Closed - Converted");
    assert_eq!(row["ConvertedDate"], "2026-11-02");
    assert_eq!(row["ConvertedContactId"], made["contact"]);
    let contact = bench.get(&format!("/sobjects/Contact/{}", made["contact"].as_str().unwrap()));
    assert_eq!(contact.body["MailingCity"], "Bergen");
    assert_eq!(contact.body["AccountId"], made["account"]);
    let role = bench.query("SELECT ContactId, IsPrimary FROM OpportunityContactRole").body;
    assert_eq!(role["records"][0]["ContactId"], made["contact"]);
    let path = format!("/sobjects/Lead/{lead}");
    let refused = bench.refused("PATCH", &path, json!({"City": "Oslo"}));
    assert_eq!((refused.0, refused.1.as_str()), (400, "CANNOT_UPDATE_CONVERTED_LEAD"));
}

#[test]
fn conversion_into_a_contact_fills_only_what_is_empty() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "Kept"}));
    let contact = bench.make("Contact", json!({"LastName": "Old", "AccountId": account}));
    let lead = bench.make("Lead", json!({"LastName": "New", "Company": "C", "Title": "Boss"}));
    bench.act(json!({"act": "convert_lead", "lead": lead, "account_id": account,
        "contact_id": contact}));
    let row = bench.get(&format!("/sobjects/Contact/{contact}")).body;
    assert_eq!((&row["LastName"], &row["Title"]), (&json!("Old"), &json!("Boss")));
}

#[test]
fn merge_moves_children_and_names_the_winner() {
    let mut bench = Bench::new();
    let winner = bench.make("Account", json!({"Name": "W"}));
    let loser = bench.make("Account", json!({"Name": "L"}));
    let contact = bench.make("Contact", json!({"LastName": "A", "AccountId": loser}));
    bench.act(json!({"act": "merge", "winner": winner, "losers": [loser]}));
    let row = bench.get(&format!("/sobjects/Contact/{contact}")).body;
    assert_eq!(row["AccountId"], winner);
}

#[test]
fn a_case_keeps_its_account_and_its_contact() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "Acme"}));
    let contact = bench.make("Contact", json!({"LastName": "Berg"}));
    let fields = json!({"Subject": "Leak", "AccountId": account, "ContactId": contact});
    let case = bench.make("Case", fields);
    let paths = [("Account", &account), ("Contact", &contact)]
        .map(|(object, id)| format!("/sobjects/{object}/{id}"));
    for path in &paths {
        let (status, code, _) = bench.refused("DELETE", path, Value::Null);
        assert_eq!((status, code.as_str()), (400, "DELETE_FAILED"), "{path}");
    }
    let described = bench.get("/sobjects/Account/describe").body;
    let children = described["childRelationships"].as_array().unwrap();
    let cases = children.iter().find(|it| it["childSObject"] == "Case").unwrap();
    assert_eq!(
        (&cases["restrictedDelete"], &cases["cascadeDelete"]),
        (&json!(true), &json!(false))
    );
    let path = format!("/sobjects/Case/{case}");
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 204);
    for path in &paths {
        assert_eq!(bench.call("DELETE", path, &Value::Null).status, 204, "{path}");
    }
}

#[test]
fn an_account_takes_its_contacts_along_and_brings_them_back() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "A"}));
    let contact = bench.make("Contact", json!({"LastName": "A", "AccountId": account}));
    let path = format!("/sobjects/Contact/{contact}");
    bench.call("DELETE", &format!("/sobjects/Account/{account}"), &Value::Null);
    assert_eq!(bench.get(&path).status, 404);
    bench.later(60);
    bench.act(json!({"act": "undelete", "id": account}));
    let row = bench.get(&path).body;
    assert_eq!(row["SystemModstamp"], "2026-11-02T10:01:00.000+0000");
}

#[test]
fn sharing_hides_a_record_or_keeps_it_from_being_changed() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "A"}));
    let contact = bench.make("Contact", json!({"LastName": "B", "AccountId": account}));
    let path = format!("/sobjects/Contact/{contact}");
    bench.act(json!({"act": "share", "id": contact, "access": "read"}));
    assert_eq!(bench.get(&path).status, 200);
    let change = json!({"LastName": "C"});
    let refused = bench.refused("PATCH", &path, change.clone());
    assert_eq!(refused.1.as_str(), "INSUFFICIENT_ACCESS_OR_READONLY");
    bench.act(json!({"act": "share", "id": contact, "access": "hidden"}));
    assert_eq!(bench.get(&path).status, 404);
    assert_eq!(bench.query("SELECT Id FROM Contact").body["totalSize"], 0);
    let refused = bench.refused("PATCH", &path, change.clone());
    assert_eq!(refused.1.as_str(), "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY");
    // Nor can it be pointed at.
    bench.act(json!({"act": "share", "id": account, "access": "hidden"}));
    let child = json!({"LastName": "D", "AccountId": account});
    let refused = bench.refused("POST", "/sobjects/Contact", child);
    assert_eq!(refused.1.as_str(), "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY");
    bench.act(json!({"act": "share", "id": contact, "access": "edit"}));
    assert_eq!(bench.call("PATCH", &path, &change).status, 204);
}

#[test]
fn a_locked_parent_refuses_its_children() {
    let mut bench = Bench::new();
    let account = bench.make("Account", json!({"Name": "A"}));
    bench.act(json!({"act": "lock", "ids": [account]}));
    let child = json!({"LastName": "A", "AccountId": account});
    let refused = bench.refused("POST", "/sobjects/Contact", child.clone());
    assert_eq!((refused.0, refused.1.as_str()), (400, "UNABLE_TO_LOCK_ROW"));
    bench.act(json!({"act": "unlock", "ids": [account]}));
    bench.make("Contact", child);
}

#[test]
fn a_duplicate_rule_answers_in_the_vendors_spelling() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "add_duplicate_rule", "name": "Standard_Contact_Duplicate_Rule",
        "object": "Contact", "field": "Email", "across": ["Lead"]}));
    let lead = bench.make("Lead", json!({"LastName": "L", "Company": "C", "Email": "a@b.example"}));
    let twin = json!({"LastName": "A", "Email": "A@b.example"});
    let got = bench.call("POST", "/sobjects/Contact", &twin);
    assert_eq!(got.status, 400);
    let result = &got.body[0]["duplicateResut"];
    assert_eq!(result["allowSave"], true);
    assert_eq!(result["matchResults"][0]["matchRecords"][0]["record"]["Id"], lead);
    bench.headers.push(("sforce-duplicate-rule-header".to_owned(), "allowSave=true".to_owned()));
    bench.make("Contact", twin);
}

#[test]
fn a_validation_rule_refuses_in_its_own_words() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "add_validation_rule", "object": "Contact",
        "condition": "Title = 'Boss' AND Phone = null", "message": "A boss needs a phone",
        "field": "Phone"}));
    let got = bench.call("POST", "/sobjects/Contact", &json!({"LastName": "A", "Title": "Boss"}));
    assert_eq!(
        got.body,
        json!([{"errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        "message": "A boss needs a phone", "fields": ["Phone"]}])
    );
    bench.make("Contact", json!({"LastName": "A", "Title": "Boss", "Phone": "1"}));
}

#[test]
fn the_assignment_rule_takes_leads_unless_told_not_to() {
    let mut bench = Bench::new();
    let users = bench.vendor.accounts()[0].users.clone();
    bench.act(json!({"act": "set_lead_assignment", "owner": users[1].0}));
    let owner = |bench: &mut Bench| {
        let id = bench.make("Lead", json!({"LastName": "A", "Company": "B"}));
        bench.get(&format!("/sobjects/Lead/{id}")).body["OwnerId"].clone()
    };
    assert_eq!(owner(&mut bench), users[1].0);
    bench.headers.push(("sforce-auto-assign".to_owned(), "FALSE".to_owned()));
    assert_eq!(owner(&mut bench), users[2].0);
}

#[test]
fn a_trigger_has_the_last_word() {
    let mut bench = Bench::new();
    bench.fault =
        Some(InnerFault::Rewrites { field: "Title".to_owned(), value: "Tidied".to_owned() });
    let id = bench.make("Contact", json!({"LastName": "A", "Title": "Boss"}));
    assert_eq!(bench.get(&format!("/sobjects/Contact/{id}")).body["Title"], "Tidied");
}

#[test]
fn an_opportunity_with_products_keeps_its_amount() {
    let mut bench = Bench::new();
    let id = bench.make(
        "Opportunity",
        json!({"Name": "A", "StageName": "Prospecting", "CloseDate": "2026-12-24", "Amount": 10}),
    );
    let path = format!("/sobjects/Opportunity/{id}");
    bench.call("PATCH", &path, &json!({"Amount": 20}));
    assert_eq!(bench.get(&path).body["Amount"], json!(20.0));
    bench.act(json!({"act": "recalculate", "id": id,
        "fields": {"HasOpportunityLineItem": true, "Amount": 300}}));
    let answer = bench.call("PATCH", &path, &json!({"Amount": 20, "Name": "B"}));
    assert_eq!(answer.status, 204, "without an error");
    let row = bench.get(&path).body;
    assert_eq!((&row["Amount"], &row["Name"]), (&json!(300), &json!("B")));
}

#[test]
fn a_stage_decides_what_is_won_and_its_probability() {
    let mut bench = Bench::new();
    let id = bench.make(
        "Opportunity",
        json!({"Name": "A", "StageName": "Prospecting",
        "CloseDate": "2026-12-24", "Amount": 1000.005}),
    );
    let path = format!("/sobjects/Opportunity/{id}");
    let row = bench.get(&path).body;
    assert_eq!((&row["Probability"], &row["IsClosed"]), (&json!(10), &json!(false)));
    assert_eq!((&row["Fiscal"], &row["Amount"]), (&json!("2026 4"), &json!(1000.01)));
    bench.call("PATCH", &path, &json!({"StageName": "Closed Won"}));
    let row = bench.get(&path).body;
    assert_eq!((&row["Probability"], &row["IsWon"]), (&json!(100), &json!(true)));
}

#[test]
fn a_person_account_has_a_hidden_contact() {
    let mut settings = super::SalesforceSettings::default();
    settings.orgs[0].person_accounts = true;
    let mut bench = Bench::with(settings);
    let types = bench.query("SELECT Id FROM RecordType WHERE IsPersonType = true").body;
    let id = bench.make(
        "Account",
        json!({"LastName": "Berg", "FirstName": "Åse",
        "RecordTypeId": types["records"][0]["Id"], "PersonEmail": "a@b.example"}),
    );
    let row = bench.get(&format!("/sobjects/Account/{id}")).body;
    assert_eq!((&row["Name"], &row["IsPersonAccount"]), (&json!("Åse Berg"), &json!(true)));
    let refused = bench.refused("PATCH", &format!("/sobjects/Account/{id}"), json!({"Name": "X"}));
    assert_eq!(refused.1, "INVALID_FIELD_FOR_INSERT_UPDATE");
    let contact = row["PersonContactId"].as_str().unwrap().to_owned();
    let hidden = bench.get(&format!("/sobjects/Contact/{contact}")).body;
    assert_eq!(hidden["Email"], "a@b.example");
    let path = format!("/sobjects/Contact/{contact}");
    assert_eq!(bench.call("DELETE", &path, &Value::Null).status, 403);
    let refused = bench.refused("PATCH", &path, json!({"Email": "c@b.example"}));
    assert_eq!(refused.1, "INSUFFICIENT_ACCESS_OR_READONLY");
}

#[test]
fn a_lead_without_a_company_becomes_a_person() {
    let mut settings = super::SalesforceSettings::default();
    settings.orgs[0].person_accounts = true;
    let mut bench = Bench::with(settings);
    let mut convert = |company: Value| {
        let lead = json!({"LastName": "Berg", "Email": "a@b.example", "Company": company});
        let lead = bench.make("Lead", lead);
        let made = bench.act(json!({"act": "convert_lead", "lead": lead}));
        let account = made["account"].as_str().unwrap().to_owned();
        let row = bench.get(&format!("/sobjects/Account/{account}")).body;
        (row["IsPersonAccount"] == json!(true), row["PersonContactId"] == made["contact"])
    };
    assert_eq!(convert(Value::Null), (true, true));
    assert_eq!(convert(json!("Acme")), (false, false));
}

#[test]
fn a_dump_brings_an_org_back() {
    let mut bench = Bench::new();
    bench.make("Contact", json!({"LastName": "A"}));
    let dump = bench.vendor.dump(&bench.org);
    bench.make("Contact", json!({"LastName": "B"}));
    bench.vendor.load(&dump).unwrap();
    assert_eq!(bench.vendor.dump(&bench.org), dump);
    assert_eq!(bench.query("SELECT Id FROM Contact").body["totalSize"], 1);
}

#[test]
fn a_dump_tells_live_rows_from_deleted_ones() {
    let mut bench = Bench::new();
    let kept = bench.make("Contact", json!({"LastName": "A", "Phone": "1"}));
    let gone = bench.make("Contact", json!({"LastName": "B"}));
    bench.call("DELETE", &format!("/sobjects/Contact/{gone}"), &Value::Null);
    let dump = bench.vendor.dump(&bench.org);
    assert_eq!(dump["truth"]["Contact"][&kept]["Phone"], "1");
    assert_eq!(dump["truth"]["Contact"].get(&gone), None);
    let alone = bench.vendor.truth(&bench.org, "Contact");
    assert_eq!(dump["truth"]["Contact"], Value::Object(alone));
    assert_eq!(dump["deleted"]["Contact"][&gone]["IsDeleted"], true);
}

#[test]
fn a_new_field_is_hidden_until_a_permission_set_opens_it() {
    let mut bench = Bench::new();
    let made = bench.call(
        "POST",
        "/tooling/sobjects/CustomField",
        &json!({"FullName": "Contact.Crosswalk_Id__c", "Metadata": {"type": "Text",
            "label": "Crosswalk", "length": 18, "externalId": true, "unique": true}}),
    );
    assert_eq!((made.status, &made.body["success"]), (201, &json!(true)));
    let soql = "SELECT Crosswalk_Id__c FROM Contact";
    assert_eq!(bench.query(soql).body[0]["errorCode"], "INVALID_FIELD");
    let set = bench.make("PermissionSet", json!({"Name": "Crosswalk", "Label": "Crosswalk"}));
    bench.make(
        "FieldPermissions",
        json!({"ParentId": set, "SobjectType": "Contact",
        "Field": "Contact.Crosswalk_Id__c", "PermissionsRead": true, "PermissionsEdit": true}),
    );
    assert_eq!(bench.query(soql).status, 400, "not assigned yet");
    let user = bench.vendor.accounts()[0].users[2].0.clone();
    bench.make("PermissionSetAssignment", json!({"PermissionSetId": set, "AssigneeId": user}));
    assert_eq!(bench.query(soql).status, 200);
    let got = bench.call("PATCH", "/sobjects/Contact/Crosswalk_Id__c/7", &json!({"LastName": "A"}));
    assert_eq!(got.status, 201);
}

#[test]
fn a_field_is_made_by_those_alone_who_may_customize_the_application() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "withhold_setup"}));
    let field = json!({"FullName": "Contact.Crosswalk_Id__c", "Metadata": {"type": "Text",
        "label": "Crosswalk", "length": 18, "externalId": true, "unique": true}});
    let refused = bench.call("POST", "/tooling/sobjects/CustomField", &field);
    let code = refused.body[0]["errorCode"].as_str().unwrap();
    assert_eq!((refused.status, code), (403, "INSUFFICIENT_ACCESS_OR_READONLY"));
}

#[test]
fn installed_packages_are_listed() {
    let mut bench = Bench::new();
    bench.act(json!({"act": "install_package", "name": "HubSpot Integration",
        "namespace": "HubSpot_Inc", "major": 1, "minor": 132}));
    let got = bench.get(
        "/tooling/query?q=SELECT+SubscriberPackage.Name+FROM+\
        InstalledSubscriberPackage",
    );
    let package = &got.body["records"][0];
    assert_eq!(package["SubscriberPackage"]["NamespacePrefix"], "HubSpot_Inc");
    assert_eq!(package["SubscriberPackageVersion"]["MinorVersion"], 132);
}

#[test]
fn seeded_rows_have_their_computed_fields_and_given_stamps() {
    let mut bench = Bench::new();
    let id = bench.put(
        "Contact",
        json!({"FirstName": "Åse", "LastName": "Berg",
        "SystemModstamp": "2026-10-01T08:00:00Z"}),
    );
    let row = bench.get(&format!("/sobjects/Contact/{id}")).body;
    assert_eq!(row["Name"], "Åse Berg");
    assert_eq!(row["SystemModstamp"], "2026-10-01T08:00:00.000+0000");
}

#[test]
fn somebody_is_a_member_of_a_campaign_once() {
    let mut bench = Bench::new();
    let campaign = bench.make("Campaign", json!({"Name": "Fair"}));
    let [winner, loser] = ["A", "B"].map(|name| bench.make("Contact", json!({"LastName": name})));
    let member = |who: &str| json!({"CampaignId": campaign, "ContactId": who});
    bench.make("CampaignMember", member(&winner));
    let refused = bench.refused("POST", "/sobjects/CampaignMember", member(&winner));
    assert_eq!((refused.0, refused.1.as_str()), (400, "DUPLICATE_VALUE"));
    // Two members of one campaign who become one person are one member.
    bench.make("CampaignMember", member(&loser));
    bench.act(json!({"act": "merge", "winner": winner, "losers": [loser]}));
    let members = bench.query("SELECT ContactId FROM CampaignMember").body;
    assert_eq!(
        (&members["totalSize"], &members["records"][0]["ContactId"]),
        (&json!(1), &json!(winner))
    );
}

#[test]
fn persons_merge_with_persons_as_accounts() {
    let mut settings = crate::salesforce::SalesforceSettings::default();
    settings.orgs[0].person_accounts = true;
    let mut bench = Bench::with(settings);
    let types = bench.query("SELECT Id FROM RecordType WHERE IsPersonType = true").body;
    let kind = types["records"][0]["Id"].clone();
    let [winner, loser] = ["A", "B"]
        .map(|name| bench.make("Account", json!({"LastName": name, "RecordTypeId": kind})));
    let business = bench.make("Account", json!({"Name": "Acme"}));
    let contact = |bench: &mut Bench, of: &str| {
        let row = bench.get(&format!("/sobjects/Account/{of}")).body;
        row["PersonContactId"].as_str().unwrap().to_owned()
    };
    let [kept, lost] = [&winner, &loser].map(|of| contact(&mut bench, of));
    for (into, from) in [(&winner, &business), (&business, &loser), (&kept, &lost)] {
        let act = json!({"act": "merge", "account": bench.org, "winner": into, "losers": [from]});
        let refused = bench.vendor.act(bench.now, act).unwrap_err();
        assert!(refused.contains("person account"), "{refused}");
    }
    let case = bench.make("Case", json!({"Subject": "Leak", "ContactId": lost}));
    bench.act(json!({"act": "merge", "winner": winner, "losers": [loser]}));
    let all = bench.get("/queryAll?q=SELECT+Id,MasterRecordId+FROM+Contact+WHERE+IsDeleted=true");
    let gone = &all.body["records"][0];
    assert_eq!((&gone["Id"], &gone["MasterRecordId"]), (&json!(lost), &json!(kept)));
    let case = bench.get(&format!("/sobjects/Case/{case}")).body;
    assert_eq!(case["ContactId"], json!(kept));
    let left = bench.query("SELECT Id FROM Contact").body;
    assert_eq!((&left["totalSize"], &left["records"][0]["Id"]), (&json!(1), &json!(kept)));
}

#[test]
fn a_conversion_that_fails_leaves_nothing_behind() {
    let mut settings = crate::salesforce::SalesforceSettings::default();
    settings.orgs[0].person_accounts = true;
    let mut bench = Bench::with(settings);
    let types = bench.query("SELECT Id FROM RecordType WHERE IsPersonType = true").body;
    let person = json!({"LastName": "Berg", "RecordTypeId": types["records"][0]["Id"]});
    let person = bench.make("Account", person);
    let lead = bench.make("Lead", json!({"LastName": "Dahl", "Company": "Acme"}));
    let act = json!({"act": "convert_lead", "account": bench.org, "lead": lead,
                     "account_id": person});
    let refused = bench.vendor.act(bench.now, act).unwrap_err();
    assert!(refused.contains("person account"), "{refused}");
    let contacts = bench.query("SELECT Id FROM Contact WHERE IsPersonAccount = false").body;
    assert_eq!(contacts["totalSize"], 0);
    assert_eq!(bench.get(&format!("/sobjects/Lead/{lead}")).body["IsConverted"], false);
}

#[test]
fn what_hung_on_a_lead_hangs_on_its_contact() {
    let mut bench = Bench::new();
    let lead = bench.make("Lead", json!({"LastName": "Dahl", "Company": "Acme"}));
    let task = bench.make("Task", json!({"Subject": "Call", "WhoId": lead}));
    let campaign = bench.make("Campaign", json!({"Name": "Fair"}));
    let member = bench.make("CampaignMember", json!({"CampaignId": campaign, "LeadId": lead}));
    let stamp = |bench: &mut Bench, path: &str| bench.get(path).body["SystemModstamp"].clone();
    let path = format!("/sobjects/Task/{task}");
    let before = stamp(&mut bench, &path);
    bench.later(60);
    let made = bench.act(json!({"act": "convert_lead", "lead": lead}));
    assert_eq!(bench.get(&path).body["WhoId"], made["contact"]);
    assert_eq!(stamp(&mut bench, &path), before);
    let row = bench.get(&format!("/sobjects/CampaignMember/{member}")).body;
    assert_eq!((&row["LeadId"], &row["ContactId"]), (&json!(lead), &made["contact"]));
    assert_eq!(row["LeadOrContactId"], made["contact"]);
    let again = json!({"CampaignId": campaign, "ContactId": made["contact"]});
    assert_eq!(bench.refused("POST", "/sobjects/CampaignMember", again).1, "DUPLICATE_VALUE");
}
