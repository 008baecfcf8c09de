//! `crosswalk map …`

use std::path::Path;

use crosswalk_app::PairFile;
use crosswalk_app::maps::{self, MapChange};
use crosswalk_app::words::Words;

use super::End;
use crate::args::{MapFile, MapVerb};
use crate::exit::{Exit, Failure};
use crate::say;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: MapVerb) -> End {
    match verb {
        MapVerb::Suggest { pair, objects } => {
            let (app, _) = session.online().await?;
            let file = app.suggest_mapping(session.pair(&app, pair)?, &objects).await?;
            say::out(&maps::canonical(&file)?);
        }
        MapVerb::Export(pair) => {
            let app = session.reading().await?;
            say::out(&maps::canonical(&app.mapping(session.pair(&app, pair)?)?)?);
        }
        MapVerb::Schema => say::out(&maps::schema()?),
        MapVerb::Validate(args) => return validate(session, args).await,
        MapVerb::Diff(file) | MapVerb::Import { file, save: false } => {
            show(session, file).await?;
            session.say.note(session.say.word("map-not-saved"));
        }
        MapVerb::Import { file, save: true } => return import(session, file).await,
    }
    Ok(Exit::Done)
}

async fn validate(session: &Session<'_>, args: MapFile) -> End {
    let file = read(session, &args.file)?;
    let (app, _) = session.online().await?;
    let flaws = app.validate_mapping(session.pair(&app, args.pair)?, &file).await?;
    session.say.data(&flaws, |flaws| {
        let lines: Vec<String> = flaws.iter().map(ToString::to_string).collect();
        if lines.is_empty() { session.say.word("map-fits") } else { lines.join("\n") }
    });
    Ok(if flaws.is_empty() { Exit::Done } else { Exit::Failed })
}

/// Shows what a file would change.
async fn show(session: &Session<'_>, args: MapFile) -> Result<(), Failure> {
    let file = read(session, &args.file)?;
    let app = session.reading().await?;
    let now = app.mapping(session.pair(&app, args.pair)?)?;
    session.say.data(&maps::diff(&now, &file)?, |changes| diff_text(changes, &session.say.words));
    Ok(())
}

/// Keeps a file as the next version. Nothing is written to a vendor by this.
async fn import(session: &Session<'_>, args: MapFile) -> End {
    let file = read(session, &args.file)?;
    let (app, _) = session.online().await?;
    let pair = session.pair(&app, args.pair)?;
    let changes = maps::diff(&app.mapping(pair)?, &file)?;
    let version = app.import_mapping(pair, &file).await?;
    session.say.data(&changes, |changes| diff_text(changes, &session.say.words));
    session.say.note(session.say.words.say("map-saved", &[("version", version.to_string())]));
    Ok(Exit::Done)
}

fn read(session: &Session<'_>, path: &Path) -> Result<PairFile, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    let name = path.display().to_string();
    let text = text.map_err(|error| {
        Failure::of_machine(&session.say.words, ("machine-read", &name), &error)
    })?;
    Ok(maps::read(&text)?)
}

fn diff_text(changes: &[MapChange], words: &Words) -> String {
    let line = |change: &MapChange| {
        let text = |value: &Option<serde_json::Value>| {
            value.as_ref().map_or_else(|| words.say("none", &[]), ToString::to_string)
        };
        format!("{}: {} → {}", change.path, text(&change.before), text(&change.after))
    };
    if changes.is_empty() {
        return words.say("map-same", &[]);
    }
    changes.iter().map(line).collect::<Vec<_>>().join("\n")
}
