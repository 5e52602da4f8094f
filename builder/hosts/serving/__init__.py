"""The site while its author works on it: served on this machine, and made again as files are saved."""
