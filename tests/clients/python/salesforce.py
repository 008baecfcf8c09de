"""simple-salesforce, unchanged, over TLS against the emulated Salesforce.

CROSSWALK_EMULATOR is described in ../node/emulator.mjs. The vendor's host name leads to the
emulator's TLS port by a resolver override, and only the test authority is trusted.
"""

import json
import os
import socket
import sys
import urllib.request
from datetime import datetime

import requests
from simple_salesforce import Salesforce
from simple_salesforce.exceptions import SalesforceExpiredSession, SalesforceResourceNotFound

with open(os.environ["CROSSWALK_EMULATOR"], encoding="utf-8") as card:
    EMULATOR = json.load(card)
VENDOR = EMULATOR["salesforce"]
ORG = VENDOR["accounts"][0]
TAG = "simple-salesforce check"
FIELDS = ["Id", "FirstName", "LastName", "Email", "Phone", "LastModifiedDate"]

# The smallest that a page may be, so that the client has to follow several.
SMALL_PAGES = {"Sforce-Query-Options": "batchSize=200"}


def lead_host_to_emulator(host, tls):
    """Answers `host` with the emulator's address, and leaves every other name alone."""
    address, port = tls.rsplit(":", 1)
    resolve = socket.getaddrinfo

    def resolved(name, *rest, **named):
        if name == host:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(port)))]
        return resolve(name, *rest, **named)

    socket.getaddrinfo = resolved


def signed_in(token):
    session = requests.Session()
    session.trust_env = False
    session.verify = EMULATOR["ca_file"]
    return Salesforce(instance_url=f"https://{ORG['host']}", session_id=token, session=session)


def refuses_strangers():
    expect_raises(SalesforceExpiredSession, lambda: signed_in("nobody").query("SELECT Id FROM Contact"))


def trusts_only_the_test_authority():
    stranger = signed_in(ORG["access_token"])
    stranger.session.verify = True
    expect_raises(requests.exceptions.SSLError, lambda: stranger.query("SELECT Id FROM Contact"))


def describes():
    names = {row["name"] for row in SF.describe()["sobjects"]}
    assert {"Account", "Contact", "Lead", "Opportunity"} <= names, names
    fields = {field["name"] for field in SF.Contact.describe()["fields"]}
    assert set(FIELDS) <= fields, fields


def lives_one_record():
    made = SF.Contact.create({"LastName": TAG, "Email": "one@example.com"})
    assert made["success"], made
    assert SF.Contact.update(made["id"], {"Phone": "+47 22 22 55 55"}) == 204
    assert SF.Contact.get(made["id"])["Phone"] == "+47 22 22 55 55"
    assert SF.Contact.delete(made["id"]) == 204
    expect_raises(SalesforceResourceNotFound, lambda: SF.Contact.get(made["id"]))


def loads_in_bulk():
    rows = [{"LastName": f"{TAG} {n}", "Description": 'a "quoted", line\nand another'} for n in range(300)]
    jobs = SF.bulk2.Contact.insert(records=rows, wait=1)
    assert sum(job["numberRecordsProcessed"] for job in jobs) == 300, jobs
    assert sum(job["numberRecordsFailed"] for job in jobs) == 0, jobs
    soql = f"SELECT Id, Description FROM Contact WHERE LastName LIKE '{TAG} %'"
    found = SF.query_all(soql)["records"]
    assert len(found) == 300, len(found)
    assert {row["Description"] for row in found} == {rows[0]["Description"]}
    pages = list(SF.bulk2.Contact.query(soql, max_records=100, wait=1))
    assert len(pages) == 3, len(pages)
    jobs = SF.bulk2.Contact.delete(records=[{"Id": row["Id"]} for row in found], wait=1)
    assert sum(job["numberRecordsFailed"] for job in jobs) == 0, jobs


def reads_what_is_held():
    url = f"{VENDOR['url'].rstrip('/')}/_emulator/dump?vendor=salesforce&account={ORG['account']}"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(url) as answer:
        live = json.load(answer)["truth"]["Contact"]
    soql = f"SELECT {', '.join(FIELDS)} FROM Contact"
    first = SF.query(soql, headers=SMALL_PAGES)
    assert not first["done"] and len(first["records"]) == 200, "the seed gives no second page"
    rows = SF.query_all(soql, headers=SMALL_PAGES)["records"]
    read = {row["Id"]: row for row in rows}
    assert read.keys() == live.keys(), read.keys() ^ live.keys()
    for key, row in read.items():
        for field in FIELDS:
            ours, theirs = plain(row[field]), plain(live[key].get(field))
            assert ours == theirs, f"{key} {field}: read {ours!r}, held {theirs!r}"


def plain(value):
    """Blank in one form, and instants as instants: how they are spelled may differ."""
    if value in (None, ""):
        return None
    text = str(value)
    if text[4:5] == "-" and text[10:11] == "T":
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    return text


def expect_raises(kind, call):
    try:
        call()
    except kind:
        return
    raise AssertionError(f"{kind.__name__} was not raised")


FLOWS = [
    refuses_strangers,
    trusts_only_the_test_authority,
    describes,
    lives_one_record,
    reads_what_is_held,
    loads_in_bulk,
    reads_what_is_held,
]

if __name__ == "__main__":
    lead_host_to_emulator(ORG["host"], EMULATOR["tls"])
    SF = signed_in(ORG["access_token"])
    for flow in FLOWS:
        flow()
        print("ok", flow.__name__.replace("_", " "), file=sys.stdout)
