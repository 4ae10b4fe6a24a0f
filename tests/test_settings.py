import pytest

from cfit_graph.errors import SettingsError
from cfit_graph.settings import Settings


def test_a_setting_is_read_from_the_environment() -> None:
    assert Settings.read({"CFIT_PORT": "8123", "PATH": "/bin"}).port == 8123


def test_an_unknown_setting_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="CFIT_PROT is not a setting"):
        Settings.read({"CFIT_PROT": "8123"})


def test_a_bad_value_is_refused_with_its_name_and_the_value() -> None:
    with pytest.raises(SettingsError, match=r"CFIT_PORT: .*'eighty'"):
        Settings.read({"CFIT_PORT": "eighty"})


def test_there_are_at_most_ten_settings_and_each_says_what_it_is() -> None:
    assert len(Settings.model_fields) <= 10
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://plain.example", "someone@example.org", "mailto:a?b=c"]
)
def test_readers_report_to_a_mailbox_or_a_safe_address_only(address: str) -> None:
    with pytest.raises(SettingsError, match="CFIT_REPORT_TO"):
        Settings.read({"CFIT_REPORT_TO": address})
