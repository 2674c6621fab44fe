"""An OpenLDAP directory on 127.0.0.1: LDAPS and StartTLS, binds refused without either."""

import base64
import hashlib
import os
import secrets as random
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import ldap

from demo.services.certificates import Certificate
from demo.services.places import private_folder, write_private
from demo.services.process import Child, StartError, spawn, wait_until

SUFFIX = "dc=c360,dc=example"
USER_BASE = f"ou=people,{SUFFIX}"
GROUP_BASE = f"ou=groups,{SUFFIX}"
READER_DN = f"cn=reader,{SUFFIX}"
ADMIN_DN = f"cn=admin,{SUFFIX}"
TOOLS = Path(__file__).resolve().parents[2] / ".tools"
PREFIXES = (
    TOOLS / "root/usr",
    Path("/usr"),
    Path("/usr/local"),
    Path("/opt/homebrew/opt/openldap"),
    Path("/usr/local/opt/openldap"),
)


@dataclass(frozen=True)
class Person:
    """An entry: `uid` signs in; `group` is the name of the role's group, e.g. `c360-rm`.

    `more_groups` permit more than the role does.
    """

    uid: str
    name: str
    password: str
    group: str | None = None
    employee_id: str | None = None
    more_groups: tuple[str, ...] = ()

    @property
    def dn(self) -> str:
        return f"uid={self.uid},{USER_BASE}"


@dataclass(frozen=True)
class Installed:
    """Where OpenLDAP's parts are on this machine."""

    program: Path
    schema: Path
    modules: Path | None
    libraries: str | None


@dataclass(frozen=True)
class Directory:
    """A directory's address; `environment` is what the product is configured with."""

    ldap_port: int
    ldaps_port: int
    authority: Path
    reader_password: str
    admin_password: str

    @property
    def ldap_uri(self) -> str:
        return f"ldap://127.0.0.1:{self.ldap_port}"

    @property
    def ldaps_uri(self) -> str:
        return f"ldaps://127.0.0.1:{self.ldaps_port}"

    def environment(self, *, start_tls: bool = False) -> dict[str, str]:
        """The product's C360_LDAP_* variables, over LDAPS or StartTLS."""
        return {
            "C360_LDAP_URI": self.ldap_uri if start_tls else self.ldaps_uri,
            "C360_LDAP_START_TLS": "1" if start_tls else "0",
            "C360_LDAP_CA_FILE": str(self.authority),
            "C360_LDAP_BIND_DN": READER_DN,
            "C360_LDAP_BIND_PASSWORD": self.reader_password,
            "C360_LDAP_USER_BASE": USER_BASE,
            "C360_LDAP_GROUP_BASE": GROUP_BASE,
        }

    def connect(self) -> "ldap.ldapobject.SimpleLDAPObject":
        """The administrator's connection."""
        connection = ldap.initialize(self.ldaps_uri)
        connection.set_option(ldap.OPT_X_TLS_CACERTFILE, str(self.authority))
        connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
        connection.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
        connection.simple_bind_s(ADMIN_DN, self.admin_password)
        return connection

    def replace_people(self, people: Iterable[Person]) -> None:
        """Make the directory hold exactly these people and the groups they are in."""
        connection = self.connect()
        try:
            _clear(connection)
            groups: dict[str, list[Person]] = {}
            for person in people:
                for group in (person.group, *person.more_groups):
                    if group:
                        groups.setdefault(group, []).append(person)
                connection.add_s(person.dn, _entry(person))
            for group, members in groups.items():
                attributes = [
                    ("objectClass", [b"groupOfNames"]),
                    ("cn", [group.encode()]),
                    ("member", [member.dn.encode() for member in members]),
                ]
                connection.add_s(f"cn={group},{GROUP_BASE}", attributes)
        finally:
            connection.unbind_s()


def _clear(connection: "ldap.ldapobject.SimpleLDAPObject") -> None:
    for base, name in ((USER_BASE, "people"), (GROUP_BASE, "groups")):
        try:
            found = connection.search_s(base, ldap.SCOPE_ONELEVEL, attrlist=["1.1"])
        except ldap.NO_SUCH_OBJECT:
            unit = [("objectClass", [b"organizationalUnit"]), ("ou", [name.encode()])]
            connection.add_s(base, unit)
            continue
        for dn, _ in found:
            connection.delete_s(dn)


def _entry(person: Person) -> list[tuple[str, list[bytes]]]:
    entry = [
        ("objectClass", [b"inetOrgPerson"]),
        ("uid", [person.uid.encode()]),
        ("cn", [person.name.encode()]),
        ("sn", [person.name.split()[-1].encode()]),
        ("userPassword", [hashed(person.password).encode()]),
    ]
    if person.employee_id:
        entry.append(("employeeNumber", [person.employee_id.encode()]))
    return entry


def hashed(password: str) -> str:
    """The password as OpenLDAP keeps it: salted, `{SSHA}...`."""
    salt = random.token_bytes(8)
    digest = hashlib.sha1(password.encode() + salt).digest()  # noqa: S324 - OpenLDAP's scheme
    return "{SSHA}" + base64.b64encode(digest + salt).decode()


def installed() -> Installed:
    """Find OpenLDAP's server; StartError tells how to install it."""
    for prefix in PREFIXES:
        program = next(
            (path for d in ("sbin", "libexec", "lib") if (path := prefix / d / "slapd").is_file()),
            None,
        )
        if program is None:
            continue
        etc = prefix.parent / "etc" if prefix.name == "usr" else prefix / "etc"
        schemas = [
            etc / "ldap/schema",
            etc / "openldap/schema",
            prefix.parent.parent / "etc/openldap/schema",
        ]
        schema = next((path for path in schemas if (path / "core.schema").exists()), None)
        if schema is None:
            continue
        modules = [prefix / "lib/ldap", prefix / "lib64/openldap", prefix / "libexec/openldap"]
        own = prefix == PREFIXES[0]
        libraries = ":".join(str(path) for path in prefix.glob("lib/*-linux-*"))
        found = next((path for path in modules if path.is_dir()), None)
        return Installed(program, schema, found, libraries if own else None)
    raise StartError(
        "OpenLDAP's server (slapd) is missing. On Debian or Ubuntu: apt-get install slapd; "
        "on macOS: brew install openldap. `make demo` does it where it may."
    )


def _config(found: Installed, folder: Path, certificate: Certificate, admin: str) -> str:
    load = ""
    if found.modules and any(found.modules.glob("back_mdb.*")):
        load = f'modulepath "{found.modules}"\nmoduleload back_mdb\n'
    schemas = "".join(f'include "{found.schema}/{name}.schema"\n' for name in
                      ("core", "cosine", "inetorgperson"))  # fmt: skip
    return f"""{schemas}{load}
pidfile "{folder}/slapd.pid"
argsfile "{folder}/slapd.args"
TLSCACertificateFile "{certificate.authority}"
TLSCertificateFile "{certificate.chain}"
TLSCertificateKeyFile "{certificate.key}"
security simple_bind=128
sizelimit 1000
database mdb
suffix "{SUFFIX}"
directory "{folder}/db"
maxsize 268435456
dbnosync
rootdn "{ADMIN_DN}"
rootpw {hashed(admin)}
index objectClass,uid,member eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{READER_DN}" read by self read by * none
"""


def _seed(reader_password: str) -> str:
    return f"""dn: {SUFFIX}
objectClass: dcObject
objectClass: organization
dc: c360
o: Customer 360

dn: {READER_DN}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: {hashed(reader_password)}
"""


def _program(found: Installed, folder: Path) -> Path:
    """A copy where the system's own rules (AppArmor) keep the installed one to its own folders."""
    if not Path("/etc/apparmor.d/usr.sbin.slapd").exists():
        return found.program
    copy = folder / "slapd"
    shutil.copy2(found.program, copy)
    return copy


def start_slapd(directory: Directory, run_dir: Path, certificate: Certificate) -> Child:
    """Start it empty, in `<run_dir>/slapd`; StartError says what is wrong.

    Its entries are always made anew (`replace_people`): a directory half-written by a killed
    run is never read.
    """
    found = installed()
    folder = run_dir / "slapd"
    if folder.exists():
        shutil.rmtree(folder)
    private_folder(folder)
    private_folder(folder / "db")
    config, seed = folder / "slapd.conf", folder / "seed.ldif"
    write_private(config, _config(found, folder, certificate, directory.admin_password))
    write_private(seed, _seed(directory.reader_password))
    program = _program(found, folder)
    env = dict(os.environ)
    if found.libraries:
        env["LD_LIBRARY_PATH"] = found.libraries
    added = subprocess.run(
        [program, "-T", "add", "-f", config, "-l", seed],
        capture_output=True, text=True, env=env, check=False,
    )  # fmt: skip
    if added.returncode:
        raise StartError(f"OpenLDAP could not be set up: {added.stderr.strip()}")
    uris = f"{directory.ldap_uri} {directory.ldaps_uri}"
    child = spawn("slapd", [program, "-f", config, "-h", uris, "-d", "none"], run_dir, env=env)
    try:
        wait_until(lambda: _answers(directory), child)
    except BaseException:
        child.stop()
        raise
    return child


def _answers(directory: Directory) -> bool:
    try:
        directory.connect().unbind_s()
    except (ldap.SERVER_DOWN, ldap.CONNECT_ERROR):
        return False
    return True
