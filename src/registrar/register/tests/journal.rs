//! What the journal knows of earlier orders.

use super::*;

/// A row of the journal as the host hands it over.
fn row(state: &str, age: i64, reported: bool) -> Value {
    Value::List(vec![Value::Map(
        Params::default()
            .with("id", 7)
            .with("version", 1)
            .with("operation", "register")
            .with("state", state)
            .with("domain", "example.com")
            .with("domain_id", 0)
            .with("from", "new")
            .with("years", 2)
            .with("reported", reported)
            .with("patience", 60)
            .with("trace", "0123456789ab")
            .with("age", age)
            .with(
                "before",
                Params::default()
                    .with("kind", "registration")
                    .with("log", ""),
            ),
    )])
}

#[test]
fn while_another_process_may_be_sending_nothing_is_read_or_sent() {
    let mut script = script(&params()).load("journal", row("open", 59, false));
    assert_eq!(script.failure().code, "registrar.in_progress");
    assert!(script.asked().is_empty() && script.effects().is_empty());
}

#[test]
fn an_order_whose_process_died_is_settled_by_evidence_and_not_repeated() {
    let mut script = script(&params())
        .load("journal", row("open", 61, false))
        .answer(reply(OURS));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(false)));
    assert_eq!(effects(&script), ["close_task", "settle done"]);
}

#[test]
fn without_a_trace_an_old_order_is_void_and_a_young_one_stays_in_doubt() {
    let young = |age| script(&params()).load("journal", row("doubt", age, false));
    let mut young = young(60 + 899).answer(reply(NOT_OURS));
    assert!(young.failure().in_doubt);
    assert!(young.effects().is_empty());

    let mut old = script(&params())
        .load("journal", row("doubt", 60 + 900, false))
        .answer(reply(NOT_OURS))
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    old.value();
    assert_eq!(
        effects(&old),
        ["close_task", "settle void", "cache", "claim", "settle done"]
    );
}

#[test]
fn the_log_tells_of_an_order_that_the_registry_has_not_finished() {
    let mut script = script(&params())
        .load("journal", row("doubt", 5000, false))
        .aside(
            "QueryObjectLogList",
            "200 ok\nLOGINDEX=9\nOPERATIONTYPE=CREATE\nOPERATIONSTATUS=REQUEST",
        )
        .answer(reply(NOT_OURS));
    assert_eq!(script.value().get("pending"), Some(&Value::Bool(true)));
    assert_eq!(effects(&script), ["close_task", "settle pending"]);
}

#[test]
fn a_success_that_the_shop_has_not_heard_of_is_told_again() {
    let mut unheard = script(&params())
        .load("journal", row("done", 100, false))
        .answer(reply(OURS));
    unheard.value();
    let mut heard = script(&params())
        .load("journal", row("done", 100, true))
        .answer(reply(OURS));
    assert_eq!(heard.failure().code, "registrar.already_ours");
}

/// A name of two rows in the shop: what one customer's order brought is no success of the other's.
#[test]
fn what_another_domain_of_the_shop_was_ordered_as_is_no_repetition() {
    let of = |id, state, answer| {
        let Value::List(mut rows) = row(state, 5000, false) else {
            unreachable!("a list of rows")
        };
        let Some(Value::Map(row)) = rows.pop() else {
            unreachable!("a row")
        };
        let row = row.with("domain_id", 5);
        script(&params().with("domainid", id))
            .load("journal", Value::List(vec![row.into()]))
            .load(
                "domain",
                Value::Map(Params::default().with("status", "Pending")),
            )
            .answer(reply(answer))
    };
    assert_eq!(of(9, "done", OURS).failure().code, "registrar.already_ours");
    let running = "200 ok\nLOGINDEX=9\nOPERATIONTYPE=CREATE\nOPERATIONSTATUS=REQUEST";
    let mut pending = of(9, "pending", NOT_OURS).aside("QueryObjectLogList", running);
    assert_eq!(pending.failure().code, "registrar.in_progress");
    of(5, "done", OURS).value();
}

#[test]
fn a_name_that_was_registered_and_lost_long_ago_can_be_ordered_again() {
    let lost = |age| script(&params()).load("journal", row("done", age, true));
    let mut young = lost(24 * 3600 - 1).answer(reply(NOT_OURS));
    assert_eq!(young.failure().code, "registrar.in_progress");
    let mut old = lost(24 * 3600)
        .answer(reply(NOT_OURS))
        .answer(reply(ACCEPTED));
    old.value();
    assert_eq!(
        effects(&old),
        ["cache", "settle void", "claim", "settle done"]
    );
}

#[test]
fn without_a_journal_nothing_is_sent() {
    let mut script = script(&params()).load("journal", Value::Null);
    assert_eq!(script.failure().code, "registrar.no_journal");
    assert!(script.asked().is_empty());
}
