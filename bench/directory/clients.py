"""Asks every question and measures how long each answer took, with one client and with several at once."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from django.db import connections
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from bench.directory.figures import Result, percentile
from bench.directory.questions import BY_STREET, BY_SUGGESTION, Question
from bench.directory.subject import Subject

# Asked before time is taken: a process in service has been asked before.
WARM_UP = 50
# Calls that are timed, over all clients.
TIMED = 3_000


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds, and answers a second over all clients."""

    clients: int
    p50: float
    p99: float
    a_second: float


def results_of(subject: Subject, questions: Sequence[Question]) -> list[Result]:
    """What the finder makes of each question, one after the other."""
    return [_result(subject, question) for question in questions]


def _result(subject: Subject, question: Question) -> Result:
    if question.stratum in BY_SUGGESTION:
        return Result(question, suggested=subject.suggest(question.text, question.language))
    streets = subject.streets(question.text) if question.stratum in BY_STREET else ()
    return Result(question, streets, subject.answer(question.text, question.language))


def engine_call(subject: Subject, question: Question) -> None:
    subject.look_up(question.text)


def answer_call(subject: Subject, question: Question) -> None:
    subject.answer(question.text, question.language)


def page_call(subject: Subject, question: Question) -> None:
    """The finder's page as a browser without scripts asks for it, through all of Django but the server before it."""
    response = Client(SERVER_NAME="localhost").post(str(page_path(question.language)), {"address": question.text})
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"The page answers {response.status_code}.")


@cache
def page_path(language: str) -> str | None:
    """Where the finder is, in a language; None where the site has none."""
    with translation.override(language):
        try:
            return reverse("stations")
        except NoReverseMatch:
            return None


Call = Callable[[Subject, Question], None]


def timed(call: Call, subject: Subject, questions: Sequence[Question], clients: int) -> Times:
    """Times of a call. Several clients are processes that ask without pause, each with its own database connection.

    Processes, because that is how the portal is served: threads of one would wait for each other. They share the
    machine's cores with each other and with the database.
    """
    questions = random.Random(0).sample(questions, min(len(questions), TIMED))
    if clients == 1:
        started = time.perf_counter()
        times = _ask(call, subject, questions)
        elapsed = time.perf_counter() - started
    else:
        connections.close_all()
        context = multiprocessing.get_context("fork")
        ready = context.Barrier(clients + 1)
        queue = context.SimpleQueue()
        workers = [
            context.Process(
                target=_client,
                args=(call, subject, questions[seed::clients]),
                kwargs={"ready": ready, "queue": queue},
            )
            for seed in range(clients)
        ]
        for worker in workers:
            worker.start()
        ready.wait()
        started = time.perf_counter()
        times = [value for _ in workers for value in queue.get()]
        elapsed = time.perf_counter() - started
        for worker in workers:
            worker.join()
    return Times(clients, percentile(times, 0.5), percentile(times, 0.99), len(times) / elapsed)


def _client(call: Call, subject: Subject, questions: Sequence[Question], *, ready: Any, queue: Any) -> None:
    for question in questions[:WARM_UP]:
        call(subject, question)
    ready.wait()
    queue.put(_ask(call, subject, questions))
    connections.close_all()


def _ask(call: Call, subject: Subject, questions: Sequence[Question]) -> list[float]:
    """Milliseconds of each call."""
    times = []
    for question in questions:
        started = time.perf_counter()
        call(subject, question)
        times.append((time.perf_counter() - started) * 1000)
    return times
