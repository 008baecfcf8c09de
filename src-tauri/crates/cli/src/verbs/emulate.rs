//! `crosswalk emulate`: both CRMs on the loopback until it is stopped.

use crosswalk_app::emulate::{Emulation, Ports, ToEmulate};

use super::{AskedToEnd, End};
use crate::args::EmulateArgs;
use crate::exit::{Exit, Failure};
use crate::say::{self, Say};

pub async fn run(args: EmulateArgs, say: &Say) -> End {
    let wanted = ToEmulate {
        ports: Ports {
            salesforce: args.salesforce_port,
            hubspot: args.hubspot_port,
            tls: args.tls_port,
        },
        ca_file: args.ca_file,
        ..ToEmulate::of(args.world.seed, args.world.records)
    };
    let emulation = Emulation::start(wanted).await?;
    // Whoever reads the line may ask at once.
    let asks = AskedToEnd::listen();
    say::line(emulation.facts());
    let asked = match asks {
        Ok(asks) => asks.came().await,
        Err(error) => Err(error),
    };
    emulation.stop().await;
    asked.map_err(|error| Failure::of_machine(&say.words, ("machine-signal", ""), &error))?;
    Ok(Exit::Done)
}
