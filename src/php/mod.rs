//! The binding: every method converts, calls the core, converts. No rule of the business lives here.

#![deny(unsafe_code)]
#![allow(missing_docs)] // documented in php/stubs, where PHP's readers look
#![allow(clippy::needless_pass_by_value)] // the macros hand arguments over by value
#![allow(unreachable_pub)] // the macros want their items public

use ext_php_rs::prelude::*;

mod client;
mod convert;
mod errors;
#[allow(unsafe_code)] // one pointer read, see its SAFETY line
mod exceptions;
mod functions;
#[allow(unsafe_code)] // the library's own macros print the table
mod info;
mod ini;
mod run;

/// `Ispbridge\VERSION`
#[php_const]
#[php(name = "Ispbridge\\VERSION")]
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

#[php_module]
#[php(startup = "startup")]
pub fn module(module: ModuleBuilder) -> ModuleBuilder {
    functions::register(module)
        .name("ispbridge")
        .info_function(info::show)
        .constant(wrap_constant!(VERSION))
        .class::<client::Client>()
        .class::<run::Run>()
}

extern "C" fn startup(_kind: i32, module: i32) -> i32 {
    ini::register(module);
    match exceptions::register() {
        Ok(()) => 0,
        Err(_) => -1,
    }
}
