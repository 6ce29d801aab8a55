use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::base::effect::Event as BaseEvent;
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{
    Client, Command, Error as WireError, Exchange, Platform, Response, Stopwatch, config,
};
use crate::net::Transport;

use super::{Context, Effect, Error, Event, Plan, Settings};

/// Nobody waits longer than this in a browser; what is not known by then is in doubt, and read back.
const LONGEST_WEB_WAIT: Duration = Duration::from_secs(45);

/// A plan on its way: it answers what concerns the registrar, and hands the host what only the host can do.
///
/// A run outlives no request and cannot be stored; after a crash a new one starts from what the registrar says.
pub struct Run {
    stage: Stage,
    platform: Platform,
    transport: Arc<dyn Transport>,
    stopwatch: Stopwatch,
    exchanges: Vec<Exchange>,
    trace: String,
}

enum Stage {
    /// The plan is out; seen only after a panic, and then nothing may pass for an outcome.
    Broken,
    /// The plan and what it is told next.
    Ready(Box<dyn Plan>, Event),
    /// The host performs an effect.
    Waiting(Box<dyn Plan>),
    Finished(Outcome),
}

/// The host called out of turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfStep(&'static str);

impl Run {
    /// Starts a verb. Parameters that cannot be used are an outcome like any other: the run is then finished before it sends a
    /// byte.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownVerb`], a mistake of the caller.
    pub fn new(
        verb: &str,
        params: &Params,
        context: &Context,
        platform: Platform,
        transport: Arc<dyn Transport>,
        stopwatch: Stopwatch,
    ) -> Result<Self, Error> {
        let stage = match super::plan(verb, params, context) {
            Ok(plan) => Stage::Ready(plan, BaseEvent::Start),
            Err(error @ Error::UnknownVerb { .. }) => return Err(error),
            Err(error) => Stage::Finished(error.into()),
        };
        let platform = if context.web {
            config::within(platform, LONGEST_WEB_WAIT)
        } else {
            platform
        };
        let trace = context.trace.clone();
        Ok(Self {
            stage,
            platform,
            transport,
            stopwatch,
            exchanges: Vec::new(),
            trace,
        })
    }

    /// The next effect that the host must perform, `None` at the end.
    ///
    /// # Errors
    ///
    /// [`OutOfStep`] while an effect is not answered.
    pub fn next_effect(&mut self) -> Result<Option<Params>, OutOfStep> {
        loop {
            let (mut plan, event) = match std::mem::replace(&mut self.stage, Stage::Broken) {
                Stage::Ready(plan, event) => (plan, event),
                Stage::Waiting(plan) => {
                    self.stage = Stage::Waiting(plan);
                    return Err(OutOfStep("the last effect has not been answered"));
                }
                finished @ Stage::Finished(_) => {
                    self.stage = finished;
                    return Ok(None);
                }
                Stage::Broken => return Err(OutOfStep("the run broke off")),
            };
            let effect = match plan.step(event) {
                Effect::Ask(command) => {
                    let answer = self.ask(plan.settings(), &command);
                    self.stage = Stage::Ready(plan, BaseEvent::Answer(answer));
                    continue;
                }
                Effect::Done(outcome) => {
                    self.stage = Stage::Finished(outcome);
                    return Ok(None);
                }
                Effect::Store { key, value } => Params::default()
                    .with("effect", "store")
                    .with("key", key)
                    .with("value", value),
                Effect::Task(task) => task.to_params(),
            };
            self.stage = Stage::Waiting(plan);
            return Ok(Some(effect));
        }
    }

    fn ask(&mut self, settings: &Settings, command: &Command) -> Result<Response, WireError> {
        let mut platform = self.platform.clone();
        platform.route.proxy.clone_from(&settings.proxy);
        let client = Client::new(self.transport.clone(), platform, settings.account.clone())
            .with_recording(self.stopwatch.clone());
        let answer = client.request(command);
        self.exchanges.extend(client.take_exchanges());
        answer
    }

    /// Says that the host performed the last effect.
    ///
    /// # Errors
    ///
    /// [`OutOfStep`] where none was waiting.
    pub fn answer(&mut self) -> Result<(), OutOfStep> {
        match std::mem::replace(&mut self.stage, Stage::Broken) {
            Stage::Waiting(plan) => {
                self.stage = Stage::Ready(plan, BaseEvent::Performed);
                Ok(())
            }
            other => {
                self.stage = other;
                Err(OutOfStep("no effect waits for an answer"))
            }
        }
    }

    /// How it ended: `done`, then `value`, or `code`, `in_doubt`, `customer` and `admin`; always `trace` and `exchanges`.
    ///
    /// # Errors
    ///
    /// [`OutOfStep`] before the end.
    pub fn outcome(&self) -> Result<Params, OutOfStep> {
        let Stage::Finished(outcome) = &self.stage else {
            return Err(OutOfStep("the run is not finished"));
        };
        let result = match outcome {
            Outcome::Done(value) => Params::default()
                .with("done", true)
                .with("value", value.clone()),
            Outcome::Failed(failure) => Params::default()
                .with("done", false)
                .with("code", failure.code.as_str())
                .with("in_doubt", failure.in_doubt)
                .with("customer", failure.customer.to_params())
                .with("admin", failure.admin.to_params()),
        };
        let exchanges: Vec<Value> = self
            .exchanges
            .iter()
            .map(|exchange| exchange.to_params().into())
            .collect();
        Ok(result
            .with("trace", self.trace.as_str())
            .with("exchanges", exchanges))
    }
}

impl fmt::Display for OutOfStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for OutOfStep {}
