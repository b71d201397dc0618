from content.people import Office, Person, Term

__all__ = ["Office", "Person", "Term"]
