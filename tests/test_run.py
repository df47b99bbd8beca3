"""The closing count of `python3 dev.py test`."""

from tests.run import counts


def test_counts_of_a_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>'
    )

    assert counts(report) == (5, 3, 1)


def test_a_run_that_left_no_report_counts_for_nothing(tmp_path):
    assert counts(tmp_path / "none.xml") == (0, 0, 0)
