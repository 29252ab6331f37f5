package dev.keyturn.deploy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes that may be needed when what is in a jar runs: all that its classes name, and what
 * those name. But for IAM's client, which names each of its 180 operations: of that only the
 * operations count that somebody calls.
 */
final class ReachedClasses implements AutoCloseable {
  private static final String IAM = "software/amazon/awssdk/services/iam/";
  private static final String INTERFACE = IAM + "IamClient";
  private static final String CLIENT = IAM + "DefaultIamClient";
  private static final Pattern TYPE = Pattern.compile("L([^;<]+)[;<]");

  private final ZipFile jar;
  private final Set<String> reached = new TreeSet<>();
  private final Set<String> everCalled = new TreeSet<>();
  private final Set<String> called = new TreeSet<>();
  private final Deque<String> toLookAt = new ArrayDeque<>();

  ReachedClasses(Path jar) throws IOException {
    this.jar = new ZipFile(jar.toFile());
  }

  /** Their names, such as {@code java/lang/String}, whether they are in the jar or not. */
  Set<String> names() throws IOException {
    jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(".class") && !name.startsWith(IAM + "model/"))
        .filter(name -> !name.startsWith("META-INF/"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .forEach(this::reach);
    follow();
    for (ClassModel client = read(CLIENT); !called.isEmpty(); follow()) {
      Set<String> methods = Set.copyOf(called);
      called.clear();
      client.methods().stream()
          .filter(method -> methods.contains(method.methodName().stringValue()))
          .forEach(this::body);
    }
    return reached;
  }

  private void follow() throws IOException {
    while (!toLookAt.isEmpty()) {
      String name = toLookAt.pop();
      boolean isClient = name.equals(INTERFACE) || name.equals(CLIENT);
      if (!isClient && jar.getEntry(name + ".class") != null) {
        for (PoolEntry entry : read(name).constantPool()) {
          pool(entry);
        }
      }
    }
  }

  private ClassModel read(String name) throws IOException {
    try (var bytes = jar.getInputStream(jar.getEntry(name + ".class"))) {
      return ClassFile.of().parse(bytes.readAllBytes());
    }
  }

  private void pool(PoolEntry entry) {
    switch (entry) {
      case ClassEntry type -> type(type);
      case NameAndTypeEntry member -> types(member.type().stringValue());
      case InterfaceMethodRefEntry method when method.owner().asInternalName().equals(INTERFACE) ->
          call(method.name().stringValue());
      default -> {}
    }
  }

  private void body(MethodModel method) {
    method.code().stream().flatMap(code -> code.elementList().stream()).forEach(this::code);
  }

  private void code(CodeElement element) {
    switch (element) {
      case InvokeInstruction call -> {
        type(call.owner());
        types(call.type().stringValue());
      }
      case NewObjectInstruction made -> type(made.className());
      case TypeCheckInstruction check -> type(check.type());
      case InvokeDynamicInstruction lambda -> {
        types(lambda.type().stringValue());
        lambda.invokedynamic().bootstrap().arguments().forEach(this::argument);
      }
      default -> {}
    }
  }

  private void argument(LoadableConstantEntry argument) {
    if (argument instanceof MethodHandleEntry handle) {
      MemberRefEntry to = handle.reference();
      type(to.owner());
      // A lambda's body is a method of the client, too.
      if (to.owner().asInternalName().equals(CLIENT)) {
        call(to.name().stringValue());
      }
    }
  }

  private void call(String method) {
    if (everCalled.add(method)) {
      called.add(method);
    }
  }

  private void type(ClassEntry type) {
    String name = type.asInternalName();
    // An array's name is a descriptor.
    Stream.of(name).filter(it -> !it.startsWith("[")).forEach(this::reach);
    types(name.startsWith("[") ? name : "");
  }

  private void types(String descriptor) {
    Matcher matcher = TYPE.matcher(descriptor);
    while (matcher.find()) {
      reach(matcher.group(1));
    }
  }

  private void reach(String name) {
    if (reached.add(name)) {
      toLookAt.push(name);
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
