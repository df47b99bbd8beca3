import pytest
from django.contrib.auth.models import Permission


@pytest.fixture
def looker_client(clerk_client, clerk):
    """Signed in as somebody who may look at everything and change nothing."""
    clerk.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return clerk_client
