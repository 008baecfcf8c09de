use super::*;

#[test]
fn reads_what_the_system_tells_of_a_process() {
    let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 12 0 0 0 250 50 9 9 20 0 3 0 100 0 0";
    let status = "Name:\ta\nVmPeak:\t  900 kB\nVmHWM:\t  512 kB\n";
    let look = Look { cpu: Duration::from_secs(3), peak: 512 << 10, ended: false };
    assert_eq!(read(stat, status), Some(look));
    let ended = stat.replace(" S ", " Z ");
    assert_eq!(read(&ended, "Name:\ta\n"), Some(Look { peak: 0, ended: true, ..look }));
    assert_eq!(read("7 (a", status), None);
}

#[cfg(target_os = "linux")]
#[test]
fn measures_a_program_from_its_first_line_on() {
    let script = "echo begun; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done";
    let ended = run(Command::new("sh").args(["-c", script])).unwrap();
    assert_eq!(ended.said, "begun\ndone\n");
    assert!(ended.spent.cpu > Duration::ZERO && ended.spent.peak > 0, "{:?}", ended.spent);
}
