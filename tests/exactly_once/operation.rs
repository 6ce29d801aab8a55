//! What can be bought. A further operation is a further row.

use ispbridge::base::params::Params;
use ispbridge_sandbox::InProcess;
use rust_decimal::Decimal;
use serde_json::json;

use crate::money::price;
use crate::shop::Shop;
use crate::world::World;

/// A kind of purchase.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// The verb, and the journal's word for it.
    pub(crate) verb: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) sld: &'static str,
    pub(crate) tld: &'static str,
    /// The commands that cost money.
    pub(crate) paid: &'static [&'static str],
    /// What is charged for one purchase, each amount once.
    pub(crate) cost: fn(&World) -> Vec<Decimal>,
    /// Whether the registrar itself refuses the second of two equal orders.
    pub(crate) guarded: fn(&World) -> bool,
    /// Whether the registry fails it after all, and gives the money back.
    pub(crate) fails: bool,
    /// For how many seconds after a success the same call is no purchase of its own.
    pub(crate) same_for: i64,
    /// The status and, with its years, the expiry that WHMCS shows after a success.
    pub(crate) success: &'static str,
    /// What WHMCS shows before.
    pub(crate) expiry: &'static str,
    /// Days until the registry has said its last word.
    pub(crate) days: i64,
    /// The parameters beside those of every call.
    pub(crate) params: fn(&Shop, Params) -> Params,
    /// What must be there before.
    pub(crate) prepare: fn(&InProcess),
    /// What makes a second purchase possible, and right.
    pub(crate) again: fn(&World),
}

impl Operation {
    /// The account's currency, which for a premium name is the one that it is sold in: a rate would move.
    pub(crate) fn cost_currency(&self) -> &'static str {
        match self.sld {
            "premium-lost" => "EUR",
            _ => "USD",
        }
    }

    pub(crate) fn domain(&self) -> String {
        format!("{}.{}", self.sld, self.tld)
    }

    /// What WHMCS hands to the module.
    pub(crate) fn params(&self, shop: &Shop) -> Params {
        let params = World::settings()
            .with("domainid", shop.domain_id)
            .with("sld", self.sld)
            .with("tld", self.tld)
            .with("regperiod", 1)
            .with("ns1", "ns1.example.net")
            .with("ns2", "ns2.example.net");
        (self.params)(shop, people(params))
    }
}

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation {
        name: "registration",
        verb: "RegisterDomain",
        kind: "register",
        sld: "example",
        tld: "com",
        paid: &["AddDomain"],
        cost: |world| vec![price(world.operation, "register")],
        guarded: |_| true,
        fails: false,
        same_for: i64::MAX,
        success: "Active",
        expiry: "",
        days: 0,
        params: |_, params| params,
        prepare: |_| {},
        again: lost_and_bought_again,
    },
    Operation {
        name: "registration that the registry finishes later",
        verb: "RegisterDomain",
        kind: "register",
        sld: "example",
        tld: "is",
        paid: &["AddDomain"],
        cost: |world| vec![price(world.operation, "register")],
        guarded: |_| true,
        fails: false,
        same_for: i64::MAX,
        success: "Active",
        expiry: "",
        days: 1,
        params: |_, params| params,
        prepare: |_| {},
        again: lost_and_bought_again,
    },
    Operation {
        name: "application for a premium name",
        verb: "RegisterDomain",
        kind: "register",
        sld: "premium-name",
        tld: "org",
        paid: &["AddDomainApplication"],
        cost: |_| vec![PREMIUM.parse().unwrap()],
        guarded: |_| true,
        fails: false,
        same_for: i64::MAX,
        success: "Active",
        expiry: "",
        days: 1,
        params: |_, params| params.with("premiumCost", PREMIUM),
        prepare: |_| {},
        again: lost_and_bought_again,
    },
    Operation {
        name: "application that fails",
        verb: "RegisterDomain",
        kind: "register",
        sld: "premium-lost",
        tld: "org",
        paid: &["AddDomainApplication"],
        cost: |_| vec![PREMIUM_LOST.parse().unwrap()],
        guarded: |_| true,
        fails: true,
        same_for: i64::MAX,
        success: "Active",
        expiry: "",
        days: 5,
        params: |_, params| params.with("premiumCost", PREMIUM_LOST),
        prepare: |_| {},
        again: |_| {},
    },
    Operation {
        name: "renewal",
        verb: "RenewDomain",
        kind: "renew",
        sld: "example",
        tld: "com",
        paid: &["RenewDomain", "PayDomainRenewal"],
        cost: |world| vec![price(world.operation, "renew")],
        guarded: |_| true,
        fails: false,
        same_for: CLICK_SECONDS,
        success: "Active",
        expiry: "2026-03-01",
        days: 0,
        params: |_, params| params,
        prepare: |sandbox| domain(sandbox, "example.com"),
        again: bought_again,
    },
    Operation {
        name: "payment ahead",
        verb: "RenewDomain",
        kind: "renew",
        sld: "example",
        tld: "de",
        paid: &["RenewDomain", "PayDomainRenewal"],
        cost: |world| vec![price(world.operation, "renew")],
        guarded: |world| world.answers("pay_guard") == "paid_until", // a payment does not move the registry's date
        fails: false,
        same_for: CLICK_SECONDS,
        success: "Active",
        expiry: "2026-03-01",
        days: 0,
        params: |_, params| params,
        prepare: |sandbox| domain(sandbox, "example.de"),
        again: |_| {},
    },
    Operation {
        name: "restore",
        verb: "RenewDomain",
        kind: "renew",
        sld: "example",
        tld: "com",
        paid: &["RestoreDomain", "RenewDomain", "PayDomainRenewal"],
        cost: restore,
        guarded: |_| true,
        fails: false,
        same_for: CLICK_SECONDS,
        success: "Active",
        expiry: "2026-03-01",
        days: 3,
        params: |_, params| params.with("isInRedemptionGracePeriod", true),
        prepare: |sandbox| {
            domain(sandbox, "example.com");
            let delete = "s_entity=54cd&s_login=shop&s_pw=s3cret-enough&s_command=COMMAND%3DDeleteDomain%0ADOMAIN%3Dexample.com";
            sandbox.call(delete.as_bytes());
        },
        again: |_| {},
    },
    Operation {
        name: "transfer",
        verb: "TransferDomain",
        kind: "transfer",
        sld: "example",
        tld: "net",
        paid: &["TransferDomain"],
        cost: |world| vec![price(world.operation, "transfer")],
        guarded: |_| true,
        fails: false,
        same_for: i64::MAX,
        success: "Pending Transfer",
        expiry: "",
        days: 6,
        params: |_, params| params.with("eppcode", "let-it-go"),
        prepare: |sandbox| {
            let elsewhere = json!({"name": "example.net", "registrar": "Another", "auth": "let-it-go", "created": "2020-03-01 00:00:00",
                "expiration": "2026-09-01 00:00:00", "answer": "approve", "answer_after_hours": 48});
            sandbox.control().post("foreign", elsewhere).unwrap();
        },
        again: |_| {},
    },
];

/// A second call for the same invoice is a second click for ten minutes, and a decision after (`docs/architecture.md`, 18). This is
/// well within, since a call may be slow.
const CLICK_SECONDS: i64 = 5 * 60;

/// A domain of the account that ends in two months.
fn domain(sandbox: &InProcess, name: &str) {
    let domain = json!({"entity": "live", "name": name, "account": "shop", "created": "2020-03-01 00:00:00",
        "expiration": "2026-03-01 00:00:00", "paid_until": "2026-03-01 00:00:00", "renewal_mode": "AUTOEXPIRE"});
    sandbox.control().post("domains", domain).unwrap();
}

/// The customer pays for one more year, a day after the first.
fn bought_again(world: &World) {
    world.pass(24 * 60 * 60);
    world.shop.lock().buy();
}

/// The restore, and the paid year where it does not come with that: the cron renews it.
fn restore(world: &World) -> Vec<Decimal> {
    let of = |what| price(world.operation, what);
    match world.answers("restore_year").as_str() {
        "always" => vec![of("restore")],
        _ => vec![of("restore"), of("renew")],
    }
}

/// What the sandbox asks for `premium-name.org` in dollars.
const PREMIUM: &str = "999.99";

/// What the sandbox asks for `premium-lost.org`.
const PREMIUM_LOST: &str = "1200.00";

/// The domain goes to somebody else's account, and after more than a day the customer buys the name once more.
fn lost_and_bought_again(world: &World) {
    let name = world.operation.domain();
    let gone = json!({"entity": "live", "name": name});
    world.control().post("remove", gone).unwrap();
    world.pass(2 * 24 * 60 * 60);
    let mut shop = world.shop.lock();
    "Pending".clone_into(&mut shop.status);
    shop.buy();
}

fn people(params: Params) -> Params {
    let person = |params: Params, prefix: &str, country: &str| {
        let cells = [
            ("firstname", "Ann"),
            ("lastname", "Other"),
            ("address1", "1 High Street"),
            ("city", "Cork"),
            ("state", "CO"),
            ("postcode", "T12"),
            ("fullphonenumber", "+353.215550100"),
            ("email", "ann@example.com"),
            (country, "IE"),
        ];
        let add = |params: Params, (key, value): (&str, &str)| {
            params.with(format!("{prefix}{key}"), value)
        };
        cells.into_iter().fold(params, add)
    };
    person(person(params, "", "countrycode"), "admin", "country")
}
