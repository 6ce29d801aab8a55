#![allow(clippy::unwrap_used)] // a test may fail by panic

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_name_of_the_list_is_sensitive() {
    for name in [
        "s_pw",
        "s_otp",
        "s_session",
        "s_sessionid",
        "PASSWORD",
        "OLDPASSWORD",
        "NEWPASSWORD",
        "AUTH",
        "AUTH0",
        "DOMAINAUTH",
        "OTPSECRET",
        "TRIGGER",
        "TOKEN",
        "X-ASSOCIATION-AUTH",
        "X-AERO-ENS-AUTH-KEY",
        "X-ALLOCATIONTOKEN",
        "CLAIMKEY",
        "PRIVATEKEY",
        "SESSION",
        "SESSIONID",
        "X-REGISTRANT-VERIFICATION-TAG",
        "X-REGISTRANT-IDNUMBER",
        "X-ES-OWNER-IDENTIFICACION",
        "X-RU-REGISTRANT-PASSPORT-NUMBER",
        "X-NO-REGISTRANT-IDENTITY",
        "X-FR-REGISTRANT-BIRTH-DATE",
        "X-IT-PIN",
        "X-RU-REGISTRANT-TIN",
        "X-AU-OWNER-DOB",
        "X-AU-OWNER-CARDNUMBER",
        "X-PRO-PW",
    ] {
        assert!(is_sensitive(name), "{name}");
    }
}

/// What the name of a secret or of a personal number says somewhere.
const SPEAKING: [&str; 29] = [
    "AUTH", "BIRTH", "CARD", "CODE", "DOB", "DUNS", "HASH", "ID-", "IDDATE", "IDENT", "KEY", "KPP",
    "LICEN", "NUMBER", "OTP", "PASS", "PERSON-", "PRIVATE", "PW", "RACE", "SECRET", "SESSION",
    "SIRE", "TAX", "TIN-", "TOKEN", "UIN-", "VAT", "WALDEC",
];

/// The same, where it stands at the end.
const SPEAKING_ENDINGS: [&str; 5] = ["-NO", "ID", "PIN", "TIN", "UIN"];

/// Names that only sound so.
const HARMLESS: [&str; 17] = [
    "ACCOUNTVAT",               // per cent, as VAT
    "-ID-ACCEPT-",              // .id, the country
    "-PERSON-NAME",             // a name like any other contact's, or whether it is one
    "AUTHINFO1-EXPIRATIONDATE", // a date
    "AUTHORITY",                // who gave the number
    "CLAIMKEY-UPDATEDDATE",     // a date
    "ENVIRONMENTKEY",           // the name of a setting
    "ID-TYPE",                  // which kind of number
    "IDENTFORM",                // the same
    "IPR-",                     // trademarks are public
    "JO-NUMBER",                // an issue of a gazette
    "KEYLENGTH",                // of a certificate
    "KEYWORD",                  // a search
    "LAUNCH-MARK-CODE",         // which trademark register
    "NOTICE-",                  // of a trademark
    "SECDNS-KEY",               // published in the DNS
    "TAXRATES",                 // a question
];

/// Whole names of this kind: numbers of the platform for its own things, flags, and trademarks.
const HARMLESS_NAMES: [&str; 21] = [
    "ACCOUNTING-INVOICEID",
    "ACCOUNTINGID",
    "ADDONID",
    "ID",
    "INVOICEID",
    "MAXINVOICEID",
    "MININVOICEID",
    "OBJECTID",
    "ORDERID",
    "PRIVATE",
    "ROLEID",
    "SSLCERTID",
    "TRADEMARK-REGISTRATIONNUMBER",
    "VAT",
    "WEBSITEUSERID",
    "X-FR-REGISTRANT-TRADEMARK-NUMBER",
    "X-PRO-ACTIVATION",
    "X-PRO-ROID",
    "X-PRO-TRADEMARKNUMBER",
    "X-PT-BRAND-NUMBER",
    "X-PT-ROID",
];

#[test]
fn every_name_of_the_command_table_that_speaks_of_a_secret_or_a_person_is_sensitive() {
    let names = names();
    let speaks = |name: &str| {
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        SPEAKING.iter().any(|part| name.contains(part))
            || SPEAKING_ENDINGS.iter().any(|end| name.ends_with(end))
    };
    let is_harmless = |name: &str| {
        HARMLESS.iter().any(|part| name.contains(part)) || HARMLESS_NAMES.contains(&name)
    };
    let printed: Vec<_> = names
        .iter()
        .filter(|name| speaks(name) && !is_sensitive(name) && !is_harmless(name))
        .collect();
    assert!(printed.is_empty(), "{printed:?}");
    for name in HARMLESS_NAMES {
        assert!(
            names.contains(name) && !is_sensitive(name),
            "{name} needs no exception"
        );
    }
    for part in HARMLESS {
        assert!(
            names
                .iter()
                .any(|name| name.contains(part) && !is_sensitive(name)),
            "{part} needs no exception"
        );
    }
}

/// Every parameter that the platform's reference, or a form of ours, has.
fn names() -> BTreeSet<String> {
    let tables = [
        include_str!("../../../data/ispapi_commands.json"),
        include_str!("../../../data/additional_fields.json"),
    ];
    let mut names = BTreeSet::new();
    for table in tables {
        let rows: Vec<serde_json::Value> = serde_json::from_str(table).unwrap();
        for row in &rows {
            let fields = row
                .get("contact_fields")
                .and_then(|fields| fields.as_array())
                .into_iter()
                .flatten();
            let params = row
                .get("param")
                .into_iter()
                .chain(fields)
                .filter_map(|name| name.as_str());
            names.extend(params.map(|name| name.replace("[n]", "").to_ascii_uppercase()));
        }
    }
    assert!(names.len() > 700, "{}", names.len());
    names
}

#[test]
fn ordinary_names_are_not() {
    for name in [
        "DOMAIN",
        "DESCRIPTION",
        "AUTHREQUIRED",
        "AUTHISVALID",
        "X-IDN-LANGUAGE",
        "TRANSFERLOCK",
        "STATUS",
        "X-DE-AUTHINFO1-EXPIRATIONDATE",
        "ENVIRONMENTKEY",
        "SECDNS-KEY0",
        "s_login",
        "PERIOD",
        "ACCOUNTVAT",
        "VAT",
    ] {
        assert!(!is_sensitive(name), "{name}");
    }
}

#[test]
fn a_repeated_command_loses_its_code() {
    let none = Secrets::default();
    for (text, masked) in [
        (
            "DOMAIN = a.de\nAUTH = x y\nPERIOD=1",
            "DOMAIN = a.de\nAUTH =***\nPERIOD=1",
        ),
        (
            "COMMAND%3DAddDomain%0AAUTH%3Dxy",
            "COMMAND%3DAddDomain%0AAUTH%3D***",
        ),
        ("{\"password\": \"x\"}", "{\"password\":***"),
        ("PROPERTY[ auth ][12] = xy", "PROPERTY[ auth ][12] =***"),
        ("PROPERTY[STATUS][0]=xy", "PROPERTY[STATUS][0]=xy"),
        ("AUTH=", "AUTH="),
        ("2018-11-20 11:35:15, 100%", "2018-11-20 11:35:15, 100%"),
    ] {
        assert_eq!(none.text(text), masked);
    }
}

#[test]
fn a_quoted_secret_is_masked_in_every_spelling() {
    let mut secrets = Secrets::default();
    secrets.add("p&ss wörd");
    secrets.add("abc");
    let text = secrets
        .text("p&ss wörd, p%26ss+w%C3%B6rd, p%26ss%20w%C3%B6rd, abc")
        .into_owned();
    assert_eq!(text, "***, ***, ***, abc");
}

#[test]
fn personal_numbers_are_masked_unless_a_setting_shortens_them() {
    let shortening = Secrets {
        personal: PersonalData::Shortened,
        ..Secrets::default()
    };
    let masking = Secrets::default();
    for (name, value, shortened) in [
        ("X-RU-REGISTRANT-PASSPORT-NUMBER", "4509 123456", "***56"),
        ("X-FR-REGISTRANT-BIRTH-DATE", "1980-05-1٤", "***1٤"),
        ("x-registrant-idnumber", "1234567", MASK),
        ("X-IT-PIN", "SECRET-PIN-OF-MINE", MASK),
        ("AUTH", "abcdefghijkl", MASK),
        ("X-REGISTRANT-IDNUMBER", "", ""),
        ("DOMAIN", "example.com", "example.com"),
    ] {
        assert_eq!(shortening.value(name, value), shortened, "{name}");
        let masked = if shortened.starts_with(MASK) {
            MASK
        } else {
            value
        };
        assert_eq!(masking.value(name, value), masked, "{name}");
    }
}
