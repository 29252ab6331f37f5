/**
 * Independent emulators of AWS as processes on this machine: moto and ministack, from the virtual
 * environment that {@code ./verify} makes. One of each per JVM, started when first asked for and
 * stopped with the JVM. Tests share them, and keep out of each other's way by fresh names.
 */
@NullMarked
package dev.keyturn.emulators;

import org.jspecify.annotations.NullMarked;
