//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use jiff::Timestamp;

use crate::chaos::Chaos;
use crate::config::{AccountSpec, Config, RoleSpec, split_entity};
use crate::quirks::{QUIRKS, Quirks};
use crate::world::{AccessList, moment};

/// A simulated ISPAPI registrar on this machine, to try the WHMCS modules without an account.
///
/// LIVE and OT&E are both there, with separate accounts, domains and money: s_entity chooses
/// (54cd or 1234). Point ispbridge.ispapi_live_url and ispbridge.ispapi_ote_url in php.ini to
/// URL/api/call.cgi. Nothing ever leaves this machine and nothing costs real money.
#[derive(Debug, Parser)]
#[command(name = "ispbridge-sandbox", version, after_long_help = quirk_help(), max_term_width = 100)]
pub struct Arguments {
    /// Loopback address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Keep everything in this file between runs (JSON, replaced whole after every change).
    ///
    /// It holds the passwords of the simulated accounts and is readable by its owner only.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// Write the URL into this file once the sandbox listens; it is removed at the end.
    #[arg(long, value_name = "FILE")]
    port_file: Option<PathBuf>,

    /// Open an account: [live/|ote/]LOGIN:PASSWORD:BALANCE:CURRENCY. Repeatable.
    ///
    /// Without live/ or ote/ it is opened in both. An empty password gets a random one. Accounts
    /// that the state file has keep their money and password. Without any --account and without
    /// saved accounts, `demo` is opened with 1000.00 USD, password `demo`.
    #[arg(long = "account", value_name = "ACCOUNT")]
    accounts: Vec<AccountSpec>,

    /// Add a role user: [live/|ote/]ACCOUNT!ROLE:PASSWORD:FILE. Repeatable.
    ///
    /// FILE is the access list: lines `CommandName():ALLOW`, `CommandName[param=*.uk]:DENY`; what
    /// no line allows is denied.
    #[arg(long = "role", value_name = "ROLE", value_parser = role)]
    roles: Vec<RoleSpec>,

    /// Give the accounts random passwords instead of the given ones, and print them.
    #[arg(long)]
    random_passwords: bool,

    /// A name that another registrar holds. Repeatable.
    #[arg(long = "taken", value_name = "DOMAIN")]
    taken: Vec<String>,

    /// What the sandbox's clock shows at the start (UTC), e.g. "2027-02-28 23:59:00".
    #[arg(long, value_name = "TIME", value_parser = moment)]
    clock: Option<Timestamp>,

    /// Answer an open question about the real API in another way: NAME=VALUE. Repeatable.
    #[arg(long = "quirk", value_name = "NAME=VALUE", value_parser = quirk)]
    quirks: Vec<String>,

    /// Faults by chance: FILE is a plan as for the control word chaos (docs/sandbox.md).
    #[arg(long, value_name = "FILE", value_parser = chaos)]
    chaos: Option<Chaos>,

    /// Makes generated auth codes repeatable; random if left out.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl Arguments {
    /// Where the URL is to be written.
    pub fn port_file(&self) -> Option<&PathBuf> {
        self.port_file.as_ref()
    }

    /// The settings, and the logins with passwords that were made up and must be shown.
    ///
    /// # Errors
    ///
    /// The system gives no random numbers.
    pub fn into_config(self) -> Result<(Config, Vec<(String, String)>), getrandom::Error> {
        let mut accounts = self.accounts;
        let fresh = self.state.as_ref().is_none_or(|path| !path.exists());
        if accounts.is_empty() && fresh {
            accounts.extend("demo:demo:1000.00:USD".parse::<AccountSpec>());
        }
        let mut made_up = Vec::new();
        for account in &mut accounts {
            if self.random_passwords || account.password.is_empty() {
                account.password = random_password()?;
                made_up.push((account.login.clone(), account.password.clone()));
            }
        }
        let mut quirks = Quirks::default();
        for text in &self.quirks {
            // Checked when the command line was read.
            let _ = quirks.set(text);
        }
        let config = Config {
            listen: self.listen,
            accounts,
            roles: self.roles,
            taken: self.taken,
            state: self.state,
            clock: self.clock,
            quirks,
            chaos: self.chaos.unwrap_or_default(),
            seed: self.seed.map_or_else(getrandom::u64, Ok)?,
        };
        Ok((config, made_up))
    }
}

fn quirk(text: &str) -> Result<String, String> {
    let mut quirks = Quirks::default();
    let set = quirks.set(text).map_err(|error| error.to_string());
    set.map(|()| text.to_owned())
}

fn quirk_help() -> String {
    let rows = QUIRKS.iter().map(|quirk| {
        format!(
            "  {}={}\n      {}\n",
            quirk.name,
            quirk.values.join("|"),
            quirk.about
        )
    });
    format!(
        "Quirks (the first value is the default):\n{}",
        rows.collect::<String>()
    )
}

fn chaos(file: &str) -> Result<Chaos, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let plan = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    Chaos::read(plan)
}

/// The error never repeats the text: there is a password in it.
fn role(text: &str) -> Result<RoleSpec, String> {
    let wanted = || "wanted [live/|ote/]ACCOUNT!ROLE:PASSWORD:FILE".to_owned();
    let (entity, rest) = split_entity(text);
    let (user, rest) = rest.split_once(':').ok_or_else(wanted)?;
    let (account, role) = user.split_once('!').ok_or_else(wanted)?;
    let (password, file) = rest.rsplit_once(':').ok_or_else(wanted)?;
    let list = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let access = AccessList::parse(&list).map_err(|error| format!("{file}: {error}"))?;
    Ok(RoleSpec {
        entity,
        account: account.to_owned(),
        role: role.to_owned(),
        password: password.to_owned(),
        access,
    })
}

/// 20 letters and digits without look-alikes: over 110 bits.
fn random_password() -> Result<String, getrandom::Error> {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    let mut text = String::new();
    while text.len() < 20 {
        let byte = usize::from(u8::try_from(getrandom::u32()? & 0x3f).unwrap_or_default());
        // A value beyond the alphabet is drawn again: every letter is as likely as the others.
        text.extend(LETTERS.get(byte).map(|letter| char::from(*letter)));
    }
    Ok(text)
}
