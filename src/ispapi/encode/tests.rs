#![allow(clippy::unwrap_used)] // a test may fail by panic

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};

use super::*;
use crate::ispapi::CommandDraft;

fn from(json: &str) -> Result<String, EncodeError> {
    let draft: CommandDraft = serde_json::from_str(json).unwrap();
    draft.finish().map(|command| encode(&command))
}

#[test]
fn null_is_left_out_and_empty_text_clears() {
    let text = from(r#"{"COMMAND":"StatusUser","NULLVALUE":null,"EMPTY":""}"#);
    assert_eq!(text.unwrap(), "COMMAND=StatusUser\nEMPTY=");
}

#[test]
fn lists_become_dense_indexes() {
    for list in [
        r#"["a.com","b.com"]"#,
        r#"{"3":"a.com","7":"b.com"}"#,
        r#"["a.com",null,"b.com"]"#,
    ] {
        let text = from(&format!(r#"{{"COMMAND":"CheckDomains","DOMAIN":{list}}}"#));
        assert_eq!(
            text.unwrap(),
            "COMMAND=CheckDomains\nDOMAIN0=a.com\nDOMAIN1=b.com"
        );
    }
}

#[test]
fn maps_append_their_keys() {
    let text = from(r#"{"COMMAND":"AddDomain","ownercontact0":{"firstname":"Ann","ZIP":12345}}"#);
    assert_eq!(
        text.unwrap(),
        "COMMAND=AddDomain\nOWNERCONTACT0FIRSTNAME=Ann\nOWNERCONTACT0ZIP=12345"
    );
}

#[test]
fn flags_and_numbers_are_plain_text() {
    let text = from(r#"{"COMMAND":"X","A":true,"B":false,"C":-5,"D":12.5}"#);
    assert_eq!(text.unwrap(), "COMMAND=X\nA=1\nB=0\nC=-5\nD=12.5");
}

#[test]
fn command_comes_first_and_the_rest_keeps_its_order() {
    let text = from(r#"{"Z":"1","command":"X","A":"2"}"#);
    assert_eq!(text.unwrap(), "COMMAND=X\nZ=1\nA=2");
}

#[test]
fn line_breaks_never_start_a_parameter() {
    let text =
        from(r#"{"COMMAND":"X","A":"x\r\nTRANSFERLOCK=0","B":["y\nC=1"],"D":{"E":"z\rF=1"}}"#);
    assert_eq!(
        text.unwrap(),
        "COMMAND=X\nA=xTRANSFERLOCK=0\nB0=yC=1\nDE=zF=1"
    );
}

#[test]
fn tab_and_equals_sign_survive() {
    assert_eq!(
        from(r#"{"COMMAND":"X","A":"a\t=b"}"#).unwrap(),
        "COMMAND=X\nA=a\t=b"
    );
}

#[test]
fn what_cannot_go_out_is_refused_by_key() {
    let key = |key: &str| key.to_owned();
    let cases = [
        (r#"{"A":"1"}"#, EncodeError::MissingCommand),
        (r#"{"COMMAND":null}"#, EncodeError::MissingCommand),
        (r#"{"COMMAND":""}"#, EncodeError::BadCommandName),
        (r#"{"COMMAND":"X\nA=1"}"#, EncodeError::BadCommandName),
        (
            r#"{"COMMAND":["X"]}"#,
            EncodeError::Nested {
                key: key("COMMAND"),
            },
        ),
        (
            r#"{"COMMAND":"X","command":"Y"}"#,
            EncodeError::DuplicateKey {
                key: key("COMMAND"),
            },
        ),
        (
            r#"{"COMMAND":"X","a":"1","A":"2"}"#,
            EncodeError::DuplicateKey { key: key("A") },
        ),
        (
            r#"{"COMMAND":"X","A0":"1","A":["2"]}"#,
            EncodeError::DuplicateKey { key: key("A0") },
        ),
        (
            r#"{"COMMAND":"X","COM":{"MAND":"Y"}}"#,
            EncodeError::DuplicateKey {
                key: key("COMMAND"),
            },
        ),
        (
            r#"{"COMMAND":"X","A=B":"1"}"#,
            EncodeError::BadKey { key: key("A=B") },
        ),
        (
            r#"{"COMMAND":"X","A\nB":"1"}"#,
            EncodeError::BadKey { key: key("A\\nB") },
        ),
        (
            r#"{"COMMAND":"X","":"1"}"#,
            EncodeError::BadKey { key: key("") },
        ),
        (
            r#"{"COMMAND":"X","A":{"B=":"1"}}"#,
            EncodeError::BadKey { key: key("AB=") },
        ),
        (
            r#"{"COMMAND":"X","A":[["1"]]}"#,
            EncodeError::Nested { key: key("A0") },
        ),
        (
            r#"{"COMMAND":"X","A":{"B":{"C":"1"}}}"#,
            EncodeError::Nested { key: key("AB") },
        ),
        (
            r#"{"COMMAND":"X","A":"\u0000"}"#,
            EncodeError::ControlCharacter { key: key("A") },
        ),
        (
            r#"{"COMMAND":"X","A":["\u000b"]}"#,
            EncodeError::ControlCharacter { key: key("A0") },
        ),
        (
            r#"{"COMMAND":"X","A":"\u0085"}"#,
            EncodeError::ControlCharacter { key: key("A") },
        ),
    ];
    for (json, error) in cases {
        assert_eq!(from(json), Err(error), "{json}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused_by_key() {
    let array = [("A", &[0xff_u8][..])].into_iter();
    let array = MapDeserializer::<_, Error>::new(array);
    let draft = CommandDraft::deserialize(array).unwrap();
    let error = EncodeError::NotUtf8 { key: "A".into() };
    assert_eq!(draft.finish(), Err(error));
}

#[test]
fn the_last_guard_also_holds_for_commands_that_were_never_checked() {
    let command = Command::new("X").unwrap().with("A\nB", "x\0y\nz");
    assert_eq!(encode(&command), "COMMAND=X\nAB=xyz");
}
