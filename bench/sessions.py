"""Sessions of many viewers, made by the product's own session code (a process with its settings).

Reads `{"employees": [[employee_id, role], ...]}`, writes `{employee_id: token}`. Only the question
to the directory is left out: 200 password checks measure the directory, not the answers.
"""

import json
import sys
import time

import django


def main() -> None:
    """Make them."""
    django.setup()
    from django.conf import settings

    from c360.access import store, tokens
    from c360.access.scope import Person, books_of, place_of, record_of
    from c360.core import publications

    publication = publications.current()
    generation = publication.generation if publication else 0
    expires_at = int(time.time()) + settings.C360_SESSION_ABSOLUTE_SECONDS
    made = {}
    for employee_id, role in json.load(sys.stdin)["employees"]:
        person = Person(f"bench.{employee_id.lower()}", employee_id, role, employee_id)
        session_id = tokens.new_session_id()
        place = place_of(person, publication)
        store.create(
            store.hash_of(session_id),
            person.username,
            record_of(person, place),
            generation,
            {"kind": "sign_in", "request_id": "bench", "address": "127.0.0.1", "role": role},
            books_of(place),
        )
        made[employee_id] = tokens.issue(session_id, expires_at)
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
