use super::is_ours;

#[test]
fn sec4_the_window_goes_nowhere_but_to_its_own_page() {
    for (page, ours) in [
        ("tauri://localhost/index.html", true),
        ("tauri://localhost/", true),
        ("http://tauri.localhost/index.html", true),
        ("https://login.salesforce.com/", false),
        ("https://app.hubspot.com/oauth/authorize", false),
        ("http://127.0.0.1:5173/", cfg!(not(feature = "custom-protocol"))),
        ("http://127.0.0.1:8400/callback", false),
        ("tauri://evil.example/", false),
        ("http://tauri.localhost.evil.example/", false),
        ("file:///etc/passwd", false),
        ("data:text/html,x", false),
    ] {
        assert_eq!(is_ours(&page.parse().unwrap()), ours, "{page}");
    }
}
