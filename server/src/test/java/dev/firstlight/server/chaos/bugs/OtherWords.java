package dev.firstlight.server.chaos.bugs;

import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;

/** Replaces a text in the constants of methods. */
final class OtherWords implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {

    private final String text;
    private final String by;

    OtherWords(String text, String by) {
        this.text = text;
        this.by = by;
    }

    @Override
    public MethodVisitor wrap(
            TypeDescription type,
            MethodDescription method,
            MethodVisitor visitor,
            Implementation.Context context,
            TypePool pool,
            int writerFlags,
            int readerFlags) {
        return new MethodVisitor(Opcodes.ASM9, visitor) {
            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String said && said.contains(text)) {
                    System.err.println("It says something else: " + by);
                    super.visitLdcInsn(said.replace(text, by));
                } else {
                    super.visitLdcInsn(value);
                }
            }
        };
    }
}
