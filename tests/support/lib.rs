//! What the whole-engine tests share.
