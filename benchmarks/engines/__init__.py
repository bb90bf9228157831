"""The engines that a user would pick instead, each at its best."""
