//! A HubSpot with one or more portals.
