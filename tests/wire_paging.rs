//! Lists: read whole or not at all, and never for ever.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic

mod wire_script;

use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::ops::Range;

use ispbridge::ispapi::{Command, Error, MAX_PAGES, Pages, PagingError, Response, parse};
use ispbridge::net::{Reply, TransportError};
use proptest::prelude::*;
use wire_script::{Script, client, code, reply};

fn list() -> Command {
    Command::new("QueryDomainList").unwrap()
}

fn pages(limit: u32) -> Pages {
    Pages::new(list(), NonZeroU32::new(limit).unwrap()).unwrap()
}

/// A page with these rows and this control.
fn text(rows: Range<u64>, control: &[(&str, u64)]) -> String {
    let mut text = String::from("[RESPONSE]\nCODE=200\nDESCRIPTION=ok\n");
    for (name, value) in control {
        let _ = writeln!(text, "PROPERTY[{name}][0]={value}");
    }
    for (at, row) in rows.enumerate() {
        let _ = writeln!(text, "PROPERTY[DOMAIN][{at}]=d{row}.com");
    }
    text + "EOF\n"
}

/// A page as the reference shows it.
fn page(rows: Range<u64>, limit: u64, total: u64) -> Result<Reply, TransportError> {
    let count = rows.end - rows.start;
    let last = rows.end.saturating_sub(1);
    let control = [
        ("FIRST", rows.start),
        ("LAST", last),
        ("COUNT", count),
        ("LIMIT", limit),
        ("TOTAL", total),
    ];
    reply(text(rows, &control))
}

fn bare(rows: Range<u64>, control: &[(&str, u64)]) -> Result<Reply, TransportError> {
    reply(text(rows, control))
}

type End = Result<Vec<String>, Error>;

/// The rows that the list has, and the `FIRST` of each request.
fn read(
    pages: &Pages,
    ends: impl IntoIterator<Item = Result<Reply, TransportError>>,
) -> (End, Vec<String>) {
    let script = Script::new(ends);
    let end = client(&script).list(pages).map(|pages| names(&pages));
    let firsts = script
        .bodies()
        .iter()
        .map(|body| {
            let tail = body.split("%0AFIRST%3D").nth(1).unwrap_or("-");
            tail.split('%').next().unwrap().to_owned()
        })
        .collect();
    (end, firsts)
}

fn names(pages: &[Response]) -> Vec<String> {
    let records = pages.iter().flat_map(Response::records);
    records
        .map(|record| record.get("DOMAIN").unwrap().to_owned())
        .collect()
}

fn whole(rows: u64) -> Vec<String> {
    (0..rows).map(|row| format!("d{row}.com")).collect()
}

#[test]
fn the_next_page_begins_behind_the_rows_that_came() {
    let ends = [page(0..2, 2, 5), page(2..4, 2, 5), page(4..5, 2, 5)];
    assert_eq!(
        read(&pages(2), ends),
        (Ok(whole(5)), vec!["0".into(), "2".into(), "4".into()])
    );
}

#[test]
fn a_server_that_caps_the_limit_costs_pages_and_no_rows() {
    // LIMIT of the reply echoes what was asked, is missing, is 0: TOTAL alone decides.
    for limit in [Some(100), None, Some(0)] {
        let capped = |rows: Range<u64>| {
            let mut control = vec![("TOTAL", 5), ("FIRST", rows.start)];
            control.extend(limit.map(|limit| ("LIMIT", limit)));
            bare(rows, &control)
        };
        let ends = [capped(0..2), capped(2..4), capped(4..5)];
        assert_eq!(read(&pages(100), ends).0, Ok(whole(5)), "{limit:?}");
    }
}

#[test]
fn without_a_total_a_short_page_an_empty_one_or_nothing_new_is_the_end() {
    let limit = |rows| bare(rows, &[("LIMIT", 2)]);
    assert_eq!(
        read(&pages(2), [limit(0..2), limit(2..3)]).0,
        Ok(whole(3)),
        "short"
    );
    assert_eq!(
        read(&pages(2), [limit(0..2), limit(0..0)]).0,
        Ok(whole(2)),
        "empty"
    );
    // The server knows no FIRST, and answers the same page for ever.
    assert_eq!(
        read(&pages(2), [limit(0..2), limit(0..2)]).0,
        Ok(whole(2)),
        "same again"
    );
}

#[test]
fn without_total_and_limit_a_short_page_is_no_proof() {
    let ends = [bare(0..2, &[]), bare(2..3, &[]), bare(3..3, &[])];
    assert_eq!(read(&pages(100), ends).0, Ok(whole(3)));
}

#[test]
fn a_total_below_the_rows_themselves_is_none() {
    let zero = |rows| bare(rows, &[("TOTAL", 0), ("LIMIT", 2)]);
    assert_eq!(
        read(&pages(2), [zero(0..2), zero(2..4), zero(4..5)]).0,
        Ok(whole(5))
    );
}

#[test]
fn nothing_found_is_a_list_without_rows() {
    // As the reference has it, and with the successor platform's LAST = FIRST.
    for control in [
        vec![("COUNT", 0), ("TOTAL", 0)],
        vec![("COUNT", 0), ("FIRST", 0), ("LAST", 0), ("LIMIT", 2)],
    ] {
        assert_eq!(
            read(&pages(2), [bare(0..0, &control)]).0,
            Ok(vec![]),
            "{control:?}"
        );
    }
    let mut past_the_end = list();
    past_the_end = past_the_end.with("FIRST", "20");
    let pages = Pages::new(past_the_end, NonZeroU32::MIN).unwrap();
    let end = bare(0..0, &[("COUNT", 0), ("FIRST", 20), ("TOTAL", 7)]);
    assert_eq!(read(&pages, [end]), (Ok(vec![]), vec!["20".into()]));
}

#[test]
fn a_list_that_was_cut_is_an_error() {
    let cut = |got, told| Err(Error::Paging(PagingError::Cut { got, told }));
    let ends = [page(0..2, 2, 5), bare(0..0, &[("COUNT", 0), ("TOTAL", 5)])];
    assert_eq!(
        read(&pages(2), ends).0,
        cut(2, 5),
        "an empty page before the end"
    );
    let ends = [bare(0..2, &[("COUNT", 3), ("TOTAL", 3)])];
    assert_eq!(
        read(&pages(9), ends).0,
        cut(2, 3),
        "fewer rows than counted"
    );
    let limit_zero = bare(
        0..0,
        &[("COUNT", 0), ("FIRST", 0), ("LIMIT", 0), ("TOTAL", 9)],
    );
    assert_eq!(read(&pages(9), [limit_zero]).0, cut(0, 9), "LIMIT 0");
    let zone = Pages::in_one_piece(Command::new("QueryDNSZoneRRList").unwrap()).unwrap();
    let ends = [bare(0..2, &[("COUNT", 2), ("TOTAL", 3)])];
    assert_eq!(read(&zone, ends), (cut(2, 3), vec!["-".into()]));
}

#[test]
fn a_list_in_one_piece_is_asked_without_paging() {
    let zone = Pages::in_one_piece(Command::new("QueryDNSZoneRRList").unwrap()).unwrap();
    for control in [vec![("COUNT", 2), ("TOTAL", 2)], vec![]] {
        let (end, firsts) = read(&zone, [bare(0..2, &control)]);
        assert_eq!((end, firsts), (Ok(whole(2)), vec!["-".to_owned()]));
    }
}

#[test]
fn a_page_that_was_not_asked_for_is_an_error() {
    let wrong = Err(Error::Paging(PagingError::WrongPage));
    let ends = [page(0..2, 2, 5), page(3..5, 2, 5)];
    assert_eq!(read(&pages(2), ends).0, wrong, "FIRST differs");
    let same = || bare(0..2, &[("TOTAL", 5)]);
    assert_eq!(
        read(&pages(2), [same(), same()]).0,
        wrong,
        "the same rows, and more are due"
    );
}

#[test]
fn a_list_that_lost_rows_is_read_anew_once() {
    let ends = [
        page(0..2, 2, 5),
        page(2..4, 2, 4),
        page(0..2, 2, 4),
        page(2..4, 2, 4),
    ];
    assert_eq!(read(&pages(2), ends).0, Ok(whole(4)));
    let ends = [
        page(0..2, 2, 5),
        page(2..4, 2, 4),
        page(0..2, 2, 4),
        page(2..4, 2, 3),
    ];
    assert_eq!(
        read(&pages(2), ends).0,
        Err(Error::Paging(PagingError::Changed))
    );
}

#[test]
fn a_list_that_grows_is_followed() {
    let ends = [page(0..2, 2, 3), page(2..4, 2, 5), page(4..5, 2, 5)];
    assert_eq!(read(&pages(2), ends).0, Ok(whole(5)));
}

#[test]
fn a_refused_page_is_no_end_of_the_list() {
    let (end, _) = read(&pages(2), [page(0..2, 2, 5), code(549)]);
    assert_eq!(end.unwrap_err().code(), "ispapi.549");
}

#[test]
fn what_is_no_list_or_no_page_is_refused() {
    let limit = NonZeroU32::MIN;
    let refused = |command: Command| Pages::new(command, limit).unwrap_err();
    assert_eq!(refused(list().with("LAST", "9")), PagingError::LastGiven);
    for (key, value) in [("LIMIT", "0"), ("LIMIT", "ONLYLAST"), ("FIRST", "-1")] {
        assert_eq!(
            refused(list().with(key, value)),
            PagingError::Parameter { key }
        );
    }
    let order = Command::new("AddDomain").unwrap();
    assert_eq!(refused(order), PagingError::NotAList);
    let own = Pages::new(list().with("LIMIT", "7").with("FIRST", "3"), limit).unwrap();
    let due = own.next_page_command().unwrap();
    assert_eq!((due.get("FIRST"), due.get("LIMIT")), (Some("3"), Some("7")));
}

/// Plays a server to a list until it ends; its answers are those of `answer`, by number. Returns the number of pages asked for.
fn run(
    mut pages: Pages,
    mut answer: impl FnMut(u32) -> String,
) -> (u32, Result<Vec<String>, PagingError>) {
    let (mut asked, mut read) = (0, Vec::new());
    while pages.next_page_command().is_some() {
        let page = parse(answer(asked).as_bytes()).unwrap();
        asked += 1;
        match pages.take(&page) {
            Ok(true) => read.extend(names(&[page])),
            Ok(false) => {}
            Err(error) => {
                assert!(pages.next_page_command().is_none(), "an error is the end");
                return (asked, Err(error));
            }
        }
    }
    (asked, Ok(read))
}

#[test]
fn a_list_without_end_ends() {
    // One more row each time, and a total that runs ahead.
    let (asked, end) = run(pages(1), |n| {
        let n = u64::from(n);
        text(n..n + 1, &[("TOTAL", n + 2)])
    });
    assert_eq!((asked, end), (MAX_PAGES, Err(PagingError::TooLong)));
}

fn control() -> impl Strategy<Value = Vec<(&'static str, u64)>> {
    let name = prop_oneof![
        Just("FIRST"),
        Just("LAST"),
        Just("COUNT"),
        Just("LIMIT"),
        Just("TOTAL")
    ];
    proptest::collection::btree_map(name, prop_oneof![0_u64..12, any::<u64>()], 0..5)
        .prop_map(|map| map.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    /// Whatever a server answers, again and again: the list ends, and where it told a total, it is whole.
    #[test]
    fn every_list_ends(
        answers in proptest::collection::vec((0_u64..8, 0_u64..4, control()), 1..6), limit in 1_u32..4,
    ) {
        let mut told = None;
        let (asked, end) = run(pages(limit), |n| {
            let (start, rows, control) = &answers[usize::try_from(n).unwrap() % answers.len()];
            let total = control.iter().find(|(name, _)| *name == "TOTAL");
            told = total.map(|(_, total)| *total);
            text(*start..start + rows, control)
        });
        // Answers come round again, so after one round the rows are known.
        prop_assert!(asked <= 24, "{} pages", asked);
        if let (Ok(rows), Some(told)) = (end, told) {
            let got = u64::try_from(rows.len()).unwrap();
            prop_assert!(got >= told, "{} of {}", got, told);
        }
    }

    /// An honest server, of any cap and any frankness: the list is the list.
    #[test]
    fn an_honest_list_is_read_whole(
        size in 0_u64..30, cap in 1_u64..9, limit in 1_u32..9, frank in proptest::array::uniform4(any::<bool>()),
    ) {
        let mut list = pages(limit);
        let mut read = Vec::new();
        while let Some(due) = list.next_page_command() {
            let number = |key| due.get(key).unwrap().parse::<u64>().unwrap();
            let served = number("LIMIT").min(cap);
            let first = number("FIRST");
            let rows = first.min(size)..(first + served).min(size);
            let control = [("FIRST", first), ("COUNT", rows.end - rows.start), ("LIMIT", served), ("TOTAL", size)];
            let told: Vec<_> = control.into_iter().zip(frank).filter(|(_, told)| *told).map(|(pair, _)| pair).collect();
            let page = parse(text(rows, &told).as_bytes()).unwrap();
            if list.take(&page).unwrap() {
                read.extend(names(&[page]));
            }
        }
        prop_assert_eq!(read, whole(size));
    }
}
