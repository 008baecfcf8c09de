use super::*;

#[test]
fn unchecked_code_is_told_from_talk_of_it() {
    for (source, so) in [
        ("unsafe { read(at) }", true),
        ("    pub unsafe fn read() {}", true),
        ("unsafe impl Send for It {}", true),
        ("unsafe extern \"C\" { fn read(); }", true),
        ("// unsafe { read(at) }", false),
        ("/// # Safety: an unsafe fn", false),
        ("#![forbid(unsafe_code)]", false),
        ("let it_is_unsafe = true;", false),
        ("fn very_unsafe { }", false),
    ] {
        assert_eq!(is_unsafe(source), so, "{source}");
    }
}

#[test]
fn a_crate_that_nobody_looked_at_is_named_and_so_is_one_too_many() {
    let trusted =
        trusted("# bytes, and what is built of them\nbytes memchr\n\n# the runtime\ntokio\n");
    assert_eq!(trusted, BTreeSet::from(["bytes", "memchr", "tokio"]));
    let said = differences(&BTreeSet::from(["bytes", "memchr", "odd"]), &trusted);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("odd holds unsafe code") && said[1].starts_with("tokio holds no"));
}

#[test]
fn sec30_crates_are_looked_for_in_their_own_sources() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "unsafe { read(at) }").unwrap();
    };
    for apart in ["tests/a.rs", "build.rs", "src/notes.md"] {
        write(apart);
        assert!(!has_unsafe(folder.path()).unwrap(), "{apart}");
    }
    write("src/deep/a.rs");
    assert!(has_unsafe(folder.path()).unwrap());
}
