//! `crosswalk emulate`: both CRMs on the loopback until it is stopped.

use crosswalk_app::emulate::{Emulation, Ports, ToEmulate};

use super::{End, asked_to_end};
use crate::args::EmulateArgs;
use crate::exit::{Exit, Failure};
use crate::say::{self, Say};

pub async fn run(args: EmulateArgs, say: &Say) -> End {
    let wanted = ToEmulate {
        seed: args.world.seed,
        people: args.world.records,
        ports: Ports {
            salesforce: args.salesforce_port,
            hubspot: args.hubspot_port,
            tls: args.tls_port,
        },
        ca_file: args.ca_file,
    };
    let emulation = Emulation::start(wanted).await?;
    say::line(emulation.facts());
    let asked = asked_to_end().await;
    emulation.stop().await;
    asked.map_err(|error| Failure::of_machine(&say.words, ("machine-signal", ""), &error))?;
    Ok(Exit::Done)
}
