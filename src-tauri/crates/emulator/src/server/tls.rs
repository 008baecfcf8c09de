//! A certificate authority for tests, made anew at every start, and one certificate under it.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

/// The names that the certificate is good for. A wildcard stands for one label.
const NAMES: [&str; 16] = [
    "login.salesforce.com",
    "test.salesforce.com",
    "*.salesforce.com",
    "*.my.salesforce.com",
    "*.sandbox.my.salesforce.com",
    "*.develop.my.salesforce.com",
    "*.scratch.my.salesforce.com",
    "*.lightning.force.com",
    "api.hubapi.com",
    "*.hubapi.com",
    "app.hubspot.com",
    "app-eu1.hubspot.com",
    "*.hubspot.com",
    "hubspot.com",
    "localhost",
    "127.0.0.1",
];

/// What the TLS port needs, and what its clients must trust.
pub(super) struct Authority {
    pub(super) acceptor: TlsAcceptor,
    pub(super) ca_pem: String,
}

impl Authority {
    pub(super) fn new() -> Result<Self, String> {
        let ca = authority().map_err(|error| error.to_string())?;
        let key = KeyPair::generate().map_err(|error| error.to_string())?;
        let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
        let mut leaf = CertificateParams::new(names).map_err(|error| error.to_string())?;
        leaf.distinguished_name.push(DnType::CommonName, "Crosswalk emulator");
        leaf.extended_key_usages.push(ExtendedKeyUsagePurpose::ServerAuth);
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf.signed_by(&key, &ca).map_err(|error| error.to_string())?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone(), ca.der().clone()], key)
            .map_err(|error| error.to_string())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), ca_pem: ca.pem() })
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.distinguished_name.push(DnType::CommonName, "Crosswalk emulator test CA");
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}
