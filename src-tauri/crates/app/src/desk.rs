//! The desk: what a surface that stays open keeps. One app, opened when it is first needed; one loop
//! for each pair that is kept in step; the demo's vendors, while the demo is what is looked at.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crosswalk_model::{PairId, Timestamp};
use crosswalk_store::{Access, PairState};
use secrecy::SecretString;
use tokio::sync::{Notify, RwLock};
use tokio::task::JoinHandle;

use crate::accounts::candidate::Candidate;
use crate::board::{Board, DemoStage};
use crate::care;
use crate::demo::{self, DemoNews, DemoOrder};
use crate::emulate::Emulation;
use crate::error::AppError;
use crate::home::Home;
use crate::network::Reach;
use crate::open::App;
use crate::peek::{Opening, VaultWish};
use crate::rhythm::{Bell, Keeping, LoopNews};
use crate::turn::{UnderWay, Work};

mod linking;

/// Who asks, in the runs' rows.
pub const PERSON: &str = "window";

/// Who asks when nobody does.
pub const TIMER: &str = "timer";

/// The desk.
pub struct Desk {
    home: Home,
    reach: Reach,
    board: Arc<Board>,
    seat: RwLock<Option<Arc<Seat>>>,
    /// Rung when a person gives a sign-in up.
    given_up: Notify,
    /// Who signed in and waits to be confirmed.
    candidate: tokio::sync::Mutex<Option<Candidate>>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("home", &self.home).finish_non_exhaustive()
    }
}

/// What is open.
struct Seat {
    app: Arc<App>,
    loops: Mutex<BTreeMap<PairId, Loop>>,
    /// The demo's vendors. They stop when the seat goes.
    emulation: Option<Emulation>,
}

/// A loop that keeps one pair in step.
struct Loop {
    bell: Arc<Bell>,
    task: JoinHandle<()>,
}

/// What is asked of every pair from outside of the window, as from a desktop's menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// One pass as soon as it is its turn.
    SyncNow,
    /// Nothing by itself until a person says so.
    Pause,
}

impl Desk {
    /// A desk at which nothing is open yet.
    #[must_use]
    pub fn new(home: Home, reach: Reach) -> Desk {
        Desk {
            home,
            reach,
            board: Arc::default(),
            seat: RwLock::default(),
            given_up: Notify::new(),
            candidate: tokio::sync::Mutex::default(),
        }
    }

    /// The folders of the person's own state.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Where news are told.
    #[must_use]
    pub const fn board(&self) -> &Arc<Board> {
        &self.board
    }

    /// The app; opened now if it is not, with the secrets in the system's keychain.
    ///
    /// # Errors
    /// [`AppError::PassphraseNeeded`] when they lie in the encrypted file; [`AppError::Vault`] when
    /// there is neither; [`AppError::Store`] when another program holds the state.
    pub async fn app(&self) -> Result<Arc<App>, AppError> {
        if let Some(seat) = self.seat.read().await.as_ref() {
            return Ok(seat.app.clone());
        }
        if self.home.vault_file.exists() {
            return Err(AppError::PassphraseNeeded);
        }
        self.open(VaultWish::Keychain).await
    }

    /// Opens the app with the secrets in the encrypted file, which is made where there is none.
    ///
    /// # Errors
    /// [`AppError::Vault`] when the passphrase is another one; [`AppError::Store`].
    pub async fn unlock(&self, passphrase: SecretString) -> Result<Arc<App>, AppError> {
        self.open(VaultWish::File(passphrase)).await
    }

    /// Whether what is open is the demo.
    pub async fn is_demo(&self) -> bool {
        self.seat.read().await.as_ref().is_some_and(|seat| seat.emulation.is_some())
    }

    async fn open(&self, vault: VaultWish) -> Result<Arc<App>, AppError> {
        let mut seat = self.seat.write().await;
        // Two asked at once; the first one opened it.
        if let Some(seat) = seat.as_ref() {
            return Ok(seat.app.clone());
        }
        let app = App::open_for(Opening {
            home: self.home.clone(),
            access: Access::Write,
            vault,
            reach: self.reach,
            watch: self.board.clone(),
        });
        let app = Arc::new(app.await?);
        let opened = Seat { app: app.clone(), loops: Mutex::default(), emulation: None };
        for pair in app.pairs()? {
            if pair.state == PairState::Live && app.moves_by_itself(pair.id)? {
                opened.keep(pair.id, &self.board);
            }
        }
        *seat = Some(Arc::new(opened));
        self.board.changed();
        Ok(app)
    }

    /// Looks at the demo from now on: both CRMs emulated on this machine, in a state folder of its
    /// own, with an error to mend, a conflict to decide and a plan that a brake holds. What was
    /// open before is closed first.
    ///
    /// # Errors
    /// [`AppError`]; what was open before is closed all the same.
    pub async fn start_demo(&self, mut order: DemoOrder) -> Result<(), AppError> {
        let mut seat = self.seat.write().await;
        if let Some(open) = seat.take() {
            open.close().await;
        }
        self.board.wipe();
        order.watch = self.board.clone();
        let board = self.board.clone();
        let ready = demo::prepare(order, &mut |news| board.demo(stage_of(news))).await;
        let ready = ready.inspect_err(|_| self.board.demo(DemoStage::Failed))?;
        // Nothing moves by itself while somebody looks around.
        ready.app.set_keeping(ready.pair, Keeping::Paused)?;
        *seat = Some(Arc::new(Seat {
            app: Arc::new(ready.app),
            loops: Mutex::default(),
            emulation: Some(ready.emulation),
        }));
        drop(seat);
        self.board.demo(DemoStage::Ready);
        Ok(())
    }

    /// *Sync now*: one pass as soon as it is its turn. A pair that is kept in step has its pause
    /// ended; a paused one has one pass and stays paused.
    ///
    /// # Errors
    /// [`AppError::Pass`], where nobody keeps the pair in step.
    pub async fn sync_now(&self, pair: PairId) -> Result<(), AppError> {
        let app = self.app().await?;
        let rung = self.seat.read().await.as_ref().is_some_and(|seat| seat.ring(pair));
        if !rung {
            app.sync_once(pair, PERSON).await?;
        }
        Ok(())
    }

    /// The pair is kept in step from now on, or is not. A pass under way ends before its next step.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn keep(&self, pair: PairId, keeping: Keeping) -> Result<(), AppError> {
        self.keep_until(pair, keeping, None).await
    }

    /// As [`Desk::keep`], with the end of a pause. It is noted first: nobody sees the pause without it.
    pub(crate) async fn keep_until(
        &self,
        pair: PairId,
        keeping: Keeping,
        until: Option<Timestamp>,
    ) -> Result<(), AppError> {
        let app = self.app().await?;
        app.set_paused_until(pair, until)?;
        app.set_keeping(pair, keeping)?;
        self.keep_or_leave(pair).await?;
        self.board.changed();
        Ok(())
    }

    /// Sees to it that a pair has a loop where it is to move by itself, and none where it is not. A loop
    /// that waits looks at once; one whose own pass is under way heeds what changed after it.
    pub(crate) async fn keep_or_leave(&self, pair: PairId) -> Result<(), AppError> {
        let app = self.app().await?;
        if app.moves_by_itself(pair)? {
            // Begun while the seat is held: a loop in a seat that is closed would never end.
            if let Some(seat) = self.seat.read().await.as_ref()
                && !seat.passes(pair)
                && !seat.ring(pair)
            {
                seat.keep(pair, &self.board);
            }
            return Ok(());
        }
        // Not held while a pass comes to its end: everything else would wait for it.
        let seat = self.seat.read().await.clone();
        if let Some(seat) = seat {
            seat.leave(pair).await;
        }
        Ok(())
    }

    /// The pairs among these that a loop keeps in step look at once.
    pub(crate) async fn ring(&self, pairs: impl Iterator<Item = PairId>) {
        if let Some(seat) = self.seat.read().await.as_ref() {
            for pair in pairs {
                seat.ring(pair);
            }
        }
    }

    /// The app, where it is open.
    pub(crate) async fn open_app(&self) -> Option<Arc<App>> {
        self.seat.read().await.as_ref().map(|seat| seat.app.clone())
    }

    /// What a person asks of every pair at once. One that cannot does not hold up the others.
    ///
    /// # Errors
    /// As [`Desk::sync_now`] and [`Desk::keep`]: the first of them.
    pub async fn of_all(&self, wish: Wish) -> Result<(), AppError> {
        let mut done = Ok(());
        for pair in self.app().await?.pairs()? {
            let one = match wish {
                Wish::SyncNow => self.sync_now(pair.id).await,
                Wish::Pause => self.keep(pair.id, Keeping::Paused).await,
            };
            done = done.and(one);
        }
        done
    }

    /// Ends a pair, as [`App::remove_pair`] does: nobody keeps it in step any more.
    ///
    /// # Errors
    /// As [`App::remove_pair`]; [`AppError::Refused`] in the demo, which is nothing without its pair.
    pub async fn remove_pair(&self, pair: PairId) -> Result<(), AppError> {
        if self.is_demo().await {
            let why = "the demo is this pair: leave the demo instead";
            return Err(AppError::Refused(why.to_owned()));
        }
        let app = self.app().await?;
        let seat = self.seat.read().await;
        let kept = seat.as_ref().filter(|it| it.keeps(pair));
        if let Some(seat) = kept {
            seat.leave(pair).await;
        }
        let removed = app.remove_pair(pair);
        if let (Err(_), Some(seat)) = (&removed, kept) {
            seat.keep(pair, &self.board);
        }
        self.board.changed();
        removed
    }

    /// Ends what is under way before its next step. What the timer began is a pause then: it would
    /// only begin again.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn cancel(&self) -> Result<(), AppError> {
        let app = self.app().await?;
        let Some(under_way) = app.under_way() else { return Ok(()) };
        let kept = self.seat.read().await.as_ref().is_some_and(|it| it.keeps(under_way.pair));
        self.board.cancel();
        if kept { self.keep(under_way.pair, Keeping::Paused).await } else { Ok(()) }
    }

    /// Looks at the person's own accounts again. The demo's vendors stop; its folder stays to look at.
    pub async fn leave_demo(&self) {
        if self.is_demo().await {
            self.close().await;
            self.board.wipe();
        }
    }

    /// Puts a backup in the place of the state, which is closed for it and opened anew when it is
    /// next needed. What was there is kept beside it.
    ///
    /// # Errors
    /// [`AppError::NoSuch`] for a file that is none of the backups; [`AppError::Refused`] in the
    /// demo; [`AppError::Store`] when the backup is not sound.
    pub async fn restore_backup(&self, backup: &str) -> Result<(), AppError> {
        if self.is_demo().await {
            let why = "the demo has no backups: leave it to restore one of your own";
            return Err(AppError::Refused(why.to_owned()));
        }
        let known = care::list_backups(&self.home)?;
        let none = || AppError::NoSuch { what: "backup", name: backup.to_owned() };
        let found = known.into_iter().find(|it| it.path.as_os_str() == backup).ok_or_else(none)?;
        let mut seat = self.seat.write().await;
        if let Some(open) = seat.take() {
            self.board.cancel();
            open.close().await;
        }
        let restored = care::restore_backup(&self.home, &found.path);
        drop(seat);
        self.board.wipe();
        self.board.changed();
        restored
    }

    /// Ends every loop and closes what is open. What was saved stays.
    pub async fn close(&self) {
        if let Some(seat) = self.seat.write().await.take() {
            self.board.cancel();
            seat.close().await;
        }
    }
}

impl Seat {
    fn loops(&self) -> MutexGuard<'_, BTreeMap<PairId, Loop>> {
        self.loops.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keeps(&self, pair: PairId) -> bool {
        self.loops().get(&pair).is_some_and(|it| !it.task.is_finished())
    }

    /// Whether what is under way is the pass of the pair's own loop.
    fn passes(&self, pair: PairId) -> bool {
        let passing = |it: UnderWay| it.pair == pair && it.work == Work::Pass;
        self.keeps(pair) && self.app.under_way().is_some_and(passing)
    }

    /// Begins to keep a pair in step, unless that is done already.
    fn keep(&self, pair: PairId, board: &Arc<Board>) {
        if self.keeps(pair) {
            return;
        }
        let bell = Arc::new(Bell::default());
        let task = tokio::spawn(in_step(self.app.clone(), pair, bell.clone(), board.clone()));
        self.loops().insert(pair, Loop { bell, task });
    }

    /// Ends the loop of a pair, and waits until it has.
    async fn leave(&self, pair: PairId) {
        let ended = self.loops().remove(&pair);
        if let Some(ended) = ended {
            ended.end().await;
        }
    }

    fn ring(&self, pair: PairId) -> bool {
        let loops = self.loops();
        let kept = loops.get(&pair).filter(|it| !it.task.is_finished());
        kept.map(|it| it.bell.ring()).is_some()
    }

    async fn close(&self) {
        let all = std::mem::take(&mut *self.loops());
        for (_, ended) in all {
            ended.end().await;
        }
    }
}

impl Loop {
    async fn end(self) {
        self.bell.end();
        // One that panicked has ended too.
        self.task.await.ok();
    }
}

async fn in_step(app: Arc<App>, pair: PairId, bell: Arc<Bell>, board: Arc<Board>) {
    let mut tell = |news: &LoopNews| board.rhythm((pair, app.now()), news.clone());
    let ended = app.keep_in_step(pair, TIMER, &bell, &mut tell).await;
    if let Err(error) = ended {
        let error = error.report();
        board.rhythm((pair, app.now()), LoopNews::Ended { error });
    }
}

const fn stage_of(news: &DemoNews) -> DemoStage {
    match news {
        DemoNews::Started { .. } => DemoStage::Started,
        DemoNews::Linked { .. } => DemoStage::Linked,
        DemoNews::Found(_) => DemoStage::Found,
        DemoNews::Applied(_)
        | DemoNews::Again { .. }
        | DemoNews::Accident { .. }
        | DemoNews::Left(_) => DemoStage::Applied,
    }
}
