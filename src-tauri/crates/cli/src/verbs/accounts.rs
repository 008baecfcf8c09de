//! `crosswalk accounts …`

use std::path::PathBuf;

use crosswalk_app::accounts::{ByBrowser, ByToken};
use crosswalk_app::network::Reach;
use crosswalk_app::{App, AppError, ConnectionId, Rights, Side};
use serde_json::{Value, json};

use super::End;
use crate::args::{AccountsAdd, AccountsVerb};
use crate::exit::{Exit, Failure};
use crate::say::table;
use crate::session::Session;

pub async fn run(session: &Session<'_>, verb: AccountsVerb) -> End {
    let say = session.say;
    match verb {
        AccountsVerb::Add(args) => add(session, args).await?,
        AccountsVerb::List => {
            let app = session.reading().await?;
            let accounts = app.account_lines()?;
            let rows: Vec<[String; 5]> = accounts
                .iter()
                .map(|it| {
                    let (number, side) = (it.connection.to_string(), it.side.as_str().to_owned());
                    let rights = match it.rights {
                        Rights::WatchOnly => say.word("rights-watch_only"),
                        Rights::Full => say.word("rights-full"),
                    };
                    [number, side, it.account.id.to_string(), it.account.name.clone(), rights]
                })
                .collect();
            let named = accounts.iter().map(|it| {
                json!({ "account": it.connection, "side": it.side.as_str(), "facts": it.account,
                        "rights": it.rights })
            });
            say.data(&named.collect::<Vec<Value>>(), |_| {
                table(&say.words, ["account", "side", "id", "name", "rights"], rows.clone())
            });
        }
        AccountsVerb::Check { account, permission_set } => {
            check(session, ConnectionId(account), permission_set).await?;
        }
        AccountsVerb::Remove { account } => {
            let (app, _) = session.online().await?;
            app.remove_account(ConnectionId(account)).await?;
            say.data(&json!({ "removed": account }), |_| {
                say.words.say("account-removed", &[("account", account.to_string())])
            });
        }
    }
    Ok(Exit::Done)
}

async fn check(
    session: &Session<'_>,
    account: ConnectionId,
    permission_set: Option<PathBuf>,
) -> Result<(), Failure> {
    let say = session.say;
    let (app, _) = session.online().await?;
    let side = app.side_of(account)?;
    let found = app.account_health(account).await?;
    if let Some(file) = &permission_set {
        let text = app.permission_set_of(account).await?;
        std::fs::write(file, text).map_err(|error| AppError::Refused(error.to_string()))?;
    }
    let mut answer = json!(found.account);
    answer["checks"] = json!(found.checks);
    answer["scopes"] = json!(found.scopes);
    answer["permission_set"] = json!(permission_set);
    say.data(&answer, |_| {
        let facts = &found.account;
        let named = [("name", facts.name.clone()), ("id", facts.id.to_string())];
        let mut lines = vec![say.words.say("account-answers", &named)];
        lines.extend(found.checks.iter().flat_map(|it| say.words.check_lines(side, it)));
        if !found.scopes.is_empty() {
            let fields = [("fields", found.scopes.join(", "))];
            lines.push(say.words.say("check-scopes", &fields));
        }
        lines.extend(permission_set.as_ref().map(|file| {
            let file = [("file", file.display().to_string())];
            say.words.say("permission-set-saved", &file)
        }));
        lines.join("\n")
    });
    Ok(())
}

async fn add(session: &Session<'_>, args: AccountsAdd) -> Result<(), Failure> {
    let reach = if args.development { Reach::Loopback } else { Reach::Vendors };
    let (app, _) = session.reaching(reach).await?;
    let side = Side::from(args.side);
    let base = match (args.url, side) {
        (Some(url), _) => url,
        (None, Side::HubSpot) => "https://api.hubapi.com".to_owned(),
        (None, Side::Salesforce) => "https://login.salesforce.com".to_owned(),
    };
    let development = args.development;
    let rights = if args.watch_only { Rights::WatchOnly } else { Rights::Full };
    let linked = match args.client_id {
        Some(client_id) => {
            browse(
                session,
                &app,
                ByBrowser {
                    side,
                    client_id,
                    client_secret: match side {
                        Side::HubSpot => {
                            let what = "usage-client-secret";
                            Some(session.secret("CROSSWALK_CLIENT_SECRET", what)?)
                        }
                        Side::Salesforce => None,
                    },
                    login: base,
                    development,
                    rights,
                },
            )
            .await?
        }
        None => {
            let token = session.secret("CROSSWALK_TOKEN", "usage-token")?;
            app.add_account_by_token(ByToken { side, base, token, development, rights }).await?
        }
    };
    let answer = json!({ "account": linked.id, "side": side.as_str(), "facts": linked.account });
    session.say.data(&answer, |_| {
        let facts = [
            ("account", linked.id.to_string()),
            ("side", side.product().to_owned()),
            ("name", linked.account.name.clone()),
        ];
        session.say.words.say("account-added", &facts)
    });
    Ok(())
}

async fn browse(
    session: &Session<'_>,
    app: &App,
    how: ByBrowser,
) -> Result<crosswalk_app::Connection, Failure> {
    let show = |page: &url::Url| {
        session.say.ask(format!("{}\n  {page}", session.say.word("account-browse")));
    };
    Ok(app.add_account_by_browser(how, show).await?)
}
