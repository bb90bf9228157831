"""The forms that add and edit a partner. They parse what was typed; the registry checks it."""
