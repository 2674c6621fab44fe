"""All the servers of a run together, and the environment that points the product at them."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from demo.services.certificates import make_certificate
from demo.services.places import Secrets, pick_port, private_folder, socket_folder, socket_path
from demo.services.postgres import Postgres, start_postgres, start_replica
from demo.services.process import Child, end_leftovers
from demo.services.slapd import Directory, start_slapd
from demo.services.valkey import Valkey, start_valkey, valkey_at


@dataclass(frozen=True)
class Ports:
    """The ports on 127.0.0.1 of PostgreSQL, LDAP (StartTLS) and LDAPS."""

    postgres: int
    ldap: int
    ldaps: int


def pick_ports() -> Ports:
    """The usual ports where they are free, else any free ones."""
    return Ports(pick_port(5433), pick_port(3389), pick_port(3636))


def any_ports() -> Ports:
    """Free ports that a start beside this one hardly picks too."""
    return Ports(pick_port(), pick_port(), pick_port())


@dataclass
class Stack:
    """The addresses of a run's servers, known before any of them is started."""

    run_dir: Path
    secrets: Secrets
    postgres: Postgres
    sessions: Valkey
    cache: Valkey
    directory: Directory
    replicas: tuple[Postgres, ...] = ()
    children: list[Child] = field(default_factory=list)

    def start(self, *, durable: bool = True) -> None:
        """End what a killed run left, then start all of them; on an error none stays."""
        end_leftovers(self.run_dir)
        socket_folder(self.run_dir)
        certificate = make_certificate(self.run_dir / "tls", "directory")
        try:
            self.children.append(start_postgres(self.postgres, self.run_dir, durable=durable))
            for number, replica in enumerate(self.replicas, 1):
                made = start_replica(self.postgres, replica, self.run_dir, number=number)
                self.children.append(made)
            self.children.append(start_valkey(self.sessions, self.run_dir))
            self.children.append(start_valkey(self.cache, self.run_dir))
            self.children.append(start_slapd(self.directory, self.run_dir, certificate))
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop them in the reverse order."""
        while self.children:
            self.children.pop().stop()
        shutil.rmtree(socket_path(self.run_dir), ignore_errors=True)

    def create_database(self, name: str) -> None:
        """Make the product's database with its roles, where it is absent."""
        self.postgres.create_database(
            name,
            owner_password=self.secrets("postgres-owner"),
            web_password=self.secrets("postgres-web"),
        )

    def environment(self, *, database: str = "c360", redis_database: int = 0) -> dict[str, str]:
        """The product's C360_* variables for these servers."""
        return {
            "C360_RUN_DIR": str(self.run_dir),
            "C360_SECRET_KEY": self.secrets("django"),
            "C360_TOKEN_KEYS": f"k1:{self.secrets('token')}",
            "C360_PG_HOST": str(self.postgres.host),
            "C360_PG_PORT": str(self.postgres.port),
            "C360_PG_REPLICAS": ",".join(f"{one.host}:{one.port}" for one in self.replicas),
            "C360_PG_NAME": database,
            "C360_PG_OWNER_PASSWORD": self.secrets("postgres-owner"),
            "C360_PG_WEB_PASSWORD": self.secrets("postgres-web"),
            "C360_REDIS_SESSIONS_URL": self.sessions.web_url(redis_database),
            "C360_REDIS_AUDIT_URL": self.sessions.sealer_url(redis_database),
            "C360_REDIS_CACHE_URL": self.cache.web_url(redis_database),
            **self.directory.environment(),
        }


def stack_at(run_dir: Path, ports: Ports, *, replicas: int = 0) -> Stack:
    """The servers of that run folder; their passwords are made the first time and kept.

    `replicas` of the database stand beside it, at free ports.
    """
    private_folder(run_dir)
    run_dir = run_dir.resolve()
    secrets = Secrets(run_dir / "secrets.json")
    sockets = socket_path(run_dir)
    return Stack(
        run_dir,
        secrets,
        Postgres(sockets, ports.postgres, secrets("postgres-superuser")),
        valkey_at("sessions", sockets, secrets),
        valkey_at("cache", sockets, secrets),
        Directory(
            ports.ldap,
            ports.ldaps,
            run_dir / "tls" / "ca.pem",
            secrets("ldap-reader"),
            secrets("ldap-admin"),
        ),
        tuple(
            Postgres(sockets, pick_port(), secrets("postgres-superuser")) for _ in range(replicas)
        ),
    )
