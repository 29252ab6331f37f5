package dev.keyturn.login;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a terminal showed on which a person answered the program's questions, in order. The terminal
 * is a real one (a pseudo-terminal of Python's), which the program's session has as its own.
 *
 * @param code the program's exit code
 */
record OnTerminal(int code, String shown) {
  /** Answers each time that something is shown that ends as a question does. */
  private static final String PERSON =
      """
      import os, pty, select, sys, time
      answers = sys.argv[2:2 + int(sys.argv[1])]
      command = sys.argv[2 + int(sys.argv[1]):]
      child, terminal = pty.fork()
      if child == 0:
          os.execv(command[0], command)
      shown = b''
      since = 0
      end = time.monotonic() + 60
      while time.monotonic() < end:
          ready, _, _ = select.select([terminal], [], [], 1)
          if not ready:
              continue
          try:
              data = os.read(terminal, 4096)
          except OSError:
              break
          if not data:
              break
          shown += data
          if shown[since:].endswith((b': ', b'? ')) and answers:
              os.write(terminal, answers.pop(0).encode() + b'\\n')
              since = len(shown)
      else:
          os.kill(child, 9)
      _, status = os.waitpid(child, 0)
      sys.stdout.buffer.write(shown)
      sys.exit(os.waitstatus_to_exitcode(status))
      """;

  /** Runs the packaged program at home, on a terminal. */
  static OnTerminal of(Home home, List<String> arguments, String... answers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("keyturn.venv"), "bin", "python").toString());
    command.addAll(List.of("-c", PERSON, String.valueOf(answers.length)));
    command.addAll(Arrays.asList(answers));
    command.addAll(home.command(arguments.toArray(String[]::new)));
    Map<String, String> variables = new HashMap<>(home.environment(Map.of()));
    variables.put("NO_COLOR", "1");
    variables.put("TERM", "xterm");
    Ran ran = Ran.of(home.folder(), command, variables);
    return new OnTerminal(ran.code(), ran.out() + ran.err());
  }

  /** How often it showed something. */
  int times(String what) {
    return shown.split(Pattern.quote(what), -1).length - 1;
  }
}
