"""Noticing cries for help: pure Python rules with no dependency, for the chat gateway and for Rasa's pipeline."""
