#![no_main]

#[allow(dead_code)] // each target calls its own check
#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::ispapi_parse(bytes));
