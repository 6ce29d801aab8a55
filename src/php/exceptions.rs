//! `Ispbridge\Exception\*`: the tree, and the one place where an error becomes an exception.
//!
//! The classes are built by hand in startup, since a derived class of the macros would not carry file, line and trace
//! (an object made by the engine's own `Exception` handler does).

use std::sync::atomic::{AtomicPtr, Ordering};

use ext_php_rs::args::ArgInfoTables;
use ext_php_rs::builders::{ClassBuilder, ClassProperty, FunctionBuilder};
use ext_php_rs::exception::PhpException;
use ext_php_rs::flags::{DataType, MethodFlags, PropertyFlags};
use ext_php_rs::types::{ZendObject, Zval};
use ext_php_rs::zend::{ClassEntry, ExecuteData, ExecutorGlobals, ce};

/// The classes, parents before their children.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Exception,
    Api,
    Configuration,
    Idn,
    InvalidName,
    MalformedResponse,
    Timeout,
    Transport,
}

static SLOTS: [AtomicPtr<ClassEntry>; 8] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 8];

/// What an exception carries beside its message.
#[derive(Default)]
pub(super) struct Facts {
    /// The registrar's numeric code, else 0.
    pub(super) code: i64,
    /// The command that was under way, else empty.
    pub(super) command: String,
    /// Whether the registrar may have acted.
    pub(super) outcome_unknown: bool,
    /// Stable text, such as `transport.timeout`.
    pub(super) reason: String,
}

/// An exception that is to be made: thrown, or handed out as a value.
pub(super) struct Raised {
    kind: Kind,
    message: String,
    facts: Facts,
}

impl Raised {
    pub(super) fn new(kind: Kind, message: &str, facts: Facts) -> Self {
        // the engine takes no NUL in a message
        let message = message.replace('\0', "");
        Self {
            kind,
            message,
            facts,
        }
    }

    /// Without facts.
    pub(super) fn plain(kind: Kind, message: &str) -> Self {
        Self::new(kind, message, Facts::default())
    }

    pub(super) fn thrown(self) -> PhpException {
        let object = self.value();
        PhpException::new(self.message, 0, self.kind.entry()).with_object(object)
    }

    /// The object itself; file, line and trace are those of the call that runs now.
    pub(super) fn value(&self) -> Zval {
        let mut object = self.kind.entry().new();
        // Only a subclass with typed properties could refuse these; without them it is still an exception of its class.
        let _ = self.fill(&mut object);
        let mut zval = Zval::new();
        zval.set_object(&mut object);
        zval
    }

    fn fill(&self, object: &mut ZendObject) -> ext_php_rs::error::Result<()> {
        within(ce::exception(), object, |object| {
            object.set_property("message", self.message.as_str())?;
            object.set_property("code", self.facts.code)
        })?;
        within(Kind::Exception.entry(), object, |object| {
            object.set_property("commandName", self.facts.command.as_str())?;
            object.set_property("outcomeUnknown", self.facts.outcome_unknown)?;
            object.set_property("reason", self.facts.reason.as_str())
        })
    }
}

/// An exception without facts, thrown.
pub(super) fn plain(kind: Kind, message: &str) -> PhpException {
    Raised::plain(kind, message).thrown()
}

/// Registers the classes; called in the module's startup, where alone that is possible.
pub(super) fn register() -> ext_php_rs::error::Result<()> {
    let root = || Kind::Exception.entry();
    base().register()?;
    derived(Kind::Api, root, keep::<{ Kind::Api as usize }>).register()?;
    derived(
        Kind::Configuration,
        root,
        keep::<{ Kind::Configuration as usize }>,
    )
    .register()?;
    derived(
        Kind::InvalidName,
        root,
        keep::<{ Kind::InvalidName as usize }>,
    )
    .register()?;
    derived(Kind::Idn, root, keep::<{ Kind::Idn as usize }>).register()?;
    derived(
        Kind::MalformedResponse,
        root,
        keep::<{ Kind::MalformedResponse as usize }>,
    )
    .register()?;
    derived(Kind::Transport, root, keep::<{ Kind::Transport as usize }>).register()?;
    let transport = || Kind::Transport.entry();
    derived(Kind::Timeout, transport, keep::<{ Kind::Timeout as usize }>).register()
}

impl Kind {
    fn class_name(self) -> &'static str {
        match self {
            Self::Api => "Ispbridge\\Exception\\ApiException",
            Self::Configuration => "Ispbridge\\Exception\\ConfigurationException",
            Self::Exception => "Ispbridge\\Exception\\Exception",
            Self::Idn => "Ispbridge\\Exception\\IdnException",
            Self::InvalidName => "Ispbridge\\Exception\\InvalidNameException",
            Self::MalformedResponse => "Ispbridge\\Exception\\MalformedResponseException",
            Self::Timeout => "Ispbridge\\Exception\\TimeoutException",
            Self::Transport => "Ispbridge\\Exception\\TransportException",
        }
    }

    fn entry(self) -> &'static ClassEntry {
        let class = SLOTS
            .get(self as usize)
            .map(|slot| slot.load(Ordering::Acquire));
        // SAFETY: a slot is written once, at startup, with an entry that lives as long as the module; before that it is null,
        // and the engine's own `Exception` serves.
        class
            .and_then(|class| unsafe { class.as_ref() })
            .unwrap_or_else(|| ce::exception())
    }
}

fn base() -> ClassBuilder {
    let getters = [
        (
            "getCommandName",
            get_command_name as extern "C" fn(&mut ExecuteData, &mut Zval),
            DataType::String,
        ),
        ("getReason", get_reason, DataType::String),
        ("isOutcomeUnknown", is_outcome_unknown, DataType::Bool),
    ];
    let mut class = ClassBuilder::new(Kind::Exception.class_name())
        .extends((ce::exception, "\\Exception"))
        .registration(keep::<{ Kind::Exception as usize }>);
    for name in ["commandName", "outcomeUnknown", "reason"] {
        class = class.property(protected(name));
    }
    for (name, handler, returns) in getters {
        let getter = FunctionBuilder::new(name, handler).returns(returns, false, false);
        class = class.method(getter, MethodFlags::Public | MethodFlags::Final);
    }
    class
}

fn derived(kind: Kind, parent: fn() -> &'static ClassEntry, keep: Keep) -> ClassBuilder {
    ClassBuilder::new(kind.class_name())
        .extends((parent, ""))
        .registration(keep)
}

type Keep = fn(&'static mut ClassEntry, ArgInfoTables);

/// Remembers a class; the engine reads its tables as long as it lives, so they are never freed.
fn keep<const SLOT: usize>(class: &'static mut ClassEntry, tables: ArgInfoTables) {
    if let Some(slot) = SLOTS.get(SLOT) {
        slot.store(class, Ordering::Release);
    }
    std::mem::forget(tables);
}

fn protected(name: &str) -> ClassProperty {
    ClassProperty {
        name: name.to_owned(),
        flags: PropertyFlags::Protected,
        default: Some(Box::new(|| Ok(Zval::null()))),
        docs: &[],
        ty: None,
        nullable: true,
        readonly: false,
        default_stub: None,
    }
}

/// Runs `f` as if code of `class` did: its protected properties can be written.
fn within(
    class: &'static ClassEntry,
    object: &mut ZendObject,
    f: impl FnOnce(&mut ZendObject) -> ext_php_rs::error::Result<()>,
) -> ext_php_rs::error::Result<()> {
    let before = ExecutorGlobals::get().fake_scope;
    ExecutorGlobals::get_mut().fake_scope = std::ptr::from_ref(class).cast_mut();
    let result = f(object);
    ExecutorGlobals::get_mut().fake_scope = before;
    result
}

extern "C" fn get_command_name(call: &mut ExecuteData, result: &mut Zval) {
    text_property(call, "commandName", result);
}

extern "C" fn get_reason(call: &mut ExecuteData, result: &mut Zval) {
    text_property(call, "reason", result);
}

extern "C" fn is_outcome_unknown(call: &mut ExecuteData, result: &mut Zval) {
    let flag = own_property(call, "outcomeUnknown").and_then(|zval| zval.bool());
    result.set_bool(flag.unwrap_or(false));
}

fn text_property(call: &mut ExecuteData, name: &str, result: &mut Zval) {
    let text = own_property(call, name)
        .and_then(|zval| zval.string())
        .unwrap_or_default();
    result.set_zend_string(ext_php_rs::types::ZendStr::new(text, false));
}

fn own_property(call: &mut ExecuteData, name: &str) -> Option<Zval> {
    let (parser, object) = call.parser_object();
    parser.parse().ok()?;
    object?
        .get_property::<&Zval>(name)
        .ok()
        .map(Zval::shallow_clone)
}
