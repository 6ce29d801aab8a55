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
    ] {
        assert!(is_sensitive(name), "{name}");
    }
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
