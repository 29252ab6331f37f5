"""Packages that differ from the function's in one thing, to see what that one thing is worth.

Each is a folder as Lambda would unpack it. They are made from the package that was built: of its jar,
of one source file with one place changed, or with jars of others beside it.
"""

import os
import shutil
import subprocess
import typing
import zipfile

from bench import HERE, ROOT

VARIANTS = os.path.join(HERE, "variants")
SOURCES = os.path.join(ROOT, "src", "main", "java", "dev", "keyturn")
LIBRARIES = os.path.join(ROOT, "target", "variants")
HANDLER = "dev.keyturn.app.lambda.Handler::handleRequest"
SLF4J = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"

# The function brings these itself, in versions of its own.
BROUGHT = (
    "annotations-", "http-client-spi-", "metrics-spi-", "reactive-streams-", "slf4j-api-", "utils-",
    "jackson-core-", "crac-", "aws-lambda-java-core-",
)


# What a variant changes in the sources: the file, the place, and what is there instead.
PATCHES = {
    "trust": (
        "aws/TrustedCertificates.java",
        "    this.real = new Lazy<>(() -> find(bundle.get()));\n",
        "    this.real = new Lazy<>(() -> find(bundle.get()));\n    real.get();\n",
    ),
    "later": ("app/lambda/Handler.java", "    aws.makeClients();\n", ""),
    "announcing": (
        "aws/AwsConnection.java",
        "    clients.make();\n",
        "    clients.make();\n    messengers.get().events();\n    messengers.get().topics();\n",
    ),
}
# Another HTTP client of the SDK's, with the time-out that it has by the same name.
for _name, _client in (("apache5", "apache5.Apache5HttpClient"), ("crt", "crt.AwsCrtHttpClient")):
    PATCHES[_name] = (
        "aws/RoutedHttpClient.java",
        "    this.client = UrlConnectionHttpClient.create(this::connection);\n",
        f"    this.client = software.amazon.awssdk.http.{_client}.builder()\n"
        "        .connectionTimeout(connect).build();\n",
    )


def source_of(name):
    """The text of the file that a patch is for; ends the program where the patch no longer fits."""
    source, before, _ = PATCHES[name]
    with open(os.path.join(SOURCES, source), encoding="utf-8") as file:
        text = file.read()
    if before not in text:
        raise SystemExit(f"bench: {source} has changed; this variant no longer fits: {name}")
    return text


class Variant(typing.NamedTuple):
    what: str
    folder: str
    handler: str = HANDLER


class Variants:
    def __init__(self, package, folder):
        self.package = package
        self.folder = folder
        self.jar = os.path.join(package, "lib", "keyturn-lambda.jar")

    def all(self):
        """The package as it is, and then each of the others."""
        for name in PATCHES:
            source_of(name)
        return [
            Variant("as packaged", self.package),
            Variant("its jar compressed", self.repacked("compressed", zipfile.ZIP_DEFLATED)),
            Variant("its classes as files, without a jar", self.unpacked()),
            Variant("with the command line, the simulator and picocli", self.with_command_line()),
            Variant("the trust store read at the start", self.patched("trust")),
            Variant("no client made before the first event", self.patched("later")),
            Variant("clients for announcements made at the start", self.patched("announcing")),
            Variant("Apache's HTTP client 5", self.patched("apache5", libraries("apache5"))),
            Variant("AWS's native HTTP client (CRT)", self.patched("crt", libraries("crt"))),
            Variant("with Powertools' logging and metrics", self.powertools(), "WithPowertools::handleRequest"),
            Variant("primed, as after a restored snapshot", self.primed(), "Primed::handleRequest"),
        ]

    def repacked(self, name, method, without=()):
        """The same jar, with its entries stored in another way."""
        lib = os.path.join(self.folder, name, "lib")
        os.makedirs(lib)
        with zipfile.ZipFile(self.jar) as old:
            with zipfile.ZipFile(os.path.join(lib, "keyturn-lambda.jar"), "w", method) as new:
                for entry in old.infolist():
                    if entry.filename not in without:
                        new.writestr(entry.filename, old.read(entry), method)
        return os.path.dirname(lib)

    def unpacked(self):
        folder = os.path.join(self.folder, "unpacked")
        with zipfile.ZipFile(self.jar) as jar:
            jar.extractall(folder)
        return folder

    def with_command_line(self):
        """One jar as the command line's, with the function's classes in it."""
        folder = self.repacked("command-line", zipfile.ZIP_STORED)
        names = set(zipfile.ZipFile(self.jar).namelist())
        jar = os.path.join(folder, "lib", "keyturn-lambda.jar")
        with zipfile.ZipFile(os.path.join(ROOT, "target", "keyturn.jar")) as more:
            with zipfile.ZipFile(jar, "a", zipfile.ZIP_STORED) as new:
                for entry in more.infolist():
                    if entry.filename not in names:
                        new.writestr(entry.filename, more.read(entry), zipfile.ZIP_STORED)
        return folder

    def patched(self, name, libraries=()):
        """The package with one source file changed, and jars beside it."""
        text = source_of(name)
        source, before, after = PATCHES[name]
        folder = os.path.join(self.folder, name)
        shutil.copytree(self.package, folder)
        changed = os.path.join(folder, os.path.basename(source))
        with open(changed, "w", encoding="utf-8") as file:
            file.write(text.replace(before, after))
        self.compile(folder, changed, libraries)
        os.remove(changed)
        return folder

    def compile(self, folder, source, libraries=()):
        """Puts the classes of a source into the jar, in place of those of the same name."""
        lib = os.path.join(folder, "lib")
        for library in libraries:
            shutil.copy(library, lib)
        classes = os.path.join(folder, "classes")
        javac = os.path.join(os.environ["JAVA_HOME"], "bin", "javac")
        subprocess.run(
            [javac, "-proc:none", "-nowarn", "-cp", os.path.join(lib, "*"), "-d", classes, source],
            check=True,
        )
        jar = os.path.join(lib, "keyturn-lambda.jar")
        made = {
            os.path.relpath(os.path.join(path, name), classes): os.path.join(path, name)
            for path, _, names in os.walk(classes)
            for name in names
        }
        rest = jar + ".rest"
        with zipfile.ZipFile(jar) as old, zipfile.ZipFile(rest, "w", zipfile.ZIP_STORED) as new:
            for entry in old.infolist():
                if entry.filename not in made:
                    new.writestr(entry.filename, old.read(entry))
            for name, path in made.items():
                new.write(path, name)
        os.replace(rest, jar)
        shutil.rmtree(classes)

    def powertools(self):
        folder = self.repacked("powertools", zipfile.ZIP_STORED, without=(SLF4J,))
        shutil.copy(os.path.join(VARIANTS, "log4j2.xml"), folder)
        self.compile(folder, os.path.join(VARIANTS, "WithPowertools.java"), libraries("powertools"))
        return folder

    def primed(self):
        folder = os.path.join(self.folder, "primed")
        shutil.copytree(self.package, folder)
        self.compile(folder, os.path.join(VARIANTS, "Primed.java"))
        return folder


def libraries(name):
    """The jars of a profile of variants/pom.xml that the function does not have."""
    folder = os.path.join(LIBRARIES, name)
    if not os.path.isdir(folder):
        subprocess.run(
            [
                os.path.join(ROOT, "mvnw"), "-q", "-f", os.path.join(VARIANTS, "pom.xml"), "-P", name,
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                "-DincludeScope=runtime", f"-DoutputDirectory={folder}",
            ],
            cwd=ROOT,
            check=True,
        )
    return [
        os.path.join(folder, jar) for jar in os.listdir(folder) if not jar.startswith(BROUGHT)
    ]


def zipped(folder):
    """How large its package is, in bytes."""
    path = folder + ".zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for at, _, names in os.walk(folder):
            for name in names:
                file = os.path.join(at, name)
                package.write(file, os.path.relpath(file, folder))
    return os.path.getsize(path)


if __name__ == "__main__":
    for patch in PATCHES:
        source_of(patch)
        print(f"{patch} fits")
