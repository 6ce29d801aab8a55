#![allow(clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

use super::*;
use crate::ispapi::Column;

/// The lines in a frame, with CRLF.
fn framed(lines: &[&str]) -> Result<Response, Malformed> {
    let frame = ["[RESPONSE]", "CODE=200", "DESCRIPTION=ok"];
    let lines: Vec<_> = frame
        .iter()
        .chain(lines)
        .chain(&["EOF", ""])
        .copied()
        .collect();
    parse(lines.join("\r\n").as_bytes())
}

fn cells<'a>(response: &'a Response, name: &str) -> Vec<&'a str> {
    response.column(name).unwrap().iter().collect()
}

#[test]
fn blanks_and_case_do_not_count_but_inner_blanks_do() {
    let text = "[RESPONSE]\n code\t = \t211   \nDescription = not  available \nproperty [ Transfer status ] [0]=\t a b \t\nEOF";
    let response = parse(text.as_bytes()).unwrap();
    assert_eq!(response.code(), Code::NOT_AVAILABLE);
    assert_eq!(response.description(), "not  available");
    assert_eq!(cells(&response, "TRANSFERSTATUS"), ["a b"]);
}

#[test]
fn the_first_equals_sign_splits() {
    let response = framed(&["PROPERTY[A][0]=b=[c]=\"d\""]).unwrap();
    assert_eq!(response.first("A"), Some("b=[c]=\"d\""));
}

#[test]
fn indexes_are_honoured_whatever_the_order() {
    let response = framed(&[
        "PROPERTY[PRICE][1]=20",
        "PROPERTY[DOMAIN][2]=c.com",
        "PROPERTY[DOMAIN][0]=a.com",
        "PROPERTY[PRICE][0]=10",
    ])
    .unwrap();
    assert_eq!(cells(&response, "DOMAIN"), ["a.com", "", "c.com"]);
    assert_eq!(cells(&response, "PRICE"), ["10", "20"]);
    let order: Vec<_> = response.columns().map(Column::name).collect();
    assert_eq!(order, ["PRICE", "DOMAIN"]);
}

#[test]
fn an_equal_duplicate_is_ignored_and_a_different_one_is_not() {
    let equal = framed(&["PROPERTY[A][0]=1", "PROPERTY[B][0]=2", "property[a][0]=1"]).unwrap();
    assert_eq!(cells(&equal, "A"), ["1"]);
    let different = framed(&["PROPERTY[A][0]=1", "PROPERTY[B][0]=2", "property[a][00]=3"]);
    assert_eq!(different, Err(Malformed::Conflict { name: "A".into() }));
    assert_eq!(
        framed(&["code=211"]),
        Err(Malformed::Conflict {
            name: "code".into()
        })
    );
}

#[test]
fn a_cut_reply_is_no_reply() {
    let whole = "[RESPONSE]\r\nCODE=200\r\nDESCRIPTION=ok\r\nPROPERTY[A][0]=EOF\r\nEOF\r\n";
    for end in 0..=whole.len() {
        let parsed = parse(&whole.as_bytes()[..end]);
        assert_eq!(parsed.is_ok(), end >= whole.len() - 2, "{end}");
    }
}

#[test]
fn what_follows_the_end_does_not_count() {
    let text = "CODE=200\nDESCRIPTION=ok\nEOF\nCODE=545\nPROPERTY[A][9999999]=x\n";
    assert_eq!(parse(text.as_bytes()).unwrap().code(), Code::OK);
}

#[test]
fn bodies_that_older_clients_took_for_templates_are_malformed() {
    for body in [
        "",
        " \r\n",
        "0",
        "404",
        "500",
        "error",
        "httperror|x",
        "empty",
        "<html>",
    ] {
        assert!(parse(body.as_bytes()).is_err(), "{body}");
    }
    assert_eq!(parse(b"\n"), Err(Malformed::Empty));
    assert_eq!(parse(b"404"), Err(Malformed::NoEnd));
}

#[test]
fn code_and_description_are_required() {
    assert_eq!(
        parse(b"[RESPONSE]\r\nCODE=200\r\nQUEUETIME=0\r\nEOF\r\n"),
        Err(Malformed::NoDescription)
    );
    assert_eq!(parse(b"DESCRIPTION=ok\nEOF"), Err(Malformed::NoCode));
    assert_eq!(
        parse(b"CODE=2xx\nDESCRIPTION=ok\nEOF"),
        Err(Malformed::BadCode)
    );
}

#[test]
fn an_unknown_code_is_kept() {
    let response = parse(b"CODE=599\nDESCRIPTION=\nEOF").unwrap();
    assert_eq!(
        (response.code().number(), response.description()),
        (599, "")
    );
}

#[test]
fn an_index_that_no_list_has_is_malformed() {
    for index in [
        "1048576",
        "4294967295",
        "4294967296",
        "99999999999999999999",
        "-1",
        "+1",
        "x",
        "",
    ] {
        let line = format!("PROPERTY[A][{index}]=x");
        let error = Malformed::BadIndex {
            property: "A".into(),
        };
        assert_eq!(framed(&[&line]), Err(error), "{index}");
    }
    assert!(framed(&["PROPERTY[A=x"]).is_err());
}

#[test]
fn gaps_have_a_limit_over_the_whole_reply() {
    let gap = |index: u32| format!("PROPERTY[A][{index}]=x");
    assert_eq!(
        framed(&[&gap(1040)]).unwrap().column("A").unwrap().len(),
        1041
    );
    assert_eq!(framed(&[&gap(1041)]), Err(Malformed::Sparse));
    let columns: Vec<String> = (0..100)
        .map(|n| format!("PROPERTY[A{n}][1000]=x"))
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    assert_eq!(framed(&columns), Err(Malformed::Sparse));
}

#[test]
fn braces_and_macros_survive() {
    let value = "\"v=spf1 exists:%{i}.x -all\"";
    let line = format!("PROPERTY[RR][0]={value}");
    assert_eq!(framed(&[&line]).unwrap().first("RR"), Some(value));
}

#[test]
fn invalid_utf8_is_replaced_and_told() {
    let response = parse(b"CODE=200\nDESCRIPTION=ok\nPROPERTY[CITY][0]=K\xf6ln\nEOF").unwrap();
    assert_eq!(response.first("CITY"), Some("K\u{fffd}ln"));
    assert!(response.is_lossy());
}

#[test]
fn a_property_without_any_index_is_the_first_cell() {
    assert_eq!(
        framed(&["property[TXT]=x"]).unwrap().first("TXT"),
        Some("x")
    );
}

#[test]
fn other_attributes_are_kept() {
    let response = framed(&["EPPCODE=2201", "Pending = 1", "RUNTIME=0.12"]).unwrap();
    assert_eq!(response.attribute("eppcode"), Some("2201"));
    assert_eq!(response.runtime(), Some("0.12"));
    assert!(response.pending());
    assert!(!framed(&["PENDING=0"]).unwrap().pending());
}

#[test]
fn php_sees_the_documented_array() {
    let response = framed(&[
        "QUEUETIME=0",
        "RUNTIME=0.120",
        "PENDING=1",
        "PROPERTY[A][1]=x",
    ])
    .unwrap();
    assert_eq!(
        serde_json::to_string(&response.to_params()).unwrap(),
        r#"{"CODE":"200","DESCRIPTION":"ok","PROPERTY":{"A":["","x"]},"QUEUETIME":"0","RUNTIME":"0.120","PENDING":"1"}"#
    );
    assert_eq!(
        serde_json::to_string(&framed(&[]).unwrap().to_params()).unwrap(),
        r#"{"CODE":"200","DESCRIPTION":"ok","PROPERTY":{}}"#
    );
}

#[test]
fn rows_one_after_another_say_what_columns_do() {
    let row = |n: u32| ["b", "A", "C"].map(|name| format!("PROPERTY[{name}][{n}]={name}{n}"));
    let rows: Vec<String> = (0..3).flat_map(row).collect();
    let columns = [0, 1, 2].map(|place| rows.iter().skip(place).step_by(3));
    let columns: Vec<&str> = columns.into_iter().flatten().map(String::as_str).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let by_row = framed(&rows).unwrap();
    assert_eq!(by_row, framed(&columns).unwrap());
    assert_eq!(cells(&by_row, "B"), ["b0", "b1", "b2"]);
}
