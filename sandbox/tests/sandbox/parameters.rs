//! What zones ask of a registration beside contacts, and which zones there are.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::shared::shared;
use crate::support::{Sandbox, add_domain};

const SERVERS: &str = "\nNAMESERVER0=ns1.example.net\nNAMESERVER1=ns2.example.net";

#[test]
fn a_registration_says_what_the_zone_asks() {
    let sandbox = Sandbox::start();
    let add = |name: &str, more: &str| {
        let answer = sandbox.call(&add_domain(name, &format!("{SERVERS}{more}")));
        let words = answer.description.rsplit("; ").next().unwrap().to_owned();
        (answer.code, words)
    };
    let missing = |name: &str, more: &str, key: &str| {
        assert_eq!(add(name, more), (504, key.to_owned()), "{name} {more}");
    };
    missing("a.ca", "", "X-CA-LANGUAGE");
    missing("a.ca", "\nX-CA-LANGUAGE=EN", "X-CA-LEGALTYPE");
    missing(
        "a.ca",
        "\nX-CA-LANGUAGE=EN\nX-CA-LEGALTYPE=",
        "X-CA-LEGALTYPE",
    );
    assert_eq!(add("a.ca", "\nX-CA-LANGUAGE=EN\nX-CA-LEGALTYPE=CCT").0, 200);
    // A condition on another parameter.
    let nexus = "\nX-US-NEXUS-APPPURPOSE=P1\nX-US-NEXUS-CATEGORY=";
    missing("a.us", &format!("{nexus}C31"), "X-US-NEXUS-VALIDATOR");
    assert_eq!(add("a.us", &format!("{nexus}C11")).0, 200);
    // An agreement is one, or is none.
    missing("a.app", "", "X-ACCEPT-SSL-REQUIREMENT");
    assert_eq!(add("a.app", "\nX-ACCEPT-SSL-REQUIREMENT=0").0, 541);
    assert_eq!(add("a.app", "\nX-ACCEPT-SSL-REQUIREMENT=1").0, 200);
    let dry = add_domain("b.app", SERVERS).replace("AddDomain", "CheckDomainRegistration");
    assert_eq!(sandbox.call(&dry).code, 504);
    let charged = sandbox.ledger().len();
    assert_eq!(charged, 3, "what was refused cost nothing");
}

#[test]
fn parameters_of_other_zones_are_refused_or_ignored() {
    let strange = add_domain("a.com", "\nX-CA-LEGALTYPE=CCT");
    let strict = Sandbox::start();
    assert_eq!(strict.call(&strange).code, 503);
    let hidden = add_domain("b.com", "\nX-ACCEPT-WHOISTRUSTEE-TAC=1");
    assert_eq!(strict.call(&hidden).code, 200, "that one is everybody's");
    let lax = Sandbox::with_quirks(&["foreign_parameter=ignored", "zone_parameters=ignored"]);
    assert_eq!(lax.call(&strange).code, 200);
    assert_eq!(lax.call(&add_domain("a.ca", SERVERS)).code, 200);
}

#[test]
fn every_zone_with_additional_fields_is_sold() {
    let Some(path) = shared("facts/additional-fields.json") else {
        return;
    };
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let zones: BTreeSet<String> = facts["fields"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|field| field["tlds"].as_array().unwrap())
        .map(|tld| tld.as_str().unwrap().trim_start_matches('.').to_owned())
        .filter(|tld| tld != "*idn" && tld.is_ascii())
        .collect();
    assert!(zones.len() > 160);
    let sandbox = Sandbox::start();
    let zones: Vec<String> = zones.into_iter().collect();
    for some in zones.chunks(100) {
        let names = some.iter().enumerate();
        let names: Vec<String> = names
            .map(|(n, tld)| format!("DOMAIN{n}=free-name.{tld}"))
            .collect();
        let answer = sandbox.call(&format!("COMMAND=CheckDomains\n{}", names.join("\n")));
        for (tld, check) in some.iter().zip(answer.all("DOMAINCHECK")) {
            assert_eq!(check, "210 Available", "{tld}");
        }
    }
}

#[test]
fn zones_without_explicit_renewal_are_those_of_the_module_documents() {
    const LIST: &str = ".amsterdam .at .be .ch .co.at .com.ar .com.lv .com.ru .com.ve .co.ve .de .dk \
        .info.ve .it .jp .li .lu .lv .net.lv .net.ru .net.ve .nl .no .or.at .org.lv .org.ru .org.ve \
        .pp.ru .ru .web.ve";
    let sandbox = Sandbox::start();
    let renewal = |zone: &str| {
        let info = format!("COMMAND=QueryDomainRepositoryInfo\nDOMAIN=example.{zone}");
        let info = sandbox.call(&info);
        assert_eq!(info.one("ZONERENEWALPAYMENTPERIOD"), "-61d", "{zone}");
        info.one("REGISTRYEXPLICITRENEWAL").to_owned()
    };
    for zone in LIST.split(' ').map(|zone| zone.trim_start_matches('.')) {
        assert_eq!(renewal(zone), "NO", "{zone}");
    }
    for zone in [
        "com", "co.uk", "com.au", "fr", "se", "nu", "es", "hk", "my", "nz", "ro", "pt",
    ] {
        assert_eq!(renewal(zone), "YES", "{zone}");
    }
}
