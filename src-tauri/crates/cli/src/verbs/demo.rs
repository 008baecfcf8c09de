//! `crosswalk demo`: the whole job on two emulated CRMs.

mod text;

pub use text::{plan as plan_text, status as status_text};

use crosswalk_app::demo::{self, DemoNews, DemoOrder};

use super::End;
use crate::args::{DemoArgs, Global};
use crate::exit::Exit;
use crate::progress::Watcher;
use crate::say::{self, Form, Say};

pub async fn run(global: &Global, args: DemoArgs, say: &Say) -> End {
    let order = DemoOrder {
        seed: args.world.seed,
        people: args.world.records,
        home: global.home.clone(),
        watch: Watcher::of(say),
    };
    let mut all = Vec::new();
    let mut tell = |news: &DemoNews| {
        match say.form {
            Form::Text => say::out(&text::of(news, &say.words)),
            Form::JsonStream => say::line(news),
            Form::Json => {}
        }
        all.push(news.clone());
    };
    demo::run(order, &mut tell).await?;
    match say.form {
        Form::Text => say::out(&text::where_next(&all, &say.words)),
        Form::Json => say.data(&all, |_| String::new()),
        Form::JsonStream => {}
    }
    Ok(Exit::Done)
}
