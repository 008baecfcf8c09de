//! The commands, by what they are about. Each is one function of `app`; the interface calls it by
//! its name. The errors of all are [`crosswalk_app::error::Trouble`].

pub mod accounts;
pub mod inbox;
pub mod mapping;
pub mod passes;
pub mod records;
pub mod state;
