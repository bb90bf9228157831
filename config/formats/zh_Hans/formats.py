from config.formats.iso import *  # noqa: F403 - all of it is Django's
