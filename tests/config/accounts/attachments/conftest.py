import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where attached files lie; nothing is there yet."""
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR
