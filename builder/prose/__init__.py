"""The language of a story as the rules about wording read it: its passages, sentences, words and phrases."""
