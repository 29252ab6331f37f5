package dev.keyturn.rotate;

import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.NameSource;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.Sleeper;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Everything outside that a run touches.
 *
 * @param clock the time, as AWS has it
 * @param stop whether the run has been asked to end early, as by Ctrl-C
 */
public record Ports(
    AccessKeys keys,
    SecretStore secrets,
    IdentityProbe probe,
    InstantSource clock,
    Sleeper sleeper,
    NameSource names,
    EventSink events,
    BooleanSupplier stop) {}
