"""What holds for all tests."""

from hypothesis import settings

# How long a property takes says nothing about whether it holds, least of all on a busy machine.
settings.register_profile("signpost", deadline=None)
settings.load_profile("signpost")
