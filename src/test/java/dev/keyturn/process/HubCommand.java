package dev.keyturn.process;

import dev.keyturn.packaged.PackagedJar;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.World;
import java.util.List;
import java.util.Map;

/** The packaged command line as the administrator of a simulated account, the hub of others. */
final class HubCommand {
  private HubCommand() {}

  /** One to be started, which has nothing of the developer's own AWS set-up. */
  static ProcessBuilder of(SimServer server, World hub, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(PackagedJar.command(words));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(it -> it.startsWith("AWS_") || it.startsWith("KEYTURN_"));
    environment.put("AWS_ENDPOINT_URL", server.endpoint().toString());
    environment.put("AWS_REGION", hub.settings().region());
    environment.put("AWS_ACCESS_KEY_ID", hub.administrator().accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", hub.administrator().secretAccessKey());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return builder;
  }
}
