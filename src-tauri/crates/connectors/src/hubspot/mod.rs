//! HubSpot, dated API version 2026-09.
