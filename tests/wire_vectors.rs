//! The vectors of `ispapi-wire`, section 14, one test each.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use ispbridge::ispapi::{
    Command, CommandDraft, CommandName, EncodeError, Malformed, encode, parse,
};
use wire_script::{Script, client, code};

fn text(json: &str) -> Result<String, EncodeError> {
    let draft: CommandDraft = serde_json::from_str(json).unwrap();
    draft.finish().map(|command| encode(&command))
}

#[test]
fn vector_1_null_and_empty() {
    assert_eq!(
        text(r#"{"COMMAND":"StatusUser","NULLVALUE":null,"EMPTY":""}"#).unwrap(),
        "COMMAND=StatusUser\nEMPTY="
    );
}

#[test]
fn vector_2_a_list() {
    assert_eq!(
        text(r#"{"COMMAND":"QueryDomainList","DOMAIN":["a.com","b.com"]}"#).unwrap(),
        "COMMAND=QueryDomainList\nDOMAIN0=a.com\nDOMAIN1=b.com"
    );
}

#[test]
fn vector_3_line_breaks() {
    assert_eq!(
        text(r#"{"COMMAND":"X","A":"x\r\nTRANSFERLOCK=0","B":["x\r\nTRANSFERLOCK=0"]}"#).unwrap(),
        "COMMAND=X\nA=xTRANSFERLOCK=0\nB0=xTRANSFERLOCK=0"
    );
}

#[test]
fn vector_4_the_form() {
    let script = Script::new([code(200)]);
    client(&script)
        .request(&Command::of(CommandName::STATUS_ACCOUNT))
        .unwrap();
    assert_eq!(
        script.bodies(),
        ["s_entity=1234&s_login=test.user&s_pw=test.passw0rd&s_command=COMMAND%3DStatusAccount"]
    );
}

#[test]
fn vector_5_a_name_with_a_blank() {
    let reply =
        b"[RESPONSE]\r\nCODE=200\r\nDESCRIPTION=ok\r\nproperty[transfer status][0] = x\r\nEOF\r\n";
    let response = parse(reply).unwrap();
    let cells: Vec<_> = response.column("TRANSFERSTATUS").unwrap().iter().collect();
    assert_eq!(cells, ["x"]);
}

#[test]
fn vector_6_no_description() {
    let reply = b"[RESPONSE]\r\nCODE=200\r\nQUEUETIME=0\r\nEOF\r\n";
    assert_eq!(parse(reply), Err(Malformed::NoDescription));
}

#[test]
fn vector_7_a_gap() {
    let reply = b"[RESPONSE]\nCODE=200\nDESCRIPTION=ok\nPROPERTY[A][0]=x\nPROPERTY[A][2]=z\nEOF\n";
    let response = parse(reply).unwrap();
    let cells: Vec<_> = response.column("A").unwrap().iter().collect();
    assert_eq!(cells, ["x", "", "z"]);
}

#[test]
fn vector_8_a_macro() {
    let value = "\"v=spf1 exists:%{i}.x -all\"";
    let reply = format!("CODE=200\nDESCRIPTION=ok\nPROPERTY[RR][0]={value}\nEOF\n");
    assert_eq!(parse(reply.as_bytes()).unwrap().first("RR"), Some(value));
}

#[test]
fn vector_9_no_end() {
    let reply = b"[RESPONSE]\r\nCODE=200\r\nDESCRIPTION=ok\r\n";
    assert_eq!(parse(reply), Err(Malformed::NoEnd));
}

#[test]
fn vector_10_no_template_by_content() {
    assert_eq!(parse(b""), Err(Malformed::Empty));
    assert_eq!(parse(b"0"), Err(Malformed::NoEnd));
    assert_eq!(parse(b"404"), Err(Malformed::NoEnd));
}
