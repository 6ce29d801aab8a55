//! StatusUser, QueryUserClassList, StatusUserClass, GetUserIndex, CheckAuthorization,
//! QueryUserObjectStatistics.

use rust_decimal::Decimal;

use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::{Account, Relations, relation_class};
use crate::zones;

pub(super) const HANDLERS: &[Handler] = &[
    Handler {
        name: "CheckAuthorization",
        run: check_authorization,
        kind: Kind::Read,
    },
    Handler {
        name: "GetUserIndex",
        run: get_user_index,
        kind: Kind::Read,
    },
    Handler {
        name: "QueryUserClassList",
        run: query_user_class_list,
        kind: Kind::Read,
    },
    Handler {
        name: "QueryUserObjectStatistics",
        run: query_user_object_statistics,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusUser",
        run: status_user,
        kind: Kind::Read,
    },
    Handler {
        name: "StatusUserClass",
        run: status_user_class,
        kind: Kind::Read,
    },
];

/// When the simulated registrar opened its accounts.
const OPENED: &str = "2020-01-01 00:00:00";
/// The price class of every account.
const USER_CLASS: &str = "STANDARD";
/// Classes that are no zone and have a label all the same: pseudo TLDs are in brackets (wire facts,
/// inventory), names of Unicode TLDs are in ASCII.
const MORE_LABELS: &[(&str, &str)] = &[
    ("COMAG", "com.ag"),
    ("NAMEEMAIL", "(nameemail)"),
    ("TLDBOX", "(tldbox)"),
    ("XN--VERMGENSBERATER-CTB", "xn--vermgensberater-ctb"),
];

/// All about an account; relations unless RELATIONS=0. PROPERTIES adds what it names.
fn status_user(call: &mut Call<'_>) -> Outcome {
    let user = call
        .command
        .filled("SUBUSER")
        .unwrap_or(&call.caller.account);
    let user = match call.book.accounts.get(user) {
        None => return Err(Refusal::new(545, format!("SUBUSER {user}"))),
        Some(_) => call.named_account(Some(user))?,
    };
    let mut response = money(call, &user, call.book.account(&user)?)
        .with("ACTIVE", "1")
        .with("CREATEDDATE", OPENED)
        .with("OTPSTATUS", "INACTIVE")
        .with("PARENTUSER", call.book.parent_user(&user))
        .with("UPDATEDDATE", OPENED)
        .with("USER", &user);
    if call.command.flag("STATS") {
        let below = |a: &&Account| a.parent.as_deref() == Some(user.as_str());
        let count = call
            .book
            .accounts
            .values()
            .filter(below)
            .count()
            .to_string();
        response = response
            .with("SUBUSERSDIRECT", &count)
            .with("SUBUSERSTOTAL", count);
    }
    response = properties(call, &user, response)?;
    if call.command.get("RELATIONS") == Some("0") {
        return Ok(response);
    }
    let relations = call.book.relations(&user, call.now)?;
    Ok(with_relations(
        relations,
        response.with("USERCLASS", USER_CLASS),
    ))
}

fn money(call: &Call<'_>, user: &str, account: &Account) -> Response {
    let text = |amount: Decimal| format!("{amount:.2}");
    let ledger = call.book.ledger.iter().filter(|e| e.account == user);
    let volume: Decimal = ledger.map(|entry| entry.amount).sum();
    Response::ok()
        .with("ACCOUNTCREDIT", text(account.credit))
        .with("ACCOUNTCURRENCY", &account.currency)
        .with("ACCOUNTCURRENT", text(account.balance))
        .with("ACCOUNTDEPOSIT", text(account.deposit))
        .with("ACCOUNTPAYMENT", text(account.balance + volume))
        .with("ACCOUNTTAXRATES", format!("MwSt:{}", text(account.vat)))
        .with("ACCOUNTTEMPCREDIT", text(Decimal::ZERO))
        .with("ACCOUNTVAT", text(account.vat))
        .with("ACCOUNTVOLUME", text(volume))
}

fn properties(call: &Call<'_>, user: &str, mut response: Response) -> Outcome {
    let asked = call.command.filled("PROPERTIES").unwrap_or_default();
    for property in asked.split_whitespace() {
        response = match property.to_uppercase().as_str() {
            "PARENTUSERINDEX" => {
                response.with("PARENTUSERINDEX", index(&call.book.parent_user(user)))
            }
            "TLDDATA" => with_labels(call, response),
            "USERINDEX" => response.with("USERINDEX", index(user)),
            _ => return Err(Refusal::new(541, format!("PROPERTIES ({property})"))),
        };
    }
    Ok(response)
}

/// TLDCLASS and TLDLABEL, paired: which class of the relations is which top-level domain.
fn with_labels(call: &Call<'_>, response: Response) -> Response {
    let mut zones: Vec<&str> = zones::prices().iter().map(|p| p.tld.as_str()).collect();
    zones.dedup();
    let dotted = call.quirks.is("tld_label", "dotted");
    let of_zones = zones.into_iter().map(|tld| (relation_class(tld), tld));
    let more = MORE_LABELS
        .iter()
        .map(|(class, label)| ((*class).to_owned(), *label));
    let mut rows: Vec<(String, &str)> = of_zones.chain(more).collect();
    rows.sort();
    let label = |label: &str| {
        let dot = if dotted && !label.starts_with('(') {
            "."
        } else {
            ""
        };
        format!("{dot}{label}")
    };
    response
        .with_all("TLDCLASS", rows.iter().map(|(class, _)| class.clone()))
        .with_all("TLDLABEL", rows.iter().map(|(_, tld)| label(tld)))
}

fn with_relations(relations: Relations, response: Response) -> Response {
    let (types, values): (Vec<String>, Vec<String>) = relations.values.into_iter().unzip();
    response
        .with_all("RELATIONDISABLED", relations.disabled)
        .with_all("RELATIONTYPE", types)
        .with_all("RELATIONVALUE", values)
}

/// A number for a name, always the same one.
fn index(user: &str) -> String {
    let step = |hash: u32, byte: u8| hash.wrapping_mul(31).wrapping_add(u32::from(byte));
    (user.bytes().fold(7, step) % 90_000 + 100).to_string()
}

fn get_user_index(call: &mut Call<'_>) -> Outcome {
    let user = call.named_account(Some(call.required("USER")?))?;
    Ok(Response::ok()
        .with("PARENTUSERINDEX", index(&call.book.parent_user(&user)))
        .with("USERINDEX", index(&user)))
}

/// All accounts share one price class.
fn query_user_class_list(call: &mut Call<'_>) -> Outcome {
    call.named_account(call.command.filled("SUBUSER"))?;
    Ok(Response::ok().with("USERCLASS", USER_CLASS))
}

/// The relations of the class, which are those of the account.
fn status_user_class(call: &mut Call<'_>) -> Outcome {
    let class = call.required("USERCLASS")?;
    if class != USER_CLASS {
        return Err(Refusal::new(541, format!("USERCLASS ({class})")));
    }
    let currency = &call.book.account(&call.caller.account)?.currency;
    match call.command.filled("CONVERT2CURRENCY") {
        Some(other) if other != currency => Err(Refusal::not_simulated("CONVERT2CURRENCY")),
        _ => {
            let mut relations = call.book.relations(&call.caller.account, call.now)?;
            relations.disabled.clear();
            Ok(with_relations(relations, Response::ok()))
        }
    }
}

/// Whether the account may manage an object: 200, or 531 for all others and for what is not there.
/// It says nothing about the commands of a role (wire facts, users and roles).
fn check_authorization(call: &mut Call<'_>) -> Outcome {
    let id = call.required("OBJECTID")?.to_lowercase();
    let class = call.required("OBJECTCLASS")?.to_uppercase();
    let book = &call.book;
    let owner = match class.as_str() {
        "CONTACT" => book.contacts.get(&id.to_uppercase()).map(|c| &c.account),
        "DNSZONE" => book
            .dns_zones
            .get(id.trim_end_matches('.'))
            .map(|z| &z.account),
        "DOMAIN" => book.domains.get(&id).map(|d| &d.account),
        "USER" => book.accounts.get_key_value(&id).map(|(login, _)| login),
        _ => None,
    };
    match owner {
        Some(owner) if call.reaches(owner) && class == "USER" => {
            Ok(Response::ok().with("LANGUAGE", "en_US"))
        }
        Some(owner) if call.reaches(owner) => Ok(Response::ok()),
        _ => Err(Refusal::new(531, "")),
    }
}

/// Counts by object class, as the account widget read them up to 3.1.4; names with an underscore
/// are there too, and were skipped by it. Later the backend withdrew the command (widget facts,
/// product statistics): quirk `object_statistics`.
fn query_user_object_statistics(call: &mut Call<'_>) -> Outcome {
    if call.quirks.is("object_statistics", "withdrawn") {
        return Err(Refusal::new(500, call.command.name()));
    }
    let own = |account: &String| *account == call.caller.account;
    let book = &call.book;
    let domains: Vec<_> = book.domains.values().filter(|d| own(&d.account)).collect();
    let premium = domains.iter().filter(|d| zones::premium(&d.name).is_some());
    let count = |rows: usize| rows.to_string();
    Ok(Response::ok()
        .with(
            "CONTACT",
            count(book.contacts.values().filter(|c| own(&c.account)).count()),
        )
        .with(
            "DNSZONE",
            count(book.dns_zones.values().filter(|z| own(&z.account)).count()),
        )
        .with("DOMAIN", count(domains.len()))
        .with("DOMAIN_PREMIUM", count(premium.count()))
        .with("MANAGEDDOMAIN", "0")
        .with("SSLCERT", "0"))
}
