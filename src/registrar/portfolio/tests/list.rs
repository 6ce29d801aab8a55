//! The list of the account, page by page over many runs.

use super::*;

#[test]
fn the_list_is_read_page_by_page_over_many_runs() {
    let mut first = begin()
        .answer(reply(ACCOUNT))
        .answer(page(0, 3, &["A.com", "b.com"]));
    let cursor = cursor_of(&mut first);
    let asked = first.asked();
    assert_eq!(asked.first(), Some(&"COMMAND=StatusUser\nRELATIONS=0"));
    let wanted = "COMMAND=QueryDomainList\nWIDE=1\nUSERDEPTH=SELF\nVERSION=2\nORDERBY=OBJECTID\nFIRST=0\nLIMIT=1000";
    assert_eq!(asked.get(1), Some(&wanted));
    let names: Vec<String> = kept(&first, "snapshot")
        .iter()
        .map(|row| word(row, "domain"))
        .collect();
    assert_eq!(names, ["a.com", "b.com"]);
    assert_eq!(
        (
            word(&cursor, "phase").as_str(),
            word(&cursor, "started").as_str()
        ),
        ("list", "1000000")
    );

    let mut second = step(&cursor, &Params::default()).answer(page(2, 3, &["c.com"]));
    let cursor = cursor_of(&mut second);
    assert!(
        second.asked().first().unwrap().contains("FIRST=2\n"),
        "it goes on behind the rows that came"
    );
    assert_eq!(word(&cursor, "phase"), "shop");
}

#[test]
fn a_run_that_was_lost_is_repeated_from_the_same_place() {
    let mut first = begin()
        .answer(reply(ACCOUNT))
        .answer(page(0, 3, &["a.com", "b.com"]));
    let cursor = cursor_of(&mut first);
    let mut lost = step(&cursor, &Params::default()).answer(page(2, 3, &["c.com"]));
    let after = cursor_of(&mut lost);
    // Between the two the account has changed; what counts is what the second one reads.
    let mut again = step(&cursor, &Params::default()).answer(page(2, 3, &["d.com"]));
    let same = cursor_of(&mut again);
    for name in ["phase", "started", "first", "pages", "total", "after"] {
        assert_eq!(same.get(name), after.get(name), "it ends at the same place");
    }
    for (run, name) in [(&lost, "c.com"), (&again, "d.com")] {
        let [asked] = run.asked().try_into().unwrap(); // the account was checked before
        let asked: &str = asked;
        assert!(asked.contains("FIRST=2\n"), "{asked}");
        let rows = kept(run, "snapshot");
        let names: Vec<_> = rows.iter().map(|row| word(row, "domain")).collect();
        assert_eq!(names, [name]);
    }
}

#[test]
fn a_page_that_was_not_kept_is_read_again() {
    let nothing = Params::default()
        .with("now", NOW)
        .with("rows", Params::default());
    let mut script = begin()
        .answer(reply(ACCOUNT))
        .answer(page(0, 3, &["a.com", "b.com"]))
        .load("snapshot", nothing);
    assert_eq!(script.failure().code, "registrar.no_database");
}

#[test]
fn a_list_that_was_cut_or_turns_in_a_circle_is_an_error() {
    let mut cut = begin().answer(reply(ACCOUNT)).answer(page(0, 3, &[]));
    assert_eq!(cut.failure().code, "ispapi.paging.cut");
    let mut first = begin()
        .answer(reply(ACCOUNT))
        .answer(page(0, 9, &["a.com", "b.com"]));
    let cursor = cursor_of(&mut first);
    let mut circle = step(&cursor, &Params::default()).answer(page(2, 9, &["a.com", "b.com"]));
    assert_eq!(circle.failure().code, "ispapi.paging.wrong_page");
    assert!(kept(&circle, "snapshot").is_empty());
    let mut other = step(&cursor, &Params::default()).answer(page(0, 9, &["c.com"]));
    assert_eq!(other.failure().code, "ispapi.paging.wrong_page");
}

#[test]
fn a_list_that_loses_rows_is_begun_again_and_at_last_given_up() {
    let mut first = begin()
        .answer(reply(ACCOUNT))
        .answer(page(0, 5, &["a.com", "b.com"]));
    let mut cursor = cursor_of(&mut first);
    for restart in 1..=3 {
        let mut shorter = step(&cursor, &Params::default()).answer(page(2, 4, &["d.com"]));
        let again = cursor_of(&mut shorter);
        assert_eq!(
            (word(&again, "first"), word(&again, "restarts")),
            ("0".to_owned(), restart.to_string())
        );
        let mut first = step(&again, &Params::default())
            .answer(reply(ACCOUNT))
            .answer(page(0, 5, &["a.com", "b.com"]));
        cursor = cursor_of(&mut first);
    }
    let mut last = step(&cursor, &Params::default()).answer(page(2, 4, &["d.com"]));
    assert_eq!(last.failure().code, "registrar.list_changes");
}
