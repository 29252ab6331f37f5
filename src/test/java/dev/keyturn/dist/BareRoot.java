package dev.keyturn.dist;

import dev.keyturn.deploy.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A root file system of its own, with no Java in it. Commands run in it as nobody in particular, on
 * the network of this machine, as a process in a container would.
 */
final class BareRoot {
  private static final String NOBODY = "65532:65532";

  /** The mounts are gone with the process. Of a read-only root, nothing can be written. */
  private static final String ENTER =
      """
      set -e
      mode=$1 root=$2
      shift 2
      if [ "$mode" = ro ]; then mount --bind "$root" "$root"; fi
      mount -t proc proc "$root/proc"
      mount --bind /dev "$root/dev"
      if [ "$mode" = ro ]; then mount -o remount,ro,bind "$root"; fi
      exec chroot --userspec=%s "$root" "$@"
      """
          .formatted(NOBODY);

  private final Path root;

  /** One that is there already. */
  BareRoot(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** One with a C library, and busybox for what a shell script calls. */
  static BareRoot withShell(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    for (String part : List.of("dev", "etc", "lib", "lib64", "proc", "tmp")) {
      Path from = DistFiles.DIST.resolve("image").resolve(part);
      if (Files.exists(from)) {
        Program.of(List.of("cp", "-a", from.toString(), folder.toString())).run().orFail();
      }
    }
    Files.copy(Path.of("/bin/busybox"), folder.resolve("bin/busybox"));
    for (String name : List.of("sh", "readlink", "sha256sum", "cut", "stty")) {
      Files.createSymbolicLink(folder.resolve("bin").resolve(name), Path.of("busybox"));
    }
    // A folder of a test is its owner's alone, and this one has to be seen by nobody in particular.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new BareRoot(folder);
  }

  /** The same folder, seen from outside. */
  Path path() {
    return root;
  }

  /** A command in it. */
  Program command(String... words) {
    return Program.of(line("rw", words));
  }

  /** The same where nothing can be written. */
  Program readOnly(String... words) {
    return Program.of(line("ro", words));
  }

  /** The words of a command, for who starts it without waiting. */
  List<String> line(String mode, String... words) {
    List<String> line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER, "enter"));
    line.addAll(List.of(mode, root.toString()));
    line.addAll(List.of(words));
    return line;
  }
}
