//! `crosswalk backup …`

use crosswalk_app::care::{self, BackupLine};

use super::End;
use crate::args::BackupVerb;
use crate::exit::Exit;
use crate::say::table;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: BackupVerb) -> End {
    let say = session.say;
    match verb {
        BackupVerb::Create => {
            let made = session.noting().await?.back_up()?;
            say.data(&made, |made| made.path.display().to_string());
        }
        BackupVerb::List => {
            say.data(&care::list_backups(&session.home()?)?, |all| {
                table(&say.words, ["made", "bytes", "file"], all.iter().map(row).collect())
            });
        }
        BackupVerb::Restore { file } => {
            care::restore_backup(&session.home()?, &file)?;
            say.data(&serde_json::json!({ "restored": file }), |_| say.word("backup-restored"));
        }
    }
    Ok(Exit::Done)
}

fn row(backup: &BackupLine) -> [String; 3] {
    [backup.at.to_string(), backup.bytes.to_string(), backup.path.display().to_string()]
}
