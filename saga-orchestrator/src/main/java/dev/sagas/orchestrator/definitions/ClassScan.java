package dev.sagas.orchestrator.definitions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads a class file into a {@link ClassCode}. */
final class ClassScan extends ClassVisitor {
  static final int API = Opcodes.ASM9;

  private static final String GENERATED = "Lorg/apache/avro/specific/AvroGenerated;";

  private final Map<String, ClassCode.Method> methods = new LinkedHashMap<>();
  private String name = "";
  private String superName = "";
  private List<String> interfaces = List.of();
  private boolean isInterface;
  private boolean isGenerated;

  private ClassScan() {
    super(API);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if its version is not known
   */
  static ClassCode of(byte[] classFile) {
    ClassScan scan = new ClassScan();
    new ClassReader(classFile).accept(scan, ClassReader.SKIP_FRAMES);
    return new ClassCode(
        scan.name,
        scan.superName,
        scan.interfaces,
        scan.isInterface,
        scan.isGenerated,
        scan.methods);
  }

  @Override
  public void visit(
      int version,
      int access,
      String className,
      @Nullable String generics,
      String superClass,
      String[] implemented) {
    name = className;
    superName = superClass;
    interfaces = List.of(implemented);
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    isGenerated |= GENERATED.equals(descriptor);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String generics,
      String @Nullable [] exceptions) {
    return new MethodScan(
        name, access, method + descriptor, code -> methods.put(code.signature(), code));
  }
}
