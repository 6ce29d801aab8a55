use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::base::effect::Event as BaseEvent;
use crate::base::journal::{Claim, Settled};
use crate::base::outcome::Outcome;
use crate::base::params::{Params, Value};
use crate::ispapi::{Client, Command, Concurrency, Exchange, Pause, Platform, Stopwatch, config};
use crate::net::Transport;

use super::points::Points;
use super::{Context, Effect, Error, Event, Plan};

/// Nobody waits longer than this in a browser; what is not known by then is in doubt, and read back.
const LONGEST_WEB_WAIT: Duration = Duration::from_secs(45);

/// What the host may need on top of a command's own limits to hand an order over and to note its end.
const HANDLING: Duration = Duration::from_secs(15);

/// A plan on its way: it answers what concerns the registrar, and hands the host what only the host can do.
///
/// A run outlives no request and cannot be stored; after a crash a new one starts from the journal and from what the registrar
/// says.
pub struct Run {
    stage: Stage,
    platform: Platform,
    transport: Arc<dyn Transport>,
    stopwatch: Stopwatch,
    exchanges: Vec<Exchange>,
    trace: String,
    points: Option<Points>,
    concurrency: Concurrency,
    pause: Option<Pause>,
}

enum Stage {
    /// The plan is out; seen only after a panic, and then nothing may pass for an outcome.
    Broken,
    Finished(Outcome),
    /// The host leases points for these questions.
    Leasing(Box<dyn Plan>, Asked),
    /// The plan and what it is told next.
    Ready(Box<dyn Plan>, Event),
    /// The host performs an effect, and its answer is read so.
    Waiting(Box<dyn Plan>, fn(&Value) -> Event),
}

/// What a plan asks the registrar.
enum Asked {
    Many(Vec<Command>),
    One(Command),
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
        let plan = match super::plan(verb, params, context) {
            Err(error @ Error::UnknownVerb { .. }) => return Err(error),
            plan => plan,
        };
        let points = plan
            .as_ref()
            .ok()
            .map(|plan| Points::of(&**plan, &stopwatch));
        let stage = match plan {
            Ok(plan) => Stage::Ready(plan, BaseEvent::Start),
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
            points,
            concurrency: Concurrency::default(),
            pause: None,
        })
    }

    /// The same, with so many reads under way at a time.
    #[must_use]
    pub fn with_concurrency(mut self, concurrency: Concurrency) -> Self {
        self.concurrency = concurrency;
        self
    }

    /// The same, waiting before a command is sent again.
    #[must_use]
    pub fn with_pause(mut self, pause: Pause) -> Self {
        self.pause = Some(pause);
        self
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
                finished @ Stage::Finished(_) => {
                    self.stage = finished;
                    return Ok(None);
                }
                Stage::Broken => return Err(OutOfStep("the run broke off")),
                waiting => {
                    self.stage = waiting;
                    return Err(OutOfStep("the last effect has not been answered"));
                }
            };
            let (effect, read): (Params, fn(&Value) -> Event) = match plan.step(event) {
                Effect::Ask(command) => {
                    if let Some(effect) = self.ask(plan, Asked::One(command)) {
                        return Ok(Some(effect));
                    }
                    continue;
                }
                Effect::AskMany(commands) => {
                    if let Some(effect) = self.ask(plan, Asked::Many(commands)) {
                        return Ok(Some(effect));
                    }
                    continue;
                }
                Effect::Claim(mut intent) => {
                    intent.patience = self.patience();
                    (intent.to_params(), |v| BaseEvent::Claimed(Claim::read(v)))
                }
                Effect::Done(outcome) => {
                    self.stage = Stage::Finished(outcome);
                    return Ok(None);
                }
                Effect::Load(load) => (load.to_params(), |v| BaseEvent::Loaded(v.clone())),
                Effect::Settle(settlement) => (settlement.to_params(), |v| {
                    BaseEvent::Settled(Settled::read(v))
                }),
                Effect::Store(store) => (store.to_params(), |_| BaseEvent::Performed),
                Effect::Task(task) => (task.to_params(), |_| BaseEvent::Performed),
            };
            self.stage = Stage::Waiting(plan, read);
            return Ok(Some(effect));
        }
    }

    /// Asks, or says which points must be leased first.
    fn ask(&mut self, plan: Box<dyn Plan>, asked: Asked) -> Option<Params> {
        let wanted = self
            .points
            .as_ref()
            .and_then(|points| points.wanted(asked.commands()));
        if wanted.is_some() {
            self.stage = Stage::Leasing(plan, asked);
            return wanted;
        }
        self.send(plan, &asked);
        None
    }

    fn send(&mut self, plan: Box<dyn Plan>, asked: &Asked) {
        let settings = plan.settings();
        let mut platform = self.platform.clone();
        if let Some(longest) = plan.longest_wait() {
            platform = config::within(platform, longest);
        }
        platform.route.proxy.clone_from(&settings.proxy);
        let mut client = Client::new(self.transport.clone(), platform, settings.account.clone())
            .with_recording(self.stopwatch.clone());
        if let Some(points) = &self.points {
            client = client.with_budget(points.budget());
        }
        if let Some(pause) = &self.pause {
            client = client.with_pause(pause.clone());
        }
        let event = match asked {
            Asked::Many(commands) => {
                BaseEvent::Answers(client.request_many(commands, self.concurrency))
            }
            Asked::One(command) => BaseEvent::Answer(client.request(command)),
        };
        self.exchanges.extend(client.take_exchanges());
        self.stage = Stage::Ready(plan, event);
    }

    /// For how long an order of this run may be on its way: both tries to connect, the write, and the host's own work.
    fn patience(&self) -> u32 {
        let limits = &self.platform.limits;
        let longest = limits.connect_timeout * 2 + limits.write_timeout + HANDLING;
        u32::try_from(longest.as_secs()).unwrap_or(u32::MAX)
    }

    /// Takes the host's answer to the last effect.
    ///
    /// # Errors
    ///
    /// [`OutOfStep`] where none was waiting.
    pub fn answer(&mut self, answer: &Value) -> Result<(), OutOfStep> {
        match std::mem::replace(&mut self.stage, Stage::Broken) {
            Stage::Leasing(plan, asked) => {
                if let Some(points) = &mut self.points {
                    points.lease(answer);
                }
                self.send(plan, &asked);
                Ok(())
            }
            Stage::Waiting(plan, read) => {
                self.stage = Stage::Ready(plan, read(answer));
                Ok(())
            }
            other => {
                self.stage = other;
                Err(OutOfStep("no effect waits for an answer"))
            }
        }
    }

    /// How it ended: `done`, then `value`, or `code`, `in_doubt`, `customer` and `admin`; always `trace` and `exchanges`; `points`
    /// where commands were sent.
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
        let result = match self.points.as_ref().and_then(Points::usage) {
            Some(usage) => result.with("points", usage),
            None => result,
        };
        Ok(result
            .with("trace", self.trace.as_str())
            .with("exchanges", exchanges))
    }
}

impl Asked {
    fn commands(&self) -> &[Command] {
        match self {
            Self::Many(commands) => commands,
            Self::One(command) => std::slice::from_ref(command),
        }
    }
}

impl fmt::Display for OutOfStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for OutOfStep {}
