"""Where do I vote? The directory of polling stations. What is read from texts is read without a database."""
